"""Searches of more than 9,999 hits, cut by entry date into parts that PubMed gives whole.

ESearch gives no more than the first 9,999 ids of a search. The cuts are placed so that as few
parts as possible suffice: the dates of a sample of hits say how the hits lie in time, and each
answer corrects that estimate. Whatever the estimate is worth, the parts are disjoint, cover all
dates, and must add up to what PubMed reported.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

LIMIT = 9_999
"""Ids one search gives at most (measured: ``retstart`` over 9998 is an error)."""
EARLIEST = date(1700, 1, 1)
LATEST = date(3000, 12, 31)
SAMPLE = 200
"""Hits whose dates are asked for: one fetch."""


@dataclass(frozen=True)
class Window:
    """Entry dates from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Page:
    """What one search reported, and the ids it gave: all of them, or the first 9,999."""

    count: int
    ids: tuple[str, ...]


class CannotSplit(Exception):
    """Parts that do not fit or do not add up; the message says which."""


Ask = Callable[[Window | None], Page]
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
    estimate = Estimate(whole.count, dates_of(sample), today)
    ids = tuple(dict.fromkeys(_sweep(ask, estimate, whole.count)))
    if len(ids) != whole.count:
        raise CannotSplit(f"{whole.count} hits were reported and {len(ids)} retrieved")
    return ids


def _sweep(ask: Ask, estimate: "Estimate", count: int) -> list[str]:
    """Windows from the newest date to the oldest, each as full as is safe."""
    ids: list[str] = []
    last, floor, overflows = LATEST, EARLIEST, 0
    while len(ids) < count and last >= EARLIEST:
        first = _cut(estimate, count, len(ids), last, floor, overflows)
        page = ask(Window(first, last))
        estimate.learn(first, len(ids) + page.count)
        if page.count > LIMIT:
            if first == last:
                raise CannotSplit(f"more than {LIMIT} hits entered PubMed on {first}")
            floor, overflows = date.fromordinal(first.toordinal() + 1), overflows + 1
            continue
        ids += page.ids
        if first == EARLIEST:
            break
        last, floor, overflows = date.fromordinal(first.toordinal() - 1), EARLIEST, 0
    return ids


def _cut(
    estimate: "Estimate", count: int, taken: int, last: date, floor: date, overflows: int
) -> date:
    """The first day of the next window."""
    remaining = count - taken
    parts = ceil(remaining / LIMIT)
    if parts == 1 and not overflows:
        return EARLIEST
    if overflows > 1:
        # The estimate misleads twice running: halve, which always ends.
        newest = min(last.toordinal(), estimate.today)
        return date.fromordinal(max(floor.toordinal(), (floor.toordinal() + newest + 1) // 2))
    # Any count between these two leaves the fewest parts; aim for the middle.
    fewest, most = remaining - (parts - 1) * LIMIT, min(LIMIT, remaining)
    guess = estimate.date_after(taken + (fewest + most) // 2)
    return min(last, max(floor, guess))


class Estimate:
    """How many hits lie after each date: a falling curve through what is known so far."""

    def __init__(self, count: int, dates: Sequence[date], today: date) -> None:
        """Start from the dates of hits taken at even distances from the first 9,999.

        PubMed gives the newest first, then the sample shows the newest part of the curve and
        the rest continues with the same density; in any other order it shows the whole curve.
        """
        self.count = count
        self.today = today.toordinal()
        days = [one.toordinal() for one in dates] or [self.today]
        falling = sum(a >= b for a, b in pairwise(days))
        newest_first = falling and falling >= 0.95 * (len(days) - 1)
        days.sort(reverse=True)
        span = LIMIT if newest_first else count
        points = [(day, span * (at + 0.5) / len(days)) for at, day in enumerate(days)]
        end = days[-1] - (days[0] - days[-1] + 1) * (count - span) // span
        self._points = [(max(self.today, days[0]) + 1, 0.0), *points, (end - 1, float(count))]

    def date_after(self, hits: float) -> date:
        """The day since which about ``hits`` hits have entered."""
        points = self._points
        at = min(max(1, bisect_left([held for _, held in points], hits)), len(points) - 1)
        (day_a, held_a), (day_b, held_b) = points[at - 1], points[at]
        share = (hits - held_a) / (held_b - held_a) if held_b > held_a else 1.0
        day = round(day_a + (day_b - day_a) * min(1.0, share))
        return date.fromordinal(min(max(day, EARLIEST.toordinal()), LATEST.toordinal()))

    def learn(self, first: date, hits: int) -> None:
        """Bend the curve through the fact that ``hits`` have entered since ``first``."""
        day, count = first.toordinal(), float(self.count)
        if day <= self._points[-1][0]:
            return
        guess = self._held(day)
        newer = [(d, h * hits / guess if guess else h) for d, h in self._points if d > day]
        scale = (count - hits) / (count - guess) if count > guess else 0.0
        older = [(d, count - (count - h) * scale) for d, h in self._points if d < day]
        self._points = [*newer, (day, float(hits)), *older]

    def _held(self, day: int) -> float:
        """The curve's height at ``day``."""
        for (day_a, held_a), (day_b, held_b) in zip(self._points, self._points[1:], strict=False):
            if day_a >= day >= day_b:
                share = (day_a - day) / (day_a - day_b) if day_a > day_b else 1.0
                return held_a + (held_b - held_a) * share
        return 0.0
