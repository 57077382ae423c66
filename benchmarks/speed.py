"""Time and memory of the classifier: taught with 5,000 papers, then 50,000 ranked.

taskset -c 0 .venv/bin/python benchmarks/speed.py FOLDER
"""

import argparse
import resource
import time
from pathlib import Path

from bot.adapters.labelled import read
from bot.screening.classifier import fit

TAUGHT, RANKED, PART = 5_000, 50_000, 5_000


def main() -> None:
    """Print seconds and the largest memory."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    cases = [read(file) for file in sorted(arguments.parse_args().folder.glob("*.csv"))]
    texts = [text for case in cases for text in case.texts]
    truth = [label for case in cases for label in case.truth]
    began = time.perf_counter()
    labels: list[int | None] = [*truth[: TAUGHT // 2], *[None] * (TAUGHT // 2)]
    model = fit(texts[:TAUGHT], labels, about="pain imaging")
    print(f"taught with {TAUGHT:,} papers in {time.perf_counter() - began:.1f} s")
    many = (texts * (1 + RANKED // len(texts)))[:RANKED]
    began = time.perf_counter()
    for start in range(0, RANKED, PART):
        model.score(many[start : start + PART])
    print(f"ranked {RANKED:,} papers in {time.perf_counter() - began:.1f} s")
    # Linux gives kilobytes (getrusage, 2).
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"largest memory {largest:.2f} GB")


if __name__ == "__main__":
    main()
