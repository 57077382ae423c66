"""What a sentence is read to say both ways waits for people: one of the two was misread."""

from dataclasses import replace

from bot.domain.facts import Quote
from bot.domain.studies import TO_CHECK, Direction, Finding
from bot.extraction.checks.contradictions import READ_BOTH_WAYS, with_contradictions
from bot.extraction.vocabulary import load

TOPIC = load("neuroimaging").topic
SMALLER = Finding(
    id="f1",
    measure="GMV",
    region="insula",
    direction=Direction.DECREASE,
    quote=Quote(text="It was smaller, and did not differ.", start=10),
    comparison="pain_vs_hc",
)
ALIKE = replace(SMALLER, id="f2", direction=Direction.NONE)


def test_one_sentence_cannot_say_two_directions_of_one_matter() -> None:
    first, second = with_contradictions((SMALLER, ALIKE), TOPIC)
    assert (first.status, second.status) == (TO_CHECK, TO_CHECK)
    assert first.doubts == second.doubts == (READ_BOTH_WAYS,)


def test_two_directions_may_be_of_two_comparisons_sides_people_or_sentences() -> None:
    others = (
        replace(ALIKE, comparison="pain_vs_cancer_no_pain"),
        replace(ALIKE, hemisphere="left"),
        replace(ALIKE, subgroup="women"),
        replace(ALIKE, time="12 weeks"),
        replace(ALIKE, comparison="pain_vs_hc", clinical_variable="pain"),
        replace(ALIKE, quote=Quote(text="It did not differ.", start=90)),
    )
    for other in others:
        assert with_contradictions((SMALLER, other), TOPIC) == (SMALLER, other)


def test_what_waits_already_puts_nothing_else_in_doubt() -> None:
    waiting = replace(ALIKE, status=TO_CHECK)
    assert with_contradictions((SMALLER, waiting), TOPIC) == (SMALLER, waiting)


def test_what_is_compared_with_nobody_knows_whom_may_be_of_others() -> None:
    vague = [replace(each, comparison="unspecified") for each in (SMALLER, ALIKE)]
    assert [*with_contradictions(vague, TOPIC)] == vague


def test_the_ends_of_a_connection_have_no_order() -> None:
    there = replace(SMALLER, measure="FC", region_b="thalamus")
    back = replace(ALIKE, measure="FC", region="thalamus", region_b="insula")
    assert all(finding.status == TO_CHECK for finding in with_contradictions((there, back), TOPIC))
