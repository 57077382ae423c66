"""What each reviewer command does to a small state, and what it answers."""

from dataclasses import replace
from datetime import date

import pytest

from bot import settings
from bot.demo import story
from bot.domain.decisions import Decision
from bot.domain.facts import Quote
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.commands import COMMANDS
from bot.events.comments import calls
from bot.events.dispatch import OUTSIDERS, followed, perform
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
RECORD = Record(id="p1", pmid="101", doi="10.1000/moon", pmcid="PMC7", title="Moon tea", year=2020)
QUOTE = "Volume of the left insula was reduced in patients."
STUDY = Study(
    id="p1", read_from="abstract", reader="reader 2", text_hash="x",
    findings=(
        Finding(
            id="f1", measure=next(iter(VOCABULARY.terms["measure"])), region="insula",
            direction=Direction.DECREASE, quote=Quote(text=QUOTE, start=0),
        ),
    ),
)  # fmt: skip
DECISION = Decision(
    record="p1",
    verdict=Verdict.INCLUDE,
    judge=Judge.RULE,
    by="seed-review",
    on="2026-01-01",
    reasons=("Known.",),
)
STATE = State(records=(RECORD,), decisions=(DECISION,), studies={"p1": STUDY})
CONTEXT = CommandContext(
    login="alice", today=date(2026, 11, 16), pull=3, protocol=settings.parse(story.protocol()),
    vocabulary=VOCABULARY, numbers={4: "p1"}, read_study=lambda _, __: None,
    article=lambda _, __: None,
)  # fmt: skip


def answer(text: str, *, may_write: bool = True) -> CommandResult:
    (call,) = calls(text)
    return perform(STATE, call, CONTEXT, may_write=may_write)


@pytest.mark.parametrize(
    "key",
    ["4", "#4", "p1", "101", "PMID:101", "https://pubmed.ncbi.nlm.nih.gov/101/", "10.1000/MOON",
     "https://doi.org/10.1000/moon", "pmc7"],
)  # fmt: skip
def test_a_paper_is_named_by_its_number_or_any_identifier(key: str) -> None:
    result = answer(f"/exclude {key} population")

    assert result.decision
    assert (result.decision.record, result.decision.criterion) == ("p1", "population")


def test_an_unknown_paper_is_asked_for_again() -> None:
    assert answer("/include 999").outcome is CommandOutcome.UNKNOWN


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    assert "Did you mean “/include”?" in answer("/incldue 4").sentence


@pytest.mark.parametrize("written", ["reject", "exlude", "excluded"])
def test_what_people_call_a_command_leads_to_its_name(written: str) -> None:
    assert "Did you mean “/exclude”?" in answer(f"/{written} 4 study").sentence


@pytest.mark.parametrize(
    "rest", ["study: no scan", "study, no scan", "(study) no scan", "“study” – no scan"]
)
def test_a_criterion_is_known_with_what_people_write_around_it(rest: str) -> None:
    decision = answer(f"/exclude 4 {rest}").decision

    assert decision
    assert (decision.criterion, decision.reasons) == ("study", ("no scan",))


@pytest.mark.parametrize(
    "rest", ["/include 5", "; /include 5", "and /inclde #5", "its title: Tea; /include 5 of 6"]
)
def test_a_second_command_in_a_line_is_neither_followed_nor_a_reason(rest: str) -> None:
    result = answer(f"/exclude 4 study {rest}")

    assert result.decision is None
    assert "a line of its own" in result.sentence


def test_a_box_excludes_without_a_criterion() -> None:
    box = CommandCall(name="exclude", arguments="p1", by_box=True)
    result = perform(STATE, box, CONTEXT, may_write=True)

    assert result.decision
    assert result.decision.criterion == ""


def test_strangers_may_ask_and_not_decide() -> None:
    assert answer("/include 4", may_write=False).outcome is CommandOutcome.REFUSED
    assert answer("/why 4", may_write=False).outcome is CommandOutcome.ANSWER


