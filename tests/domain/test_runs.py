"""What a run is: news or a quiet week, searched or not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.domain.duplicates import DuplicatePair
from bot.domain.runs import CitationSearch, KnownItems, ModelUsage, Reread, Run, Search, Training
from bot.domain.state import State

SEARCH = Search(source="PubMed", strategy="weekly", query="moon AND tea", reported=7)
ROUTE = CitationSearch(route="cited-by", studies=3, linked=9)
BARE = Run(on="2026-11-16", version="1", searches=(SEARCH,), retrieved=7)
TAUGHT = Training(lesson="x", labels=3, relevant=1, by={}, threshold=None, sentence="None.")


def asked(answered: int = 0, bad: int = 0, unanswered: tuple[str, ...] = ()) -> ModelUsage:
    return ModelUsage(
        models=("moon",), prompt="1", papers=3, asked=3, answered=answered, bad=bad,
        unanswered=unanswered,
    )  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        replace(BARE, found=("1",)),
        replace(BARE, pairs=(DuplicatePair(one="1", other="2", sure=True, why="same DOI"),)),
        replace(BARE, changed=("1",)),
        replace(BARE, known_items=KnownItems()),
        replace(BARE, learning=TAUGHT),
        replace(BARE, first_shown=1),
        replace(BARE, read=("1",)),
        replace(BARE, consultation=asked(answered=1)),
        replace(BARE, consultation=asked(bad=1)),
        replace(BARE, reading=asked(unanswered=("1",))),
    ],
)
def test_anything_that_came_or_was_decided_or_read_is_news(run: Run) -> None:
    assert run.is_news


@pytest.mark.parametrize(
    "run",
    [
        BARE,
        replace(BARE, chased=(ROUTE,)),
        replace(BARE, shown=("1", "2")),
        replace(BARE, unreadable=("9",), partial=("Europe PMC failed",)),
        replace(BARE, consultation=asked(), reading=asked(answered=1)),
    ],
)
def test_a_search_alone_is_no_news(run: Run) -> None:
    assert not run.is_news


def test_a_quiet_run_keeps_what_it_searched_and_no_more() -> None:
    run = replace(BARE, chased=(ROUTE,), shown=("1",), pace=3, unreadable=("9",), requests=4)

    assert run.without_news == replace(
        BARE, chased=(ROUTE,), unreadable=("9",), requests=4, quiet=True
    )


def test_quiet_weeks_move_the_last_search_and_nothing_else() -> None:
    news = replace(BARE, shown=("2", "1"), pace=2)
    quiet = replace(BARE.without_news, on="2026-11-23")
    idle = replace(quiet, on="2026-11-30", searches=())
    state = State(runs=(news, quiet, idle))

    assert state.last_search == "2026-11-23"
    assert state.news_runs == (news,)
    assert state.last_shown == ("2", "1")


def test_a_reading_that_says_the_same_is_told_from_one_that_does_not() -> None:
    assert Reread(record="1", upgraded=True).same
    assert not Reread(record="1", facts=("scales",)).same


def test_runs_of_former_versions_all_brought_news(tmp_path: Path) -> None:
    ledger = tmp_path / "state" / "runs.jsonl"
    ledger.parent.mkdir()
    former = {
        "on": "2026-11-16", "version": "0.1", "retrieved": 2, "found": ["1"], "shown": ["1"],
        "searches": [{"source": "PubMed", "strategy": "a", "query": "moon", "reported": 2}],
        "reread": [{"record": "1", "kept": True}],
    }  # fmt: skip
    ledger.write_text(json.dumps(former) + "\n", "utf-8")

    state = DirectoryStore(tmp_path).load()

    assert state.news_runs == state.runs
    assert state.last_shown == ("1",)
    assert state.last_search == "2026-11-16"
