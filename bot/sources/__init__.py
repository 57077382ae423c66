"""One module for each database of papers; each hides how that database is asked.

What is fixed about a database stands in :data:`bot.domain.sources.SOURCES`; the module of the same
name has ``build(options)``, which makes the source.
"""

import html
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

import requests

from bot import json_input
from bot.domain.records import Article, Section, printed, sealed
from bot.errors import ServiceFailed
from bot.http_client import Http, Unbelievable
from bot.ports import Fetched, Progress, Source, silent
from bot.rendering.phrases import first_few

log = logging.getLogger(__name__)

_BLOCK = re.compile(r"</?(?:\w+:)?(?:h[1-6]|p|br|div|li|ul|ol|title|sec)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")
CursorPage = tuple[int, list[Mapping[str, Any]], str]
"""Hits that a search reports, the results on one page of it, and the place of the next page."""
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
        refusal = f"HTTP {answer.status_code} {answer.reason}: {_said(text)}".rstrip(": ")
        refused = answer.status_code < requests.codes.server_error
        raise Unbelievable(refusal, final=refused and answer.status_code not in _MAY_PASS)
    if text[:15].lower().startswith(("<!doctype html", "<html")):
        raise Unbelievable("a web page came where data were asked for")
    try:
        body = json_input.loads(text)
    except ValueError:
        raise Unbelievable("the answer is cut or no JSON" if text else "it is empty") from None
    if not isinstance(body, dict):
        raise Unbelievable("JSON of another kind")
    return body


def listed_results(count: object, results: object) -> tuple[int, list[Mapping[str, Any]]]:
    """The hits that a page of results reports, and those that it lists.

    Raises:
        Unbelievable: it is no such page.
    """
    if not isinstance(count, int) or not isinstance(results, list):
        raise Unbelievable("a search result without a count or a list of results")
    if not all(isinstance(result, dict) for result in results):
        raise Unbelievable("a search result with entries that are no records")
    return count, results


def require_all(count: int, ids: Sequence[str] | Mapping[str, Any], name: str, hint: str) -> None:
    """Take a search for whole only where as many different ids came as hits were reported.

    Raises:
        ServiceFailed: there are more or fewer.
    """
    if len(ids) != count:
        raise ServiceFailed(
            f"{name} search failed: {count} hits were reported and {len(ids)} different ids given",
            hint=hint,
        )


def fetched(name: str, ids: Sequence[str], articles: Mapping[str, Article]) -> Fetched:
    """What a database gave of ``ids``; those of which nothing could be read are named."""
    unreadable = tuple(id for id in ids if id not in articles)
    if unreadable:
        log.info("%s gave no readable record for: %s", name, first_few(unreadable))
    return Fetched(articles=dict(articles), unreadable=unreadable)


def read_article(
    name: str,
    key: str,
    given: Mapping[str, Any],
    read: Callable[[str, Mapping[str, Any]], Article],
) -> Article | None:
    """One record of a database with its words; None where there is nothing to read."""
    try:
        article = read(key, given)
    except (AttributeError, LookupError, TypeError, ValueError) as fault:
        log.warning("%s record %s could not be read: %s", name, key, fault)
        return None
    return sealed(article) if article.sections or article.record.title else None


def headed_sections(abstract: str, heading: re.Pattern[str]) -> Iterator[Section]:
    """The parts of an abstract with the headings that the journal printed.

    ``heading`` has one group, the words of the heading.
    """
    first, *rest = heading.split(abstract)
    for label, text in (("", first), *zip(rest[::2], rest[1::2], strict=True)):
        if words := plain(text):
            yield Section(text=words, label=plain(label).rstrip(": "))


def batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """``ids`` in their order, as many at once as one request takes."""
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def year_of(text: str) -> int | None:
    """A year in four digits; None where it is anything else."""
    return int(text) if re.fullmatch(r"\d{4}", text) else None


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
