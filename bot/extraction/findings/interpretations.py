"""An interpretation: a candidate with what it compares, as a finding would be written down."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.domain.studies import FLIPPED, Direction
from bot.extraction.arms import Arms, Contrast, contrasts
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.cues import VALUES
from bot.extraction.findings.measures import ACTIVATION
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.no_finding import COMPARATIVE
from bot.extraction.text import Span

_MORE_THAN_OTHERS = re.compile(r"(?:over|under|hyper|hypo)-?(?:re|de)?(?:activat|recruit)")
"""Verbs that measure what some people do by what others do."""
_LACKED = frozenset(("failed", "fail", "failing", "lacked", "lack", "lacking"))
_NEAR = 8
"""Words before an activation within which it is said to be lacking."""
_UNDONE = frozenset(("restored", "normalized", "normalised", "reversed", "rescued"))
_BY = re.compile(r"\s(?:by|with|after|following)\s(?!\d|(?:in|the) )[a-z]")
"""Behind a change that was undone: what undid it is a treatment, whoever differed before."""
NOT_NAMED = Contrast(comparison="", explicit=False)


class Interpretation(NamedTuple):
    """One finding that may be read: told of the index group, whatever side the words take."""

    candidate: Candidate
    contrast: Contrast

    @property
    def direction(self) -> Direction:
        """The direction in the index group: turned round where the words tell it of the other.

        What one group showed and another did not was not tested: it is a difference without sign.
        So are two values where it is not known whose each is.
        """
        direction, cue = self.candidate.direction, self.candidate.cue
        told = direction in FLIPPED or direction is Direction.NONE
        if told and not self.contrast.tested:
            return Direction.ALTERED
        if cue.sides and not self.contrast.names(*cue.sides) and direction in FLIPPED:
            return Direction.ALTERED
        return FLIPPED.get(direction, direction) if self.contrast.reversed else direction

    @property
    def kind(self) -> str:
        """The kind of its direction: probabilities differ between them."""
        if self.candidate.direction is Direction.NONE:
            return "none"
        if not self.candidate.cue.correlates:
            return "altered" if self.candidate.direction is Direction.ALTERED else "change"
        related = self.candidate.direction is Direction.ALTERED
        return "related" if related else "correlation"

    @property
    def key(self) -> tuple[str, ...]:
        """What it says, but for sides and words."""
        ends = (self.candidate.place, self.candidate.far_end)
        places = sorted(place.id if place else "" for place in ends)
        comparison = self.contrast.comparison
        return (str(self.direction), *places, self.candidate.measure.id, comparison)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides of its places, in the order that the key has these."""
        ends = (self.candidate.place, self.candidate.far_end)
        named = sorted((place.id, place.side) if place else ("", "") for place in ends)
        return tuple(side for _, side in named)


class Comparisons:
    """What the clauses of one abstract compare, in the order of the text."""

    def __init__(self, arms: Arms) -> None:
        """Begin before the first sentence."""
        self.arms = arms
        self._previous: Sequence[Contrast] = ()
        self._current: Sequence[Contrast] = ()
        self._sentence: SentenceMentions | None = None
        self._known: dict[tuple[int, bool], list[Contrast]] = {}

    def of(self, candidate: Candidate) -> list[Contrast]:
        """Return what a candidate compares; several where its clause names several groups."""
        sentence, cue = candidate.sentence, candidate.cue
        if sentence is not self._sentence:
            self._previous = self._current or self._previous
            self._current, self._sentence, self._known = (), sentence, {}
        start, end = sentence.bounds(cue.start)
        key = (start, cue.correlates)
        if key not in self._known:
            self._known[key] = self._clause(sentence, start, end, correlates=cue.correlates)
        if cue.word in _UNDONE and _BY.match(sentence.abstract, cue.end):
            return [Contrast(comparison="post_vs_pre", explicit=False)]
        if cue.word == VALUES:  # whose each is
            return [contrast for contrast in self._known[key] if contrast.explicit]
        compared = self._known[key]
        if candidate.measure.id == ACTIVATION:
            compared = [self._activated(candidate, contrast) for contrast in compared]
        return compared or [NOT_NAMED]

    def _clause(
        self, sentence: SentenceMentions, start: int, end: int, *, correlates: bool
    ) -> list[Contrast]:
        words = sentence.abstract[start:end]
        clause = Span(words.rstrip(), start, sentence.span.section)
        compared = contrasts(
            self.arms,
            clause,
            sentence=sentence.span,
            previous=self._current or self._previous,
            correlates=correlates,
        )
        explicit = tuple(contrast for contrast in compared if contrast.explicit and not correlates)
        self._current = explicit or self._current
        return compared

    def _activated(self, candidate: Candidate, contrast: Contrast) -> Contrast:
        """Let what merely activates a place be a contrast of conditions, not of groups."""
        cue = candidate.cue
        if contrast.comparator and cue.activates and self._lacks(candidate):
            return replace(contrast, tested=False)
        whole = cue.end - cue.start == len(cue.word)  # no "reduced deactivation"
        merely = cue.activates and whole and not _MORE_THAN_OTHERS.match(cue.word)
        other = contrast.reversed and not COMPARATIVE.match(cue.word)  # "controls showed increased"
        if contrast.explicit or not (merely or other):
            return contrast
        condition = "task_contrast" if self.arms.paper.cancer_pain else "condition_contrast"
        return Contrast(comparison=condition, explicit=False)

    def _lacks(self, candidate: Candidate) -> bool:
        """Whether people are said to lack what others are said or taken to activate."""
        sentence, cue = candidate.sentence, candidate.cue
        start, _ = sentence.bounds(cue.start)
        words = sentence.words(start, cue.start)[-_NEAR:]
        clause = Span(sentence.abstract[start : cue.start], start, sentence.span.section)
        return cue.negated and not _LACKED.isdisjoint(words) and bool(self.arms.mentions(clause))


def interpretations(abstract: AbstractMentions, arms: Arms) -> Iterator[Interpretation]:
    """Yield every interpretation of an abstract."""
    comparisons = Comparisons(arms)
    for candidate in abstract.candidates():
        for contrast in comparisons.of(candidate):
            yield Interpretation(candidate, contrast)
