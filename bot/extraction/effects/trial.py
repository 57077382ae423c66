"""Reads one report of a trial: how it was done, on whom, against what, and what came of it."""

from bot.domain.facts import Fact, Facts, Quote
from bot.domain.studies import Reading
from bot.extraction.design import Design
from bot.extraction.effects.arm_reading import read_trial_arms
from bot.extraction.effects.arms import Side, TrialArm, TrialArms
from bot.extraction.effects.population import population
from bot.extraction.effects.randomised import with_randomisation
from bot.extraction.effects.reading import read_effects
from bot.extraction.facts import facts
from bot.extraction.findings.reading import FindingsReading
from bot.extraction.phrase_context import own_sentences
from bot.extraction.text import Span, small
from bot.extraction.vocabulary import Vocabulary

_KINDS = {Side.INDEX: "interventions", Side.COMPARATOR: "comparators"}


def read_trial(
    title: str, abstract: str, spans: tuple[Span, ...], vocabulary: Vocabulary, design: Design
) -> Reading:
    """Read a title and an abstract; a paper that sums up others gives facts alone."""
    arms = read_trial_arms(title, abstract, spans, vocabulary)
    own = own_sentences(spans)
    known = facts(title, abstract, own, vocabulary, arms.groups)
    known = with_randomisation(known, title, own, vocabulary.topic.certainty.trials)
    reading = FindingsReading()
    if not design.review:
        reading = read_effects(abstract, spans, arms, vocabulary)
    return Reading(
        facts=_with_arms(known, title, abstract, arms),
        groups=arms.groups,
        findings=reading.findings,
        unread=reading.unread,
    )


def _with_arms(known: Facts, title: str, abstract: str, arms: TrialArms) -> Facts:
    """Return the facts with population, intervention and comparator, as far as they were read."""
    read = dict(known.by_kind)
    people = population(title, abstract, is_arm=lambda words: bool(arms.names(words)))
    if people:
        read["populations"] = (people,)
    for side, kind in _KINDS.items():
        named = {
            arm.id: Fact(value=arm.id, quote=quote)
            for pair in reversed((arms, *arms.pairs)) for arm in pair.arms
            if arm.side is side and arm.id and (quote := _quote(arm, title, abstract))
        }  # fmt: skip
        if named:
            read[kind] = tuple(reversed(named.values()))
    return Facts(read)


def _quote(arm: TrialArm, title: str, abstract: str) -> Quote | None:
    """Return where an arm is named: as it is introduced, else by the longest of its own words."""
    for words in (arm.name.lower(), *sorted(arm.keys, key=lambda key: (-len(key), key))):
        for part, text in (("abstract", abstract), ("title", title)):
            at = small(text).find(words) if words else -1
            if at >= 0:
                return Quote(text=text[at : at + len(words)], start=at, part=part)
    return None
