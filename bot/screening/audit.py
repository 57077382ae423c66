"""The audit: a random sample of what the machine excluded, and what people's look at it proves.

A draw is a stratified random sample; each excluded paper is in the lot of one draw only, so that
its chance to be looked at is known. The interval for the papers missed holds for any scores, any
drift and any share of relevant papers: it rests on the drawing alone.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

THIRDS = ((1.0, "low scores"), (1.5, "middle scores"), (2.0, "high scores"))
"""Relative sampling rates by thirds: mild, as the lowest rate sets the width of the interval."""
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
    excluded: Sequence[Candidate], count: int, *, on: str, seed: int, already: Collection[str] = ()
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
    sizes = _allocated(strata, count)
    chance = Random(f"{seed} {on}")  # noqa: S311 - anyone can repeat the draw from its seed
    return tuple(
        Drawn(
            record=one.record, stratum=f"{on} {name}", of=len(members),
            probability=sizes[name] / len(members), score=one.score,
        )
        for name, (_, members) in sorted(strata.items())
        for one in chance.sample(members, sizes[name])
    )  # fmt: skip


def estimate(
    audited: Sequence[Audited], excluded_total: int, found_relevant: int, confidence: float = 0.95
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
    looked = relevant + sum(one.irrelevant for one in strata)
    missed = sum(one.size * one.relevant / (one.relevant + one.irrelevant) for one in strata)
    low, high = _limits((*strata, _Stratum(size=uncovered, drawn=0)), (1 - confidence) / 2)
    best = _recall(found_relevant, low)
    bounds = _recall(found_relevant, high) or 0.0, 1.0 if best is None else best
    return Estimate(
        audited=looked,
        relevant=relevant,
        missed=missed if looked else None,
        missed_low=low,
        missed_high=high,
        recall=_recall(found_relevant, missed) if looked else None,
        recall_low=bounds[0],
        recall_high=bounds[1],
        sentence=_sentence((looked, relevant, excluded_total), (low, high), bounds, confidence),
    )


def _strata(lot: Sequence[Candidate], count: int) -> dict[str, tuple[float, list[Candidate]]]:
    """Rate and papers of each stratum: as fine as the sample can fill, in the end one for all."""
    fine, coarse = (dict[str, tuple[float, list[Candidate]]]() for _ in range(2))
    scored = Counter(one.kind for one in lot if one.score is not None)
    ranks: Counter[str] = Counter()
    for one in lot:
        rate, third = 1.0, "no scores"
        if one.score is not None:
            rate, third = THIRDS[len(THIRDS) * ranks[one.kind] // scored[one.kind]]
            ranks[one.kind] += 1
        fine.setdefault(f"{one.kind}: {third}", (rate, []))[1].append(one)
        coarse.setdefault(one.kind, (1.0, []))[1].append(one)
    fitting = (some for some in (fine, coarse) if PER_STRATUM * len(some) <= count)
    return next(fitting, {"all": (1.0, list(lot))})


def _allocated(strata: Mapping[str, tuple[float, list[Candidate]]], count: int) -> dict[str, int]:
    """Papers to draw from each stratum: one at least, then where the rate lags behind most."""
    sizes = dict.fromkeys(sorted(strata), 1)
    for _ in range(count - len(sizes)):
        space = [name for name, size in sizes.items() if size < len(strata[name][1])]
        most = max(space, key=lambda name: strata[name][0] * len(strata[name][1]) / sizes[name])
        sizes[most] += 1
    return sizes


def _seen(audited: Sequence[Audited]) -> tuple[_Stratum, ...]:
    """The strata drawn from, with what people said of each paper."""
    groups: dict[str, list[Audited]] = defaultdict(list)
    for one in {one.drawn.record: one for one in audited}.values():
        groups[one.drawn.stratum].append(one)
    return tuple(
        _Stratum(
            size=group[0].drawn.of,
            drawn=round(group[0].drawn.probability * group[0].drawn.of),
            relevant=sum(one.relevant for one in group),
            irrelevant=sum(not one.relevant for one in group),
        )
        for group in groups.values()
    )


def _limits(strata: Sequence[_Stratum], risk: float) -> tuple[int, int]:
    """The fewest and the most papers missed that the sample does not refute, each at ``risk``.

    Relevant papers drawn from one stratum are a sum of independent yes-or-no trials (Vatutin and
    Mikhailov 1982), and so are those of all strata together. The tails of such a sum are no
    heavier than the binomial with the same mean and as many trials (Hoeffding 1956, theorem 4).
    Of all ways to spread the missed papers over the strata, the one least likely to be noticed
    counts; so the limits hold for finite lots and unequal chances, and err on the wide side.
    """
    import numpy as np
    from scipy.special import bdtr, bdtrc

    seen = sum(one.relevant for one in strata)
    shown = seen + sum(one.waiting for one in strata)
    rates = [one.drawn / one.size if one.size else 0.0 for one in strata]
    base = sum(one.relevant * rate for one, rate in zip(strata, rates, strict=True))
    each = np.sort(np.repeat(rates, [one.open for one in strata]))
    missed = seen + np.arange(len(each) + 1)
    trials = np.maximum(1, np.minimum(missed, sum(one.drawn for one in strata)))
    least = base + np.concatenate(([0.0], np.cumsum(each)))
    most = base + np.concatenate(([0.0], np.cumsum(each[::-1])))
    few = bdtr(np.minimum(shown, trials), trials, np.clip(least / trials, 0, 1))
    many = bdtrc(np.minimum(max(seen - 1, 0), trials), trials, np.clip(most / trials, 0, 1))
    too_many = (shown <= least - 1) & (few <= risk)
    too_few = (seen >= most + 1) & (many <= risk)
    return int(missed[~too_few].min()), int(missed[~too_many].max())


def _recall(found: int, missed: float) -> float | None:
    """Found ÷ (found + missed); None where nothing is relevant."""
    return found / (found + missed) if found + missed else None


def _sentence(
    audit: tuple[int, int, int], missed: tuple[int, int], recall: tuple[float, float], sure: float
) -> str:
    """The interval in plain words, and why it is as wide as it is."""
    looked, relevant, total = audit
    if not total:
        return "The machine has excluded no paper, and so it has missed none."
    if not looked:
        return (
            f"Nobody has looked again at the {total:,} papers that the machine excluded: "
            "nothing is known of how many of them belong."
        )
    papers, some = "paper" if looked == 1 else "papers", relevant or "none"
    start = f"Of {looked:,} excluded {papers} that people looked at again, {some} belonged."
    between = f"between {math.floor(100 * recall[0])} % and {math.ceil(100 * recall[1])} %"
    if missed[0] == missed[1]:
        return f"{start} No other is left to look at: recall is {100 * recall[0]:.0f} %."
    reason = (
        f"With {100 * sure:g} % confidence {missed[0]:,} to {missed[1]:,} of all {total:,} belong."
    )
    if recall[1] - recall[0] > WIDE:
        return f"{start} That is too few to say more than that recall lies {between}. {reason}"
    return f"{start} Recall lies {between}. {reason}"
