"""The audit: a random sample of what the machine excluded, and what people's look at it proves.

A draw is a stratified random sample; each excluded paper is in the lot of one draw only, so that
its chance to be looked at is known. The interval for the papers missed holds for any scores, any
drift and any share of relevant papers: it rests on the drawing alone.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random

THIRDS = ((1.0, "low scores"), (1.5, "middle scores"), (2.0, "high scores"))
"""Sampling rates of the lower, middle and upper third of the scores, relative to each other.

Mild on purpose: the width of the interval depends on the lowest rate.
"""
PER_STRATUM = 3
"""Papers a stratum should have in the sample; with fewer, strata are joined."""
WIDE = 0.1
"""Width of the interval for recall from which the sentence calls the sample too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A paper that the machine excluded."""

    record: str
    """The record's id."""
    kind: str
    """Why it was excluded, in a word or two: ``score``, or the criterion that failed."""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A paper that people should look at again."""

    record: str
    stratum: str
    of: int
    """Papers in the stratum, drawn or not."""
    probability: float
    """The chance that this paper had to be drawn: the same in the whole stratum."""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """A drawn paper that a person has looked at."""

    drawn: Drawn
    relevant: bool
    """Whether it should not have been excluded; who is unsure says yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What an audit says about the relevant papers that the machine excluded."""

    audited: int
    relevant: int
    """Relevant papers among the audited."""
    missed: float | None
    """Relevant papers among those drawn from, by Horvitz and Thompson; None without an audit."""
    missed_low: int
    missed_high: int
    recall: float | None
    """Found ÷ (found + missed): a middle figure, never to be shown without its interval."""
    recall_low: float
    recall_high: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stratum:
    """What is known of one stratum; ``waiting`` papers were drawn and not yet looked at."""

    size: int
    drawn: int
    relevant: int = 0
    irrelevant: int = 0

    @property
    def waiting(self) -> int:
        return self.drawn - self.relevant - self.irrelevant

    @property
    def open(self) -> int:
        """Papers that may or may not be relevant, for all that people have seen."""
        return self.size - self.relevant - self.irrelevant


def draw(
    excluded: Sequence[Candidate],
    count: int,
    *,
    on: str,
    seed: int,
    already: Collection[str] = (),
) -> tuple[Drawn, ...]:
    """A random sample of ``count`` papers from those excluded since the last draw, before ``on``.

    Strata are kinds of reasons and thirds of scores. The same arguments give the same sample in
    whatever order the papers come; who was ``already`` drawn is not drawn again.
    """
    lot = sorted(
        {one.record: one for one in excluded if one.record not in already}.values(),
        key=lambda one: (one.score or 0.0, one.record),
    )
    count = min(count, len(lot))
    if count < 1:
        return ()
    strata = _strata(lot, count)
    sizes = _allocated({name: len(members) for name, (_, members) in strata.items()},
                       {name: rate for name, (rate, _) in strata.items()}, count)  # fmt: skip
    chance = Random(f"{seed} {on}")  # noqa: S311 - anyone can repeat the draw from its seed
    return tuple(
        Drawn(
            record=one.record,
            stratum=f"{on} {name}",
            of=len(members),
            probability=sizes[name] / len(members),
            score=one.score,
        )
        for name, (_, members) in sorted(strata.items())
        for one in chance.sample(members, sizes[name])
    )


def estimate(
    audited: Sequence[Audited],
    excluded_total: int,
    found_relevant: int,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """How many relevant papers are among all that the machine ever excluded, and so the recall.

    ``excluded_total`` counts the audited papers too. Papers drawn and not yet looked at, and
    papers that no draw has covered, may all be relevant as far as the upper limit knows.
    """
    strata = _seen(audited)
    uncovered = excluded_total - sum(one.size for one in strata)
    if uncovered < 0:
        raise ValueError("More papers were drawn from than were excluded: do two draws overlap?")
    relevant = sum(one.relevant for one in strata)
    missed = sum(one.size * one.relevant / (one.relevant + one.irrelevant) for one in strata)
    low, high = _limits((*strata, _Stratum(size=uncovered, drawn=0)), (1 - confidence) / 2)
    bounds = _recall(found_relevant, high, 0.0), _recall(found_relevant, low, 1.0)
    return Estimate(
        audited=len(audited),
        relevant=relevant,
        missed=missed if audited else None,
        missed_low=low,
        missed_high=high,
        recall=_recall(found_relevant, missed, None) if audited else None,
        recall_low=bounds[0],
        recall_high=bounds[1],
        sentence=_sentence((len(audited), relevant, excluded_total), (low, high), bounds),
    )
