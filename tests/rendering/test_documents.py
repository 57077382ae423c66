"""The review as readers get it: golden texts, and the words behind every sentence and cell.

`UPDATE_GOLDEN=1 .venv/bin/pytest tests/rendering/test_documents.py` renews the golden texts.
"""

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

from bot.adapters.store import DirectoryStore
from bot.domain.state import State
from bot.pipeline.render import write_documents
from bot.rendering.answer import FOLDER
from bot.rendering.claim_subjects import prominence
from bot.rendering.documents import REVIEW
from bot.rendering.escaping import markdown
from bot.rendering.labels import TermLabels
from bot.rendering.layout import anchor_of
from bot.synthesis.synthesis import synthesised
from tests import evidence, many, weeks
from tests.golden import agreed
from tests.rendering.test_figures import drawn

GOLDEN = Path(__file__).parent / "golden"
KEPT = (REVIEW, f"{FOLDER}/insula.md", "review/claims.csv")
THREE = evidence.state(evidence.PAPERS[:3])
WORDS = re.compile(r"\[evidence\]\(([^)#]+)#([\w-]+)\)")
PAPER = re.compile(r"\]\(https://pubmed\.ncbi\.nlm\.nih\.gov/(\d+)/\)")
TARGET = re.compile(r"\]\(([^)\s]+)\)|href=\"([^\"]+)\"")
QUOTE = re.compile(r"\| “(.+?)” \|")
SPOKEN = (
    "best",
    "conflicts",
    "answer",
    "correlations",
    "interventions",
    "targets",
    "disagreements",
    "changes",
)
"""Regions that say what is found."""


@pytest.fixture(scope="module")
def state() -> State:
    return weeks.state()


@pytest.fixture(scope="module")
def made(state: State) -> dict[str, str]:
    return weeks.rendered(state)


@pytest.mark.parametrize("path", KEPT)
def test_the_review_reads_as_its_golden_text(path: str, made: dict[str, str]) -> None:
    assert made[path] == agreed(made[path], GOLDEN / PurePosixPath(path).name)


def test_every_item_of_a_list_stands_on_a_line_of_its_own(made: dict[str, str]) -> None:
    for path, text in made.items():
        if path.endswith(".md"):
            assert not re.search(r"[.)]- (?:\*\*|\[|[A-Z])", text), path


_WRITE = """
import json
from tests import weeks
from tests.rendering.test_figures import drawn

print(json.dumps([weeks.rendered(weeks.state()), drawn()]))
"""


def test_two_processes_write_and_draw_the_same_bytes() -> None:
    root = Path(__file__).parents[2]
    another = subprocess.run(
        [sys.executable, "-c", _WRITE], cwd=root, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(root), "PYTHONHASHSEED": "1", "PATH": "/usr/bin:/bin"},
    ).stdout  # fmt: skip
    assert json.loads(another) == [weeks.rendered(weeks.state()), drawn()]


@pytest.mark.parametrize(
    "held",
    [many.state(300), weeks.state(), THREE, State()],
    ids=["three hundred", "thirty", "three", "none"],
)
def test_every_link_and_picture_leads_somewhere(held: State) -> None:
    made = weeks.rendered(held)
    folders = {str(one) for path in made for one in PurePosixPath(path).parents}
    dead = [
        (path, address)
        for path, text in made.items()
        if path.endswith(".md")
        for address in _addresses(text)
        if not _leads(path, address, made, folders)
    ]
    assert not dead


def test_the_contents_lead_to_the_sections_of_their_names(made: dict[str, str]) -> None:
    contents = made[REVIEW].split("\n## ", maxsplit=1)[0]
    first: dict[str, str] = {}
    for heading in re.findall(r"^#+ .+$", made[REVIEW], re.MULTILINE):
        first.setdefault(anchor_of(heading.lstrip("# ")), heading)
    links = re.findall(r"\[([^]]+)\]\(#([\w-]+)\)", contents)
    assert len(links) > 10
    assert [first[place] for _, place in links] == [f"## {name}" for name, _ in links]


