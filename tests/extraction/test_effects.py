"""The reader of trials: arms, outcomes, directions and estimates, on invented sentences."""

from dataclasses import replace

import pytest

from bot.domain.estimates import Estimate
from bot.domain.protocol import Better, OutcomeWords
from bot.domain.studies import TO_CHECK, Direction, Reading
from bot.extraction.checks.validation import review_own
from bot.extraction.effects.estimates import estimates
from bot.extraction.effects.printed_values import compared_values
from bot.extraction.effects.times import only_time, time_point
from bot.extraction.own_terms import with_own_terms
from bot.extraction.reader import read
from bot.extraction.vocabulary import Vocabulary, load
from tests.extraction.asking import asking
from tests.weeks import protocol

CLINICAL = load("clinical")
ASKED = asking(interventions="juggling, scarves", outcomes="moon phase, relapse")
TITLE = "Juggling versus usual care for moon sickness: a randomised controlled trial."
METHODS = (
    "METHODS: We randomly assigned 80 adults with moon sickness to juggling (n = 41) or usual care"
    " (n = 39)."
)
UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NONE


def reading(result: str, title: str = TITLE, vocabulary: Vocabulary = CLINICAL) -> Reading:
    return read(title, f"{METHODS}\nRESULTS: {result}", vocabulary)


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("Juggling significantly reduced pain compared with usual care (p = 0.01).", "pain", DOWN),
        ("Fatigue was lower with juggling than with usual care (p = 0.02).", "fatigue", DOWN),
        ("Fatigue was lower with usual care than with juggling (p = 0.02).", "fatigue", UP),
        ("In the usual care group anxiety was significantly higher (p = 0.02).", "anxiety", DOWN),
        ("At 6 weeks quality of life did not differ between the groups.", "quality_of_life", SAME),
        ("Pain improved no more with juggling than with usual care.", "pain", SAME),
        ("The reduction in pain was no greater with juggling than with usual care.", "pain", SAME),
        ("Pain was lower with juggling, but not of significance.", "pain", SAME),
        ("Pain fell with juggling but not in comparison with usual care (p = 0.4).", "pain", SAME),
        ("Juggling didn't reduce pain compared with usual care (p = 0.4).", "pain", SAME),
        ("Pain wasn\u2019t lower with juggling than with usual care.", "pain", SAME),
        ("There was no significant difference between groups in mortality.", "mortality", SAME),
        ("Juggling had no effect on sleep quality (p = 0.64).", "sleep_quality", SAME),
        ("Depression improved more in the juggling group (p = 0.03).", "depression", DOWN),
        ("Quality of life improved more with juggling (p = 0.03).", "quality_of_life", UP),
        ("Patients in the juggling group had fewer adverse events (p = 0.04).", "adverse_events",
         DOWN),
        ("Juggling led to greater reductions in anxiety than usual care (p = 0.01).", "anxiety",
         DOWN),
        ("Reductions in anxiety were not significantly different between groups.", "anxiety", SAME),
        ("Mean HbA1c was 7.1% with juggling and 8.0% with usual care (p = 0.004).", "hba1c", DOWN),
        ("The hazard ratio for mortality was 0.61 (95% CI 0.42 to 0.88).", "mortality", DOWN),
        ("The odds ratio for relapse was 0.93 (95% CI 0.60 to 1.44).", "relapse", SAME),
        ("Sleep quality (4 versus 2 points, p = 0.01) was higher in the juggling group.",
         "sleep_quality", UP),
        ("Juggling led to reduced anxiety and increased moon stamina (p = 0.01).",
         "other:moon stamina", UP),
        ("Pain improved similarly in the two groups.", "pain", SAME),
        ("After 2 months of practice (T1) the moon balance increased with juggling (p = 0.01).",
         "other:moon balance", UP),
        ("Fatigue fell more rapidly with juggling than with usual care (p = 0.01).", "fatigue",
         DOWN),
        (("Pain mean difference -1.2 (95% CI -2.0 to -0.4), fatigue mean difference 0.3 (95% CI"
          " -0.5 to 1.1)."), "fatigue", SAME),
        ("The juggling group had a lower craters:seas ratio (p = 0.01).",
         "other:craters:seas ratio", DOWN),
        ("Mean arterial pressure was lower with juggling (p = 0.01).",
         "other:mean arterial pressure", DOWN),
        ("People in the juggling group had relapses less often (p = 0.01).", "relapse", DOWN),
        ("Reductions in pain and fatigue were not significantly different between groups.",
         "pain", SAME),
        ("Weight loss was higher with juggling than with usual care.", "weight_loss", UP),
        ("Lunar vertigo was less frequent with juggling than with usual care (p = 0.01).",
         "other:lunar vertigo", DOWN),
        (("Juggling lessons were more effective than usual care in preventing relapse"
         " (p = 0.01)."), "relapse", DOWN),
        ("Juggling, but not usual care, reduced fatigue (p = 0.01).", "fatigue", DOWN),
        ("In the juggling group fatigue (usual care group 9.1) was lower (p = 0.01).", "fatigue",
         DOWN),
        (("The moon-15 scores were higher with juggling than with usual care on days 1, 3 and 5"
         " (p = 0.01)."), "other:moon-15", UP),
        (("Mean pain was 5 (95% CI 4 to 6) for the rest team and 3 (95% CI 2 to 4) for the juggling"
         " group (p = 0.01)."), "pain", DOWN),
        ("The decline in moon stamina was attenuated by juggling (p = 0.02).",
         "other:moon stamina", UP),
        ("The increase in anxiety was attenuated by juggling (p = 0.02).", "anxiety", DOWN),
        (("HbA1c decreased by 0.4% in the juggling group but was unchanged in the usual care group"
          " (p = 0.01)."), "hba1c", DOWN),
        (("Grip strength increased in the juggling group and remained stable in the usual care"
          " group (p = 0.01)."), "other:grip strength", UP),
        ("Juggling was non-inferior to usual care for lunar cure (p = 0.01).", "other:lunar cure",
         SAME),
        ("Pain was non-inferior in the juggling group (p = 0.01 for non-inferiority).", "pain",
         SAME),
        (("Relapse occurred in 12 adults in the juggling group and in 31 in the usual care group"
          " (hazard ratio, 0.35; 95% CI, 0.20 to 0.61)."), "relapse", DOWN),
        (("Relapse was seen in 20% with usual care and 10% with juggling (odds ratio 0.44, 95% CI"
          " 0.20 to 0.90)."), "relapse", DOWN),
        ("The odds ratio for relapse with usual care versus juggling was 2.4 (95% CI 1.2 to 4.1).",
         "relapse", DOWN),
        ("The hazard ratio for overall survival was 0.61 (95% CI 0.42 to 0.88).",
         "survival", UP),
        ("Time to moonrise was shorter with juggling (HR 1.61, 95% CI 1.42 to 1.88).",
         "other:time to moonrise", DOWN),
        ("Vomiting occurred in 4 receiving juggling and 11 receiving usual care (p = 0.04).",
         "other:vomiting", DOWN),
        ("4 adults receiving juggling and 11 receiving usual care had a relapse (p = 0.04).",
         "relapse", DOWN),
        ("There were four relapses with juggling and 11 with usual care (p = 0.04).", "relapse",
         DOWN),
        ("Relapse occurred in 8/80 after juggling and 6/39 after usual care (p = 0.04).",
         "relapse", DOWN),
        ("Both groups improved in pain, with no difference between them.", "pain", SAME),
        ("Pain decreased in both arms, with no significant between-arm difference.", "pain", SAME),
        ("Pain fell similarly in the two groups.", "pain", SAME),
        ("Pain was reduced by both treatments to the same degree.", "pain", SAME),
        ("Similar reductions in pain were seen with juggling and usual care.", "pain", SAME),
        ("Pain and fatigue were reduced in the same manner in both groups.", "fatigue", SAME),
        ("Juggling was as effective as usual care in lowering pain and fatigue.", "fatigue", SAME),
        (("Adults receiving juggling had a decline in moon lipids, but these declines did not"
          " differ from usual care."), "other:moon lipids", SAME),
        (("Relief was more frequent with juggling than with usual care at 4 hours (78% versus 20%,"
          " P =.02), but not at 2 hours (52% versus 30%, P =.22)."), "other:relief", UP),
        (("With juggling, reductions in moon dizziness were significant (p < 0.01); changes in"
          " lunar phase were not significant."), "other:moon dizziness", DOWN),
        (("Juggling reduced pain (8 vs 6, p = 0.01) and improved moon stamina (29% vs 37%,"
          " p = 0.01)."), "other:moon stamina", UP),
        ("Juggling lowered pain and raised moon stamina (p = 0.01).", "other:moon stamina", UP),
        ("Adults in the juggling group lost more weight than those at usual care (p = 0.01).",
         "other:weight", DOWN),
        ("Juggling improved weight loss (p = 0.01).", "weight_loss", UP),
        (("Although the groups did not differ in moon glucose, more adults in the juggling group"
          " attained a full moon (p = 0.04)."), "other:full moon", UP),
        (("Relief (with no relapse) was more frequent with juggling than with usual care"
          " (p = 0.01)."), "other:relief", UP),
        (("Vertigo occurred in 3 and 4 adults (relative risk, 0.80 [CI, 0.62 to 1.04]), stroke"
          " occurred in 5 and 9 adults (relative risk, 0.66 [CI, 0.53 to 0.82])."),
         "other:stroke", DOWN),
        ("Juggling, but not usual care, significantly reduced fatigue (p = 0.01).", "fatigue",
         DOWN),
        (("Moon mass increased with juggling compared with usual care (hip, 3 vs 2% [P = .01];"
          " neck, 2 vs 1% [P = .02]), but not the spine (1 vs 0.9% [P = .39])."),
         "other:moon mass", UP),
        (("Body weight rose by 1.0 kg with juggling and fell by 0.8 kg with usual care"
          " (p = 0.01)."), "body_weight", UP),
        (("The decline in pain, moon glucose measured after a fast, and fatigue was greater with"
          " juggling than with usual care (p = 0.01)."), "other:moon glucose", DOWN),
        ("The reduction in pain was smaller with juggling than with usual care (p = 0.01).",
         "pain", UP),
        ("The increase in moon mass was not greater with juggling than with usual care.",
         "other:moon mass", SAME),
        (("Juggling was more effective than usual care at relieving nausea and gloom (p = 0.01)."),
         "other:gloom", DOWN),
        ("Both treatments reduced fatigue effectively and almost equally.", "fatigue", SAME),
        (("Fatigue was reduced by 27% with juggling as compared with no change in the usual care"
          " group (p = 0.03)."), "fatigue", DOWN),
        (("Positive moods improved in a similar way in each group, but juggling caused a better"
          " improvement in moon stamina (p = 0.01)."), "other:moon stamina", UP),
        ("Usual care significantly aggravated vertigo compared with juggling (p = 0.01).",
         "other:vertigo", DOWN),
        (("Adults juggling showed a greater, but not significant, improvement in fatigue than"
          " adults at usual care."), "fatigue", SAME),
        (("Fatigue was lower with juggling (p = 0.01), but differences were not maintained at"
          " follow-up."), "fatigue", DOWN),
    ],
)  # fmt: skip
def test_a_result_is_told_of_the_intervention(
    result: str, outcome: str, direction: Direction
) -> None:
    told = {finding.measure: finding.direction for finding in reading(result).findings}
    assert told[outcome] is direction


