"""Annotated results of further trials, whose words are read from where they are lent.

``further_trials.jsonl`` names each abstract by its file in the lent folder and its row there: label
sets of drug class reviews (Cohen 2006), Wallace 2010 and Nagtegaal 2019. Of a result it has the
names of outcome and arms, and the direction; the number of its sentence stands for the words.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.annotated_trials import Case, Gold
from benchmarks.lent_abstracts import lines, with_words
from bot.extraction.text import sentences

FILE = Path(__file__).with_suffix(".jsonl")
_JOINTS = ((".; ", ". "), ('";"', ";"), ('";', ";"))
"""How the lent files part sections and mark semicolons, and what papers print."""


def read(folder: Path) -> Iterator[Case]:
    """Yield the annotated abstracts with their words; say which are not to be had."""
    for trial, title, abstract in with_words(lines(FILE), folder):
        yield _case(trial, title, as_printed(abstract))


def _case(trial: Mapping[str, Any], title: str, abstract: str) -> Case:
    spans = sentences(abstract)
    return Case(
        name=f"{trial['file']} {trial['row']}",
        title=title,
        abstract=abstract,
        gold=tuple(Gold.of(result, spans[result["sentence"]].text) for result in trial["results"]),
    )


def as_printed(abstract: str) -> str:
    """Return a lent abstract with the marks between its sections as papers print them."""
    for joint, printed in _JOINTS:
        abstract = abstract.replace(joint, printed)
    return abstract
