"""One module for each database of papers; each hides how that database is asked.

What is fixed about a database stands in :data:`bot.domain.sources.SOURCES`; the module of the same
name has ``build(options)``, which makes the source.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

from bot.http_client import Http
from bot.ports import Progress, Source, silent


@dataclass(frozen=True, kw_only=True)
class SourceOptions:
    """What a source is built from."""

    http: Http
    url: str
    """The address of its service."""
    contact: str
    """E-mail of whoever answers for the requests."""
    today: date
    key: str = field(default="", repr=False)
    """An API key, empty where there is none."""
    progress: Progress = silent


def build(code: str, options: SourceOptions) -> Source:
    """The source of this code, as ``review.yaml`` names it."""
    builder: Callable[[SourceOptions], Source] = import_module(f"{__name__}.{code}").build
    return builder(options)
