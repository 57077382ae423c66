"""Two people decide each paper: what each says alone, and what becomes of it."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.domain.decisions import Decision
from bot.domain.protocol_settings import ReviewerSettings
from bot.domain.records import Record
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.reviewer_votes import ReviewerVote, standing_votes, to_decide
from bot.domain.screening_sessions import ScreeningSession
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Mistake
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.comments import calls
from bot.events.decide import rule_on
from bot.events.dispatch import perform
from bot.events.double_screening import HIDDEN, shown_command
from bot.events.ruling import Ruling
from bot.rendering.double_screening import agreement_sentences, progress
from bot.rendering.record_history import record_history
from bot.rendering.screening_page import SessionSnapshot, screening_page
from bot.settings import parse

ONE = parse(story.protocol())
TWO = replace(ONE, reviewers=ReviewerSettings(decisions=2))
PAPER = Record(id="p1", pmid="1", title="Moon tea", authors=("Luna A",), year=2026)
WAITS = Decision(
    record="p1", verdict=Verdict.UNSURE, judge=Judge.CLASSIFIER, by="classifier 3",
    on="2026-11-09", reasons=(), score=0.5,
)  # fmt: skip
WAITING = State(records=(PAPER,), decisions=(WAITS,))


def ruled(state: State, *words: str) -> tuple[State, CommandResult]:
    """The state after rulings as ``Ada include`` and ``Bea exclude study``, and the last result."""
    result = None
    for word in words:
        by, verdict, *criterion = word.split()
        ruling = Ruling(
            verdict=Verdict(verdict), by=by, on="2026-11-16", reason="Why.",
            criterion=" ".join(criterion),
        )  # fmt: skip
        result = rule_on(state, PAPER, ruling, TWO)
        state = state.with_added(
            decisions=(result.decision,) if result.decision else (),
            votes=(result.vote,) if result.vote else (),
        )
    assert result
    return state, result


def stands(*words: str) -> tuple[Verdict, str, str]:
    """Verdict, criterion and judges after rulings."""
    decision = ruled(WAITING, *words)[0].current_decisions["p1"]
    return decision.verdict, decision.criterion, decision.by


def test_one_of_two_decides_nothing_and_gives_nothing_away() -> None:
    results = {
        verdict: ruled(WAITING, f"Ada {verdict}") for verdict in ("include", "exclude study")
    }
    assert {result.sentence for _, result in results.values()} == {"Luna A 2026: 1 of 2 decided"}
    for state, result in results.values():
        assert result.outcome is CommandOutcome.DONE
        assert state.current_decisions["p1"] is WAITS
        assert progress(state, TWO, "p1") == "1 of 2 decided."
        assert "Ada" not in (record_history(state, TWO, "p1") or "")
        assert not state.human_labels, "the classifier learns from agreement alone"


def test_agreement_is_final() -> None:
    assert stands("Ada include", "Bea include") == (Verdict.INCLUDE, "", "Ada and Bea")
    state, result = ruled(WAITING, "Ada include", "Bea include")
    assert result.sentence == "Luna A 2026: included, by agreement"
    history = record_history(state, TWO, "p1")
    assert history
    assert "16 November 2026: Ada would include it." in history
    assert progress(state, TWO, "p1") == ""
    assert stands("Ada include", "ADA include")[0] is Verdict.UNSURE, "one person, spelt twice"


def test_of_two_criteria_the_first_of_the_protocol_counts() -> None:
    said = ("Ada exclude study", "Bea exclude outcome")
    assert stands(*said) == (Verdict.EXCLUDE, "outcome", "Ada and Bea")


def test_a_conflict_waits_for_a_third_or_for_a_changed_mind() -> None:
    conflict = ("Ada include", "Bea exclude study")
    assert stands(*conflict)[0] is Verdict.UNSURE
    state, result = ruled(WAITING, *conflict)
    assert "decided differently" in result.sentence
    assert progress(state, TWO, "p1").startswith(
        "Decided differently: Ada would include it; Bea would exclude it (study)."
    )
    assert stands(*conflict, "Cleo exclude study") == (Verdict.EXCLUDE, "study", "Bea and Cleo")
    assert stands(*conflict, "Bea include") == (Verdict.INCLUDE, "", "Ada and Bea")
    assert stands(*conflict, "Cleo include", "Dora exclude study")[0] is Verdict.UNSURE, (
        "two a side"
    )


def test_a_changed_mind_brings_the_paper_back() -> None:
    verdict, _, by = stands("Ada include", "Bea include", "Ada unsure")
    assert (verdict, by) == (Verdict.UNSURE, "Ada")
    assert stands("Ada include", "Bea include", "Cleo exclude study")[0] is Verdict.INCLUDE, (
        "one voice more against two changes nothing"
    )


def test_what_was_decided_before_two_were_wanted_stands_until_two_say_otherwise() -> None:
    before = replace(WAITS, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="Zoe")
    state = WAITING.with_added(decisions=(before,))
    after, _ = ruled(state, "Ada exclude study")
    assert after.current_decisions["p1"].by == "Zoe"
    after, _ = ruled(state, "Ada exclude study", "Bea exclude study")
    assert after.current_decisions["p1"].by == "Ada and Bea"


def test_to_say_the_same_again_is_nothing() -> None:
    _, result = ruled(WAITING, "Ada include", "Ada include")
    assert result.outcome is CommandOutcome.NOTHING
    _, result = ruled(WAITING, "Ada unsure")
    assert result.outcome is CommandOutcome.NOTHING


def test_the_order_of_merged_ledgers_changes_nothing() -> None:
    votes = [
        ReviewerVote(record="p1", by=by, verdict=verdict, on=on)
        for by, verdict, on in (
            ("Ada", Verdict.INCLUDE, "2026-11-01"), ("Bea", Verdict.EXCLUDE, "2026-11-02"),
            ("Ada", Verdict.EXCLUDE, "2026-11-03"),
        )
    ]  # fmt: skip
    shuffled = votes[:]
    random.Random(4).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert standing_votes(shuffled) == standing_votes(votes)


def test_commands_count_and_are_hidden_until_both_have_decided() -> None:
    context = CommandContext(
        login="ada", today=date(2026, 11, 16), pull=3, protocol=TWO, vocabulary=None,
        numbers={1: "p1"}, read_study=lambda _, __: None, article=lambda _, __: None,
    )  # fmt: skip
    state = WAITING
    action = ReviewerAction(
        id="1", place="boxes-3-ada", by="ada", on="2026-11-16", pull=3, command="/include p1",
        result="1 of 2", records=("p1",),
    )  # fmt: skip
    for login, shown in (("ada", HIDDEN), ("bea", "/include p1")):
        (call,) = calls("/include 1")
        done = perform(state, call, replace(context, login=login), may_write=True)
        assert done.vote
        state = state.with_added(
            votes=(done.vote,), decisions=(done.decision,) if done.decision else ()
        )
        assert shown_command(action, state) == shown
    assert shown_command(replace(action, command="/why p1"), state) == "/why p1"


def test_each_is_shown_what_they_have_not_decided_and_then_what_is_in_dispute() -> None:
    votes = standing_votes(
        ReviewerVote(record=record, by=by, verdict=Verdict(verdict), on="2026-11-16")
        for record, by, verdict in (
            ("a", "Ada", "include"), ("a", "Bea", "exclude"), ("b", "Ada", "include"),
            ("c", "Bea", "include"), ("d", "Ada", "unsure"),
        )
    )  # fmt: skip
    assert to_decide("abcde", votes, "ada") == ("c", "d", "e", "a")
    assert to_decide("abcde", votes, "Cleo") == ("a", "b", "c", "d", "e")


def test_who_took_a_decision_back_is_not_shown_how_others_differ() -> None:
    state, _ = ruled(WAITING, "Ada include", "Ada unsure", "Bea include", "Cleo exclude study")
    notes = [
        screening_page(
            SessionSnapshot(
                state=state, protocol=TWO, session=ScreeningSession(by=by),
                remaining=("p1",), articles={},
            ),
            lambda _, **view: str(view["note"]),
        )
        for by in ("ada", "bea", "Dora")
    ]  # fmt: skip
    assert [bool(note) for note in notes] == [False, True, False]


def test_the_methods_say_how_well_two_agree() -> None:
    assert agreement_sentences(WAITING, ONE) == ()
    state, _ = ruled(WAITING, "Ada include", "Bea exclude study")
    rule, kappa, open_ = agreement_sentences(state, TWO)
    assert rule.startswith("Two people decide each paper, each without seeing")
    assert kappa.startswith("Ada and Bea decided 0 of 1 papers alike: Cohen's kappa 0.00")
    assert open_ == "1 paper was decided differently and await agreement."


def test_votes_have_a_ledger_of_their_own(tmp_path: Path) -> None:
    state, _ = ruled(WAITING, "Ada include", "Bea exclude study")
    DirectoryStore(tmp_path).append(State(), state, {})
    assert DirectoryStore(tmp_path).load() == state
    assert len((tmp_path / "state" / "decisions.jsonl").read_text().splitlines()) == 1


def _with(reviewers: str) -> str:
    return story.protocol() + f"\n{reviewers}\n"


def test_reviewers_are_a_list_as_ever_or_say_how_many_decide() -> None:
    assert "reviewers:" not in story.protocol()
    assert parse(_with("reviewers: [octocat]")).reviewers == ReviewerSettings(logins=("octocat",))
    both = parse(_with("reviewers: {logins: [ada, bea], decisions: 2}")).reviewers
    assert (both.logins, both.decisions) == (("ada", "bea"), 2)


@pytest.mark.parametrize(
    ("reviewers", "hint"),
    [
        ("reviewers: {decisions: 0}", "1 to 5"),
        ("reviewers: {decision: 2}", "Did you mean 'decisions'?"),
        ("reviewers: [no login]", "without @"),
    ],
)
def test_a_slip_about_reviewers_is_named(reviewers: str, hint: str) -> None:
    with pytest.raises(Mistake) as fault:
        parse(_with(reviewers))
    assert hint in fault.value.hint
