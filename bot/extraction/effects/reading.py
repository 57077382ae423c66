"""Reads the effects that one abstract of a trial reports: candidates, weighed, chosen, quoted."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.estimates import RATIOS, Estimate
from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.domain.studies import Direction, Finding
from bot.extraction import confidence, sections
from bot.extraction.assertion import AssertionKind, level_of
from bot.extraction.confidence import LinkModel
from bot.extraction.effects import whole_confidence
from bot.extraction.effects.arm_features import arm_features
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.effects.candidate import EffectCandidate
from bot.extraction.effects.candidates import CandidateReader
from bot.extraction.effects.choice import RatedEffect, of_the_surest, select
from bot.extraction.effects.estimates import P_VALUE
from bot.extraction.effects.features import (
    EffectInterpretation,
    beside_others,
    features,
    within_one_arm,
)
from bot.extraction.effects.no_results import reports_nothing
from bot.extraction.effects.numbered_outcomes import NumberedOutcomes
from bot.extraction.effects.polarity import better_way
from bot.extraction.effects.scale_ranges import scale_ranges, with_scale
from bot.extraction.effects.standing import settled
from bot.extraction.effects.times import only_time, time_point
from bot.extraction.effects.treatments import was_given
from bot.extraction.effects.unread_sentences import unread_sentences
from bot.extraction.effects.whole_confidence import WholeModel
from bot.extraction.effects.whole_features import whole_features
from bot.extraction.effects.words import PACKAGE, alternatives
from bot.extraction.findings.reading import FindingsReading
from bot.extraction.text import LONGEST_SENTENCE, Span, next_in_section
from bot.extraction.vocabulary import Vocabulary

BETWEEN_ARMS, WITHIN_ARM = "between_arms", "within_arm"
"""Comparisons of trials, by their ids in the vocabulary."""
_READ = frozenset((sections.RESULT, sections.CONCLUSION, sections.OPEN))
_DROPPED = frozenset((AssertionKind.ATTRIBUTED, AssertionKind.EXPECTED))
_OF_AN_ARM = re.compile(rf"\b{alternatives('of_an_arm')}\b")
_AMOUNT = re.compile(r"(?:[\w-]+ percent of (?:the |those )?|\b\d[\d.,]*(?: ?(?:m?g|ml|%))?(?!\w))")
_NOT_MEASURED = re.compile(r"\b(?:random\w*|wash-?out|run-in|interval|eligib\w+)\b")
"""In a sentence that names one of these, a time is not when outcomes were measured."""
_MOSTLY = 0.7
_LEAST = 0.01
"""Of a confidence, as none would say that it was not weighed."""
_BORDER = re.compile(r"[,;:]\s|\sand\s|\s\(")


def read_effects(
    text: str,
    spans: Sequence[Span],
    arms: TrialArms,
    vocabulary: Vocabulary,
    model: LinkModel | None = None,
    whole: WholeModel | None = None,
) -> FindingsReading:
    """Return the effects that an abstract reports in text order, and its unread sentences."""
    model, whole = model or confidence.load(PACKAGE), whole or whole_confidence.load()
    rated: list[RatedEffect] = []
    kept: list[tuple[RatedEffect, TrialArms]] = []
    for pair in (arms, *arms.pairs):
        own = rated_effects(text, spans, pair, vocabulary, model)
        about = arm_features(pair, spans)
        rated += own
        kept += [
            (replace(each, whole=whole.confidence(about, whole_features(each, pair, text))), pair)
            for each in of_the_surest(select(own, model.check))
        ]
    kept.sort(key=lambda each: each[0].candidate.cue.start)
    outcomes = [effect.candidate.outcome for effect, _ in kept]
    ranges = scale_ranges(text, spans, vocabulary, outcomes)
    findings = tuple(
        settled(
            _finding(effect, number, pair, text, ranges), effect, pair, vocabulary, model.counts
        )
        for number, (effect, pair) in enumerate(kept, start=1)
    )
    return FindingsReading(findings, tuple(unread_sentences(spans, rated, findings)))


def rated_effects(
    text: str, spans: Sequence[Span], arms: TrialArms, vocabulary: Vocabulary, model: LinkModel
) -> list[RatedEffect]:
    """Return what every candidate of an abstract says, with how likely that is its direction."""
    return [
        RatedEffect(interpretation, model.confidence(model.weight(interpretation.features), ""))
        for interpretation in interpretations(text, spans, arms, vocabulary)
    ]


def interpretations(
    text: str, spans: Sequence[Span], arms: TrialArms, vocabulary: Vocabulary
) -> tuple[EffectInterpretation, ...]:
    """Return what every candidate of an abstract says, with the features that speak for it."""
    alone = tuple(_alone(text, spans, arms, vocabulary))
    return tuple(
        replace(each, features={**each.features, **beside_others(each, alone)}) for each in alone
    )


def _alone(
    text: str, spans: Sequence[Span], arms: TrialArms, vocabulary: Vocabulary
) -> Iterator[EffectInterpretation]:
    """Yield what every candidate says, as far as its own sentence tells."""
    finder = NumberedOutcomes(text, vocabulary, _is_arm(text, arms, vocabulary))
    reader = CandidateReader(text, arms, finder, level_of(text))
    kinds = sections.kinds(spans)
    usual = only_time(
        " ".join(
            span.text for span, kind in zip(spans, kinds, strict=True)
            if kind == sections.METHOD and not _NOT_MEASURED.search(span.text.lower())
        )
    )  # fmt: skip
    after = next_in_section(spans)
    for span, kind in zip(spans, kinds, strict=True):
        if kind not in _READ or len(span.text) > LONGEST_SENTENCE or span.start in arms.elsewhere:
            continue
        for candidate in reader.candidates(span, kind, after.get(span.start)):
            if candidate.assertion.kind in _DROPPED or reports_nothing(candidate):
                continue
            outcome = candidate.outcome
            better = better_way(text[outcome.start : outcome.end], outcome.id, vocabulary)
            direction = candidate.direction(better)
            valued = candidate.is_valued or candidate.is_improvement
            guessed = valued and direction is not Direction.NONE and not better
            time = _time(candidate, text) or usual
            position = span.start / max(1, len(text))
            own = features(candidate, direction, position, way_guessed=guessed)
            yield EffectInterpretation(candidate, direction, time, guessed, own)


def _is_arm(text: str, arms: TrialArms, vocabulary: Vocabulary) -> Callable[[str], bool]:
    """Return what tells whether words name an arm of the trial, and so no outcome."""
    treats = was_given(text)
    known_words = {word for arm in arms.arms for word in arm.name.lower().split()}

    def is_arm(printed: str) -> bool:
        words = _OF_AN_ARM.sub("", _AMOUNT.sub("", printed.lower())).strip()
        own = arms.names(words)
        named = sum(name.end - name.start for name in own)
        named += sum(group.end - group.start for group in arms.others(words, own))
        covered = named > _MOSTLY * len(words)
        known = (
            match
            for kind in ("intervention", "comparator")
            for match in vocabulary.find(words, kind)
        )
        whole = not words or any(match.end - match.start > _MOSTLY * len(words) for match in known)
        return covered or whole or known_words.issuperset(words.lower().split()) or treats(words)

    return is_arm


def _time(candidate: EffectCandidate, text: str) -> str:
    start, end = candidate.clause
    return time_point(text[start:end]) or time_point(candidate.sentence.text)


def _finding(
    effect: RatedEffect,
    number: int,
    arms: TrialArms,
    text: str,
    ranges: Mapping[str, str],
) -> Finding:
    candidate = effect.candidate
    quote, marked = _quoted(candidate, text)
    within = within_one_arm(candidate)
    return Finding(
        id=f"f{number}",
        measure=candidate.outcome.id,
        region="",
        direction=effect.direction,
        quote=quote,
        comparison=WITHIN_ARM if within else BETWEEN_ARMS,
        intervention=arms.id(Side.INDEX),
        comparator="" if within else arms.id(Side.COMPARATOR),
        time=effect.time,
        estimate=_estimate(effect, ranges),
        statistic=_statistic(quote.text, marked),
        section=candidate.sentence.section,
        hedged=candidate.assertion.hedged,
        turned=candidate.inverted,
        confidence=max(_LEAST, round(effect.whole, 2)),
        marked=marked,
    )


def _estimate(effect: RatedEffect, ranges: Mapping[str, str]) -> Estimate | None:
    """Return the estimate of an effect, a difference with the sign of its direction.

    "4 points lower" and "a reduction of 4 points" print no minus; a ratio says its way by itself,
    and one that is told of the comparator is left out: its reciprocal is printed nowhere.
    """
    estimate = effect.candidate.estimate
    if estimate is not None:
        estimate = with_scale(estimate, effect.candidate.outcome.id, ranges)
    if estimate is None or effect.direction is Direction.NONE:
        return estimate
    if estimate.measure in RATIOS:
        return None if effect.candidate.inverted else estimate
    value = estimate.value or 0.0
    wrong = value > 0 if effect.direction is Direction.DECREASE else value < 0
    return estimate.turned if wrong else estimate


def _statistic(quote: str, marked: tuple[int, ...]) -> str:
    """Return the first p value of a quote behind what was read, as printed."""
    hit = P_VALUE.search(quote, min(marked[1], len(quote)))
    return hit[0] if hit else ""


def _quoted(candidate: EffectCandidate, text: str) -> tuple[Quote, tuple[int, ...]]:
    """Quote the sentence, or of a long one the part that was read, cut between phrases."""
    span = candidate.sentence
    low = max(span.start, min(candidate.cue.start, candidate.outcome.start))
    high = max(candidate.cue.end, candidate.outcome.end)
    start, end = span.start, span.end
    if end - start > LONGEST_QUOTE:
        borders = [
            span.start,
            *(span.start + hit.end() for hit in _BORDER.finditer(span.text)),
            span.end,
        ]
        high = min(high, low + LONGEST_QUOTE)
        start = min(
            (edge for edge in borders if edge <= low and high - edge <= LONGEST_QUOTE), default=low
        )
        end = max((edge for edge in borders if high <= edge <= start + LONGEST_QUOTE), default=high)
    words = text[start:end].rstrip(" ,;:(")
    return Quote(text=words, start=start), (low - start, min(high - start, len(words)))
