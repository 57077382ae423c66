"""What compares the arms of a trial, and what tells a change of each alone, in invented results."""

import pytest

from bot.domain.studies import TO_CHECK, Direction, Finding
from bot.extraction.reader import read
from bot.extraction.vocabulary import Vocabulary, load
from tests.extraction.asking import asking

CLINICAL = load("clinical")
ASKED = asking(interventions="velatrin, corbidol, sorbexin", outcomes="gloom, moon mass")
UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NONE
TITLE = "Velatrin versus placebo for river fever: a randomised trial."
METHODS = "METHODS: We randomly assigned 120 adults to velatrin (n = 60) or placebo (n = 60)."


def told(result: str) -> dict[str, tuple[Direction, str]]:
    return {
        finding.measure.removeprefix("other:"): (finding.direction, finding.comparison)
        for finding in findings(result)
    }


def findings(result: str, vocabulary: Vocabulary = CLINICAL) -> tuple[Finding, ...]:
    return read(TITLE, f"{METHODS}\nRESULTS: {result}", vocabulary).findings


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        # each arm with a test of its own, or one without
        ("Gloom fell in the velatrin group (p < 0.001) but not in the placebo group (p = 0.2).",
         "gloom", DOWN),
        ("Gloom fell with velatrin (p = 0.001) but not with placebo.", "gloom", DOWN),
        ("Vigour rose with velatrin (p = 0.01) and with placebo (p = 0.20).", "vigour", UP),
        ("Velatrin, but not placebo, reduced gloom (p = 0.01).", "gloom", DOWN),
        ("Ferritin increased with velatrin (p = 0.01), while no change was seen with placebo.",
         "ferritin", UP),
        (("Ferritin rose significantly in the velatrin group (p = 0.01) but remained unchanged"
          " with placebo."), "ferritin", UP),
        ("Gloom rose with placebo (p = 0.01) but was unchanged with velatrin (p = 0.6).", "gloom",
         SAME),
        # people against themselves
        ("Vigour was higher after velatrin than before treatment (p = 0.01).", "vigour", UP),
        ("Gloom was lower at week 8 than at week 1 with velatrin (p = 0.01).", "gloom", DOWN),
    ],
)  # fmt: skip
def test_a_change_of_each_arm_compares_nothing(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "within_arm")


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        (("Grip strength was preserved in the velatrin group but fell in the placebo group"
          " (p = 0.01)."), "grip strength", UP),
        ("Gloom was lower with velatrin than with placebo at week 4 (p = 0.01) and 8 (p = 0.03).",
         "gloom", DOWN),
        (("There was an interaction of group and time for gloom (F = 6.2, p = 0.014), with a"
          " greater decline in the velatrin group."), "gloom", DOWN),
        ("Vigour increased by 9.1% and 2.2%, respectively (p < 0.001).", "vigour", UP),
        ("Vigour fell by 2.1 and 9.2 points with velatrin and placebo (p < 0.001).", "vigour", UP),
    ],
)  # fmt: skip
def test_one_test_of_both_arms_compares_them(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


def test_a_comparator_that_changed_alone_tells_nothing() -> None:
    assert not findings("Gloom fell with placebo (p < 0.001) but not with velatrin (p = 0.2).")


def test_lists_of_values_belong_together_one_by_one() -> None:
    results = told(
        "Dizziness, gloom and fits occurred in 25%, 20% and 4% with velatrin and in 5%, 13% and 9%"
        " with placebo, respectively (p = 0.01, p = 0.4 and p = 0.03)."
    )
    assert [results[name][0] for name in ("dizziness", "gloom", "fits")] == [UP, SAME, DOWN]


def test_lists_that_do_not_match_their_outcomes_tell_nothing() -> None:
    assert not findings(
        "Dizziness occurred in 25% and 20% with velatrin and in 5% and 30% with placebo,"
        " respectively (p = 0.01)."
    )


def test_each_outcome_of_a_list_has_its_own_test() -> None:
    results = told("Gloom and vertigo were lower with velatrin (p = 0.01 and 0.4, respectively).")
    assert results["gloom"][0] is DOWN
    results = told(
        "Gloom and vertigo were lower with velatrin (p = 0.01 and p = 0.4, respectively)."
    )
    assert (results["gloom"][0], results["vertigo"][0]) == (DOWN, SAME)


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("Serum 25-lunavitamin D rose with velatrin (p = 0.01).", "serum 25-lunavitamin D", UP),
        ("Lunakin 6 rose with velatrin (p = 0.01).", "lunakin 6", UP),
        ("Moon rash was seen in 8 (11%) v 15 (21%) adults (p = 0.11).", "moon rash", SAME),
        ("Death from fits: hazard ratio 0.72, 95% CI 0.52 to 0.93.", "death from fits", DOWN),
        ("The hazard ratio for fits or vertigo was 0.61 (95% CI 0.40-0.93).", "fits or vertigo",
         DOWN),
    ],
)  # fmt: skip
def test_a_name_keeps_its_number_and_both_of_its_parts(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


def test_a_word_of_an_arm_in_the_name_of_an_outcome_is_no_arm() -> None:
    results = read(
        "Juggling versus usual care for moon sickness: a randomised controlled trial.",
        "METHODS: We randomly assigned 80 adults to juggling or usual care.\n"
        "RESULTS: Juggling capacity was higher with usual care (p = 0.01).",
        CLINICAL,
    ).findings
    assert [finding.direction for finding in results] == [DOWN]


def test_what_two_other_arms_have_in_common_does_not_count() -> None:
    results = read(
        "Velatrin, corbidol and placebo in river fever.",
        "METHODS: In all, 180 adults were randomised to velatrin, corbidol or placebo.\n"
        "RESULTS: Velatrin was better than corbidol and placebo, which did not differ, for gloom.",
        ASKED,
    ).findings
    assert all(finding.status == TO_CHECK for finding in results)


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        (("The placebo group had a higher rate of dry mouth (46% vs. 31%, p = 0.02) but lower rates"
          " of gloom (13% vs. 33%, p < 0.001)."), "gloom", UP),
        (("The velatrin group had less gloom and returned to work one day earlier (adjusted hazard"
          " ratio 1.2; 95% CI 1.1 to 1.4)."), "gloom", DOWN),
        (("The mean fall in fits was 3.4 in the placebo group and 3.3 in the velatrin one (p=0.8)."
          " Full relief was reported by 13% and 27% of adults, respectively (p = 0.003)."),
         "full relief", UP),
        (("Moonlight was 2.4 servings/day with velatrin versus 1.7 with placebo (p = 0.03)."),
         "moonlight", UP),
        (("Moon iron was 6 g/L higher (p = 0.01) in the velatrin group."), "moon iron", UP),
        (("Gloom rose in the placebo group (p = 0.01), but there was no change in the velatrin"
          " group (p = 0.9), and the between-group difference was significant (p = 0.003)."),
         "gloom", DOWN),
    ],
)  # fmt: skip
def test_what_is_told_of_one_arm_is_not_told_of_the_other(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


def test_a_change_in_one_arm_only_compares_nothing() -> None:
    results = told("Gloom fell in the velatrin group only (p = 0.02).")
    assert results == {"gloom": (DOWN, "within_arm")}


def test_numbers_of_groups_and_weeks_are_no_values() -> None:
    assert told("Moon rash was seen in group 1 versus group 2 (p = 0.01).") == {}


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        # words that deny elsewhere are part of a name
        ("School absence was lower with velatrin (p = 0.04).", "school absence", DOWN),
        ("Moon failure was higher with velatrin (p = 0.04).", "moon failure", UP),
        # what comes sooner takes less time
        ("Onset of sleep was faster with velatrin than with placebo (p = 0.01).", "onset of sleep",
         DOWN),
        ("Moon fits were rarer with velatrin (p = 0.01).", "moon fits", DOWN),
        # nobody is none
        ("Two adults in the placebo group and none in the velatrin group had fits (p = 0.49).",
         "fits", SAME),
        # what is told behind a colon is named before it
        ("Moon cure: 86% velatrin vs 50% placebo (p = 0.02).", "moon cure", UP),
        ("Gloom: no significant group differences.", "gloom", SAME),
        # an interval without a word for it
        ("Gloom (relative risk 0.12, 0.02 to 0.97) was seen with velatrin and placebo.", "gloom",
         DOWN),
        (("Gloom was seen in 30% of the intervention villages and 50% of the control villages"
         " (p = 0.01)."), "gloom", DOWN),
        ("Vigour rose in both groups, with no group x time interaction (p = 0.31).", "vigour",
         SAME),
    ],
)  # fmt: skip
def test_directions_are_those_of_the_names_they_belong_to(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


def test_what_neither_arm_changed_compares_nothing() -> None:
    assert told("Gloom was unaltered by either drug.") == {"gloom": (SAME, "within_arm")}


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        # a reserve of the next result, or of what a sentence concedes, is none of this
        ("Velatrin led to longer nights (p = 0.03) and a non-significant rise in birth weight.",
         "nights", UP),
        (("Although moon scores were similar throughout (p = 0.96), the velatrin group had more"
          " gloom."), "gloom", UP),
        # names
        ("The gloom score of the velatrin group was lower than that of the placebo group.",
         "gloom score", DOWN),
        ("Velatrin lowered the incidence of falls as compared with placebo (p = 0.01).",
         "incidence of falls", DOWN),
        ("Time in moonlight was lower with velatrin (p = 0.01).", "time in moonlight", DOWN),
        ("Adults given velatrin were more likely to attend 4 or more visits (OR 1.9, 95% CI 1.2-3)",
         "attend 4 or more visits", UP),
        ("The proportion of adults cured by two moons did not differ between groups.", "cured",
         SAME),
        # of whom it is told, and what an estimate goes on about
        (("Among adults who were not asleep at baseline, moonwalking was seen in 40 (18%) with"
          " velatrin and 65 (30%) with placebo (hazard ratio, 0.59; 95% CI, 0.40 to 0.86)."),
         "moonwalking", DOWN),
        (("Gloom was 18.0 in the velatrin group and 19.7 in the placebo group. The adjusted"
          " difference between groups was -1.8 (95% CI -3.9 to 0.3)."), "gloom", SAME),
    ],
)  # fmt: skip
def test_a_result_keeps_its_name_and_its_reserves(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


@pytest.mark.parametrize(
    "result",
    [
        "The results did not change after adjustment for weight and gloom (p = 0.10).",
        "No difference was seen between pretest and posttest gloom scores of the placebo group.",
    ],
)
def test_what_tells_nothing_of_the_arms_is_no_result(result: str) -> None:
    assert not findings(result)


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        (("Velatrin raised moon flow (from 6.1 to 8.5%; p < 0.001) compared to placebo and reduced"
          " the crater index (p < 0.001)."), "crater index", DOWN),
        ("The percentage of adults who decided to travel was higher with velatrin (p = 0.01).",
         "decided to travel", UP),
        ("Moon ratings 2 weeks after the journey were similar in both groups.", "moon ratings",
         SAME),
        ("Velatrin lowered gloom (p < 0.005) and prevented the moon pulse rise (p = 0.01).",
         "moon pulse rise", DOWN),
        ("Dropout was numerically greater in the velatrin group (8/15 vs 7/15).", "dropout", SAME),
        ("A greater improvement in VAS was seen with velatrin (p = 0.01).", "VAS", DOWN),
    ],
)  # fmt: skip
def test_a_comparison_with_an_arm_is_none_with_before(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


def test_amounts_of_groups_that_nobody_knows_do_not_count() -> None:
    results = findings(
        "Moon mass decreased by 11% in unhappy adults and by 5% in happy ones (p = 0.04).", ASKED
    )
    assert all(finding.status == TO_CHECK for finding in results)


@pytest.mark.parametrize("result", ["Effect sizes were larger for velatrin (p = 0.01).",
                                    "Patient outcomes were similar in both groups."])  # fmt: skip
def test_what_names_no_outcome_is_no_result(result: str) -> None:
    assert not findings(result)


@pytest.mark.parametrize(
    ("result", "outcome", "direction", "comparison"),
    [
        ("Moon function (p = 0.008) improved with velatrin as compared with placebo.",
         "moon function", UP, "between_arms"),
        ("Moon work scores remained the same in both groups.", "moon work", SAME, "within_arm"),
        ("Moon pulse remained unchanged with velatrin.", "moon pulse", SAME, "within_arm"),
        ("Sick days averaged 1.4 and 1.6 (p = 0.77).", "sick days", SAME, "between_arms"),
        ("A treatment-by-time effect emerged for fatigue, favouring velatrin.", "fatigue",
         DOWN, "between_arms"),
        (("Back gloom fell from 3.1 to 1.9 in the velatrin group and did not change in the placebo"
          " group (interaction p = 0.02)."), "back gloom", DOWN, "between_arms"),
        ("Moon light was 1.9 in the velatrin group versus 3.2 in the placebo group (p = 0.05).",
         "moon light", SAME, "between_arms"),
        ("Gloom fell in both groups, without differences between groups.", "gloom", SAME,
         "between_arms"),
        (("Adults given velatrin recovered faster than those given placebo (mean waking time 14.4"
          " vs. 33.0 minutes, p < 0.001)."), "waking time", DOWN, "between_arms"),
        ("Moon tea was K11 higher (p < 0.01) with velatrin.", "moon tea", UP, "between_arms"),
        ("No impacts were detected on gloom (p = 0.58) or vertigo (p = 0.71).", "vertigo", SAME,
         "between_arms"),
        ("The velatrin group had a decrease of 11% more than the placebo group for gloom.",
         "gloom", DOWN, "between_arms"),
    ],
)  # fmt: skip
def test_numbers_and_reserves_leave_the_name_alone(
    result: str, outcome: str, direction: Direction, comparison: str
) -> None:
    assert told(result)[outcome] == (direction, comparison)


def test_a_word_at_the_level_of_significance_waits() -> None:
    (finding,) = findings("Gloom was lower with velatrin than with placebo (p = 0.05).", ASKED)
    assert (finding.direction, finding.status) == (DOWN, TO_CHECK)


@pytest.mark.parametrize(
    ("result", "outcome", "direction", "comparison"),
    [
        # what the next statement says of the values, and of the change
        (("Mean moon pain was 3.2 in the velatrin group and 5.0 in the placebo group, and this"
          " difference was significant (p = 0.001)."), "moon pain", DOWN, "between_arms"),
        (("Vigour rose with velatrin (p < 0.001) and with placebo (p < 0.001), but the increase was"
          " larger with velatrin (p = 0.01)."), "vigour", UP, "between_arms"),
        ("Gloom fell in both groups; the reduction was greater in the placebo group (p = 0.01).",
         "gloom", UP, "between_arms"),
        ("Gloom fell in both groups, but the reduction was not greater with velatrin (p = 0.3).",
         "gloom", SAME, "between_arms"),
        ("Gloom fell only with velatrin (p = 0.01).", "gloom", DOWN, "within_arm"),
        (("Moon problems were lower in the velatrin group (p = 0.049), but the finding was not"
          " robust to correction for multiple testing."), "moon problems", SAME, "between_arms"),
        ("Moon eating had fallen by 60% in the velatrin group against 6% in the placebo group.",
         "moon eating", DOWN, "between_arms"),
        ("Relief from gloom was uncommon (15% v. 5%, NS).", "relief from gloom", SAME,
         "between_arms"),
        ("Time in moonlight: 2.8% vs 4.8% (p = 0.01).", "time in moonlight", DOWN,
         "between_arms"),
    ],
)  # fmt: skip
def test_a_result_goes_on_in_the_next_statement(
    result: str, outcome: str, direction: Direction, comparison: str
) -> None:
    assert told(result)[outcome] == (direction, comparison)


@pytest.mark.parametrize(
    "result",
    [
        "There was no difference between the groups regarding age, sex and moon pain (p = 0.4).",
        "Neither income nor baseline gloom differed between velatrin and placebo.",
    ],
)
def test_what_people_had_as_they_came_is_no_result(result: str) -> None:
    assert "gloom" not in told(result)
    assert "moon pain" not in told(result)


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("Vigour increased only numerically with velatrin.", "vigour", SAME),
        ("Redness improved with velatrin compared with placebo (p = 0.003).", "redness", DOWN),
    ],
)  # fmt: skip
def test_a_change_goes_its_better_way_and_keeps_its_reserve(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome][0] is direction


