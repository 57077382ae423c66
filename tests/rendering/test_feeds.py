"""Feeds and citations, read by the programs that readers use."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from bot.adapters.templates import renderer
from bot.domain.claims import Agreement, ClaimChangeKind
from bot.domain.protocol import Author
from bot.domain.versions import Version
from bot.rendering.addresses import file_address, page_address
from bot.rendering.citation import citation
from bot.rendering.documents import documents
from bot.rendering.feeds import ENTRIES, feeds
from tests.editions import DOWN, PROTOCOL, READER, UP, change, claim, paper, state, version

RENDER = renderer(Path("/nowhere"), "neuroimaging")
HOSTILE = '<script>alert(1)</script> & "x" \x07 ]]> \u202e http://evil.example'


def _versions(count: int = 2) -> tuple[Version, ...]:
    one = change(ClaimChangeKind.APPEARED, None, claim({DOWN: 1}, agreement=Agreement.SINGLE))
    other = change(ClaimChangeKind.APPEARED, None, claim({UP: 1}, region="thalamus"), "910000002")
    first = version(state([]), state([paper(1)]), [one], on="2026-01-01")
    second = version(state([paper(1)]), state([paper(1), paper(2, title=HOSTILE)]), [other])
    return (first, *(replace(second, name=f"2026.11.22.{at}") for at in range(1, count)))


def _atom(versions: tuple[Version, ...], name: str = "all") -> feedparser.FeedParserDict:
    parsed = feedparser.parse(
        feeds(versions, PROTOCOL, READER, RENDER)[f"review/feeds/{name}.atom"]
    )
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def test_a_feed_reader_takes_the_feed_without_complaint() -> None:
    parsed = _atom(_versions())

    assert parsed.version == "atom10"
    assert parsed.feed.title == "Cancer pain in the brain"
    assert [one.title for one in parsed.entries] == [
        "2026.11.22.1: 1 new or strengthened finding, 1 new study",
        "2026.01.01: 1 new or strengthened finding, 1 new study",
    ]
    assert parsed.entries[1].updated == "2026-01-01T00:00:00+00:00"
    assert "<script>" not in parsed.entries[0].content[0].value
    assert "Grey matter volume in the thalamus may be greater" in parsed.entries[0].content[0].value


def test_ids_stay_when_versions_come_and_when_the_review_is_renamed() -> None:
    before = {one.id for one in _atom(_versions(2)).entries}
    renamed = replace(PROTOCOL, title="Another", digest=replace(PROTOCOL.digest, title="Other"))
    after = feedparser.parse(feeds(_versions(3), renamed, READER, RENDER)["review/feeds/all.atom"])

    assert before < {one.id for one in after.entries}
    assert len({one.id for one in after.entries}) == 3


def test_a_topic_has_its_own_news_alone() -> None:
    found = feeds(_versions(), PROTOCOL, READER, RENDER)
    names = {path.rpartition("/")[2] for path in found}

    assert {"modality-resting-fmri.atom", "cancer-lung.json", "region-thalamus.atom"} <= names
    thalamus = _atom(_versions(), "region-thalamus")
    assert thalamus.feed.title == "Cancer pain in the brain: Thalamus"
    (entry,) = thalamus.entries
    assert "insula" not in entry.content[0].value.split("<h2>")[1]


def test_the_json_feed_says_the_same() -> None:
    body = json.loads(feeds(_versions(), PROTOCOL, READER, RENDER)["review/feeds/all.json"])

    assert body["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["id"] for one in body["items"]] == [one.id for one in _atom(_versions()).entries]
    assert all(one["content_html"] and "this list" not in str(one) for one in body["items"])


def test_an_old_review_keeps_its_feeds_short() -> None:
    ids = [one.id for one in _atom(_versions(ENTRIES + 9)).entries]
    assert len(ids) == ENTRIES
    assert not {*ids} & {one.id for one in _atom(_versions(9)).entries}, "the latest are kept"
    assert ids[-1] == _atom(_versions(10)).entries[0].id


def test_without_a_version_there_is_no_feed_and_no_citation() -> None:
    made = documents(state([paper(1)]), PROTOCOL, READER.vocabulary, RENDER, None)

    assert not [path for path in made if "feeds" in path or "CITATION" in path]


def test_the_first_screen_names_the_version_and_how_to_follow() -> None:
    held = replace(state([paper(1)]), versions=_versions())
    review = documents(held, PROTOCOL, READER.vocabulary, RENDER, None)["REVIEW.md"]

    screen = "\n".join(review.splitlines()[:25])
    assert "Version **2026.11.22.1**" in screen
    assert "review/feeds/all.atom" in screen
    assert "Releases" in screen


@pytest.mark.parametrize(
    "authors", [(), (Author(family="Nobody", given="Nora", orcid="0000-0002-1825-0097"),)]
)
def test_the_citation_fits_the_published_schema(
    tmp_path: Path, authors: tuple[Author, ...]
) -> None:
    protocol = replace(PROTOCOL, authors=authors, title=f"Pain {HOSTILE}")
    made = citation(_versions()[-1], protocol)
    file = tmp_path / "CITATION.cff"
    file.write_text(made["CITATION.cff"], "utf-8")
    checker = Path(sys.executable).with_name("check-jsonschema")

    done = subprocess.run(
        [str(checker), "--builtin-schema", "vendor.citation-file-format", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(made[".zenodo.json"])["version"] == "2026.11.22.1"


@pytest.mark.parametrize(
    ("home", "feed"),
    [
        ("https://github.com/moon/tea", "https://raw.githubusercontent.com/moon/tea/HEAD/"),
        ("https://moon.example/tea/", "https://moon.example/tea/"),
        ("https://moon.example/tea/index.html", "https://moon.example/tea/"),
        ("https://moon.example", "https://moon.example/"),
    ],
)
def test_a_feed_names_its_own_address(home: str, feed: str) -> None:
    at_home = tuple(replace(one, home=home) for one in _versions())
    links = {link.rel: link.href for link in _atom(at_home).feed.links}
    assert links["self"] == f"{feed}review/feeds/all.atom"
    made = json.loads(feeds(at_home, PROTOCOL, READER, RENDER)["review/feeds/all.json"])
    assert made["feed_url"] == f"{feed}review/feeds/all.json"


def test_without_a_home_nothing_is_known_of_addresses() -> None:
    assert file_address("", "review/feeds/all.atom") == ""
    assert page_address("", "review/evidence/insula.md#c-1") == ""


@pytest.mark.parametrize(
    ("home", "read"),
    [
        ("https://github.com/moon/tea", "https://github.com/moon/tea/blob/HEAD/review/a.md#c-1"),
        ("https://moon.example/tea/", "https://moon.example/tea/review/a.html#c-1"),
        ("https://moon.example/tea/index.html", "https://moon.example/tea/review/a.html#c-1"),
        ("https://git.example/tea/REVIEW.md", "https://git.example/tea/review/a.md#c-1"),
    ],
)
def test_quotes_are_read_where_the_review_is(home: str, read: str) -> None:
    assert page_address(home, "review/a.md#c-1") == read
    assert page_address(home, "") == ""
