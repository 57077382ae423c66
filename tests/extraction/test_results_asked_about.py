"""Which results of trials count, of those whose outcome and arms a review asks about."""

from dataclasses import replace

import pytest

from bot.domain.protocol import OutcomeWords
from bot.domain.studies import CONFLICT, TO_CHECK, Direction, Finding
from bot.extraction.checks.validation import review_own
from bot.extraction.own_terms import with_own_terms
from bot.extraction.reader import read
from bot.extraction.reconcile import ReaderFindings, reconciled
from bot.extraction.vocabulary import Vocabulary, load
from bot.rendering.proposal.cards import doubt
from tests.extraction.asking import asking
from tests.weeks import protocol

ASKED = asking(interventions="velatrin, corbidol, sorbexin", outcomes="cough, wheezing, moon pulse")
PLACEBO = (
    "Velatrin versus placebo for river fever: a randomised trial.",
    "METHODS: We randomly assigned 120 adults to velatrin (n = 60) or placebo (n = 60).",
)
ACTIVE = (
    "Velatrin versus corbidol for river fever: a randomised trial.",
    "METHODS: We randomly assigned 120 adults to velatrin (n = 60) or corbidol (n = 60).",
)


def findings(
    trial: tuple[str, str], result: str, vocabulary: Vocabulary = ASKED
) -> tuple[Finding, ...]:
    title, methods = trial
    return read(title, f"{methods}\nRESULTS: {result}", vocabulary).findings


def only(
    trial: tuple[str, str], result: str, outcome: str = "cough", vocabulary: Vocabulary = ASKED
) -> Finding:
    (finding,) = (it for it in findings(trial, result, vocabulary) if it.measure == outcome)
    return finding


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"interventions": "velatrin", "outcomes": "cough"}, ""),
        # who asks about something else has not said that this is an intervention, or an outcome
        ({"interventions": "tightrope", "outcomes": "cough"}, TO_CHECK),
        ({"interventions": "velatrin", "outcomes": "moon walk"}, TO_CHECK),
    ],
)
def test_what_counts_is_of_an_outcome_and_of_arms_that_the_review_names(
    asked: dict[str, str], status: str
) -> None:
    reported = "Cough was lower with velatrin than with placebo (p = 0.01)."
    (finding,) = findings(PLACEBO, reported, asking(**asked))
    assert finding.status == status


def test_an_intervention_compared_with_itself_does_not_count() -> None:
    trial = (
        "Fast versus slow velatrin for river fever: a randomised trial.",
        "METHODS: We randomly assigned 80 adults to fast velatrin or slow velatrin.",
    )
    own = replace(protocol(), interventions={"velatrin": ("fast velatrin", "slow velatrin")})
    result = "Pain was lower with fast velatrin than with slow velatrin (p = 0.01)."
    finding = only(trial, result, "pain", with_own_terms(load("clinical"), own))
    assert (finding.intervention, finding.comparator) == ("velatrin", "velatrin")
    assert finding.status == TO_CHECK


@pytest.mark.parametrize(
    ("trial", "result"),
    [
        # another treatment of the review than the two that were read as arms
        (PLACEBO, "Cough did not differ between velatrin 25 mg and corbidol 100 mg (p = 0.4)."),
        (PLACEBO, "Velatrin, like corbidol, reduced cough compared with placebo (p = 0.01)."),
        # both together, or something that was added to one
        (ACTIVE, "Velatrin combined with corbidol reduced cough (p = 0.01)."),
        (PLACEBO, "Honey added to velatrin did not reduce cough compared with placebo (p = 0.4)."),
        # doses
        (PLACEBO, "Cough was more frequent with velatrin 20 mg than 10 mg (p = 0.01)."),
    ],
)
def test_other_treatments_in_a_clause_have_people_look(trial: tuple[str, str], result: str) -> None:
    assert only(trial, result).status == TO_CHECK


THREE = (
    "Velatrin, corbidol or placebo for river fever: a randomised trial.",
    "METHODS: In all, 180 adults were randomised to velatrin, corbidol or placebo.",
)


@pytest.mark.parametrize(
    ("result", "counted"),
    [
        (("Cough was lower with velatrin than with placebo (p = 0.01) and did not differ between"
          " corbidol and placebo (p = 0.4)."), []),
        (("Cough was lower with corbidol than with placebo (p = 0.01) and did not differ between"
          " velatrin and placebo (p = 0.4)."), [Direction.NONE]),
        ("Cough was lower with velatrin than with corbidol or placebo (p = 0.02).",
         [Direction.DECREASE]),
    ],
)  # fmt: skip
def test_what_is_told_of_a_third_arm_is_not_counted_of_the_two(
    result: str, counted: list[Direction]
) -> None:
    found = findings(THREE, result)
    of_two = [it for it in found if not it.status and it.intervention == "velatrin"]
    assert [it.direction for it in of_two] == counted


