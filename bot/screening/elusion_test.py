"""The elusion test: a random sample of excluded papers that people check, and what it proves.

Everything is read off the ledger. A stratum is what was excluded on one day for one reason; it is
drawn from on later days only, when nothing can join it any more, and each of its papers has the
same chance. The interval for the papers missed holds for any scores, any drift and any share of
relevant papers: it rests on the drawing alone.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.elusion_tests import ElusionEstimate
from bot.domain.verdicts import Judge, Verdict
from bot.screening.metadata_filters import RETRACTED

BY = "audit 1"
"""In whose name a drawn paper is put before people."""
PLACES = 10_000
"""Bounds are rounded outward to four places: an interval may not shrink by being written down."""
WIDE = 0.1
"""Width of the interval for recall from which the sentence calls the sample too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPaper:
    """A paper that the program excluded, and what became of it since."""

    record: str
    """The record's id."""
    on: str
    """ISO date of the exclusion."""
    reason: str
    """The criterion that failed."""
    rank: float | None = None
    """What the threshold was compared with."""
    drawn: bool = False
    belongs: bool | None = None
    """What a person decided on a drawn paper; None before anyone did."""

    @property
    def stratum(self) -> tuple[str, str]:
        """Papers of one stratum are alike to the drawing."""
        return self.on, self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stratum:
    """What is known of one stratum."""

    size: int
    drawn: int = 0
    relevant: int = 0
    irrelevant: int = 0

    @property
    def waiting(self) -> int:
        """Papers drawn and not yet looked at."""
        return self.drawn - self.relevant - self.irrelevant

    @property
    def open(self) -> int:
        """Papers that may or may not be relevant, for all that people have seen."""
        return self.size - self.relevant - self.irrelevant


def exclusions(decisions: Iterable[Decision], *, ever: bool = False) -> tuple[ExcludedPaper, ...]:
    """The papers whose last verdict by the program is an exclusion.

    One that a person decided without its being drawn tells nothing of the others, and one that
    PubMed itself calls retracted is no matter of judgement: neither is among them. With ``ever``
    those that came back since, or that a person has decided, are as they were when excluded.
    """
    latest: dict[str, Decision] = {}
    people: dict[str, Decision] = {}
    drawn = set()
    for decision in sorted(decisions, key=lambda decision: decision.on):
        if decision.judge is Judge.PERSON:
            people[decision.record] = decision
        elif decision.by == BY:
            drawn.add(decision.record)
        elif not ever or decision.verdict is Verdict.EXCLUDE:
            latest[decision.record] = latest.get(decision.record, decision) if ever else decision
    return tuple(
        ExcludedPaper(
            record=key,
            on=decision.on,
            reason=decision.criterion,
            rank=decision.rank,
            drawn=key in drawn,
            belongs=_belongs(people.get(key)),
        )
        for key, decision in latest.items()
        if decision.verdict is Verdict.EXCLUDE
        and decision.criterion != RETRACTED
        and (ever or key in drawn or key not in people)
    )


def draw(
    excluded: Sequence[ExcludedPaper], count: int, *, before: str, seed: int
) -> tuple[str, ...]:
    """Ids of ``count`` more papers to look at again, from those excluded ``before`` that date.

    Each next one comes from the stratum of which the smallest share was drawn so far. The same
    arguments give the same sample in whatever order the papers come.
    """
    strata: dict[tuple[str, str], list[str]] = defaultdict(list)
    shares: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for paper in excluded:
        if paper.on < before:
            shares[paper.stratum][0] += paper.drawn
            shares[paper.stratum][1] += 1
            if not paper.drawn:
                strata[paper.stratum].append(paper.record)
    for members in strata.values():
        members.sort(key=lambda key: hashlib.sha256(f"{seed} {key}".encode()).digest())
    sample: list[str] = []
    while strata and len(sample) < count:
        name = min(
            strata,
            key=lambda stratum: (
                shares[stratum][0] / shares[stratum][1],
                -shares[stratum][1],
                stratum,
            ),
        )
        sample.append(strata[name].pop(0))
        shares[name][0] += 1
        if not strata[name]:
            del strata[name]
    return tuple(sample)


