"""New papers that are known already: joined where that is sure, asked where it would hide one."""

from dataclasses import replace

import pytest

from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.pipeline.deduplicate import deduplicated

TITLE = "Moon tea and the cortex of invented adults before and after a night of rest"


def record(key: str, doi: str = "") -> Record:
    return Record(
        id=key, pmid=key, doi=doi, title=TITLE, authors=("Luna A",), year=2026, journal="J Invent"
    )


def preprint(key: str, doi: str = "") -> Record:
    return replace(record(key, doi), publication_types=("Preprint",))


def article(one: Record) -> Article:
    return Article(record=one)


KNOWN = (record("1", "10.1000/a"), record("2", doi="10.1000/b"))


def test_a_paper_surely_equal_to_two_known_ones_joins_the_first_and_the_two_are_asked() -> None:
    state = State(records=KNOWN)

    done = deduplicated(state, [article(preprint("9"))])

    assert done.articles == ()
    assert {line.id for line in done.records} == {"1"}
    assert {line.pmid for line in done.records} == {"1", "9"}
    assert [(pair.one, pair.other, pair.sure) for pair in done.pairs] == [
        ("1", "9", True),
        ("1", "2", False),
    ]
    after = state.with_added(records=done.records)
    assert after.by_id["1"].doi == "10.1000/a"
    assert after.by_id["2"] == KNOWN[1]
    assert after.index.has("pubmed", "9"), "the next run does not find it new again"


@pytest.mark.parametrize("order", [("8", "9"), ("9", "8")])
def test_a_chain_of_new_papers_ends_under_the_known_one(order: tuple[str, str]) -> None:
    # 8 is one paper with 9 by its DOI, and 9 with the known one by PubMed's word alone.
    known = record("1", "10.1000/a")
    state = State(records=(replace(known, title="Lunar infusion and grey matter: a trial"),))
    new = {
        "8": replace(preprint("8", doi="10.1000/c"), pmid="8"),
        "9": replace(preprint("9", doi="10.1000/c"), pmcid="PMC9"),
    }
    state = state.with_added(records=(replace(state.records[0], pmcid="PMC9", title=TITLE),))

    done = deduplicated(state, [article(new[key]) for key in order])

    assert {line.id for line in done.records} == {"1"}
    assert done.articles == ()
    assert all(pair.sure for pair in done.pairs)


def test_nothing_new_compares_nothing() -> None:
    done = deduplicated(State(records=KNOWN), [])

    assert (done.articles, done.records, done.pairs) == ((), (), ())