def test_an_arm_of_two_treatments_is_not_that_of_the_one_that_is_known() -> None:
    trial = (
        "Velatrin versus corbidol and honey for river fever: a randomised trial.",
        "METHODS: We randomly assigned 120 adults to velatrin or corbidol and honey.",
    )
    result = "Cough was lower with velatrin than with corbidol and honey (p = 0.01)."
    assert only(trial, result).status == TO_CHECK
    known = asking(interventions="velatrin, corbidol and honey", outcomes="cough")
    assert only(trial, result, vocabulary=known).status == ""


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (("Resolution of wheezing and cough was more common with velatrin than with placebo"
          " (p < 0.001)."), "cough"),
        ("More velatrin patients than placebo patients had no cough (p = 0.01).", "cough"),
        ("The variability of moon pulse was lower with velatrin than with placebo (p = 0.01).",
         "moon_pulse"),
        ("For the same fall in moon pulse, velatrin reduced gloom more than placebo (p = 0.01).",
         "moon_pulse"),
    ],
)  # fmt: skip
def test_words_before_an_outcome_that_make_another_of_it_have_people_look(
    result: str, outcome: str
) -> None:
    found = findings(PLACEBO, result)
    assert all(it.status == TO_CHECK for it in found if it.measure == outcome)


def test_no_difference_is_not_counted_of_an_outcome_of_the_sentence_before() -> None:
    before = "Cough was lower with velatrin than with placebo (p = 0.01)."
    after = "There was no difference in the number who told of moonsight between the groups."
    found = findings(PLACEBO, f"{before} {after}")
    counted = [it for it in found if not it.status]
    assert [it.direction for it in counted] == [Direction.DECREASE]


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("Similar rates were observed for cough.", TO_CHECK),
        ("Velatrin was similarly effective at relieving cough in most adults.", TO_CHECK),
        ("Cough was similar with velatrin and placebo.", ""),
        ("Cough was similar in both groups.", ""),
        ("There were no differences among the two groups in cough.", ""),
    ],
)
def test_likeness_counts_where_words_say_to_what(result: str, status: str) -> None:
    finding = only(PLACEBO, result)
    assert (finding.direction, finding.status) == (Direction.NONE, status)


@pytest.mark.parametrize(
    ("result", "direction"),
    [
        (("Cough was higher in the corbidol group (4.7% for velatrin vs. 10.3% for corbidol,"
          " p = 0.005)."), Direction.DECREASE),
        (("Cough was higher in the velatrin group (4.7% for corbidol vs. 10.3% for velatrin,"
          " p = 0.005)."), Direction.INCREASE),
    ],
)  # fmt: skip
def test_values_in_brackets_do_not_say_of_whom_a_sentence_tells(
    result: str, direction: Direction
) -> None:
    assert only(ACTIVE, result).direction is direction


@pytest.mark.parametrize(
    ("outcome", "direction"),
    [("time to relapse", Direction.INCREASE), ("time to healing", Direction.DECREASE),
     ("relapse", Direction.DECREASE), ("healing", Direction.INCREASE)],
)  # fmt: skip
def test_a_good_thing_is_better_sooner_and_a_bad_one_later(
    outcome: str, direction: Direction
) -> None:
    result = f"Velatrin was superior to corbidol with respect to {outcome} (p < 0.001)."
    (finding,) = findings(ACTIVE, result, load("clinical"))
    assert finding.direction is direction


@pytest.mark.parametrize(
    "result",
    [
        # a tendency
        "There was a trend in favour of less cough with velatrin than with placebo (p = 0.04).",
        # what one test tells another takes back
        ("Cough was less frequent with velatrin than placebo in all (p = 0.008), but not"
         " significantly so in completers (p = 0.09)."),
        # people by how they fared
        "Cough did not differ between responders and nonresponders given velatrin.",
        # one arm alone, whose values in brackets compare two times
        "Cough did not change in the placebo group (before versus after, 10.1 vs 9.9).",
        "Cough was reduced in the velatrin group (8 before therapy versus 6 after it; p < 0.01).",
        "Further falls in cough were seen between 3 and 6 months in the velatrin group.",
        "The smaller difference in cough between day and night was seen with velatrin (p = 0.01).",
    ],
)  # fmt: skip
def test_what_leaves_the_difference_open_has_people_look(result: str) -> None:
    found = findings(PLACEBO, result)
    assert all(it.status == TO_CHECK or it.comparison == "within_arm" for it in found)


def test_one_or_more_is_no_more() -> None:
    own = asking(interventions="velatrin", outcomes="falls")
    result = "All adults given velatrin had one or more falls."
    found = findings(PLACEBO, result, own)
    assert not any(it.direction is Direction.INCREASE for it in found)


def test_less_of_the_opposite_that_a_protocol_names_does_not_count() -> None:
    own = replace(
        protocol(),
        interventions={"velatrin": ()},
        outcomes={"moon mass": OutcomeWords(also=("mass loss",))},
    )
    vocabulary = with_own_terms(load("clinical"), own)
    told = "Moon mass was lower with velatrin than with placebo (p = 0.01)."
    opposite = "Mass loss was lower with velatrin than with placebo (p = 0.01)."
    assert only(PLACEBO, told, "moon_mass", vocabulary).status == ""
    assert only(PLACEBO, opposite, "moon_mass", vocabulary).status == TO_CHECK