@pytest.mark.parametrize(
    "result",
    [
        "Fatigue did not change in the usual care group (p = 0.4).",
        "Fatigue remained stable with usual care (p = 0.4).",
    ],
)
def test_a_comparator_that_does_not_change_tells_nothing_of_the_intervention(result: str) -> None:
    assert not reading(result).findings


@pytest.mark.parametrize(
    ("result", "comparison"),
    [
        ("Pain was lower with juggling than with usual care (p = 0.01).", "between_arms"),
        ("The decrease of pain from baseline was greater with juggling (p = 0.01).",
         "between_arms"),
        ("Pain decreased significantly in both groups (p = 0.01).", "within_arm"),
        ("Pain was significantly reduced compared with that observed before juggling.",
         "within_arm"),
        ("Pain decreased from 5.1 to 3.2 with juggling (p = 0.01).", "within_arm"),
        ("Juggling and usual care reduced pain (p = 0.01).", "within_arm"),
        ("Both treatments reduced pain (p = 0.01).", "within_arm"),
        ("Both groups had lower pain scores at 6 weeks.", "within_arm"),
        ("Each group had less pain than before (p = 0.01).", "within_arm"),
        ("Pain was reduced by both treatments to the same degree.", "between_arms"),
        ("Pain remained unchanged in the juggling group.", "within_arm"),
    ],
)  # fmt: skip
def test_a_change_within_one_arm_is_no_difference_between_two(result: str, comparison: str) -> None:
    (finding,) = reading(result).findings
    assert finding.comparison == comparison


