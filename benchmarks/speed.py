"""Processor time and memory of the screening: a week's news, 5,000 papers taught, 50,000 ranked.

taskset -c 0 .venv/bin/python benchmarks/speed.py FOLDER
"""

import argparse
import resource
import time
from pathlib import Path

from bot.adapters.labelled_records import read
from bot.screening.classifier import fit
from bot.screening.evaluation import FinishedReview
from bot.screening.training import Labelled, train

TAUGHT, RANKED, CHUNK = 5_000, 50_000, 5_000
DECIDED, NEWS = 300, 50
"""Papers that people decided, a fifth of them relevant, and new ones: one week of a review."""


def main() -> None:
    """Print seconds and the largest memory."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    cases = [read(file) for file in sorted(arguments.parse_args().folder.glob("*.csv"))]
    texts = [text for case in cases for text in case.texts]
    truth = [label for case in cases for label in case.truth]
    began = time.process_time()
    week(cases)
    print(f"{NEWS} new papers after {DECIDED} decisions, imports included: "
          f"{time.process_time() - began:.1f} s")  # fmt: skip
    began = time.process_time()
    labels: list[int | None] = [*truth[: TAUGHT // 2], *[None] * (TAUGHT // 2)]
    model = fit(texts[:TAUGHT], labels, about="pain imaging")
    print(f"taught with {TAUGHT:,} papers in {time.process_time() - began:.1f} s")
    many = (texts * (1 + RANKED // len(texts)))[:RANKED]
    began = time.process_time()
    for start in range(0, RANKED, CHUNK):
        model.score(many[start : start + CHUNK])
    print(f"ranked {RANKED:,} papers in {time.process_time() - began:.1f} s")
    # Linux gives kilobytes (getrusage, 2).
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"largest memory {largest:.2f} GB")


def week(cases: list[FinishedReview]) -> None:
    """Learn from what people decided on ten days, choose the threshold, and rank the news."""
    case = max(cases, key=lambda one: sum(one.truth))
    kinds = [[at for at, label in enumerate(case.truth) if label == kind] for kind in (0, 1)]
    chosen = [*kinds[1][: DECIDED // 5], *kinds[0][: DECIDED - DECIDED // 5]]
    labelled = [
        Labelled(text=case.texts[at], relevant=bool(case.truth[at]), on=f"2026-01-{at % 10 + 10}")
        for at in chosen
    ]
    news = [text for at, text in enumerate(case.texts) if at not in chosen][:NEWS]
    train(labelled, news, about="pain imaging", target=0.95, seed=1)


if __name__ == "__main__":
    main()
