"""Which way a trial says that its outcomes go, and of which arms, on invented results."""

import pytest

from bot.domain.studies import TO_CHECK, Direction, Finding
from bot.extraction.effects.arm_lists import listed_arms
from bot.extraction.reader import read
from tests.extraction.asking import asking

CLINICAL = asking(
    interventions="velatrin, corbidol",
    outcomes="headache, fatigue, nausea, relapse, gloom, bone turnover, wheezing",
)
UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NONE
PLACEBO = (
    "Velatrin versus placebo for river fever: a randomised trial.",
    "METHODS: We randomly assigned 120 adults to velatrin (n = 60) or placebo (n = 60).",
)
ACTIVE = (
    "Velatrin versus corbidol in dune asthma: a randomised trial.",
    "METHODS: Patients with dune asthma were randomly assigned to velatrin or corbidol.",
)
THREE = (
    "Velatrin, corbidol and placebo in river fever.",
    "METHODS: In all, 180 adults were randomised to velatrin, corbidol or placebo.",
)
DOSES = (
    "Two doses of velatrin for river fever: a placebo-controlled trial.",
    "METHODS: Adults were randomised to velatrin 10 mg, velatrin 20 mg or placebo.",
)
HEALTHY = (
    "Effects of velatrin on bone turnover: a placebo-controlled trial.",
    "METHODS: Adults with river fever were randomised to velatrin or placebo.",
)


def told(trial: tuple[str, str], result: str, outcome: str) -> list[Finding]:
    title, methods = trial
    findings = read(title, f"{methods}\nRESULTS: {result}", CLINICAL).findings
    return [finding for finding in findings if outcome in finding.measure]


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("Velatrin did little to reduce headache compared with placebo.", "headache", SAME),
        ("Velatrin had little effect on headache compared with placebo.", "headache", SAME),
        ("Symptoms worsened less with velatrin than with placebo (p = 0.02).", "symptoms", DOWN),
        ("Vigour deteriorated more slowly with velatrin than with placebo (p = 0.03).", "vigour",
         UP),
        ("The loss of bone mass was blunted by velatrin (p < 0.01).", "bone mass", UP),
        ("The early fall in platelet count was attenuated by velatrin (p < 0.01).", "platelet", UP),
        ("Symptoms improved by 9.3 points with velatrin, as compared with 2.6 with placebo.",
         "symptoms", DOWN),
        ("The rise in creatinine was prevented by velatrin (p < 0.01).", "creatinine", DOWN),
        ("Velatrin prevented the fall in haemoglobin (p = 0.004).", "haemoglobin", UP),
        ("Velatrin attenuated the rise in heart rate (p = 0.004).", "heart rate", DOWN),
        ("Velatrin induced a marked reduction in heart rate versus placebo (p = 0.004).",
         "heart rate", DOWN),
        ("Velatrin led to a more pronounced reduction of heart rate than placebo (p = 0.004).",
         "heart rate", DOWN),
        (("A greater proportion of patients returned to normal temperature with velatrin than"
          " with placebo (p = 0.01)."), "normal temperature", UP),
        ("Fewer patients in the velatrin group required transfusion (p = 0.02).", "transfusion",
         DOWN),
        ("More bleeding episodes occurred in the placebo group (p = 0.03).", "bleeding", DOWN),
        ("There was no difference between groups except for lower fatigue with velatrin (p = 0.02)",
         "fatigue", DOWN),
        (("No differences in adverse events were seen, apart from more dizziness with velatrin"
          " (p = 0.02)."), "dizziness", UP),
        (("No differences in adverse events were seen, apart from more dizziness with velatrin"
          " (p = 0.02)."), "adverse_events", SAME),
        ("Velatrin reduced neither headache nor gloom compared with placebo.", "headache", SAME),
        ("Similar significant reductions in gloom were seen with velatrin and placebo.", "gloom",
         SAME),
        (("The rate of moon cure was higher with velatrin than with placebo [73% versus 64%, odds"
          " ratio 1.48, 95% CI 0.95 to 2.29]."), "moon cure", SAME),
        ("Fatigue tended to be lower with velatrin (p = 0.06).", "fatigue", SAME),
        ("Nausea was twice as frequent with velatrin as with placebo (p = 0.01).", "nausea", UP),
        (("Grip strength was preserved in the velatrin group but fell in the placebo group"
          " (p = 0.01)."), "grip strength", UP),
        ("Weight was lower with placebo than with velatrin (p = 0.03).", "weight", UP),
        ("Vigour and stamina did not differ, but appetite was higher with velatrin (p = 0.01).",
         "appetite", UP),
        (("Patients had lower gloom (3 vs. 5; P = 0.01) and higher vigour (7 vs. 4; P = 0.01) with"
          " velatrin than with placebo."), "vigour", UP),
        ("The hospital stay was the same in both groups.", "length_of_stay", SAME),
        ("Fatigue was reduced by velatrin, whereas appetite was increased (both p < 0.05).",
         "appetite", UP),
        ("Patients receiving placebo had a higher risk of relapse (HR 1.8, 95% CI 1.2 to 2.7).",
         "relapse", DOWN),
    ],
)  # fmt: skip
def test_the_direction_is_that_of_the_arm_tried(
    result: str, outcome: str, direction: Direction
) -> None:
    (finding,) = told(PLACEBO, result, outcome)
    assert (finding.direction, finding.comparison) == (direction, "between_arms")


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("Velatrin was not inferior to corbidol for stamina.", "stamina", SAME),
        ("Velatrin and corbidol were equivalent in relieving cough.", "cough", SAME),
        ("Cough was lower with corbidol than velatrin (p = 0.01).", "cough", UP),
        ("Corbidol was less effective than velatrin in reducing wheezing (p = 0.01).", "wheezing",
         DOWN),
        ("Corbidol reduced wheezing less than velatrin (p = 0.01).", "wheezing", DOWN),
        ("Peak flow was higher and cough lower with velatrin than with corbidol (p < 0.05).",
         "cough", DOWN),
    ],
)  # fmt: skip
def test_of_two_treatments_the_first_is_told(
    result: str, outcome: str, direction: Direction
) -> None:
    (finding,) = told(ACTIVE, result, outcome)
    assert finding.direction is direction


