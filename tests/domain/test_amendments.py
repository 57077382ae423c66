"""The protocol's ledger: what each key said, and since when it says otherwise."""

from dataclasses import replace

from bot.domain.amendments import (
    ProtocolValue,
    amendments,
    changed_values,
    current_values,
    protocol_values,
)
from bot.domain.runs import Run, Search
from bot.rendering.amendments import amendment_rows, hits_lost
from tests.editions import PROTOCOL

FIRST, LATER = "2026-11-16", "2026-11-23"


def entry(on: str, key: str, value: str) -> ProtocolValue:
    return ProtocolValue(on=on, key=key, value=value)


def test_an_empty_ledger_takes_every_value_that_says_something() -> None:
    values = protocol_values(PROTOCOL)

    ledger = changed_values((), values, FIRST)

    assert current_values(ledger) == {key: value for key, value in values.items() if value}
    assert amendments(ledger) == ()
    assert changed_values(ledger, values, LATER) == ()


def test_a_change_is_dated_and_says_what_was() -> None:
    ledger = changed_values((), protocol_values(PROTOCOL), FIRST)
    screening = replace(PROTOCOL.screening, languages=("eng",))

    ledger += changed_values(ledger, protocol_values(replace(PROTOCOL, screening=screening)), LATER)

    (change,) = amendments(ledger)
    assert (change.on, change.key) == (LATER, "screening.languages")
    assert (change.before, change.after) == ("", "eng")


def test_a_key_that_was_taken_out_is_an_amendment_and_its_return_another() -> None:
    ledger = (entry(FIRST, "a", "x"), entry(LATER, "a", ""), entry("2026-12-01", "a", "x"))

    assert [(change.before, change.after) for change in amendments(ledger)] == [
        ("x", ""),
        ("", "x"),
    ]
    assert current_values(ledger) == {"a": "x"}


def test_lines_that_a_merge_brought_in_another_order_say_the_same() -> None:
    ledger = (entry(FIRST, "a", "x"), entry(LATER, "a", "y"), entry(LATER, "b", "z"))

    assert {*amendments(ledger)} == {*amendments(tuple(reversed(ledger)))}


def test_white_space_is_no_amendment() -> None:
    lines = {name: f"\n  {text}  " for name, text in PROTOCOL.search.lines.items()}
    search = replace(PROTOCOL.search, lines=lines)

    assert protocol_values(replace(PROTOCOL, search=search)) == protocol_values(PROTOCOL)


def test_of_a_long_line_only_what_changed_is_shown() -> None:
    terms = [f"term{number:03}*[tiab]" for number in range(60)]
    before, after = " OR ".join(terms), " OR ".join([*terms[1:], "novel*[tiab]"])
    ledger = (entry(FIRST, "search.lines.a", before), entry(LATER, "search.lines.a", after))

    (row,) = amendment_rows(amendments(ledger))

    assert row.change == "added: novel*[tiab]; taken out: term000*[tiab]"


def searched(query: str, reported: int) -> Run:
    search = Search(source="PubMed", strategy="weekly", query=query, reported=reported)
    return Run(on=FIRST, version="1", searches=(search,), retrieved=reported)


def test_a_changed_query_that_finds_a_third_less_is_told_until_it_is_mended() -> None:
    before, narrow, mended = searched("a OR b", 300), searched("a", 199), searched("a OR c", 280)

    (lost,) = hits_lost([before, narrow])

    assert (lost.strategy, lost.before, lost.after) == ("weekly", 300, 199)
    assert hits_lost([before, narrow, searched("a", 150)]) == (lost,)
    assert hits_lost([before, narrow, mended]) == ()
    assert hits_lost([before, searched("a OR b", 10)]) == (), "the same query is PubMed's affair"
    assert hits_lost([before, searched("a", 200)]) == ()
