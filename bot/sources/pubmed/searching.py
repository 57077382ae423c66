"""Searches of more than 9,999 hits, cut by entry date into parts that PubMed gives whole.

ESearch gives no more than the first 9,999 ids of a search. The cuts are placed so that as few
parts as possible suffice: the dates of a sample of hits say how the hits lie in time, and each
answer corrects that estimate. Whatever the estimate is worth, the parts are disjoint, cover all
dates, and must add up to what PubMed reported.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log2

LIMIT = 9_999
"""Ids one search gives at most (measured: ``retstart`` over 9998 is an error)."""
EARLIEST = date(1700, 1, 1)
LATEST = date(3000, 12, 31)
ONE_DAY = timedelta(days=1)
SAMPLE = 1_000
"""Hits whose dates are looked at; their records are fetched in any case."""
ROOM = 0.88
"""Share of the least number of full windows above which one window more is planned."""


@dataclass(frozen=True)
class Window:
    """Entry dates from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class ResultPage:
    """What one search reported, and the ids it gave: all of them, or the first 9,999."""

    count: int
    ids: tuple[str, ...]


class CannotSplit(Exception):
    """Parts that do not fit or do not add up; the message says which."""


Ask = Callable[[Window | None], ResultPage]
DatesOf = Callable[[Sequence[str]], Sequence[date]]


def all_ids(ask: Ask, dates_of: DatesOf, today: date) -> tuple[str, ...]:
    """Every id of a search, split by date only when it must be.

    Raises:
        CannotSplit: the ids retrieved are not as many as were reported.
    """
    whole = ask(None)
    if whole.count <= LIMIT:
        return whole.ids
    sample = whole.ids[:: max(1, len(whole.ids) // SAMPLE)][:SAMPLE]
    curve = EntryCurve(whole.count, dates_of(sample), today)
    ids = tuple(dict.fromkeys(_sweep(ask, curve, whole.count)))
    if len(ids) != whole.count:
        raise CannotSplit(f"{whole.count} hits were reported and {len(ids)} retrieved")
    return ids


def _sweep(ask: Ask, curve: "EntryCurve", count: int) -> list[str]:
    """Windows from the newest date to the oldest, each as full as is safe."""
    ids: list[str] = []
    bracket = Bracket(count, curve.today)
    taken, misses = 0, 0
    while taken < count:
        if bracket.rest_fits(taken):
            first = EARLIEST
        elif misses > 1:
            first = bracket.middle()
        else:
            first = bracket.nearest(curve.day_after(taken + _aim(count - taken)))
        page = ask(Window(first, bracket.last))
        curve.learn(first, taken + page.count)
        if page.count > LIMIT:
            bracket.overflowed(first, taken + page.count)
            misses += 1
            continue
        ids += page.ids
        taken += page.count
        if first == EARLIEST:
            break
        bracket.last = first - ONE_DAY
        misses = misses + 1 if page.count < LIMIT // 4 else 0
    return ids


def _aim(remaining: int) -> int:
    """Hits the next window should hold: even parts, with room for a curve that errs."""
    parts = -(-remaining // LIMIT)
    tight = remaining > ROOM * parts * LIMIT
    return remaining // (parts + 1 if tight else parts)


class Bracket:
    """Between which days the next window must begin: newer than one known to be too full.

    Every answer that is no good window makes the bracket smaller, so that the search for a
    window ends whatever the dates are.
    """

    def __init__(self, count: int, today: date) -> None:
        """All hits are too many for one window: that is the first thing known."""
        self.last = LATEST
        self._today = today
        self._too_full = [(EARLIEST, count)]

    def rest_fits(self, taken: int) -> bool:
        """Whether all that is left fits into one window, now that ``taken`` hits are in."""
        while self._too_full and self._too_full[-1][1] - taken <= LIMIT:
            self._too_full.pop()
        return not self._too_full

    def overflowed(self, first: date, hits: int) -> None:
        """Remember that ``held`` hits since ``first`` are too many.

        Raises:
            CannotSplit: they all stand on one day.
        """
        self._too_full.append((first, hits))
        if first == self.last:
            raise CannotSplit(f"more than {LIMIT} hits entered PubMed on {first}")

    def nearest(self, day: date) -> date:
        """The day itself, or the nearest at which the next window can begin."""
        lowest, highest = self._ends()
        return min(max(day, lowest), highest)

    def middle(self) -> date:
        """The day that halves what is still possible."""
        lowest, highest = self._ends()
        return lowest + (highest - lowest + ONE_DAY) // 2

    def _ends(self) -> tuple[date, date]:
        lowest = self._too_full[-1][0] + ONE_DAY
        if lowest > self.last:
            raise CannotSplit(f"more than {LIMIT} hits entered PubMed on {self.last}")
        return lowest, self.last if lowest > self._today else min(self.last, self._today)


class EntryCurve:
    """How many hits have entered since each day: a curve through what is known so far."""

    def __init__(self, count: int, dates: Sequence[date], today: date) -> None:
        """Start from the dates of hits taken at even distances from the first 9,999.

        PubMed gives the newest first: then the sample shows the newest part of the curve, and
        the rest is taken to go on as a power of time. In any other order it shows the whole.
        """
        self.today = today
        ages = [max(1, (today - day).days) for day in dates] or [1]
        rising = sum(a <= b for a, b in pairwise(ages))
        newest_first = rising >= 0.95 * (len(ages) - 1)
        ages.sort()
        seen = LIMIT if newest_first else count
        self._points = [(0.0, 0.0)]
        self._points += [(age, seen * (at + 0.5) / len(ages)) for at, age in enumerate(ages)]
        self._points += _continued(ages, seen, count)

    def day_after(self, hits: float) -> date:
        """The day since which about ``hits`` hits have entered."""
        age = round(_crossing(self._points, hits))
        return date.fromordinal(max(EARLIEST.toordinal(), self.today.toordinal() - age))

    def learn(self, first: date, hits: int) -> None:
        """Stretch the curve in time so that it passes through ``hits`` at ``first``."""
        age = float((self.today - first).days)
        guess = _crossing(self._points, hits)
        if age <= 0 or guess <= 0:
            return
        newer = [(a * age / guess, h) for a, h in self._points if h < hits]
        older = [(a * age / guess, h) for a, h in self._points if h > hits]
        self._points = [*newer, (age, float(hits)), *older]


def _continued(ages: Sequence[int], seen: int, count: int) -> list[tuple[float, float]]:
    """The curve beyond what was seen, with the slope its last half has on a log-log scale."""
    half, end = ages[len(ages) // 2], ages[-1]
    power = min(4.0, max(1.0, log2(end / half))) if end > half else 1.0
    points, hits = [], float(seen)
    while hits < count:
        hits = min(count, hits * 1.1)
        points.append((end * (hits / seen) ** power, hits))
    return points or [(end + 1.0, float(count))]


def _crossing(points: Sequence[tuple[float, float]], value: float) -> float:
    """Where the curve, read by its heights, reaches ``value``; the last slope goes on."""
    at = min(max(1, bisect_left([point[1] for point in points], value)), len(points) - 1)
    (age_a, held_a), (age_b, held_b) = points[at - 1], points[at]
    share = (value - held_a) / (held_b - held_a) if held_b > held_a else 1.0
    return age_a + (age_b - age_a) * max(0.0, share)
