"""Searches past 9,999 hits: everything is found, in few requests, or it fails."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import compress
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.eutils import EutilsServer
from bot.http_client import Http
from bot.sources.pubmed import PubMed
from bot.sources.pubmed.searching import LIMIT, CannotSplit, ResultPage, Window, all_ids
from tests.conftest import HANG, still_time

TODAY = date(2026, 11, 22)
Hits = dict[str, date]


class Database:
    """Hits with entry dates, giving the first 9,999 of any window as PubMed does."""

    def __init__(self, hits: Hits, order: Callable[[str], object]) -> None:
        self.hits = hits
        self.order = sorted(hits, key=order)  # type: ignore[arg-type]
        self.days = [hits[one] for one in self.order]
        self.asked = 0

    def ask(self, window: Window | None) -> ResultPage:
        self.asked += 1
        if window is None:
            return ResultPage(len(self.order), tuple(self.order[:LIMIT]))
        first, last = window.first, window.last
        found = [*compress(self.order, [first <= day <= last for day in self.days])]
        return ResultPage(len(found), tuple(found[:LIMIT]))

    def dates_of(self, ids: object) -> list[date]:
        return [self.hits[one] for one in ids]  # type: ignore[attr-defined]


@cache
def evenly(count: int, days: int) -> Hits:
    return {str(n): TODAY - timedelta(days=days * n // count) for n in range(count)}


@cache
def growing(count: int, days: int) -> Hits:
    """Twice as many hits in each half of the time as in the half before: PubMed's own shape."""
    return {str(n): TODAY - timedelta(days=round(days * (n / count) ** 2.0)) for n in range(count)}


SHAPES: dict[str, Callable[[], Hits]] = {
    "evenly over ten years": lambda: evenly(25_000, 3_650),
    "evenly over two months": lambda: evenly(25_000, 60),
    "growing over sixty years": lambda: growing(25_000, 22_000),
    "100,000 growing": lambda: growing(100_000, 22_000),
}
ORDERS: dict[str, Callable[[str], object]] = {
    "newest first": int,
    "any order": lambda one: int(one) * 7919 % 100_003,
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_everything_is_found_in_few_requests(shape: str, order: str) -> None:
    database = Database(SHAPES[shape](), ORDERS[order])

    ids = all_ids(database.ask, database.dates_of, TODAY)

    assert set(ids) == set(database.hits)
    assert len(ids) == len(database.hits)
    least = 1 + ceil(len(database.hits) / LIMIT)
    assert database.asked <= least * 1.2


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(-400, 30_000), st.integers(1, 9_000)), min_size=2, max_size=5,
        unique_by=lambda one: one[0],
    )
)  # fmt: skip
def test_any_clumping_of_dates_is_found_whole(clumps: list[tuple[int, int]]) -> None:
    hits: Hits = {}
    for days, number in clumps:
        for _ in range(number):
            hits[str(len(hits))] = TODAY - timedelta(days=days)
    database = Database(hits, int)

    assert set(all_ids(database.ask, database.dates_of, TODAY)) == set(hits)
    assert database.asked < 40


def test_a_day_too_full_to_split_fails_and_says_so() -> None:
    database = Database({str(n): TODAY for n in range(10_001)}, int)

    with pytest.raises(CannotSplit, match=str(TODAY)):
        all_ids(database.ask, database.dates_of, TODAY)


def test_parts_that_do_not_add_up_fail() -> None:
    database = Database(evenly(12_000, 3_650), int)

    def lying(window: Window | None) -> ResultPage:
        page = database.ask(window)
        return ResultPage(page.count, page.ids[:-1]) if window else page

    with pytest.raises(CannotSplit, match="12000 hits were reported"):
        all_ids(lying, database.dates_of, TODAY)


def test_25_000_ids_from_a_real_server() -> None:
    hits = {
        str(30_000_000 - n): TODAY - timedelta(days=round(9_000 * (n / 25_000) ** 1.5))
        for n in range(25_000)
    }
    with EutilsServer() as server:
        server.add_ids(hits)
        source = PubMed(
            http=Http(service="PubMed", time=still_time(), read_seconds=HANG),
            url=server.url, contact="a@example.org", today=TODAY, key="k",
        )  # fmt: skip

        ids = source.search("anything")

        searches = [one for one in server.requests if one.endpoint == "esearch.fcgi"]
        assert set(ids) == set(hits)
        assert len(searches) == 1 + ceil(25_000 / LIMIT)
        assert all(one.method == "POST" for one in server.requests)