@pytest.mark.parametrize(
    "result",
    [
        "Pain was similar in the two groups at baseline.",
        "Juggling led 12 adults to achieve a 50% reduction of pain.",
        "Lower back pain was the reason to join.",
        "Drop-out reasons were pain and a lack of effect.",
        "Future studies of juggling should consider a higher dose.",
        "Pain was no lower with juggling, a larger trial is needed.",
        "The dosage was increased to 20 mg/d with juggling (p = 0.01).",
        "Excessive pain was an entry criterion of the juggling group.",
        "Ratings of moon dazzle (lower values better; given in points) were 5 with juggling.",
        "Pain decreased from 5.1 to 3.2 with usual care (p = 0.01).",
        "The reduction of pain was correlated with the decrease of fatigue (r = 0.52, p = 0.01).",
        "There was no convincing relation between moon hormones and pain.",
        "The dose was increased to a maximum of 2 mg with juggling.",
        "Many participants expressed surprise that they had not performed better.",
        "These differences were of no clinical significance.",
        "Severity of vertigo was classified as improved, unchanged or worsened.",
        "Pain was unchanged in the usual care group (0.81 vs 0.86, p = NS).",
        "Before treatment, jugglers had lower moon reserves than those at usual care.",
    ],
)
def test_what_reports_no_result_is_none(result: str) -> None:
    assert not reading(result).findings


