"""Seconds for writing and reading a review of 100,000 records, and for comparing new ones with it.

.venv/bin/python benchmarks/state.py
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bot.adapters.store import DirectoryStore
from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.screening.duplicates import pairs

RECORDS = 100_000
NEW = 20


def invented(number: int) -> State:
    """A state of so many invented records, each with a decision."""
    records = tuple(
        Record(
            id=f"{9_000_000_000 + n}",
            pmid=f"{9_000_000_000 + n}",
            doi=f"10.1000/invented.{n}",
            title=f"Moon tea and the sleep of invented adults: a trial in place {n}",
            authors=("Luna A", "Sol B", "Stella C", "Terra D"),
            journal="Journal of Invented Findings",
            journal_abbreviation="J Invent Find",
            published="2026 Nov",
            year=2026,
            publication_types=("Journal Article",),
            languages=("eng",),
            mesh=("Humans", "Sleep", "Tea"),
            entered="2026-11-01",
            has_abstract=True,
            text_hash=f"{n:016x}",
        )
        for n in range(number)
    )
    decisions = tuple(
        Decision(
            record=record.id,
            verdict=Verdict.EXCLUDE,
            judge=Judge.RULE,
            by="rules 1",
            on="2026-11-16",
            reasons=("Title and abstract have no word for: pain.",),
            criterion="off topic",
        )
        for record in records
    )
    return State(records=records, decisions=decisions)


def main() -> None:
    """Write the state, read it, and say how long each took."""
    state = invented(RECORDS)
    with tempfile.TemporaryDirectory() as folder:
        store = DirectoryStore(Path(folder))
        start = perf_counter()
        store.append(State(), state, {})
        written = perf_counter()
        same = store.load() == state
        read = perf_counter()
    # Titles of one beginning: none can be passed over at first sight, which is the worst case.
    new = tuple(replace(one, id=f"new {one.id}") for one in state.records[:NEW])
    found = pairs((*state.records, *new), frozenset(one.id for one in new))
    compared = perf_counter()
    sys.stdout.write(
        f"{RECORDS:,} records and as many decisions\n"
        f"written in {written - start:.1f} s\n"
        f"read in {read - written:.1f} s\n"
        f"{NEW} new records compared with them in {compared - read:.1f} s\n"
    )
    if len(found) != NEW:
        sys.exit("Not every copy of a record was found.")
    if not same:
        sys.exit("What was read is not what was written.")


if __name__ == "__main__":
    main()
