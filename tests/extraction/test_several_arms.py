"""Which two of several arms a sentence compares, on invented trials."""

import pytest

from bot.domain.studies import Direction
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

CLINICAL = load("clinical")
MORE, LESS, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NONE

LISTED = "Adults were randomised to juggling, scarves or placebo."
DOSED = "Adults were randomised 1:1:1 to velatrin 10 mg, velatrin 30 mg, or placebo once daily."
DOSES = "Adults were randomly assigned to velatrin 10, 20 or 40 mg, or placebo."
LABELLED = "Group J received juggling 10 min, group S moon scarves and group C plain rest."
BRACKETED = "Adults were put to juggling (group A), moon scarves (group B) or plain rest (group C)."
TOGETHER = "Adults were randomised to juggling, music or a combination of juggling and music."
BOTH = "Adults had juggling (group 1), moon scarves (group 2) or both arts (group 3)."
CROSSED = "In a two-by-two design, adults were randomised to juggling, scarves, both or neither."
SHARED = "Adults were randomised to fast moon walks (FMW), slow moon walks (SMW) or plain rest."
NAMED = "Group talks (GT), single talks (ST) and usual care (UC) were compared."
HEARD = "In this trial, adults listened to moon songs, to jazz or to the news."
ALONE = "In a crossover trial, adults took juggling 10 mg, scarves 20 mg and placebo."


def told(title: str, plan: str, result: str) -> list[tuple[str, str, Direction]]:
    """Return the arms and the direction of each finding about vertigo."""
    abstract = f"METHODS: {plan}\nRESULTS: {result}"
    reading = read(title, abstract, CLINICAL)
    return [
        (finding.intervention.removeprefix("other:"), finding.comparator.removeprefix("other:"),
         finding.direction)
        for finding in reading.findings if finding.measure == "other:vertigo"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "plan", "result", "arms"),
    [
        ("Circus arts.", LISTED, "Vertigo was lower with scarves than with placebo (p = 0.01).",
         ("scarves", "placebo", LESS)),
        ("Circus arts.", LISTED, "Vertigo did not differ between juggling and scarves.",
         ("juggling", "scarves", SAME)),
        ("Circus arts.", LISTED, "Vertigo was higher in the scarves group than in controls.",
         ("scarves", "placebo", MORE)),
        ("Velatrin.", DOSED, "Vertigo was lower with velatrin 30 mg than with placebo (p = 0.01).",
         ("velatrin 30 mg", "placebo", LESS)),
        ("Velatrin.", DOSES, "Vertigo was lower in the 20-mg group than with placebo (p = 0.01).",
         ("velatrin 20 mg", "placebo", LESS)),
        ("Circus arts.", LABELLED, "Vertigo was lower in group S than in group C (p = 0.01).",
         ("moon scarves", "plain rest", LESS)),
        ("Circus arts.", BRACKETED, "Vertigo was lower in group B than in group C (p = 0.01).",
         ("moon scarves", "plain rest", LESS)),
        ("Circus arts.", TOGETHER, "Vertigo was lower with the combination than with music.",
         ("combination of juggling and music", "music", LESS)),
        ("Circus arts.", BOTH, "Vertigo was less frequent in group 3 than in group 1 (p = 0.01).",
         ("both arts", "juggling", LESS)),
        ("Circus arts.", CROSSED,
         "Vertigo was lower in those who had scarves than in others who did not.",
         ("scarves", "no_treatment", LESS)),
        ("Juggling, scarves, both or none.", "There were few adults.",
         "Vertigo was lower with scarves than with no scarves.",
         ("scarves", "no_treatment", LESS)),
        ("Juggling or scarves: a factorial trial.", "Others had placebo.",
         "Scarves did not reduce vertigo compared with placebo.", ("scarves", "placebo", SAME)),
        ("Circus arts.", SHARED, "Vertigo was lower in SMW than in FMW (p = 0.01).",
         ("fast moon walks", "slow moon walks", MORE)),
        ("Group talks, single talks and usual care for vertigo.", NAMED,
         "Vertigo did not differ between ST and UC.", ("single talks", "usual_care", SAME)),
        ("Scarves versus juggling versus rest alone.", "",
         "Vertigo was lower with juggling than with rest alone.", ("juggling", "rest alone", LESS)),
        ("Circus arts.", HEARD, "Vertigo was lower after jazz than after the news (p = 0.01).",
         ("jazz", "news", LESS)),
        ("Moon songs: real or sham.", LISTED.replace("juggling", "moon songs"),
         "Vertigo was lower with moon songs than with placebo.", ("moon songs", "placebo", LESS)),
        ("Effects of juggling and scarves.", ALONE,
         "Juggling reduced gloom. Vertigo fell more with scarves than placebo.",
         ("scarves", "placebo", LESS)),
    ],
)  # fmt: skip
def test_a_sentence_that_names_two_of_several_arms_compares_these(
    title: str, plan: str, result: str, arms: tuple[str, str, Direction]
) -> None:
    assert told(title, plan, result) == [arms]


@pytest.mark.parametrize(
    "result",
    [
        "Vertigo was lower with juggling than with scarves or placebo (p = 0.01).",
        "Vertigo was lower with juggling than with placebo (p = 0.01).",
        "Vertigo was lower in the juggling group and the scarves group (p = 0.01).",
        "Vertigo did not differ between the three groups.",
    ],
)
def test_any_other_sentence_is_of_the_two_arms_of_the_trial(result: str) -> None:
    ((intervention, comparator, _),) = told("Circus arts.", LISTED, result)
    assert (intervention, comparator) == ("juggling", "placebo")


def test_every_arm_that_is_compared_is_among_the_facts() -> None:
    abstract = f"METHODS: {LISTED}\nRESULTS: Vertigo was lower with scarves than with placebo."
    reading = read("Circus arts.", abstract, CLINICAL)
    facts = reading.facts
    assert [fact.value for fact in facts.of("interventions")] == ["other:juggling", "other:scarves"]
    assert [fact.value for fact in facts.of("comparators")] == ["placebo"]


def test_the_name_of_a_third_arm_is_no_outcome() -> None:
    result = "Scarves and placebo did not differ in vertigo."
    abstract = f"METHODS: {LISTED}\nRESULTS: {result}"
    reading = read("Circus arts.", abstract, CLINICAL)
    assert {finding.measure for finding in reading.findings} == {"other:vertigo"}