@pytest.mark.parametrize(
    ("result", "outcome", "direction", "comparison"),
    [
        # what one arm did not change, and what both did, with values in between
        ("Velatrin did not change the moon pulse.", "moon pulse", SAME, "within_arm"),
        # how fast or how well something changed
        ("The velatrin group had a 36% slower decline in moon flow (p = 0.006) than placebo.",
         "moon flow", UP, "between_arms"),
        ("The velatrin group had a 36% lower risk of moon rash than the placebo group (p = 0.01).",
         "moon rash", DOWN, "between_arms"),
        ("Moon dust increased 24 percent more slowly with velatrin than with placebo (p = 0.008).",
         "moon dust", DOWN, "between_arms"),
        ("Gloom was more effectively reduced by velatrin than by placebo (p = 0.02).", "gloom",
         DOWN, "between_arms"),
        # a p value of two sides, one of each outcome
        (("Moon flow and moon dust had decreased by 1.7 mm (2p = 0.06) and 3.2 mm (2p = 0.001),"
          " respectively, with velatrin compared with placebo."), "moon flow", SAME,
         "between_arms"),
        # what opens a sentence as its subject
        (("Gloom fell with velatrin (p = 0.01). For moon sleep, there were no significant"
          " differences between the two groups."), "moon sleep", SAME, "between_arms"),
    ],
)  # fmt: skip
def test_how_something_changed_is_told_with_it(
    result: str, outcome: str, direction: Direction, comparison: str
) -> None:
    results = {name: told(result)[name] for name in told(result) if outcome in name}
    assert list(results.values()) == [(direction, comparison)]