@pytest.mark.parametrize(
    "result",
    [
        "Changes in pain were greater in the juggling group (p = 0.01).",
        "No harm was seen.\nCONCLUSIONS: Juggling may reduce pain.",
        "Juggling improved the moon phase compared with usual care (p = 0.01).",
        "Pain increased in the usual care group (p = 0.01).",
        "Juggling led to greater reductions of pain in women compared with men (p = 0.01).",
        "Juggling was not non-inferior to usual care for pain.",
        "Non-inferiority was not met for pain.",
        "Pain was lower in the tightrope group (p = 0.01).",
        "Relapse was seen in 10% with juggling compared with 20% with usual care.",
        "The fall in blood pressure was greater with juggling than with usual care.",
        "Pain was reduced.",
        "The reduction of pain is mediated by moon oxygen.",
    ],
)
def test_a_direction_that_its_words_leave_open_waits_for_people(result: str) -> None:
    (finding,) = reading(result, vocabulary=ASKED).findings
    assert finding.status == TO_CHECK


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("Pain was lower with juggling (p = 0.01).", TO_CHECK),
        ("Pain was lower with juggling than with usual care (p = 0.01).", ""),
        ("Pain did not differ between the groups.", ""),
    ],
)
@pytest.mark.parametrize(
    "design",
    [
        "There were three treatment arms.",
        "One of four doses was given.",
        "The trial was factorial.",
    ],
)
def test_a_trial_of_more_arms_counts_where_a_result_names_two(
    design: str, result: str, status: str
) -> None:
    (finding,) = reading(f"{design} {result}", vocabulary=ASKED).findings
    assert finding.status == status


def test_a_third_arm_against_both_is_no_result_of_these_two() -> None:
    reported = "Pain was lower with scarves than with juggling or usual care (p = 0.01)."
    assert all(
        finding.status == TO_CHECK and not finding.turned
        for finding in reading(reported, vocabulary=ASKED).findings
    )


