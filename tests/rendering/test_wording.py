"""No outlet prints what no journal would: phrases that readers stumbled over stay away."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot.cli import app
from bot.events.commands import COMMANDS
from bot.rendering import pull_request
from bot.rendering.digest import digest, fill
from bot.rendering.feeds import feeds
from bot.rendering.labels import TermLabels
from bot.rendering.record_history import record_history
from bot.rendering.site.pages import Site
from bot.synthesis.synthesis import synthesised
from tests import weeks
from tests.rendering import test_digest
from tests.rendering.proposed import PROTOCOL, proposed, text
from tests.rendering.test_golden_bodies import board
from tests.source_texts import texts_of

ROOT = Path(__file__).parents[2]
FORBIDDEN = (
    # What is found, and how surely.
    "was not found to", "found no difference", r"found it (?:higher|lower)",
    r"grey matter (?:in|of) the", r"grey matter(?: volume)? (?:is|was|may be) (?:higher|lower)",
    "white-matter integrity", "glymphatic clearance", "spontaneous activity", "brain waves",
    "(?<!task-)evoked activity", "(?<!cerebral )blood flow or metabolism",
    r"goes (?:with|along|up|down)",
    "which way", "no link", "direction not stated", "cancer and no pain", "not named(?! by)",
    "no region named", "animals with cancer pain", r"\[words\]", "disease and no pain",
    "reports disagree", "turned round", r"\bno difference in (?:\d|the other)",
    # Headings, and what stands under them.
    "What is found", "In short", "What changed last", r"(?:now|is|are) believed",
    "believed otherwise",
    "in dispute", "became doubtful", "count for nothing", "all is well", "What disagrees",
    "cannot both be true", "To settle it", "treatment changes", "Where it leads", "towards people",
    "nobody has studied", "Not studied yet", "Studied so far", "found where", "effect beside",
    "approximate middles", "same as a table", "on as few cohorts", "Papers that wait",
    "Papers left out", "Looked at closely", "before the bot came", r"not stated(?! \()",
    "read from its", "read as a whole", "for many tests", "At cluster level", "Usual size",
    "that brought news", "found, and decided",
    # Cancers, pains and comparisons.
    r"Cancer of the (?:blood|urinary)", "unnamed kinds", r"\bPain of (?:bone|radio)",
    "Persistent pain after", "Joint pain under", "Much pain", "Later pain", "cuts the way",
    r"\bagainst (?:healthy|cancer|control|little|no later|a group|another|before)",
    "genu of corpus",
    # Screening and the pull request.
    "It belongs", "does not belong", "belongs? in this review", "papers (?:that )?belong",
    "Hard cases", "the program saw", r"\bNames \w+ \(“", "has no word for", "gives orders",
    r"means \*not now", "It would change", "statements? of the review", "studies already in",
    "May be about the same", "Perhaps one paper", "This run is",
    "taught the (?:ranking|classifier)",
    "Is it alive", "What people did", "Check of the state", "kind of publication", "parted by",
    "one a line", "known before", "Judged to belong", r"waits? for a person", "decided by a person",
    "never added up", "points to the pain",
    "no matching words", "of what it counts", "exposure is isolated", "Reversed by",
    "conflicts? resolved",
    r"specified\) \(",
)  # fmt: skip
"""As regular expressions: what once stood, and nobody would print."""
ANSWERS = ("not stated",)
"""What a language model may answer of a criterion."""
FORMER_HEADINGS = "sections.py"
"""The module that knows the headings of former layouts."""
_FOUND = re.compile("|".join(FORBIDDEN).lower())


def _found(shown: str) -> list[str]:
    """What is forbidden in a text, in lower case: patterns for both take four times as long."""
    return _FOUND.findall(shown.lower())


def printed() -> Iterator[tuple[str, str]]:
    """Everything that people are shown of a review with all that there can be, by a name."""
    state = weeks.state()
    made = weeks.rendered(state)
    yield from made.items()
    names = TermLabels(vocabulary=weeks.VOCABULARY)
    site = Site(
        state=state, synthesis=synthesised(state, weeks.VOCABULARY), protocol=weeks.protocol(),
        names=names, render=weeks.FILL, documents=made, places={},
    )  # fmt: skip
    yield from ((f"site/{path}", page) for path, page in site.files().items())
    proposal = proposed()
    yield "title", pull_request.title(proposal)
    yield "body", text(proposal)
    yield "dashboard", board()
    for name, edition in test_digest.EDITIONS.items():
        for kind in ("md", "txt", "html", "feed.html"):
            yield f"{name} {kind}", fill(digest(edition(), (), PROTOCOL), kind, weeks.FILL)
    yield from feeds(state.versions, PROTOCOL, names, weeks.FILL).items()
    for record in state.records:
        history = record_history(state, weeks.protocol(), record.id, weeks.VOCABULARY)
        yield f"why {record.id}", history or ""
    yield from ((f"/{name}", f"{it.usage} {it.summary}") for name, it in COMMANDS.items())
    for command in app.registered_commands:
        asked = command.name or str(getattr(command.callback, "__name__", ""))
        yield f"--help of {asked}", CliRunner().invoke(app, [asked, "--help"]).output


@lru_cache
def outlets() -> dict[str, str]:
    return dict(printed())


def test_no_outlet_prints_what_no_journal_would() -> None:
    found = {name: sorted({*_found(shown)}) for name, shown in outlets().items()}
    assert len(found) > 100
    assert all(shown for name, shown in outlets().items() if name.startswith("--help"))
    assert not {name: phrases for name, phrases in found.items() if phrases}


def test_very_low_certainty_is_said_once_for_a_theme() -> None:
    theme = outlets()["REVIEW.md"].partition("### Grey matter")[2].partition("\n### ")[0]
    assert theme.count("very low") == 1
    assert theme.count("The evidence is very uncertain") == 1


def test_two_papers_of_one_name_and_year_have_letters() -> None:
    shown = outlets()
    for name in ("REVIEW.md", "review/evidence/anterior-insula.md", "review/studies.csv"):
        assert "Millwood A 2022a" in shown[name], name
        assert "Millwood A 2022b" in shown[name], name


def test_every_name_of_the_vocabulary_is_one_that_a_journal_prints() -> None:
    terms = (term for kind in weeks.VOCABULARY.terms.values() for term in kind.values())
    shown = [(term.id, part) for term in terms for part in (term.name, term.index, term.against)]
    assert not [(id, part) for id, part in shown if _found(part)]


def test_no_template_holds_such_a_phrase() -> None:
    folders = (ROOT / "templates", ROOT / "bot" / "topics")
    paths = [path for folder in folders for path in sorted(folder.rglob("*.j2"))]
    assert len(paths) > 30
    held = {path.name: _found(path.read_text("utf-8")) for path in paths}
    assert not {name: phrases for name, phrases in held.items() if phrases}


def test_no_text_of_the_topic_holds_such_a_phrase() -> None:
    file = ROOT / "bot" / "topics" / "neuroimaging" / "topic.yaml"
    texts = [*_texts(YAML(typ="safe").load(file.read_text("utf-8")), "formerly")]
    assert len(texts) > 100
    assert not [shown for shown in texts if _found(shown)]


def _texts(tree: object, passed_over: str) -> Iterator[str]:
    """Every text of a YAML tree, but what stands under one key."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key != passed_over:
                yield from _texts(value, passed_over)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value, passed_over)
    elif isinstance(tree, str):
        yield tree


def test_no_code_says_such_a_phrase() -> None:
    shelves = ("rendering", "screening", "events", "pipeline", "jobs", "cli")
    paths = [
        path
        for shelf in shelves
        for path in sorted((ROOT / "bot" / shelf).rglob("*.py"))
        if path.name != FORMER_HEADINGS
    ]
    said = {str(path): [words for words in _words(path) if _found(words)] for path in paths}
    assert not {name: words for name, words in said.items() if words}


def _words(path: Path) -> Iterator[str]:
    """Every text of several words in a module but docstrings and what documents an attribute."""
    return (text for text in texts_of(path) if " " in text and text not in ANSWERS)


def test_every_change_stands_on_a_line_of_its_own() -> None:
    news = outlets()["REVIEW.md"].partition("## What's new")[2].partition("\n## ")[0]
    assert "[evidence]" in news
    assert not [line for line in news.splitlines() if line.count("[evidence]") > 1]
