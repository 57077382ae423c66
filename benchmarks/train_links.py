"""Trains the weights of the findings reader on annotated abstracts, and measures them.

    .venv/bin/python -m benchmarks.train_links FOLDER [--held-out] [--write]

``annotated_papers.py`` says which abstracts these are. Each is read with weights learned from
other papers (ten folds); the sets that are held out are never learned from, and of them only sums
are printed, if asked for. The same data give the same file, byte by byte.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import bot.extraction.findings as package
from benchmarks.annotated_papers import HELD_OUT, annotated_papers
from benchmarks.link_scores import Read, counting, show
from bot.extraction.confidence import WEIGHTS, as_json
from bot.extraction.link_training import cross_validated, fitted


def main() -> None:
    """Train, measure, and write the weights where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--held-out", action="store_true")
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    papers = list(annotated_papers(chosen.folder, held_out=chosen.held_out))
    learned = [(name, paper) for name, paper in papers if name not in HELD_OUT]
    models = cross_validated([paper for _, paper in learned])
    read = [Read(name, paper, model) for (name, paper), model in zip(learned, models, strict=True)]
    counts = counting(read)
    model = replace(fitted([paper for _, paper in learned]), scales=models[0].scales, counts=counts)
    held_out = [Read(name, paper, model) for name, paper in papers if name in HELD_OUT]
    show([*read, *held_out], counts)
    if chosen.write:
        file = Path(package.__path__[0]) / WEIGHTS
        file.write_text(as_json(model), "utf-8")
        print(f"written: {file}")


if __name__ == "__main__":
    main()
