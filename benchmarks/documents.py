"""Seconds of processor time for the documents of 5,000 invented studies of eight findings each.

.venv/bin/python benchmarks/documents.py [FOLDER]

With a folder, the documents are left there to be looked at.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from time import process_time
from typing import TypeVar

from benchmarks.synthesis import FINDINGS, STUDIES, invented
from bot import settings
from bot.adapters.templates import built_in, renderer
from bot.domain.state import State
from bot.extraction.vocabulary import load
from bot.rendering.documents import REVIEW, documents
from bot.rendering.labels import TermLabels
from bot.rendering.site.matrix import matrix
from bot.synthesis.synthesis import synthesised

Made = TypeVar("Made")


def main() -> None:
    """Render the same state twice, and say how long it took and how long the review is."""
    state = printed(invented(STUDIES, Random(1)))  # noqa: S311 - invents studies
    vocabulary = load("neuroimaging")
    example = built_in("init/review.yaml")
    protocol = settings.parse(example.replace("you@example.org", "keeper@example.org"))
    fill = renderer(Path("/nowhere"), "neuroimaging")

    def everything() -> dict[str, str]:
        return documents(state, protocol, vocabulary, fill, None)

    made, first = timed(everything)
    _, again = timed(everything)
    _, together = timed(lambda: synthesised(state, vocabulary))
    names = TermLabels(vocabulary=vocabulary)
    whole = synthesised(state, vocabulary)
    grid, laid = timed(lambda: matrix(state, whole, names))
    largest = max(made, key=lambda path: len(made[path]) if path.endswith(".md") else 0)
    sys.stdout.write(
        f"{STUDIES:,} studies with {FINDINGS} findings each: {first:.1f} s, of which"
        f" {together:.1f} s to draw them together; {again:.1f} s when they are written again\n"
        f"{len(made):,} files, {REVIEW} {len(made[REVIEW].encode()):,} bytes,"
        f" longest page {largest} {len(made[largest].encode()):,} bytes\n"
        f"site: matrix of {len(grid.rows):,} places and {grid.marks:,} marks in {laid:.1f} s\n"
    )
    for folder in map(Path, sys.argv[1:]):
        for path, text in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What came of some work, and the processor's seconds."""
    start = process_time()
    made = work()
    return made, process_time() - start


def printed(state: State) -> State:
    """The same studies with all that a reference prints."""
    return replace(
        state,
        records=tuple(
            replace(
                one,
                pmid=one.id,
                doi=f"10.1000/invented.{one.id}",
                title=f"An invented paper on lanterns, number {one.id}, of usual length",
                journal="Journal of Imaginary Neuroimaging",
                journal_abbreviation="J Imag Neuroimaging",
                published=str(one.year),
                volume="7",
                pages="1-9",
                has_abstract=True,
            )
            for one in state.records
        ),
    )


if __name__ == "__main__":
    main()
