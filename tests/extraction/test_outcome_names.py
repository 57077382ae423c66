"""Where the name of an outcome begins and ends, in invented sentences of many kinds."""

import pytest

from bot.extraction.effects.spelling import in_small_letters
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

CLINICAL = load("clinical")
TITLE = "Juggling versus rest for moon sickness: a randomised trial."
METHODS = "METHODS: We randomly assigned 80 adults with moon sickness to juggling or rest."


def names(result: str) -> set[str]:
    """The outcomes that a result is read of, as ids or as printed."""
    findings = read(TITLE, f"{METHODS}\nRESULTS: {result}", CLINICAL).findings
    return {finding.measure.removeprefix("other:") for finding in findings}


@pytest.mark.parametrize(
    ("result", "outcomes"),
    [
        # adjectives before a name belong to it, but for those of amount
        ("Positive moon mood was higher with juggling (p = 0.01).", {"positive moon mood"}),
        ("The mean overall star craving was lower with juggling (p = 0.01).",
         {"star craving"}),
        ("RESULTS Mean moon haemoglobin rose with juggling (p = 0.01).", {"moon haemoglobin"}),
        # participles before a noun describe it
        ("The rate of spontaneously reported moon fits was similar for juggling and rest.",
         {"rate of spontaneously reported moon fits"}),
        # when and how much, and whom it took in, is no outcome
        ("Juggling, on the other hand, lowered vertigo in the early afternoon (p = 0.01).",
         {"vertigo"}),
        ("Vertigo was somewhat lower with juggling (p = 0.01), yet similar at rest.", {"vertigo"}),
        ("No difference was seen between juggling and rest in age, gender or race.", set()),
        # two adjectives before one noun
        ("Systolic and diastolic blood pressure fell more with juggling (p = 0.01).",
         {"blood_pressure_systolic", "blood_pressure_diastolic"}),
        ("Juggling reduced acute, chronic and lunar vertigo (p = 0.01).",
         {"acute vertigo", "chronic vertigo", "lunar vertigo"}),
        ("Juggling reduced relapse and vertigo (p = 0.01).", {"relapse", "vertigo"}),
        # prepositions that go on with a name
        ("Time from landing to first step was shorter with juggling (p = 0.01).",
         {"time from landing to first step"}),
        ("The time until onset of vertigo increased with juggling (p = 0.01).",
         {"time until onset of vertigo"}),
        ("Satisfaction with moon food was greater with juggling (p = 0.01).",
         {"satisfaction with moon food"}),
        ("Juggling reduced the need for oxygen (p = 0.01).", {"need for oxygen"}),
        ("Adults at juggling reported greater ability to sleep (p = 0.01).", {"ability to sleep"}),
        # heads that name nothing lead on to what they are of
        ("Scores on the moon scale were higher with juggling (p = 0.01).", {"moon scale"}),
        ("The number of adults with vertigo was lower with juggling (p = 0.01).", {"vertigo"}),
        # harms
        ("There was no difference between groups in the incidence of side effects.",
         {"adverse_events"}),
        ("There were more adverse moon effects with juggling (p = 0.01).",
         {"adverse moon effects"}),
        # what more or fewer people did, or had, or were
        ("Fewer juggling adults required a second dose than resting adults (p = 0.01).",
         {"required a second dose"}),
        ("More adults in the juggling group than in the rest group returned to orbit (p = 0.01).",
         {"returned to orbit"}),
        ("A greater percentage of the juggling group had vertigo (p = 0.01).", {"vertigo"}),
        ("Adults in the juggling group were more sedated than those at rest (p = 0.01).",
         {"sedated"}),
        (("Seventy percent of adults who juggled reported calm compared with 35% at rest"
          " (p = 0.01)."), {"calm"}),
        (("Three (7%) of 41 adults in the juggling group had vertigo, as compared with 18 (21%)"
          " at rest (p = 0.02)."), {"vertigo"}),
        (("There were 56 deaths among adults assigned to juggling and 31 deaths among those"
          " assigned to rest (p = 0.08)."), {"mortality"}),
        # one name for several things
        ("The composite of stroke and relapse was lower with juggling (p = 0.01).",
         {"composite of stroke and relapse"}),
        # what a verb changes, behind its adverb
        ("Scarves and juggling decreased significantly (p = 0.01) the moon pulse.",
         {"moon pulse"}),
        # what an example is of, and the examples
        (("No difference was found in moon variables, such as star fever, and lunar gloom,"
          " between groups."), {"moon variables", "star fever", "lunar gloom"}),
        # likelier than others
        (("Adults juggling were more likely than adults at rest to report difficulty sleeping"
          " (p = 0.02)."), {"difficulty sleeping"}),
        ("Juggling reduced the need for additional moon drugs (p = 0.01).",
         {"need for additional moon drugs"}),
        ("There was no difference in moon girth (8.5 and 9.0 mm, respectively) reduction.",
         {"moon girth reduction"}),
        ("The A/B ratio was higher with juggling (p = 0.01).", {"A/B ratio"}),
        ("There was no difference in sitting, standing or lunar pulse.",
         {"sitting pulse", "standing pulse", "lunar pulse"}),
        # no names
        ("Juggling 20 mg and 40 mg achieved better moon sleep than rest (p = 0.01).",
         {"moon sleep"}),
        ("No clinical or lunar side effects were noted with juggling.", set()),
        ("Similar results were seen for the subset with vertigo.", set()),
        ("The results are similar and indicate that juggling confers no advantage.", set()),
        ("Juggling made adults more susceptible than rest did (p = 0.01).", set()),
        ("Moon dust of 40 g or more was found with juggling.", set()),
        ("Weights less than 90 kg were found with juggling.", set()),
    ],
)  # fmt: skip
def test_an_outcome_has_its_whole_name_and_no_more(result: str, outcomes: set[str]) -> None:
    assert names(result) == outcomes


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("EEG neurofeedback", "EEG neurofeedback"),
        ("Intensive Yoga", "intensive yoga"),
        ("Vitamin D", "vitamin D"),
        ("HbA1c", "HbA1c"),
        ("JUGGLING THERAPY", "juggling therapy"),
        ("A walk", "a walk"),
    ],
)
def test_a_name_is_written_small_but_for_its_short_forms(printed: str, written: str) -> None:
    assert in_small_letters(printed) == written
