"""Reads the findings of one abstract: interpretations, weighed, chosen, judged and quoted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.facts import Quote
from bot.domain.studies import TO_CHECK, Direction, Finding
from bot.extraction import confidence, sections
from bot.extraction.arms import Arms
from bot.extraction.assertion import Assertion, AssertionKind, assess, level_of
from bot.extraction.confidence import LinkModel
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.features import FeatureParts
from bot.extraction.findings.interpretations import Interpretation, interpretations
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.quotes import quoted, statistic, whole
from bot.extraction.findings.selection import Rated, select
from bot.extraction.text import Span, next_in_section

_POINTS_BACK = re.compile(
    r"\W*(?:(?:however|but|yet|still|nevertheless|nonetheless|though|although|only|none|all|most"
    r"|some)\b\W*)*(?:of )?(?:this|these|that|those|it|they|both|neither|none|no|each"
    r"|the (?:\w+ )?(?:differences?"
    r"|effects?|findings?|results?|associations?|correlations?|latter|former|same|reductions?"
    r"|increases?|decreases?|changes?|relations?(?:hips?)?))\b"
)
"""Begins a sentence that may take back the one before it, whatever else it names."""
_ADJUSTED = re.compile(r"\b(?:adjust|correct|controll?(?:ed|ing)? for|covari|regress|signific)")
"""Says that a difference went away by a correction, and not in time."""
_UNREAD = frozenset((sections.RESULT, sections.OPEN))
_OF_OTHERS = frozenset((AssertionKind.ATTRIBUTED, AssertionKind.EXPECTED))
_DROPPED = _OF_OTHERS | {AssertionKind.DENIED, AssertionKind.NOT_SIGNIFICANT}


@dataclass(frozen=True, slots=True)
class FindingsReading:
    """What was found, and the result sentences that gave nothing."""

    findings: tuple[Finding, ...] = ()
    unread: tuple[Quote, ...] = ()


def read_findings(
    abstract: AbstractMentions, arms: Arms, model: LinkModel | None = None
) -> FindingsReading:
    """Return the findings of an abstract in text order, and its unread sentences."""
    model = model or confidence.load()
    return assembled(abstract, weighed(interpretations(abstract, arms), model), model)


def assembled(
    abstract: AbstractMentions, rated: Iterable[Rated], model: LinkModel
) -> FindingsReading:
    """Return what remains of weighed interpretations: chosen, judged and written down."""
    judge = _Judge(abstract)
    kept = select(
        rated,
        model.check,
        stands=lambda reading: not _is_dropped(reading, judge.of(reading)),
    )
    written = [
        finding
        for choice in kept
        for finding in _written(choice, judge.of(choice.interpretation), model)
    ]
    findings = _numbered(written)
    return FindingsReading(findings, tuple(_unread(abstract.sentences, findings)))


def _is_dropped(interpretation: Interpretation, judged: Assertion) -> bool:
    """Whether the words take back what is said; what did not differ may be called insignificant."""
    candidate = interpretation.candidate
    words = candidate.sentence.small
    if candidate.cue.shifted and "disappear" in words and not _ADJUSTED.search(words):
        return False  # "the increase disappeared after surgery"
    null = interpretation.direction is Direction.NONE or _is_no_difference(candidate, judged)
    return judged.kind in (_OF_OTHERS if null else _DROPPED)


def _is_no_difference(candidate: Candidate, judged: Assertion) -> bool:
    """Whether a difference or relation of no told sign is said not to be significant."""
    named = candidate.cue.form == "noun" or candidate.cue.correlates
    unsigned = candidate.direction is Direction.ALTERED and named
    return unsigned and judged.kind is AssertionKind.NOT_SIGNIFICANT


def weighed(unrated: Iterable[Interpretation], model: LinkModel) -> Iterator[Rated]:
    """Yield each interpretation with its confidence."""
    parts, bias = FeatureParts(model.weight), model.weights.get("bias", 0.0)
    for interpretation in unrated:
        weight = bias + sum(parts.of(interpretation))
        yield Rated(interpretation, model.confidence(weight, interpretation.kind))


class _Judge:
    """Judges with its whole sentence and the next whether the paper says a thing is so."""

    def __init__(self, abstract: AbstractMentions) -> None:
        """Keep which sentence follows which, and the level of significance of the paper."""
        self._next = next_in_section(abstract.spans)
        self._level = level_of(abstract.text)
        self._abstract = abstract
        self._known: dict[int, Assertion] = {}

    def of(self, interpretation: Interpretation) -> Assertion:
        """Return how the words of an interpretation say it."""
        candidate = interpretation.candidate
        known = self._known.get(id(candidate))
        if known is None:
            known = self._known[id(candidate)] = self._assessed(candidate)
        return known

    def _assessed(self, candidate: Candidate) -> Assertion:
        cue, sentence = candidate.cue, candidate.sentence.span
        ends = (candidate.place, candidate.far_end)
        places = [place for place in ends if place and sentence.start <= place.start < sentence.end]
        start = min([cue.start, *(place.start for place in places)])
        end = max([cue.end, *(place.end for place in places)])
        following: Span | None = self._next.get(sentence.start)
        own = {place.id for place in ends if place}
        if following and (
            self._of_others(following, own)
            or self._of_another_measure(following, candidate.measure.id)
        ):
            following = None
        return assess(
            sentence, start, end, cue=(cue.start, cue.end), following=following, level=self._level
        )

    def _of_another_measure(self, following: Span, own: str) -> bool:
        """Whether a sentence that does not point back speaks of other measures, and not of this."""
        if _POINTS_BACK.match(following.text.lower()):
            return False
        measures, _ = self._abstract.mentioned(following)
        return bool(measures) and all(measure.id != own for measure in measures)

    def _of_others(self, following: Span, own: set[str]) -> bool:
        """Whether a sentence names places, and none of these: it takes back others."""
        if not own or "only" in following.text.lower():
            return False
        _, places = self._abstract.mentioned(following)
        return bool(places) and own.isdisjoint(place.id for place in places)


def _written(rated: Rated, judged: Assertion, model: LinkModel) -> Iterator[Finding]:
    """Write findings down, one for each variable; a sign that its sentence denies is none."""
    interpretation, candidate = rated.interpretation, rated.interpretation.candidate
    direction = interpretation.direction
    if _is_no_difference(candidate, judged) or judged.kind is AssertionKind.NULL:
        direction = Direction.NONE
    marked = quoted(candidate)
    place, far_end = candidate.place, candidate.far_end
    counts = rated.confidence >= model.counts
    finding = Finding(
        id="",
        measure=candidate.measure.id,
        region=place.id if place else "",
        direction=direction,
        quote=marked.quote,
        hemisphere=place.side if place else "",
        region_b=far_end.id if far_end else "",
        hemisphere_b=far_end.side if far_end else "",
        comparison=interpretation.contrast.comparison,
        statistic=statistic(marked.quote.text, candidate.cue.start - marked.quote.start),
        section=candidate.sentence.span.section,
        hedged=judged.hedged,
        turned=interpretation.contrast.reversed,
        status="" if counts else TO_CHECK,
        confidence=round(rated.confidence, 2),
        marked=(marked.start, marked.end),
    )
    variables = candidate.relation.variables if candidate.relation else ()
    yield from (replace(finding, clinical_variable=variable) for variable in variables)
    if not variables:
        yield finding


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order of the text, each with its id."""
    ordered = sorted(
        findings,
        key=lambda finding: (
            finding.quote.start + finding.marked[0],
            finding.region,
            finding.measure,
        ),
    )
    return tuple(
        replace(finding, id=f"f{number}") for number, finding in enumerate(ordered, start=1)
    )


def _unread(sentences: Sequence[SentenceMentions], findings: Sequence[Finding]) -> Iterator[Quote]:
    """Yield the result sentences with a cue and a place or measure that gave no finding."""
    read = [
        (finding.quote.start, finding.quote.start + len(finding.quote.text)) for finding in findings
    ]
    for sentence in sentences:
        span = sentence.span
        if sentence.kind not in _UNREAD or not sentence.cues:
            continue
        if not (sentence.places or sentence.measures) or not sections.reports(sentence.wording):
            continue
        if not any(start < span.end and span.start < end for start, end in read):
            yield whole(sentence)