def test_a_result_is_quoted_before_the_conclusion_that_sums_it_up() -> None:
    result = "Pain was lower with juggling (p = 0.01)."
    (finding,) = reading(f"{result}\nCONCLUSIONS: Juggling reduces pain.").findings
    assert finding.quote.text == result


def test_a_list_gives_each_outcome_its_own_estimate() -> None:
    result = (
        "Compared with usual care, juggling reduced pain (mean difference -4.2 points, 95% CI -7.0"
        " to -1.4; p = 0.004) and fatigue (mean difference -2.0 points, 95% CI -3.9 to -0.1)."
    )
    told = {finding.measure: finding.estimate for finding in reading(result).findings}
    assert told["pain"] == Estimate(
        measure="MD", value=-4.2, low=-7.0, high=-1.4, unit="points", p="= 0.004"
    )
    assert told["fatigue"]
    assert told["fatigue"].value == -2.0


def test_a_difference_worded_as_lower_gets_its_minus() -> None:
    (finding,) = reading("Pain was 4 points lower (95% CI 1 to 7) with juggling.").findings
    assert finding.direction is DOWN
    assert finding.estimate
    assert (finding.estimate.value, finding.estimate.high) == (-4, -1)


def test_without_differences_between_groups_goes_on_about_what_was_named() -> None:
    result = "Pain improved in both groups, but there was no difference between the groups."
    (finding,) = reading(result).findings
    assert (finding.measure, finding.direction) == ("pain", SAME)


def test_arms_have_their_sizes_and_a_trial_its_people() -> None:
    told = reading("Pain did not differ between the groups.")
    assert {group.role: group.n for group in told.groups} == {
        "total": 80, "intervention": 41, "comparator": 39,
    }  # fmt: skip
    assert told.facts.values("populations") == ("adults with moon sickness",)
    assert told.facts.values("designs") == ("randomised_trial",)
    (finding,) = told.findings
    assert (finding.intervention, finding.comparator) == ("other:juggling", "usual_care")


@pytest.mark.parametrize(
    ("methods", "sizes"),
    [
        ("Adults (n = 80) were randomised to juggling or usual care.", {"total": 80}),
        ("Of 120 adults who consented, 80 adults were randomised.", {"total": 80}),
        ("We assigned adults to juggling (41 adults) or usual care (UC; 39 adults).",
         {"intervention": 41, "comparator": 39}),
        ("We enrolled status 1\u20133 patients.", {}),
        ("Forty-four adults received juggling and usual care in random order.", {"total": 44}),
        ("80 adults were included (41 juggling, 39 usual care); 12 had vertigo.",
         {"intervention": 41, "comparator": 39}),
        ("We randomly allocated 41 to juggling and 39 to usual care.",
         {"intervention": 41, "comparator": 39}),
        ("Of 80 adults enrolled, 41 received juggling and 39 usual care.",
         {"total": 80, "intervention": 41, "comparator": 39}),
        ("80 adults were randomised (juggling, 41; usual care, 39).",
         {"total": 80, "intervention": 41, "comparator": 39}),
        ("Of 90, 80 were analysed (juggling 41, usual care 39).",
         {"intervention": 41, "comparator": 39}),
        ("17 adults with juggling and 8 with usual care discontinued.", {}),
        ("Five hundred and seventy-three adults were randomised.", {}),
        ("Three years after adults were randomised, all were called.", {}),
    ],
)  # fmt: skip
def test_a_size_is_of_the_arm_or_of_all_as_it_is_printed(
    methods: str, sizes: dict[str, int]
) -> None:
    told = read(TITLE, f"METHODS: {methods}\nRESULTS: Pain did not differ.", CLINICAL)
    assert {group.role: group.n for group in told.groups} == sizes


def test_words_of_the_protocol_go_before_those_of_the_vocabulary() -> None:
    asked = replace(
        protocol(),
        outcomes={"moon pain": OutcomeWords(better=Better.LOWER, also=("pain",))},
        interventions={"circus arts": ("juggling", "tightrope")},
    )
    own = with_own_terms(CLINICAL, asked)
    (finding,) = reading("Juggling reduced pain (p = 0.01).", vocabulary=own).findings
    assert (finding.measure, finding.intervention) == ("moon_pain", "circus_arts")


