"""The reader of trials measured: results that people annotated, found with the right direction.

    .venv/bin/python -m benchmarks.clinical FOLDER [--errors]

``FOLDER/open`` and ``FOLDER/blind`` hold annotated abstracts (``annotated_trials.py`` says how a
result is found). The reader is given the title and the abstract and nothing else. Nothing counts
without a protocol that names it, so all that is read is *to check* here; ``asked_results.py`` is
about what counts. Annotation is not exhaustive: what is read beyond it is not taken as wrong.

Two baselines take the outcome as given, which the reader has to find: one always says what is most
frequent in ``open``; the other takes the sentence that shares most words with the outcome, and the
first word for a direction in it. ``--errors`` prints what was missed in ``open``, never ``blind``.
"""

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.annotated_trials import Case, Gold, Judged, judge, read_cases, stems
from bot.domain.studies import Direction
from bot.extraction.text import sentences
from bot.extraction.version import VERSION
from bot.extraction.vocabulary import load

OPEN, BLIND = "open", "blind"
UP = re.compile(r"\b(?:increas|higher|greater|more|longer|improv|rose|better|superior)\w*")
DOWN = re.compile(r"\b(?:reduc|decreas|lower|fewer|less|shorter|fell|declin|worse)\w*")
SAME = re.compile(
    r"\b(?:no(?:t|n)?[ -](?:\w+ ){0,3}(?:significan|differ|effect|chang)|similar|comparable)\w*"
)


def main() -> None:
    """Print the figures of both sets beside the baselines."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--errors", action="store_true")
    options = arguments.parse_args()
    vocabulary = load("clinical")
    usual = most_frequent(read_cases(options.folder / OPEN))
    print(VERSION)
    for name in (OPEN, BLIND):
        if not (options.folder / name).is_dir():
            continue
        cases = read_cases(options.folder / name)
        judged = [result for case in cases for result in judge(case, vocabulary)]
        show(name, judged, usual)
        if options.errors and name == OPEN:
            show_errors(judged)


def most_frequent(cases: Sequence[Case]) -> Direction:
    """The direction that most annotated results have."""
    return Counter(gold.direction for case in cases for gold in case.gold).most_common(1)[0][0]


def by_words(case: Case, gold: Gold) -> Direction:
    """The direction of the first telling word in the sentence nearest to the outcome's name."""
    spans = sentences(case.abstract)
    nearest = max(spans, key=lambda span: len(stems(span.text) & stems(gold.outcome)))
    text = nearest.text.lower()
    if SAME.search(text):
        return Direction.NONE
    ways = ((UP, Direction.INCREASE), (DOWN, Direction.DECREASE))
    hits = [(hit.start(), way) for pattern, way in ways
            if (hit := pattern.search(text))]  # fmt: skip
    return min(hits)[1] if hits else Direction.NONE


def show(name: str, judged: Sequence[Judged], usual: Direction) -> None:
    """Print the figures of one set."""
    total = len(judged)
    found = [result for result in judged if result.finding]
    right = [result for result in found if result.direction is result.gold.direction]
    baselines = {
        f"always '{usual}'": sum(result.gold.direction is usual for result in judged),
        "words of the nearest sentence": sum(
            by_words(result.case, result.gold) is result.gold.direction for result in judged
        ),
    }
    figures: Mapping[str, tuple[int, int]] = {
        "found, with the right direction": (len(right), total),
        "found": (len(found), total),
        "direction right among those found": (len(right), len(found)),
        "sentence overlaps among those found": (sum(map(_overlaps, found)), len(found)),
        **{f"baseline, outcome given: {label}": (n, total) for label, n in baselines.items()},
    }
    print(f"\n{name}: {total} results")
    for label, (part, whole) in figures.items():
        print(f"  {label:<62} {part:>4} of {whole:<4} {part / max(whole, 1):.2f}")


def _overlaps(result: Judged) -> bool:
    return result.overlaps


def show_errors(judged: Sequence[Judged]) -> None:
    """Print what was missed or told otherwise."""
    for result in judged:
        if result.direction is result.gold.direction:
            continue
        gold, finding = result.gold, result.finding
        print(f"\n{result.case.name} {gold.direction} | {gold.outcome} | {gold.evidence[:300]}")
        print(f"   {gold.intervention[:80]} | {gold.comparator[:80]}")
        if finding:
            print(
                f"   READ {result.direction} {finding.measure} {finding.confidence}"
                f" | {finding.quote.text[:200]}"
            )


if __name__ == "__main__":
    main()
