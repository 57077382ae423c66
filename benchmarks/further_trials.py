"""Annotated results of further trials, whose words are read from where they are lent.

``further_trials.jsonl`` names each abstract by its file in the lent folder and its row there: label
sets of drug class reviews (Cohen 2006), Wallace 2010 and Nagtegaal 2019. Of a result it has the
names of outcome and arms, and the direction; the number of its sentence stands for the words.
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.annotated_trials import Case, Gold
from bot.domain.studies import Direction
from bot.extraction.text import sentences

FILE = Path(__file__).with_suffix(".jsonl")
_JOINTS = ((".; ", ". "), ('";"', ";"), ('";', ";"))
"""How the lent files part sections and mark semicolons, and what papers print."""


def read(folder: Path) -> Iterator[Case]:
    """Yield the annotated abstracts with their words; say which are not to be had."""
    for line in FILE.read_text("utf-8").splitlines():
        trial = json.loads(line)
        row = _rows(folder / trial["file"]).get(trial["row"])
        if row is None:
            print(f"{trial['file']} lacks {trial['row']}: left out", file=sys.stderr)
            continue
        yield _case(trial, *row)


def _case(trial: Mapping[str, Any], title: str, abstract: str) -> Case:
    spans = sentences(abstract)
    return Case(
        name=f"{trial['file']} {trial['row']}",
        title=title,
        abstract=abstract,
        gold=tuple(
            Gold(
                outcome=result["outcome"],
                intervention=result["intervention"],
                comparator=result["comparator"],
                direction=Direction(result["direction"]),
                evidence=spans[result["sentence"]].text,
            )
            for result in trial["results"]
        ),
    )


@cache
def _rows(file: Path) -> Mapping[str, tuple[str, str]]:
    """Return title and abstract of everything in a file, by what names it there."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            row["record_id"]: (row["title"], _as_printed(row["abstract"]))
            for row in csv.DictReader(lines)
        }


def _as_printed(abstract: str) -> str:
    for joint, printed in _JOINTS:
        abstract = abstract.replace(joint, printed)
    return abstract