def test_a_finding_that_says_neither_where_nor_against_whom_comes_last(state: State) -> None:
    names = TermLabels(vocabulary=weeks.VOCABULARY)
    claims = synthesised(state, weeks.VOCABULARY).claims
    clear = next(claim for claim in claims if claim.family == "structure_gm" and claim.total == 1)
    no_region, no_comparator = replace(clear, region=""), replace(clear, comparison="unspecified")
    replicated = replace(no_comparator, total=2)
    ordered = sorted(
        (no_region, no_comparator, clear, replicated), key=lambda claim: prominence(claim, names)
    )
    assert ordered[:2] == [replicated, clear]


def test_the_top_says_in_brief_what_the_claims_say(made: dict[str, str]) -> None:
    claims = list(csv.DictReader(io.StringIO(made["review/claims.csv"])))
    line = next(line for line in made[REVIEW].splitlines() if "**In brief.**" in line)
    number = Counter(claim["certainty"] for claim in claims)
    several = sum(claim["cohorts"] != "1" for claim in claims)
    assert f"Of {len(claims)} findings, {several - 1} to {several} rest on two or more" in line
    agreements = Counter(claim["agreement"] for claim in claims)
    kinds = f"{agreements['contradicted']} conflicting, {agreements['mixed']} mixed"
    assert line.partition(" consistent, ")[2].startswith(kinds)
    told = line[line.index("(") : line.index(")")]
    assert sum(map(int, re.findall(r"\d+", told))) == several
    assert f"very low for {number['very low']} and low for {number['low']}." in line


def test_every_sentence_and_cell_rests_on_quoted_findings(
    state: State, made: dict[str, str]
) -> None:
    quotes = {
        (study.id, str(markdown(one.quote.text)))
        for study in state.studies.values()
        for one in study.findings
    }
    said = [line for name in SPOKEN for line in _said(_region(made[REVIEW], name))]
    assert len(said) > 60
    for line in said:
        links = WORDS.findall(line)
        assert links, line
        behind = {one for path, at in links for one in _quotes(made[path], at)}
        assert behind, line
        assert behind <= quotes, line
        assert set(PAPER.findall(line)) <= {study for study, _ in behind}, line


def test_every_entry_of_a_figure_is_a_claim(state: State, made: dict[str, str]) -> None:
    held = {(one.region, one.region_b) for one in synthesised(state, weeks.VOCABULARY).claims}
    names = weeks.VOCABULARY.terms["region"]
    spoken = {names[key].name for ends in held for key in ends if key}
    glance = _region(made[REVIEW], "glance")
    for title, place in (("Regions by measure", 0), ("Regions in which cohorts agree", 1)):
        rows = _table(glance, title)
        assert rows
        assert {row[place] for row in rows} <= spoken, title


@pytest.mark.parametrize("gone", ["920000007", "920000017", "920000025", "920000029"])
def test_without_a_study_goes_exactly_what_rested_on_it(
    gone: str, state: State, made: dict[str, str]
) -> None:
    less = replace(
        state,
        decisions=tuple(one for one in state.decisions if one.record != gone),
        studies={key: one for key, one in state.studies.items() if key != gone},
    )
    after = weeks.rendered(less)
    before, now = _claims(made), _claims(after)
    alone = {key for key, rests in before.items() if rests == {gone}}
    assert set(before) - set(now) == alone
    assert not set(now) - set(before)
    assert now == {key: rests - {gone} for key, rests in before.items() if key not in alone}
    for path, text in after.items():
        if path.startswith((FOLDER, "review/figures")) or path.endswith(".csv"):
            assert gone not in text, path
    assert not [one for name in SPOKEN for one in PAPER.findall(_region(after[REVIEW], name))
                if one == gone]  # fmt: skip


def test_a_retracted_study_stands_with_its_notice_and_nowhere_else(made: dict[str, str]) -> None:
    for name in (*SPOKEN, "studies", "references"):
        found = [line for line in _region(made[REVIEW], name).splitlines()
                 if evidence.RETRACTED in line]  # fmt: skip
        assert all("Retracted:" in line for line in found), name
    assert evidence.RETRACTED in _region(made[REVIEW], "excluded")
    assert not [path for path, text in made.items()
                if path.startswith(FOLDER) and evidence.RETRACTED in text]  # fmt: skip