@pytest.mark.parametrize(
    ("trial", "result", "outcome", "direction"),
    [
        (THREE, "Velatrin and corbidol both reduced headache more than placebo (p < 0.01).",
         "headache", DOWN),
        (THREE, "Headache was lower with velatrin than with corbidol or placebo (p = 0.02).",
         "headache", DOWN),
        (THREE, "There were no differences among the three groups in fatigue.", "fatigue", SAME),
    ],
)  # fmt: skip
def test_of_three_arms_what_compares_the_two_counts(
    trial: tuple[str, str], result: str, outcome: str, direction: Direction
) -> None:
    (finding,) = told(trial, result, outcome)
    assert (finding.direction, finding.status) == (direction, "")


@pytest.mark.parametrize(
    ("trial", "result", "outcome"),
    [
        (THREE, ("Nausea was more frequent with corbidol (20%) than with velatrin (8%) or placebo"
                 " (7%; p = 0.01)."), "nausea"),
        (THREE, "Fatigue was lowest in the corbidol group (p = 0.01).", "fatigue"),
        (DOSES, "There was no difference between the two doses in headache.", "headache"),
        (DOSES, "The higher dose caused more nausea than the lower dose (p = 0.03).", "nausea"),
        (PLACEBO, "Relapse was more frequent in smokers (p = 0.01).", "relapse"),
        (PLACEBO, "Relapse was more frequent in those with diabetes than in others (p = 0.01).",
         "relapse"),
        (PLACEBO, "There was no difference in relapse between adults with and without diabetes.",
         "relapse"),
        (PLACEBO, "Gloom rose over time in the placebo group.", "gloom"),
        (HEALTHY, "Bone turnover was higher in patients than in healthy volunteers (p = 0.01).",
         "turnover"),
        (HEALTHY, ("Bone turnover fell with velatrin to values no different from those of healthy"
                   " volunteers."), "turnover"),
        (ACTIVE, "Wheezing decreased by 12% with velatrin and by 30% with corbidol (p = 0.01).",
         "wheezing"),
    ],
)  # fmt: skip
def test_what_compares_others_than_the_two_arms_never_counts(
    trial: tuple[str, str], result: str, outcome: str
) -> None:
    assert all(
        finding.status == TO_CHECK or finding.comparison == "within_arm"
        for finding in told(trial, result, outcome)
    )


@pytest.mark.parametrize(
    ("title", "plan", "names"),
    [
        ("", "Adults were randomised to juggling, scarves or rest.",
         ["juggling", "scarves", "rest"]),
        ("", "Adults were randomly assigned to receive juggling or rest.", []),
        ("Comparison of juggling, scarves and rest in moon sickness.", "",
         ["juggling", "scarves", "rest"]),
        ("Juggling versus scarves versus rest in moon sickness.", "",
         ["Juggling", "scarves", "rest"]),
        ("Diet, with fish and oil, on moon sickness.", "", []),
    ],
)  # fmt: skip
def test_three_arms_are_read_where_they_are_listed(title: str, plan: str, names: list[str]) -> None:
    assert listed_arms(title, [plan]) == names
