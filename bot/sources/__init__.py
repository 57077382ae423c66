"""One module for each database of papers; each hides how that database is asked.

What is fixed about a database stands in :data:`bot.domain.sources.SOURCES`; the module of the same
name has ``build(options)``, which makes the source.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

import requests

from bot import json_input
from bot.domain.records import printed
from bot.http_client import Http, Unbelievable
from bot.ports import Progress, Source, silent

_BLOCK = re.compile(r"</?(?:\w+:)?(?:h[1-6]|p|br|div|li|ul|ol|title|sec)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")
_MAY_PASS = (requests.codes.forbidden, requests.codes.too_many)
"""Answers that say no more than that too much was asked at once."""


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


def json_object(answer: requests.Response) -> Mapping[str, Any]:
    """The JSON object that an answer is.

    Raises:
        Unbelievable: it is a refusal, a web page, cut, or something else.
    """
    text = answer.text.lstrip()
    if answer.status_code != requests.codes.ok:
        said = f"HTTP {answer.status_code} {answer.reason}: {_said(text)}".rstrip(": ")
        refused = answer.status_code < requests.codes.server_error
        raise Unbelievable(said, final=refused and answer.status_code not in _MAY_PASS)
    if text[:15].lower().startswith(("<!doctype html", "<html")):
        raise Unbelievable("a web page came where data were asked for")
    try:
        body = json_input.loads(text)
    except ValueError:
        raise Unbelievable("the answer is cut or no JSON" if text else "it is empty") from None
    if not isinstance(body, dict):
        raise Unbelievable("JSON of another kind")
    return body


def plain(text: str) -> str:
    """Text with its markup taken off; what is no tag, as in ``p < 0.05``, stays."""
    return printed(html.unescape(_TAG.sub("", _BLOCK.sub(" ", text))))


def short_name(family: str, given: str) -> str:
    """An author as PubMed prints them: ``Moon AB`` for Ada-Bea Moon."""
    initials = "".join(part[0] for part in re.split(r"[\s.-]+", given) if part)
    return f"{family} {initials.upper()}".strip()


def text_of(given: Mapping[str, Any], name: str) -> str:
    """A value that is a text or a number, as one line; empty where it is anything else."""
    value = given.get(name)
    return printed(str(value)) if isinstance(value, str | int) else ""


def _said(text: str) -> str:
    """What a refusal says in words, cut short."""
    try:
        body = json_input.loads(text)
    except ValueError:
        return ""
    message = body.get("message") if isinstance(body, dict) else None
    if isinstance(message, list) and message and isinstance(message[0], dict):
        message = message[0].get("message")
    return printed(message)[:200] if isinstance(message, str) else ""