def test_people_hear_what_is_known_disputed_and_new_before_all_else(made: dict[str, str]) -> None:
    text = made[REVIEW]
    order = (
        "**The question.**", "> **29 studies**", "## Best-supported findings",
        "## Conflicting evidence", "## What's new", "## Index of regions", "### Grey matter",
        "## Included studies", "## Methods", "## References",
    )  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_reports_that_disagree_are_not_said_to_lack_a_direction(made: dict[str, str]) -> None:
    lines = [one for one in made[f"{FOLDER}/thalamus.md"].splitlines()
             if "(ReHo) in the thalamus differed" in one]  # fmt: skip
    assert lines
    assert all("reports differ on the direction" in line for line in lines)


def _region(text: str, name: str) -> str:
    start = text.index(f"<!-- living-review:begin {name} -->")
    return text[start : text.index(f"<!-- living-review:end {name} -->", start)]


HEADS = ("| Question |", "| Brain measure |", "| Treatment |", "| Target |")
UNKNOWN = "| none in this review |"


def _said(text: str) -> Iterator[str]:
    """Sentences and rows that say what is found; heads, frames and lists of papers are not."""
    # In what studies differ belongs to the rows above it, and rests on facts.
    differ = r"\n\n\| \|[^\n]*((?:\n\|[^\n]*)*)|The studies differ in:\n(?:\n- [^\n]*)+"
    for line in re.sub(differ, "", text).splitlines():
        bullet = line.startswith("- ") and not re.match(r"- (\*\*Retracted|\[|…)", line)
        heading = line.startswith("**") and not re.match(
            r"\*\*(Since|\d+ \w+ \d{4}, version)", line
        )
        row = line.startswith("| ") and not line.startswith(HEADS) and UNKNOWN not in line
        if bullet or heading or row:
            yield line


def _quotes(page: str, anchor: str) -> list[tuple[str, str]]:
    """The studies and the words that stand behind one anchor."""
    start = page.index(f'<a id="{anchor}"></a>')
    end = page.find('<a id="', start + 1)
    lines = page[start : end if end > 0 else None].splitlines()
    rows = ((PAPER.search(line), QUOTE.search(line)) for line in lines)
    return [(paper[1], quote[1]) for paper, quote in rows if paper and quote]


def _addresses(text: str) -> Iterator[str]:
    for found in TARGET.finditer(text):
        yield found[1] or found[2]


def _leads(path: str, address: str, made: dict[str, str], folders: set[str]) -> bool:
    if re.match(r"[a-z]+:", address):
        return address.startswith(("https://", "mailto:"))
    target, _, anchor = address.partition("#")
    at = normpath(str(PurePosixPath(path).parent / target)) if target else path
    if anchor and at in made:
        return f'<a id="{anchor}"></a>' in made[at] or anchor in _anchors(made[at])
    return at in made or at in folders


def _anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to headings: a second one of a name has a number behind it."""
    seen: Counter[str] = Counter()
    anchors = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        anchors.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return anchors


def _table(text: str, title: str) -> list[list[str]]:
    part = text[text.index(f"### {title}") :].split("\n### ", maxsplit=1)[0]
    lines = [one for one in part.splitlines() if one.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[1:]]


def _claims(made: dict[str, str]) -> dict[str, set[str]]:
    """The studies that each claim rests on."""
    rows = csv.DictReader(io.StringIO(made["review/claims.csv"].removeprefix("\ufeff")))
    return {row["id"]: set(re.findall(r"(\d+)/f", row["findings"])) for row in rows}


def test_a_figure_of_which_nothing_is_left_is_removed(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    store.write("review/figures/brain.svg", "<svg/>")
    changed = write_documents(State(), weeks.protocol(), weeks.VOCABULARY, weeks.FILL, store)
    assert "review/figures/brain.svg" in changed
    assert store.paths("review/figures") == ()


def test_a_review_that_was_not_searched_denies_no_finding_that_it_shows() -> None:
    text = weeks.rendered(replace(THREE, runs=()))[REVIEW]

    assert "No search has been run yet." in text
    assert "no findings have been extracted" not in text
