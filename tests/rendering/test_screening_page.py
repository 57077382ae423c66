"""The page to screen at: keys for as many reasons as there are, and words shown as words."""

import re
from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.demo import story
from bot.domain.decisions import Decision
from bot.domain.protocol import Criterion
from bot.domain.records import Article, Record, Section, sealed
from bot.domain.screening_sessions import ScreeningSession
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.screening_page import (
    LONGEST,
    SessionSnapshot,
    exclusion_keys,
    highlighted,
    screening_page,
)
from bot.settings import parse

PROTOCOL = parse(story.protocol())
FILL = renderer(Path("/nowhere"), "neuroimaging")
PAIN = {"pain": re.compile(r"\bpain\b", re.IGNORECASE)}


def test_nine_criteria_have_digits_and_a_duplicate_is_0() -> None:
    many = {f"criterion {number}": Criterion(include="x") for number in range(12)}
    keys = exclusion_keys(replace(PROTOCOL, criteria=many))
    assert [key.key for key in keys] == [*"123456789", "", "", "", "0"]
    assert [key.number for key in keys] == list(range(13))
    assert [key.key for key in exclusion_keys(PROTOCOL)] == ["1", "2", "3", "0"]


def test_what_is_marked_is_marked_and_the_rest_is_text() -> None:
    shown = highlighted("Pain < 3 & <b>pain</b> \u2983x\u2984 \u202epain", PAIN)
    assert shown == (
        "<mark>Pain</mark> &lt; 3 &amp; &lt;b&gt;<mark>pain</mark>&lt;/b&gt; {x} <mark>pain</mark>"
    )


def test_what_is_longer_than_any_abstract_is_cut() -> None:
    assert highlighted("a" * (LONGEST + 1), PAIN) == "a" * LONGEST + " …"


def test_of_a_paper_without_abstract_it_shows_what_else_there_is() -> None:
    bare = Record(id="1", title="Moon tea", mesh=("Tea/adverse effects", "Moon"), doi="10.1000/tea")
    waits = Decision(
        record="1", verdict=Verdict.UNSURE, judge=Judge.RULE, by="rules", on="2026-11-16",
        reasons=("It waits.",),
    )  # fmt: skip
    state = State(records=(bare,), decisions=(waits,))
    snapshot = SessionSnapshot(
        state=state, protocol=PROTOCOL, session=ScreeningSession(by="Ada"),
        remaining=("1",), articles={},
    )  # fmt: skip
    page = screening_page(snapshot, FILL)
    assert "<p>Indexed under: Tea; Moon.</p>" in page
    assert 'href="https://doi.org/10.1000/tea"' in page
    known = replace(bare, has_abstract=True)
    page = screening_page(replace(snapshot, state=replace(state, records=(known,))), FILL)
    assert "Indexed under" not in page


def test_words_of_a_criterion_meet_it_only_where_there_is_nothing_else_to_judge_by() -> None:
    paper = Article(record=Record(id="1", title="Moon tea for the brain"), sections=())
    waits = Decision(
        record="1", verdict=Verdict.UNSURE, judge=Judge.RULE, by="rules", on="2026-11-16",
        reasons=("It waits.",),
    )  # fmt: skip

    def page(paper: Article) -> str:
        snapshot = SessionSnapshot(
            state=State(records=(paper.record,), decisions=(waits,)), protocol=PROTOCOL,
            session=ScreeningSession(by="Ada"), remaining=("1",), articles={"1": paper},
        )  # fmt: skip
        return screening_page(snapshot, FILL)

    assert "<b>Words in its title:</b> brain" in page(paper)
    told = page(sealed(replace(paper, sections=(Section(text="Tea was drunk."),))))
    assert "words in its title" not in told
    assert 'class="met"' not in told