@pytest.mark.parametrize(
    ("result", "name"),
    [
        ("Adults given velatrin were more likely to no longer meet criteria (p = 0.01).", "longer"),
        ("Moon gloom reduction came from velatrin, with no untoward effects on sleep.", "sleep"),
    ],
)
def test_words_of_another_thing_give_no_direction(result: str, name: str) -> None:
    assert name not in told(result)


def test_both_arms_are_told_together_around_their_values() -> None:
    results = told("Gloom was decreased after velatrin (130 vs. 78) and placebo (130 vs. 91).")
    assert results.get("gloom", (DOWN, "within_arm")) == (DOWN, "within_arm")


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("Gloom was equally and effectively reduced in the two groups.", "gloom", SAME),
        ("Moon psychosis improved by 9 points with velatrin, as compared with 3 with placebo.",
         "moon psychosis", DOWN),
    ],
)  # fmt: skip
def test_what_is_equal_and_what_is_better_is_told_so(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


def test_hours_are_no_values() -> None:
    result = "Half of the adults were asleep 2 h after velatrin, compared with 24% after placebo."
    assert DOWN not in {direction for direction, _ in told(result).values()}


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        (("Time to moonrise was reduced from a median of 72 h in the placebo group to 29 h in the"
          " velatrin group (p = 0.001)."), "time to moonrise", DOWN),
        ("Moon lutein tripled with velatrin (p < 0.001).", "moon lutein", UP),
        ("Greater improvement in glycated haemoglobin was seen with velatrin (p = 0.01).", "hba1c",
         DOWN),
    ],
)  # fmt: skip
def test_a_value_goes_from_one_arm_to_the_other(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result)[outcome] == (direction, "between_arms")


