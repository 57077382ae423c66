"""Which sentences of a trial report a result, and which names are outcomes, in invented texts."""

import pytest

from bot.domain.studies import TO_CHECK, Finding
from bot.extraction.effects.names import trimmed
from bot.extraction.findings.cues import tokens
from bot.extraction.reader import read
from bot.extraction.vocabulary import Vocabulary, load
from tests.extraction.asking import asking

CLINICAL = load("clinical")
ASKED = asking(interventions="juggling", outcomes="vertigo")
TITLE = "Juggling versus usual care for moon sickness: a randomised controlled trial."
METHODS = "METHODS: We randomly assigned 80 adults with moon sickness to juggling or usual care."


def findings(
    result: str, methods: str = METHODS, vocabulary: Vocabulary = CLINICAL
) -> tuple[Finding, ...]:
    return read(TITLE, f"{methods}\nRESULTS: {result}", vocabulary).findings


def names(result: str, methods: str = METHODS) -> set[str]:
    return {finding.measure.removeprefix("other:") for finding in findings(result, methods)}


@pytest.mark.parametrize(
    "result",
    [
        # people as they came
        "Baseline age, moon weight and pain were similar in the juggling and usual care groups.",
        "Mean baseline vertigo did not differ between the groups.",
        "The groups were similar in baseline vertigo and pain.",
        "There were no differences between groups in maternal characteristics.",
        "The groups were similar on inclusion for vertigo and moon weight.",
        "The inclusion criteria were stable vertigo and juggling.",
        # what was to be measured
        "The primary end point was the difference in vertigo between juggling and usual care.",
        "The main efficacy outcome (per protocol) was equivalence in vertigo at 8 weeks.",
        # whom it took in
        "80 adults with acutely elevated moon pressure took part in juggling.",
        # what something is for
        "Juggling belongs to the campaigns to reduce vertigo in adults.",
        # of no outcome
        "Further analyses did not alter our conclusions.",
        "Thereafter, no change was seen with juggling.",
        "Analyses of the ratings did not detect any difference between juggling and usual care.",
    ],
)
def test_what_is_no_result_of_a_trial_is_none(result: str) -> None:
    assert not findings(result)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("Baseline to week 8 decreases in vertigo were greater with juggling (p = 0.01).",
         "vertigo"),
        ("The primary end point, vertigo, was less frequent with juggling (p = 0.01).", "vertigo"),
        ("Juggling was found to reduce vertigo compared with usual care (p = 0.01).", "vertigo"),
        ("Juggling failed to reduce vertigo compared with usual care.", "vertigo"),
    ],
)  # fmt: skip
def test_what_only_looks_like_none_is_a_result(result: str, outcome: str) -> None:
    assert outcome in names(result)


@pytest.mark.parametrize(
    ("result", "outcomes"),
    [
        ("The gain in moon weight was less with scarves/juggling (p = 0.01).", {"moon weight"}),
        ("Juggling led to less vertigo and higher job retention (p = 0.01).",
         {"vertigo", "job retention"}),
        ("Fits, especially moon fits, were less frequent with juggling (p = 0.01).",
         {"fits", "moon fits"}),
        ("There were no differences between groups in moods often reported.", {"moods"}),
        ("Juggling reduced the combined risk of fits or vertigo (p = 0.01).",
         {"combined risk of fits or vertigo"}),
    ],
)  # fmt: skip
def test_a_name_is_the_whole_name_and_no_more(result: str, outcomes: set[str]) -> None:
    assert names(result) == outcomes


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("treatment of lunar fits", ""),
        ("scarves provided effective relief", ""),
        ("vertigo receiving scarves", ""),
        ("our ratings", ""),
        ("moon analysis", ""),
        ("scarves given", "scarves"),
        ("the treatment failure", "treatment failure"),
        ("notably fewer moon fits", "moon fits"),
    ],
)
def test_what_ends_as_a_clause_or_is_care_is_no_name(piece: str, name: str) -> None:
    assert " ".join(token.word for token in trimmed(tokens(piece, 0))) == name


@pytest.mark.parametrize(
    ("told", "result"),
    [
        ("Others had lunazine 20 mg daily.", "Gains with juggling and lunazine were similar."),
        ("Lunazine CR 20 mg was allowed.", "Lunazine and juggling did not differ."),
        ("Some adults were treated with lunazine.", "Lunazine did not differ from juggling."),
        ("Lunazine-treated adults were few.", "Juggling reduced vertigo more than lunazine."),
    ],
)  # fmt: skip
def test_what_was_given_to_people_is_no_outcome(told: str, result: str) -> None:
    assert "lunazine" not in names(result, f"{METHODS} {told}")


def test_what_a_paper_says_of_its_data_goes_back_to_no_outcome() -> None:
    reported = "Our data show no difference between juggling and usual care."
    told = findings(f"Vertigo was lower with juggling than with usual care (p = 0.01). {reported}")
    assert [finding.quote.text for finding in told if reported in finding.quote.text] == []


@pytest.mark.parametrize(
    "result",
    [
        "Vertigo in both groups was similar to healthy adults.",
        "Vertigo was comparable with those without moon sickness in each group.",
    ],
)
def test_likeness_to_other_people_waits_for_a_person(result: str) -> None:
    found = findings(result, vocabulary=ASKED)
    assert found
    assert all(finding.status == TO_CHECK for finding in found)


@pytest.mark.parametrize(
    "result",
    [
        # one group is told of, and nothing compares it with the other
        "In the juggling group, vertigo was significantly reduced after 6 months (p = 0.01).",
        "Vertigo decreased significantly in the juggling group (p = 0.01).",
        # what it is compared with is neither arm
        "Juggling reduced vertigo more effectively than lunazine (p = 0.01).",
        "Juggling reduced vertigo compared with tightrope walking (p = 0.01).",
    ],
)
def test_a_direction_that_compares_no_two_arms_waits_for_a_person(result: str) -> None:
    (finding,) = findings(result, vocabulary=ASKED)
    assert finding.status == TO_CHECK


@pytest.mark.parametrize(
    "result",
    [
        "In the juggling group, vertigo was lower (p = 0.01).",
        "Vertigo decreased in the juggling group (p = 0.01 versus usual care).",
        "Juggling reduced vertigo more than expected, compared with usual care (p = 0.01).",
        "The juggling group had less vertigo, more than half of all (p = 0.01).",
    ],
)
def test_a_direction_that_compares_the_two_arms_counts(result: str) -> None:
    assert findings(result, vocabulary=ASKED)[0].status == ""


def test_no_change_in_either_group_is_told_of_each_alone() -> None:
    (finding,) = findings("Both groups had no significant change in vertigo.")
    assert finding.comparison == "within_arm"


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("Juggling reduced vertigo (p = 0.01).", TO_CHECK),
        ("Juggling reduced vertigo compared with usual care (p = 0.01).", ""),
    ],
)
def test_a_comparison_with_what_the_paper_does_not_name_waits(result: str, status: str) -> None:
    abstract = f"METHODS: A randomised trial.\nRESULTS: {result}"
    found = read("Juggling for moon sickness.", abstract, ASKED).findings
    assert [finding.status for finding in found] == [status]
