"""Without a topic no reader and no reviewer meets a word of another review's subject."""

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from bot.adapters.templates import prompts, renderer
from bot.extraction import model_reading
from bot.extraction.vocabulary import NO_WORDS
from bot.rendering import pull_request
from bot.rendering.dashboard import Seen, dashboard
from bot.rendering.digest import digest, fill
from bot.rendering.documents import REVIEW, documents
from bot.rendering.feeds import feeds
from bot.rendering.record_history import record_history
from bot.rendering.site.pages import Site
from bot.synthesis.synthesis import synthesised
from tests.rendering import no_topic
from tests.source_texts import texts_of

ROOT = Path(__file__).parents[2]
FILL = renderer(Path("/nowhere"))
FOREIGN = re.compile(
    r"\b(?:cancer|tumou?r|pain(?!t)|brain|neuro|imaging|scan|animal|cort(?:ex|ical)|tesla|voxel|stimulat"
    r"|surg|rats?\b|mice\b|mri\b|hemispher)\w*",
    re.IGNORECASE,
)
_ALLOWED = ("hemisphere", "hemisphere_b", "animal", "brain", "brain/", "brain.html")
"""Names of fields, of a value, and of a figure and page that only a topic can ask for."""


def outlets() -> Iterator[tuple[str, str]]:
    """Everything that people or models are shown, by a name."""
    state, protocol = no_topic.state(), no_topic.PROTOCOL
    made = documents(state, protocol, None, FILL, None)
    yield from made.items()
    site = Site(
        state=state, synthesis=synthesised(state, None), protocol=protocol, names=no_topic.NAMES,
        render=FILL, documents=made, places={},
    )  # fmt: skip
    yield from ((f"site/{path}", text) for path, text in site.files().items())
    proposal = no_topic.proposal()
    yield "title", pull_request.title(proposal)
    yield "body", pull_request.body(proposal, protocol, None, FILL)
    seen = Seen(today=date(2026, 11, 23), next_run="2026-11-30", requests=3)
    yield "dashboard", dashboard(state, seen, FILL)
    versions = no_topic.versions()
    for version in versions:
        for kind in ("md", "txt", "html", "feed.html"):
            text = fill(digest(version, versions, protocol), kind, FILL)
            yield f"digest {version.name} {kind}", text
    yield from feeds(versions, protocol, no_topic.NAMES, FILL).items()
    for record in state.records:
        yield f"why {record.id}", record_history(state, protocol, record.id) or ""
    yield from asked()


def asked() -> Iterator[tuple[str, str]]:
    """The questions to language models."""
    ask, protocol = prompts(Path("/nowhere")), no_topic.PROTOCOL
    yield "screen", ask(
        "screen.md.j2", question=protocol.question, criteria=protocol.criteria,
        borderline=protocol.borderline, fence="====", title="T", abstract=["A."],
    )  # fmt: skip
    yield "read", ask("read.md.j2", **model_reading.asked(protocol.question, "T", "A.", NO_WORDS))


def test_no_outlet_speaks_of_another_subject() -> None:
    spoken = {name: FOREIGN.findall(text) for name, text in outlets()}
    assert len(spoken) > 40
    assert not {name: words for name, words in spoken.items() if words}


def test_where_no_findings_are_read_none_are_spoken_of() -> None:
    printed = dict(outlets())
    assert "Extracted wrongly?" not in printed["body"]
    assert "o conclusions change" not in printed["body"]
    read = re.compile(
        r"were extracted by a program|findings that a program reads|findings with the"
    )
    assert not [name for name, text in printed.items() if read.search(text)]


def test_the_sections_are_those_that_have_something_to_say() -> None:
    review = documents(no_topic.state(), no_topic.PROTOCOL, None, FILL, None)[REVIEW]
    _, *sections = re.split(r"^## (.+)$", review, flags=re.MULTILINE)
    contents = dict(zip(sections[::2], sections[1::2], strict=True))
    assert list(contents) == [
        "What's new", "Included studies", "Awaiting screening decision", "Methods",
        "Use of automation and AI", "Excluded studies", "About this review", "References",
    ]  # fmt: skip
    assert all(re.sub(r"<!--.*?-->", "", text).strip() for text in contents.values())
    assert "```mermaid" in contents["Methods"]


def test_it_has_its_references_news_and_queue() -> None:
    made = documents(no_topic.state(), no_topic.PROTOCOL, None, FILL, None)
    data = {
        "studies.csv",
        "references.bib",
        "references.ris",
        "references.json",
        "dictionary.csv",
        "README.md",
    }
    assert {path for path in made if path.count("/") == 1} == {f"review/{name}" for name in data}
    assert {"review/feeds/all.atom", "review/feeds/all.json"} <= made.keys()
    assert "2 papers await a person's screening decision" in made[REVIEW]


TEMPLATES = [
    path for folder in ("templates", "prompts") for path in sorted((ROOT / folder).rglob("*.j2"))
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_every_review_names_a_subject(path: Path) -> None:
    assert not FOREIGN.findall(path.read_text("utf-8"))


SHELVES = ("rendering", "synthesis", "pipeline", "events", "jobs", "cli", "wiring", "domain")


@pytest.mark.parametrize("shelf", SHELVES)
def test_no_code_outside_a_topic_says_a_subjects_words(shelf: str) -> None:
    allowed = {*_ALLOWED, *_topics()}
    said = [
        (path.name, text)
        for path in sorted((ROOT / "bot" / shelf).rglob("*.py"))
        for text in texts_of(path)
        if text not in allowed and FOREIGN.search(text)
    ]
    assert not said


def _topics() -> list[str]:
    return [folder.name for folder in files("bot.topics").iterdir() if folder.is_dir()]
