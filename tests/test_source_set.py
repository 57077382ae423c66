"""Fetching from databases: what was fetched is remembered though the run is killed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.databases.source_set import REMEMBERED, articles
from bot.domain.records import Article, Record
from bot.domain.strategies import SearchLines, Strategy
from bot.ports import Fetched


class Killed(BaseException):
    """The job's time is over."""


class Slow:
    """A database whose fetching outlasts a job every time."""

    code, name, sent = "slow", "Slow", 0

    def __init__(self) -> None:
        self.asked: list[int] = []

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        return f"{strategy}{lines}"

    def search(self, query: str) -> tuple[str, ...]:
        return (query,)

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        return (route, *ids)

    def fetch(self, ids: Sequence[str]) -> Fetched:
        self.asked.append(len(ids))
        if len(self.asked) % 2 == 0:
            raise Killed
        return Fetched(articles={id_: Article(record=Record(id=id_, title="x")) for id_ in ids})


def test_a_first_search_longer_than_a_job_advances_each_time(tmp_path: Path) -> None:
    cache, source = SqliteCache(tmp_path), Slow()
    ids = [str(number) for number in range(2 * REMEMBERED + 1)]
    for _ in range(2):
        with pytest.raises(Killed):
            articles(source, ids, cache)

    assert len(articles(source, ids, cache)) == len(ids)
    assert source.asked == [REMEMBERED, REMEMBERED, REMEMBERED, 1, 1]
