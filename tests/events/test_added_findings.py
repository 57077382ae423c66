"""A finding is added in plain words, and what was extracted of arms and facts is fixed."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.edit_tracking import keep_person_edits
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Article, Section
from bot.domain.studies import Study
from bot.events.added_finding import added_finding
from bot.events.bulk import all_proposed
from bot.events.command import CommandOutcome, CommandResult
from bot.events.comments import calls
from bot.events.dispatch import perform
from bot.extraction.vocabulary import load
from bot.pipeline.quote_check import Words, compare_quotes
from tests.events.test_commands import CONTEXT, RECORD, STATE, STUDY

SENTENCE = "ReHo was higher in the left insula of patients than in healthy controls."
ABSTRACT = f"We scanned 24 patients at 3 T in one session. {SENTENCE} Thickness was not measured."
ARTICLE = Article(record=RECORD, sections=(Section(text=ABSTRACT),))
READ = replace(
    STUDY,
    facts=Facts({"cancers": (Fact(value="breast", quote=Quote(text="breast", start=0)),)}),
    groups=(
        Group(label="patients", n=20, quote=Quote(text="20 patients", start=0)),
        Group(label="controls", n=20, quote=Quote(text="20 controls", start=0)),
    ),
)


def done(line: str, study: Study = READ) -> CommandResult:
    (call,) = calls(line)
    context = replace(CONTEXT, article=lambda _, __: ARTICLE)
    return perform(replace(STATE, studies={"p1": study}), call, context, may_write=True)


def changed(line: str) -> Study:
    study = done(line).study
    assert study, done(line).sentence
    return study


def stated(study: Study) -> dict[str, Any]:
    """The last finding of a study, by what people state."""
    finding = study.findings[-1]
    names = ("region", "hemisphere", "measure", "direction", "comparison", "region_b")
    return {name: str(getattr(finding, name)) for name in names if getattr(finding, name)}


LEFT = {
    "region": "insula", "hemisphere": "left", "measure": "ReHo", "direction": "increase",
    "comparison": "pain_vs_hc",
}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["insula left, ReHo, higher, versus healthy controls",
     "higher, regional homogeneity, left insula, vs healthy controls",
     "Insula, left, ReHo, increase, pain_vs_hc"],
)  # fmt: skip
def test_a_finding_is_added_in_any_order_of_its_parts(words: str) -> None:
    study = changed(f"/add 4 {words}")

    assert stated(study) == LEFT
    assert study.findings[-1].id == "f2"
    assert "f2" in study.checked
    assert study.counts(study.findings[-1])


def test_its_quote_is_the_sentence_of_the_abstract_that_names_it() -> None:
    study = changed("/add 4 insula left, ReHo, higher, versus healthy controls")
    quote = study.findings[-1].quote

    assert quote.text == SENTENCE
    assert ARTICLE.abstract[quote.start :].startswith(SENTENCE)


def test_without_such_a_sentence_it_stands_on_the_persons_word_and_is_sound() -> None:
    result = done("/add 4 amygdala, ReHo, lower")
    assert result.study
    assert result.study.findings[-1].quote.text == ""
    assert "stands on your word" in result.sentence

    state = replace(STATE, studies={"p1": replace(result.study, groups=(), facts=Facts())})
    assert "empty" not in " ".join(compare_quotes(state, Words()).faults)
    nobodys = replace(result.study, checked=(), groups=(), facts=Facts())
    state = replace(STATE, studies={"p1": nobodys})
    assert "empty" in " ".join(compare_quotes(state, Words()).faults)


def test_both_sides_and_a_treatment_are_named() -> None:
    study = changed("/add 4 left and right insula, ReHo, lower, after versus before, acupuncture")

    assert stated(study)["hemisphere"] == "bilateral"
    assert study.findings[-1].intervention


def test_a_result_of_a_trial_is_added_in_the_same_way() -> None:
    trials = load("clinical")
    first = added_finding(READ, "pain, lower, versus sham, at 12 weeks", ARTICLE, trials).study
    finding = first.findings[-1]

    assert (finding.comparison, finding.comparator, finding.time) == (
        "between_arms", "sham", "12 weeks",
    )  # fmt: skip
    other = added_finding(first, "pain, lower, versus usual care", ARTICLE, trials)
    assert other.study.findings[-1].comparator == "usual_care"


def test_what_a_trial_compares_need_not_be_said() -> None:
    facts = {
        kind: (Fact(value=value, quote=Quote(text=value, start=0)),)
        for kind, value in (("interventions", "other:juggling"), ("comparators", "sham"))
    }
    trial = replace(READ, facts=Facts(facts))
    finding = added_finding(trial, "pain, lower", ARTICLE, load("clinical")).study.findings[-1]
    assert (finding.intervention, finding.comparator) == ("other:juggling", "sham")
    assert finding.comparison == "between_arms"


def test_a_connection_and_a_correlation_are_added() -> None:
    between = changed("/add 4 insula left to amygdala, functional connectivity, higher")
    assert stated(between)["region_b"] == "amygdala"
    assert stated(between)["hemisphere"] == "left"

    goes_with = changed("/add 4 insula, ReHo, negatively correlated with pain intensity")
    assert stated(goes_with)["direction"] == "negative_correlation"
    assert goes_with.findings[-1].clinical_variable == "pain intensity"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("insla left, ReHo, higher", "“insla” was taken for"),
        ("insula, ReHo", "direction is missing"),
        ("insula, higher", "measure is missing"),
        ("insula, ReHo, higher, zzzz", "“zzzz” names no"),
        ("insula, ReHo, higher, lower", "second direction"),
        ("", "measure is missing"),
    ],
)
def test_what_is_not_exact_is_named_and_what_is_missing_asked_for(words: str, says: str) -> None:
    assert says in done(f"/add 4 {words}").sentence


def test_what_is_there_already_is_not_added_twice() -> None:
    once = changed("/add 4 insula left, ReHo, higher")
    again = done("/add 4 insula left, ReHo, higher", once)

    assert again.outcome is CommandOutcome.NOTHING
    assert "f2 says that already" in again.sentence


def test_reading_again_keeps_the_addition_and_the_finding_beside_it() -> None:
    beside = replace(READ.findings[0], quote=Quote(text=SENTENCE, start=ABSTRACT.index(SENTENCE)))
    theirs = replace(
        changed("/add 4 insula left, ReHo, higher, versus healthy controls"),
        findings=(beside, changed("/add 4 insula left, ReHo, higher").findings[-1]),
    )
    joined = keep_person_edits(theirs, replace(READ, findings=(beside,)))

    assert {finding.id for finding in joined.findings} == {"f1", "f2"}


@pytest.mark.parametrize(
    ("words", "printed"),
    [("arm 2 size 24", "24 controls"), ("arm 1 label men with pain", "20 men with pain"),
     ("group 2 size 7", "7 controls")],
)  # fmt: skip
def test_an_arm_is_fixed_in_plain_words(words: str, printed: str) -> None:
    study = changed(f"/fix 4 {words}")

    assert printed in [arm.printed for arm in study.groups]
    assert study.checked[-1] == "groups"


@pytest.mark.parametrize(
    ("words", "kind", "value", "quoted"),
    [
        ("scanner 3 T", "field_strengths", "3", True),
        ("field strength 1.5", "field_strengths", "1.5", False),
        ("cancer pancreatic", "cancers", "pancreatic cancer", False),
    ],
)
def test_a_fact_is_fixed_in_plain_words(words: str, kind: str, value: str, quoted: bool) -> None:  # noqa: FBT001 - a row of the table
    study = changed(f"/fix 4 {words}")
    (fact,) = study.facts.of(kind)

    assert fact.value == value
    assert bool(fact.quote.text) is quoted
    assert study.checked[-1] == kind


def test_a_fact_that_the_paper_does_not_state_is_taken_out_for_good() -> None:
    study = changed("/fix 4 cancer not stated")

    assert study.facts.of("cancers") == ()
    assert keep_person_edits(study, READ).facts.of("cancers") == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("arm 3 size 24", "There is no arm 3 here. Arms: 1 is 20 patients; 2 is 20 controls."),
        ("arm 1 size few", "whole number"),
        ("arm 1 role zzzz", "role of an arm may be"),
        ("scanner huge", "is a number in tesla"),
        ("cancer zzzzzz", "is no cancer known here"),
    ],
)
def test_an_arm_or_fact_that_may_not_be_is_refused_with_what_may(words: str, says: str) -> None:
    result = done(f"/fix 4 {words}")

    assert result.outcome is CommandOutcome.UNKNOWN
    assert says in result.sentence


def test_a_change_that_names_nothing_is_answered_with_what_can_be_fixed() -> None:
    result = done("/fix 4 the colour of it")

    assert result.outcome is CommandOutcome.UNKNOWN
    assert "Facts that can be fixed: species, design, cancer" in result.sentence


def test_all_proposed_stands_for_each_paper_and_keeps_its_reason() -> None:
    given = calls("/include all proposed fits well\n/exclude 4 population")

    assert [call.text for call in all_proposed(given, ["a", "b"])] == [
        "/include a fits well", "/include b fits well", "/exclude 4 population",
    ]  # fmt: skip
    assert all_proposed(given, []) == given
    assert done("/include all proposed").outcome is CommandOutcome.NOTHING