def test_a_term_that_the_protocol_counts_with_another_is_none_of_its_own() -> None:
    own = with_own_terms(CLINICAL, replace(protocol(), comparators={"control": ("usual care",)}))
    assert "usual_care" not in own.terms["comparator"]
    (finding,) = reading(
        "Juggling reduced pain compared with standard care (p = 0.01).", vocabulary=own
    ).findings
    assert finding.comparator == "control"


def test_an_estimate_that_is_printed_once_is_of_one_outcome() -> None:
    told = reading(
        "Pain and fatigue did not differ between groups (odds ratio 1.21, 95% CI 0.80 to 1.83)."
    )
    assert len(told.findings) > 1
    assert sum(finding.estimate is not None for finding in told.findings) == 1


def test_a_paper_that_sums_up_others_gives_no_results() -> None:
    title = "Juggling for moon sickness: a systematic review."
    assert not reading("Juggling reduced pain (p = 0.01).", title=title).findings


def test_a_number_that_its_words_do_not_hold_is_refused() -> None:
    abstract = f"{METHODS}\nRESULTS: Juggling reduced pain (mean difference -4 points, p = 0.01)."
    (finding,) = read(TITLE, abstract, ASKED).findings
    forged = Estimate(measure="MD", value=-9.0)
    kept, rejected = review_own(
        [finding, replace(finding, estimate=forged), replace(finding, measure="mortality")],
        TITLE, abstract, ASKED, "rules",
    )  # fmt: skip
    assert [one.status for one in kept] == ["", TO_CHECK]
    assert "number of its estimate" in rejected[0].why


def test_a_direction_against_its_interval_is_refused() -> None:
    result = "Juggling reduced pain (mean difference -4 points, 95% CI -6 to -2, p = 0.01)."
    abstract = f"{METHODS}\nRESULTS: {result}"
    (finding,) = read(TITLE, abstract, CLINICAL).findings
    forged = replace(finding, direction=UP)
    kept, rejected = review_own([finding, forged], TITLE, abstract, CLINICAL, "rules")
    assert [one.direction for one in kept] == [DOWN]
    assert "its interval points the other way" in rejected[0].why


@pytest.mark.parametrize(
    ("text", "measure", "numbers"),
    [
        ("OR 0.5, 95% CI 0.3-0.9", "OR", (0.5, 0.3, 0.9)),
        ("mean difference −1.2 (95% CI −2.4 to −0.1)", "MD", (-1.2, -2.4, -0.1)),
        ("hazard ratio [95% CI] = 2.1 [1.5–3.0]", "HR", (2.1, 1.5, 3.0)),
        ("SMD = -0.4 (95% CI: -0.7, -0.1)", "SMD", (-0.4, -0.7, -0.1)),
        ("risk ratio for relapse was 0.8 (95% confidence interval .6 to 1.1)", "RR",
         (0.8, 0.6, 1.1)),
        ("mean difference -4.1 points on a 0-100 scale, 95% CI -9.0 to 0.8", "MD",
         (-4.1, -9.0, 0.8)),
        ("pain fell more with juggling than with care (-5.2, 95% CI -8.8 to -1.6)", "MD",
         (-5.2, -8.8, -1.6)),
    ],
)  # fmt: skip
def test_an_estimate_is_read_however_it_is_printed(
    text: str, measure: str, numbers: tuple[float, ...]
) -> None:
    (printed,) = estimates(text)
    estimate = printed.estimate
    assert (estimate.measure, (estimate.value, estimate.low, estimate.high)) == (measure, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "There was no difference in mortality at 12 months.",
        "Age was 54 (95% CI 50 to 58) in the juggling group.",
        "Pain changed with juggling (-5.2, 95% CI -8.8 to -1.6) at 12 weeks.",
        "Results are mean differences (95% CI).",
    ],
)
def test_what_is_no_effect_is_no_estimate(text: str) -> None:
    assert not estimates(text)