def test_a_direction_against_the_quote_is_confirmed_first() -> None:
    result = answer("/fix 4 f1.direction=increase")

    assert result.outcome is CommandOutcome.CONFIRM
    assert result.study is None
    assert "“reduced”" in result.sentence
    assert "/fix! 4 f1.direction=increase" in result.sentence


@pytest.mark.parametrize("text", ["/fix! 4 f1.direction=increase", "/fix 4 f1.direction=increase!"])
def test_a_confirmed_direction_is_set(text: str) -> None:
    result = answer(text)

    assert result.study
    assert result.study.findings[0].direction is Direction.INCREASE


@pytest.mark.parametrize("change", ["f1.direction=altered", "f1.hemisphere=left", "cohort=moon"])
def test_what_the_quote_does_not_contradict_needs_no_confirmation(change: str) -> None:
    assert answer(f"/fix 4 {change}").outcome is CommandOutcome.DONE


def test_turning_a_finding_against_its_quote_is_confirmed_first() -> None:
    assert answer("/fix 4 f1.turned=yes").outcome is CommandOutcome.CONFIRM


def test_why_shows_the_words_behind_each_part_of_a_finding() -> None:
    details = answer("/why 4").details

    assert "direction: decrease ← “reduced”" in details
    assert "region: Insula ← “insula”" in details


def test_why_without_a_vocabulary_says_nothing_of_words_it_cannot_find() -> None:
    result = perform(
        STATE, CommandCall(name="why", arguments="4"), replace(CONTEXT, vocabulary=None),
        may_write=True,
    )  # fmt: skip

    assert QUOTE in result.details
    assert "outside the quote" not in result.details


def test_a_snooze_ends_after_half_a_year_at_most() -> None:
    assert answer("/snooze 4 weeks").until == "2026-12-14"
    assert answer("/snooze 27 weeks").outcome is CommandOutcome.UNKNOWN
    assert answer("/snooze off").outcome is CommandOutcome.NOTHING


def test_a_study_that_cannot_be_read_now_stays() -> None:
    assert answer("/recheck 4").outcome is CommandOutcome.NOTHING


def test_the_help_lists_every_command() -> None:
    details = answer("/help").details

    assert all(command.usage in details for command in COMMANDS.values())


def test_another_command_is_followed_and_listed() -> None:
    def run(_: State, call: CommandCall, context: CommandContext) -> CommandResult:
        return CommandResult(
            outcome=CommandOutcome.ANSWER, sentence=f"{context.login}: {call.arguments}"
        )

    wave = Command(
        name="wave", usage="/wave WORDS", summary="waves back", who=Who.EVERYBODY, run=run
    )
    commands = {**COMMANDS, "wave": wave}

    def ask(name: str) -> CommandResult:
        call = CommandCall(name=name, arguments="hello")
        return perform(STATE, call, CONTEXT, may_write=False, commands=commands)

    assert ask("wave").sentence == "alice: hello"
    assert "/wave WORDS" in ask("help").details
    assert "Did you mean “/wave”?" in ask("wawe").sentence


def test_fifty_questions_of_a_stranger_are_answered_in_part_and_told_so() -> None:
    fifty = calls("\n".join(f"/why {number}" for number in range(1, 51)))

    answered, why = followed(fifty, may_write=False)
    assert len(answered) == OUTSIDERS
    assert "45 more" in why
    assert followed(fifty, may_write=True) == (fifty, "")
    assert followed(fifty[:OUTSIDERS], may_write=False) == (fifty[:OUTSIDERS], "")


def test_a_risk_of_bias_that_no_rating_takes_up_is_not_noted() -> None:
    result = answer("/bias 4 randomisation low")

    assert result.outcome is CommandOutcome.NOTHING
    assert result.study is None
    assert "trials alone" in result.sentence