def estimate(
    excluded: Sequence[ExcludedPaper], found: int, confidence: float = 0.95
) -> ElusionEstimate:
    """How many relevant papers are among those excluded, and so the recall.

    ``found`` counts the relevant papers that were found without an audit. Papers drawn and not
    yet looked at, and strata not yet drawn from, may all be relevant as far as the upper limit
    knows.
    """
    strata = _strata(excluded)
    relevant = sum(stratum.relevant for stratum in strata)
    looked = relevant + sum(stratum.irrelevant for stratum in strata)
    low, high = _limits(strata, (1 - confidence) / 2)
    recall = _recall(found, high) or 0.0, _recall(found, low)
    bounds = recall[0], 1.0 if recall[1] is None else recall[1]
    total = len(excluded)
    return ElusionEstimate(
        excluded=total, audited=looked, relevant=relevant, missed_low=low, missed_high=high,
        recall_low=math.floor(bounds[0] * PLACES) / PLACES,
        recall_high=math.ceil(bounds[1] * PLACES) / PLACES,
        sentence=_sentence((looked, relevant, total), (low, high), bounds, confidence),
    )  # fmt: skip


def weight_of(excluded: Sequence[ExcludedPaper]) -> dict[str, float]:
    """For each relevant paper that an audit found: how many excluded ones it stands for.

    That is 1 ÷ its chance to be looked at (Horvitz and Thompson, J Am Stat Assoc 1952;47:663).
    """
    strata = {paper.stratum: [0, 0] for paper in excluded}
    for paper in excluded:
        strata[paper.stratum][0] += 1
        strata[paper.stratum][1] += paper.belongs is not None
    return {
        paper.record: strata[paper.stratum][0] / strata[paper.stratum][1]
        for paper in excluded
        if paper.belongs
    }


def _belongs(decision: Decision | None) -> bool | None:
    if decision is None or decision.verdict is Verdict.UNSURE:
        return None
    return decision.verdict is Verdict.INCLUDE


def _strata(excluded: Sequence[ExcludedPaper]) -> tuple[_Stratum, ...]:
    groups: dict[tuple[str, str], list[ExcludedPaper]] = defaultdict(list)
    for paper in excluded:
        groups[paper.stratum].append(paper)
    return tuple(
        _Stratum(
            size=len(group),
            drawn=sum(paper.drawn for paper in group),
            relevant=sum(paper.belongs is True for paper in group),
            irrelevant=sum(paper.belongs is False for paper in group),
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

    seen = sum(stratum.relevant for stratum in strata)
    shown = seen + sum(stratum.waiting for stratum in strata)
    rates = [stratum.drawn / stratum.size if stratum.size else 0.0 for stratum in strata]
    base = sum(stratum.relevant * rate for stratum, rate in zip(strata, rates, strict=True))
    each = np.sort(np.repeat(rates, [stratum.open for stratum in strata]))
    missed = seen + np.arange(len(each) + 1)
    trials = np.maximum(1, np.minimum(missed, sum(stratum.drawn for stratum in strata)))
    least = base + np.concatenate(([0.0], np.cumsum(each)))
    most = base + np.concatenate(([0.0], np.cumsum(each[::-1])))
    few = bdtr(np.minimum(shown, trials), trials, np.clip(least / trials, 0, 1))
    many = bdtrc(np.minimum(max(seen - 1, 0), trials), trials, np.clip(most / trials, 0, 1))
    too_many = (shown <= least - 1) & (few <= risk)
    too_few = (seen >= most + 1) & (many <= risk)
    return int(missed[~too_few].min()), int(missed[~too_many].max())


def _recall(relevant: int, missed: float) -> float | None:
    """Recall of the relevant papers known; None where nothing is relevant."""
    return relevant / (relevant + missed) if relevant + missed else None


def _sentence(
    audit: tuple[int, int, int], missed: tuple[int, int], recall: tuple[float, float], sure: float
) -> str:
    """The interval in plain words, and why it is as wide as it is."""
    looked, relevant, total = audit
    if not total:
        return "The program has excluded no papers, so it has missed none."
    if not looked and total == 1:
        return "The one paper that the program excluded has not been checked by a person yet."
    if not looked:
        return (
            f"None of the {total:,} papers that the program excluded has been checked by a person "
            "yet: how many of them are eligible is not known."
        )
    papers, some = "paper" if looked == 1 else "papers", relevant or "none"
    were = "was" if relevant == 1 else "were"
    start = f"Of {looked:,} excluded {papers} that people checked, {some} {were} eligible."
    between = f"between {math.floor(100 * recall[0])}% and {math.ceil(100 * recall[1])}%"
    if missed[0] == missed[1]:
        return f"{start} None is left to check: recall is {100 * recall[0]:.0f}%."
    reason = (
        f"Of all {total:,}, an estimated {missed[0]:,} to {missed[1]:,} are eligible"
        f" ({100 * sure:g}% confidence interval)."
    )
    if recall[1] - recall[0] > WIDE:
        return f"{start} Too few were checked for a precise estimate: recall is {between}. {reason}"
    return f"{start} Recall is {between}. {reason}"
