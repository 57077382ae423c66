"""The answer to a suggestion says where the paper stands, and repeats nothing that acts."""

from dataclasses import replace

import pytest

from bot.domain.decisions import NOT_JUDGED, Decision
from bot.domain.records import RETRACTED_TYPE, SUGGESTED
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.replies import Mark
from bot.rendering.suggestion import (
    SuggestionAnswer,
    SuggestionEnd,
    suggestion_end,
    suggestion_reply,
)
from bot.synthesis.prisma_flow import prisma_flow
from tests.rendering.hand_made import record

HOSTILE = "Moon tea @everyone closes #3 <!-- x --> ![p](https://example.org/p.png)"


def state(verdict: Verdict | None, *, judge: Judge = Judge.PERSON, reason: str = "") -> State:
    suggested = replace(record(), source=SUGGESTED, suggested=7)
    decision = Decision(
        record=suggested.id, verdict=verdict or Verdict.UNSURE, judge=judge, by="reviewer",
        on="2026-11-16", reasons=(reason or "Its people have no cancer.",), criterion="population",
    )  # fmt: skip
    return State(records=(suggested,), decisions=(decision,) if verdict else ())


def answered(state: State, issue: int = 7) -> str:
    record = state.records[0]
    end = suggestion_end(record, issue, state)
    answer = SuggestionAnswer(issue=issue, end=end, paper="PMID 900000001", record=record.id)
    return suggestion_reply(answer, state)


@pytest.mark.parametrize(
    ("verdict", "issue", "says"),
    [
        (Verdict.INCLUDE, 7, "is in the review already"),
        (Verdict.EXCLUDE, 7, "criterion: population. Its people have no cancer."),
        (Verdict.UNSURE, 7, "queued as number 1 of 1"),
        (Verdict.UNSURE, 8, "one of 1 awaiting a screening decision"),
    ],
)
def test_the_answer_says_where_the_paper_stands(verdict: Verdict, issue: int, says: str) -> None:
    assert says in answered(state(verdict), issue)


def test_a_retracted_paper_is_not_said_to_be_in_the_review() -> None:
    included = state(Verdict.INCLUDE)
    withdrawn = replace(included.records[0], publication_types=(RETRACTED_TYPE,))

    assert "retracted since" in answered(replace(included, records=(withdrawn,)))


@pytest.mark.parametrize("end", [end for end in SuggestionEnd if not end.settled])
def test_without_a_paper_it_asks_for_one(end: SuggestionEnd) -> None:
    answer = SuggestionAnswer(issue=7, end=end, paper="DOI 10.1000/@everyone")

    text = suggestion_reply(answer, State())

    assert "please edit" in text.lower()
    assert "@everyone" not in text.partition("-->")[2]
    assert Mark.of(text) == answer.mark


def test_foreign_words_in_the_answer_are_inert() -> None:
    excluded = state(Verdict.EXCLUDE, reason=HOSTILE)
    hostile = replace(excluded.records[0], title=HOSTILE)

    text = answered(replace(excluded, records=(hostile,))).partition("-->")[2]

    for sign in ("@everyone", "#3", "<!--", "![p]("):
        assert sign not in text


def test_a_suggestion_never_counts_as_found_by_the_search() -> None:
    flow = prisma_flow(state(Verdict.UNSURE, judge=Judge.RULE, reason=NOT_JUDGED))

    assert (flow.suggested, flow.databases, flow.elsewhere) == (1, {}, 0)
    assert flow.identified == 1
    assert flow.adds_up
