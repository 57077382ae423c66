"""Feeds: each version as an entry, for all readers and by topic (RFC 4287; JSON Feed 1.1)."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from bot.domain.protocol import Protocol
from bot.domain.versions import Version
from bot.rendering.addresses import file_address
from bot.rendering.digest import digest, fill
from bot.rendering.escaping import Address, one_line
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import day
from bot.rendering.template_functions import Render

FOLDER = "review/feeds"
EVERYTHING = "all"
ENTRIES = 50
"""Entries that a feed holds; older ones stand in ``state/versions.jsonl``."""
_NAMESPACE = uuid5(NAMESPACE_URL, "living-review")


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One version in one feed."""

    id: str
    title: str
    published: str
    """RFC 3339."""
    link: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One feed, the newest entry first."""

    id: str
    title: str
    home: str
    here: str
    """Address of the feed itself, without its ending; empty where it is not known."""
    entries: tuple[FeedEntry, ...]


def feeds(
    versions: tuple[Version, ...], protocol: Protocol, names: TermLabels, render: Render
) -> dict[str, str]:
    """The text of every feed by its path."""
    topics = sorted({topic for version in versions for topic in version.topics})
    documents: dict[str, str] = {}
    for topic in (EVERYTHING, *topics):
        path = f"{FOLDER}/{slug(topic)}"
        # Two topics whose names differ in odd letters alone share one feed.
        if f"{path}.atom" not in documents and (
            feed := _feed(topic, versions, protocol, names, render)
        ):
            documents[f"{path}.atom"] = _atom(feed)
            documents[f"{path}.json"] = _json(feed)
    return documents


def slug(topic: str) -> str:
    """The file name of a topic's feed: ``region/insula`` is ``region-insula``."""
    return re.sub(r"[^a-z0-9]+", "-", topic.lower()).strip("-")


def _feed(
    topic: str,
    versions: tuple[Version, ...],
    protocol: Protocol,
    names: TermLabels,
    render: Render,
) -> Feed | None:
    editions = [edition for version in versions if (edition := _about(version, topic))]
    if not editions:
        return None
    title = protocol.digest.title or protocol.title
    kind, _, key = topic.partition("/")
    if key:
        title = f"{title}: {names.name(kind, key)}"
    # Ids follow from the first version ever: a review that is renamed keeps its feeds.
    root = f"{versions[0].name} {versions[0].evidence} {topic}"
    entries = [
        _entry(version, f"{root} {version.name}", versions, protocol, names.topic.unit, render)
        for version in reversed(editions[-ENTRIES:])
    ]
    return Feed(
        id=_urn(root),
        title=one_line(title),
        home=Address(versions[-1].home),
        here=file_address(versions[-1].home, f"{FOLDER}/{slug(topic)}"),
        entries=tuple(entries),
    )


def _about(version: Version, topic: str) -> Version | None:
    """The version with the news of one topic alone; None where it has none."""
    if topic == EVERYTHING:
        return version
    own = tuple(news_item for news_item in version.news if topic in news_item.topics)
    # A summary is of all the news, and may name what this reader did not ask for.
    return replace(version, news=own, summary=()) if own else None


def _entry(
    version: Version,
    key: str,
    versions: Iterable[Version],
    protocol: Protocol,
    unit: str,
    render: Render,
) -> FeedEntry:
    edition = digest(version, versions, protocol, unit)
    title = "No change" if version.quiet else f"{version.name}: {edition.headline}"
    return FeedEntry(
        id=_urn(key),
        title=one_line(f"{title} ({day(version.on)})" if version.quiet else title),
        published=f"{version.on}T00:00:00+00:00",
        link=Address(version.home),
        html=fill(edition, "feed.html", render),
    )


def _urn(key: str) -> str:
    return uuid5(_NAMESPACE, key).urn


def _atom(feed: Feed) -> str:
    from feedgen.feed import FeedGenerator

    out = FeedGenerator()
    out.id(feed.id)
    out.title(feed.title)
    out.author(name=feed.title)
    out.generator("living-review-bot")
    out.updated(_moment(feed.entries[0].published))
    if feed.home:
        out.link(href=feed.home, rel="alternate")
    if feed.here:
        out.link(href=f"{feed.here}.atom", rel="self")
    for entry in feed.entries:
        made = out.add_entry(order="append")
        made.id(entry.id)
        made.title(entry.title)
        made.published(_moment(entry.published))
        made.updated(_moment(entry.published))
        made.content(entry.html, type="html")
        if entry.link:
            made.link(href=entry.link, rel="alternate")
    text: bytes = out.atom_str(pretty=True)
    return text.decode()


def _json(feed: Feed) -> str:
    items = [
        {
            "id": entry.id,
            **({"url": entry.link} if entry.link else {}),
            "title": entry.title,
            "content_html": entry.html,
            "date_published": entry.published,
        }
        for entry in feed.entries
    ]
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **({"home_page_url": feed.home} if feed.home else {}),
        **({"feed_url": f"{feed.here}.json"} if feed.here else {}),
        "language": "en",
        "items": items,
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _moment(published: str) -> datetime:
    return datetime.fromisoformat(published).astimezone(UTC)