def test_a_degree_behind_brackets_is_that_of_the_change() -> None:
    result = (
        "The reduction in cough was significantly (p < 0.05) greater with velatrin than placebo."
    )
    assert only(PLACEBO, result).direction is Direction.DECREASE


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"interventions": "velatrin", "outcomes": "moon walk"}, "names no such outcome"),
        ({"interventions": "tightrope", "outcomes": "cough"}, "does not name both arms"),
    ],
)
def test_why_it_waits_is_said_and_no_second_reader_lifts_it(
    asked: dict[str, str], why: str
) -> None:
    title, methods = PLACEBO
    abstract = f"{methods}\nRESULTS: Cough was lower with velatrin than with placebo (p = 0.01)."
    vocabulary = asking(**asked)
    found = read(title, abstract, vocabulary).findings
    (finding,), _ = review_own(found, title, abstract, vocabulary, "rules")
    assert why in doubt(finding)
    both = [
        ReaderFindings(by="rules", findings=(finding,)),
        ReaderFindings(by="a-model", findings=(finding,)),
    ]
    assert [it.status for it in reconciled(both)] == [TO_CHECK]


def test_results_of_other_arms_are_another_matter() -> None:
    of_placebo = only(PLACEBO, "Cough was lower with velatrin than with placebo (p = 0.01).")
    of_another = replace(of_placebo, comparator="corbidol", direction=Direction.INCREASE)
    readings = [
        ReaderFindings(by="rules", findings=(of_placebo,)),
        ReaderFindings(by="a-model", findings=(of_another,)),
    ]
    assert CONFLICT not in {it.status for it in reconciled(readings)}


@pytest.mark.parametrize(
    ("result", "why"),
    [
        ("In a post hoc analysis, cough was lower with velatrin than with placebo (p = 0.04).",
         "post hoc"),
        ("In the per-protocol population, velatrin reduced cough compared with placebo (p = 0.03).",
         "post hoc"),
        ("Cough was lower with velatrin than with placebo in women (p = 0.01).", "part of the"),
        ("Among smokers, velatrin reduced cough compared with placebo (p = 0.01).", "part of the"),
    ],
)  # fmt: skip
def test_what_a_trial_was_not_planned_for_waits(result: str, why: str) -> None:
    finding = only(PLACEBO, result)
    assert finding.status == TO_CHECK
    assert why in "".join(finding.doubts)


def test_a_test_that_is_called_post_hoc_is_no_other_analysis() -> None:
    result = "By post hoc Tukey tests, cough was lower with velatrin than with placebo (p = 0.01)."
    assert not only(PLACEBO, result).status


@pytest.mark.parametrize(
    ("result", "direction", "status"),
    [
        # the words and the test say what an interval that was rounded to no effect does not
        (("Cough was lower with velatrin than with placebo (difference -0.5 [95% CI -1.0 to 0.0];"
         " overall p = .03)."), Direction.DECREASE, ""),
        ("The difference in cough between velatrin and placebo was -0.5 (95% CI -1.0 to 0.0).",
         Direction.NONE, TO_CHECK),
        ("Cough did not differ between velatrin and placebo (difference -0.5, 95% CI -1.0 to 0.2).",
         Direction.NONE, ""),
    ],
)  # fmt: skip
def test_an_interval_that_ends_at_no_effect_settles_nothing(
    result: str, direction: Direction, status: str
) -> None:
    finding = only(PLACEBO, result)
    assert (finding.direction, finding.status) == (direction, status)


def test_one_year_is_one_time_however_it_is_printed() -> None:
    topic = ASKED.topic
    assert topic.time_span("52 weeks") == topic.time_span("12 months") == topic.time_span("1 year")


@pytest.mark.parametrize(
    ("result", "unread"),
    [
        ("The two regimens did not differ (p = 0.41).", True),
        ("This was so in 34% versus 24% (odds ratio 1.9, 95% CI 0.7 to 5.3).", True),
        ("Cough was lower with velatrin than with placebo (p = 0.01).", False),
        ("Two people moved house.", False),
    ],
)
def test_a_test_of_which_nothing_was_read_is_shown(result: str, unread: bool) -> None:  # noqa: FBT001 - of a table
    title, methods = PLACEBO
    reading = read(title, f"{methods}\nRESULTS: {result}", ASKED)
    assert ([quote.text for quote in reading.unread] == [result]) is unread


def test_a_value_before_beside_which_a_result_is_told_makes_it_none_of_before() -> None:
    result = (
        "Mean cough was 4.1 with velatrin and 3.7 with placebo (difference 0.4, 95% CI -0.1 to"
        " 0.9), compared with 6.2 at baseline."
    )
    finding = only(PLACEBO, result)
    assert (finding.direction, finding.comparison) == (Direction.NONE, "between_arms")
    before = "Cough was similar with velatrin and placebo at baseline (6.2 and 6.3)."
    assert not findings(PLACEBO, before)
