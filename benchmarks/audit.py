"""How often the audit's interval for the papers missed holds the truth, and how wide it is.

.venv/bin/python benchmarks/audit.py [folder of CSV files with title, abstract, label]
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bot.screening.classifier import Corpus
from bot.screening.elusion_test import ExcludedPaper, draw, estimate
from bot.screening.thresholds import choose, out_of_fold

REPETITIONS = 2000
WEEKS = 12
SHARES = (0.02, 0.05, 0.2)
BATCH = 40
HIDDEN = {"low": slice(13), "high": slice(27, None), "spread": slice(None)}
SURE = 0.95
RECALL = 0.95


@dataclass(frozen=True, kw_only=True)
class Population:
    """Weekly batches of excluded papers, the relevant among them, and how many were found."""

    weeks: Sequence[Sequence[ExcludedPaper]]
    relevant: frozenset[str]
    found: int


def invented(chance: Random) -> Population:
    """A population whose share and scores of relevant papers drift from week to week."""
    share, drift = 10 ** chance.uniform(-3.5, -0.7), chance.uniform(-1.0, 1.0)
    shape, tilt = chance.uniform(0.1, 1.0), chance.uniform(-1.0, 1.0)
    weeks, relevant = [], set()
    for week in range(chance.randint(1, WEEKS)):
        batch = []
        now = min(0.9, share * 10 ** (drift * week / WEEKS))
        for number in range(chance.randint(5, 200)):
            record, belongs = f"{week}-{number}", chance.random() < now
            # Reasons differ in how many relevant papers they hide, and drift apart.
            odds = max(0.05, shape + tilt * week / WEEKS) / (1 if belongs else 3)
            reason = "ranked low" if chance.random() < odds else "off topic"
            batch.append(ExcludedPaper(record=record, on=day(week), reason=reason))
            relevant |= {record} if belongs else set()
        weeks.append(batch)
    return Population(weeks=weeks, relevant=frozenset(relevant), found=chance.randint(0, 100))


def hiding(chance: Random, where: slice) -> Population:
    """Ten batches of forty; ever more relevant papers hide in one part of the reasons."""
    weeks: list[list[ExcludedPaper]] = []
    relevant: set[str] = set()
    for week in range(10):
        batch = [
            ExcludedPaper(
                record=f"{week}-{at}",
                on=day(week),
                reason="ranked low" if at < BATCH // 2 else "off topic",
            )
            for at in range(BATCH)
        ]
        weeks.append(batch)
        relevant |= {one.record for one in chance.sample(batch[where], min(week, 6))}
    return Population(weeks=weeks, relevant=frozenset(relevant), found=BATCH)


def day(week: int) -> str:
    """The date of a weekly run."""
    return (date(2026, 1, 5) + timedelta(weeks=week)).isoformat()


def labelled(path: Path, chance: Random) -> Iterator[Population]:
    """A real review in weekly batches, excluded by threshold or by score below the median."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in {"0", "1"}]
    chance.shuffle(rows)
    texts = [f"{row['title']}\n{row['abstract']}" for row in rows]
    labels = [int(row["label"]) for row in rows]
    corpus = Corpus.of(texts, labels)
    unseen = out_of_fold(labels, lambda some: corpus.fit(some, 1).scores().tolist(), seed=1)
    scores = [one or 0.0 for one in unseen]
    held = [score for score, label in zip(scores, labels, strict=True) if label]
    middle = sorted(scores)[len(scores) // 2]
    for cut in sorted({choose(held, RECALL).value or middle, middle}):
        excluded = [at for at, score in enumerate(scores) if score < cut]
        # Drift: relevant papers come ever later, and those of low score latest of all.
        excluded.sort(key=lambda at: chance.random() + labels[at] * (1 - scores[at]))
        size = -(-len(excluded) // WEEKS) or 1
        batches = [excluded[start : start + size] for start in range(0, len(excluded), size)]
        missed = frozenset(str(at) for at in excluded if labels[at])
        yield Population(
            weeks=[
                [ExcludedPaper(record=str(at), on=day(week), reason="ranked low") for at in batch]
                for week, batch in enumerate(batches)
            ],
            relevant=missed,
            found=len(held) - len(missed),
        )


def audited(population: Population, share: float, seed: int) -> tuple[bool, bool, float]:
    """Whether the intervals hold missed papers and recall, and the width of that for recall."""
    lot: list[ExcludedPaper] = []
    for week, batch in enumerate(population.weeks):
        lot += batch
        count = max(1, round(share * len(batch)))
        sample = set(draw(lot, count, before=day(week + 1), seed=seed))
        lot = [
            replace(one, drawn=True, belongs=one.record in population.relevant)
            if one.record in sample
            else one
            for one in lot
        ]
    said = estimate(lot, population.found, SURE)
    missed = len(population.relevant)
    recall = population.found / (population.found + missed) if population.found + missed else 1.0
    return (
        said.missed_low <= missed <= said.missed_high,
        said.recall_low <= recall <= said.recall_high,
        said.recall_high - said.recall_low,
    )


def told(name: str, results: Sequence[tuple[bool, bool, float]]) -> bool:
    """Print one line; whether the interval held the truth as often as it says."""
    number = len(results)
    missed = sum(held for held, _, _ in results) / number
    recall = sum(held for _, held, _ in results) / number
    width = sum(width for _, _, width in results) / number
    sys.stdout.write(
        f"{name:44} {number:6,} repetitions  covered: missed {missed:6.1%}  recall {recall:6.1%}  "
        f"mean width of recall {width:.2f}\n"
    )
    return min(missed, recall) >= SURE


def main() -> None:
    """Simulate on invented populations and on the labelled files of the folders named."""
    chance = Random(1)  # noqa: S311 - a simulation
    held = [
        told(f"invented, {share:.0%} audited", [
            audited(invented(chance), share, seed) for seed in range(REPETITIONS)
        ])
        for share in SHARES
    ]  # fmt: skip
    for name, where in HIDDEN.items():
        results = [audited(hiding(chance, where), 0.15, seed) for seed in range(REPETITIONS)]
        held.append(told(f"late and hidden {name}, 15% audited", results))
    for path in sorted(one for folder in sys.argv[1:] for one in Path(folder).glob("*.csv")):
        for population in labelled(path, chance):
            total = sum(len(batch) for batch in population.weeks)
            name = f"{path.stem[:22]}, {len(population.relevant)} of {total}"
            for share in SHARES:
                results = [audited(population, share, seed) for seed in range(REPETITIONS // 10)]
                held.append(told(f"{name}, {share:.0%}", results))
    if not all(held):
        sys.exit("Somewhere the interval held the truth less often than it says.")


if __name__ == "__main__":
    main()