@pytest.mark.parametrize(
    ("result", "direction"),
    [
        (("The mean difference in gloom between velatrin and placebo at 12 weeks was -1.2 (95% CI"
         " -2.0 to -0.4)."), DOWN),
        ("The mean difference between velatrin and placebo in gloom was 1.2 (95% CI 0.4 to 2.0).",
         UP),
        ("The mean difference between placebo and velatrin in gloom was 1.2 (95% CI 0.4 to 2.0).",
         DOWN),
    ],
)  # fmt: skip
def test_a_difference_between_two_arms_is_of_the_first_less_the_second(
    result: str, direction: Direction
) -> None:
    (finding,) = findings(result)
    assert (finding.direction, finding.comparator) == (direction, "placebo")


@pytest.mark.parametrize(
    "result",
    ["Both drugs reduced gloom as compared with placebo (p < 0.001).",
     "Improvements in gloom were seen in both treatment groups (p < 0.01).",
     "Neither group showed significant changes in gloom (p = 0.3).",
     "Gloom fell after treatment (p < 0.001)."],
)  # fmt: skip
def test_what_two_drugs_do_alike_is_no_difference_between_them(result: str) -> None:
    methods = "METHODS: We randomly assigned 120 adults to velatrin (n = 60) or sorbexin (n = 60)."
    title = "Velatrin versus sorbexin for river fever: a randomised trial."
    found = read(title, f"{methods}\nRESULTS: {result}", ASKED).findings
    counting = [it for it in found if not it.status and it.comparison == "between_arms"]
    assert not counting


def test_values_of_a_clause_that_names_no_arm_are_of_its_subject() -> None:
    found = told(
        "Patients in the velatrin group had less gloom, but had more hospitalizations at 6 months"
        " (1.5 vs. 0.7 hospitalizations, P = 0.0002) and 12 months (2.3 vs. 1.7 hospitalizations,"
        " P = 0.05)."
    )
    assert found["hospital_admission"] == (UP, "between_arms")