def test_a_time_is_that_of_the_sentence_or_the_only_one_of_the_methods() -> None:
    assert time_point("Pain was lower at twelve weeks.") == "12 weeks"
    assert time_point("Pain was lower.") == ""
    assert only_time("Outcomes were measured at 6 months.") == "6 months"
    assert only_time("We measured at 6 weeks and at 12 weeks.") == ""


@pytest.mark.parametrize(
    ("words", "scale"),
    [
        ("Pain (0 to 100) was assessed at 12 weeks.", "0–100"),
        ("Pain was rated from 0 to 10 at 12 weeks.", "0–10"),
        ("The primary outcome was pain on a 0-10 numerical rating scale.", "0–10"),
        ("We measured pain with an 11-point scale.", "0–10"),
        ("A 100-mm visual analogue scale served to measure pain.", "0–100"),
        ("Pain was assessed.", ""),
        ("Pain was assessed over 1 to 12 weeks.", ""),
        ("Pain was assessed (0 to 100). Pain at night was rated from 0 to 10.", ""),
        ("Depression (0 to 63) was assessed.", ""),
    ],
)
def test_a_difference_in_points_has_the_range_of_its_scale_where_it_is_printed(
    words: str, scale: str
) -> None:
    result = "Pain was lower with juggling (mean difference -2.1 points, 95% CI -3.0 to -1.2)."
    text = f"{METHODS} {words}\nRESULTS: {result}"
    (finding,) = read(TITLE, text, CLINICAL).findings
    assert finding.estimate is not None
    assert finding.estimate.scale == scale


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("falls (7 vs. 9%), and relapses (3 vs. 8%, p = 0.61)", [DOWN, SAME]),
        ("falls 7 vs. 9% and relapses 3 vs. 8% (p = 0.61)", [SAME, SAME]),
        ("higher on days 3 and 5 (p = 0.01)", []),
        ("higher with 20 mg and 40 mg than at rest (p = 0.01)", []),
        ("in 8 of 80 after juggling and 6 of 39 after usual care (p = 0.04)", [DOWN]),
        ("two receiving juggling and 11 at rest (p = 0.04)", [DOWN]),
        ("49 deaths in the rest group (33%) and 11 deaths with juggling (p = 0.13)", [SAME]),
        ("only 9% subsequently relapsed on juggling compared to 42% at rest (p = 0.01)", [DOWN]),
        ("Twenty-nine adults (35%) in group A and 61 (73%) in group B (p = 0.01)", [DOWN]),
    ],
)
def test_a_p_value_is_of_the_values_in_its_bracket(text: str, directions: list[Direction]) -> None:
    assert [values.direction for values in compared_values(text, 0.05)] == directions


def test_what_is_not_significant_of_the_next_result_is_not_of_this_one() -> None:
    reported = (
        "Pain was lower with juggling than with usual care (p = 0.02). Fatigue was lower with"
        " juggling; however, this difference was not significant (p = 0.08)."
    )
    told = {finding.measure: finding.direction for finding in reading(reported).findings}
    assert told == {"pain": DOWN, "fatigue": SAME}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Pain improved in 92% of patients with juggling and 38% with usual care.", ()),
        ("Falls occurred in 2 of 41 patients with juggling and 9 of 39 controls.", ()),
        ("Falls occurred in 12 of 40 patients with vertigo.", ()),
        ("We enrolled 40 children with moon fever and 20 healthy ones.",
         ("children with moon fever",)),
    ],
)  # fmt: skip
def test_the_people_of_a_trial_are_those_of_no_single_result(
    text: str, people: tuple[str, ...]
) -> None:
    methods = "METHODS: Eighty were randomised to juggling (n = 41) or usual care (n = 39)."
    told = read("Juggling or usual care: a randomised trial.", f"{methods} {text}", CLINICAL)
    assert told.facts.values("populations") == people


def test_a_name_that_is_known_with_its_last_word_is_the_known_outcome() -> None:
    told = reading("Pain scores did not differ between juggling and usual care (p = 0.51).")
    assert [finding.measure for finding in told.findings] == ["pain"]
