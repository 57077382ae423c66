"""Duplicates: what is merged and what is asked, on a labelled set, at several thresholds.

    duplicates.py FILE     a CSV whose column ``source`` is ``unique`` or ``duplicate``

The labels tell which records people removed, not of which paper they were copies. So a group is
right when all its records but one were removed: of the records that were kept, more than one in
a group is a wrong merge; a removed record in no group was missed, and one of each group of which
none was kept.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.duplicates import DuplicatePair
from bot.domain.records import Record, bare_doi
from bot.screening import duplicates
from bot.screening.duplicates import pairs

THRESHOLDS = (90.0, 92.0, 94.0, 95.0, 96.0, 97.0, 98.0, 99.0, 100.0)


@dataclass(frozen=True)
class Score:
    """Records merged rightly, merged wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the merges that were right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the duplicates that were merged."""
        return self.right / max(1, self.right + self.missed)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--wrong", action="store_true", help="list what was merged wrongly")
    asked = arguments.parse_args()
    records, removed = _read(asked.file)
    chosen = duplicates.SAME
    print(f"{len(records)} records, {len(removed)} of them duplicates\n")
    print("| title likeness | precision | recall | wrong merges | missed | pairs asked |")
    print("|---|---|---|---|---|---|")
    took = 0.0
    for threshold in THRESHOLDS:
        duplicates.SAME = threshold
        began = time.perf_counter()
        found = pairs(records)
        took = time.perf_counter() - began
        score = _score(found, removed)
        unsure = sum(not one.sure for one in found)
        mark = " (chosen)" if threshold == chosen else ""
        print(
            f"| {threshold:.0f}{mark} | {score.precision:.4f} | {score.recall:.4f} | {score.wrong}"
            f" | {score.missed} | {unsure} |"
        )
    duplicates.SAME = chosen
    print(f"\n{took:.2f} s each")
    found = pairs(records)
    grouped = {key for group in _groups(found, sure=False) for key in group}
    left = [one for one in removed if one not in grouped]
    print(f"{len(left)} duplicates are neither merged nor asked about")
    if asked.wrong:
        _list_wrong(found, removed, {one.id: one for one in records})


def _read(file: Path) -> tuple[list[Record], frozenset[str]]:
    with file.open(encoding="cp1252", errors="replace", newline="") as lines:
        rows = list(csv.DictReader(lines))
    records = [
        Record(
            id=row["record_id"],
            title=row["title"],
            authors=(row["author"],) if row["author"] not in ("", "NA") else (),
            year=int(row["year"]) if row["year"].isdigit() else None,
            journal=row["journal"],
            doi=bare_doi(row["doi"]) if "10." in row["doi"] else "",
            volume="" if row["volume"] == "NA" else row["volume"],
            pages="" if row["pages"] == "NA" else row["pages"],
        )
        for row in rows
    ]
    removed = frozenset(row["record_id"] for row in rows if row["source"] == "duplicate")
    return records, removed


def _score(found: Iterable[DuplicatePair], removed: frozenset[str]) -> Score:
    groups = _groups(found, sure=True)
    counted = Counter[str]()
    for group in groups:
        kept = len(group - removed)
        counted["right"] += len(group & removed) - (not kept)
        counted["wrong"] += max(0, kept - 1)
    return Score(counted["right"], counted["wrong"], len(removed) - counted["right"])


def _groups(found: Iterable[DuplicatePair], *, sure: bool) -> Sequence[set[str]]:
    """The records that pairs join, each in one group."""
    group_of: dict[str, set[str]] = {}
    for pair in found:
        if pair.sure or not sure:
            joined = group_of.get(pair.one, {pair.one}) | group_of.get(pair.other, {pair.other})
            group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())


def _list_wrong(
    found: Iterable[DuplicatePair], removed: frozenset[str], records: dict[str, Record]
) -> None:
    for group in _groups(found, sure=True):
        if len(group - removed) > 1:
            print()
            for one in sorted(group):
                record = records[one]
                label = "removed" if one in removed else "kept"
                print(label, one, record.doi, record.year, record.title[:90], record.authors[:1])


if __name__ == "__main__":
    main()
