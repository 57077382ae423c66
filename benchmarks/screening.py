"""The screening measured on labelled reviews, beside ASReview's own recipe on the same splits.

    .venv/bin/python benchmarks/screening.py FOLDER [--seeds N]

ASReview is installed into an environment of its own under ``.cache``; its default recipe (ELAS u4)
is asked of the package itself, so that what is compared is what its users run.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import fmean

import numpy as np
from ruamel.yaml import YAML

from bot.adapters.labelled_records import read
from bot.screening.evaluation import (
    Figures,
    FinishedReview,
    Labels,
    Order,
    combined,
    measured,
    ranked,
    split,
)

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parent / ".cache" / "asreview"
TARGET = 0.95
SETTINGS = (
    (Order.RANDOM, Labels.TWENTY),
    (Order.RANDOM, Labels.HALF),
    (Order.TIME, Labels.HALF),
)
THEIRS = """
import json, sys
import numpy as np
import pandas as pd
from asreview.learner import ActiveLearningCycle
from asreview.models.models import get_ai_config
papers = pd.read_csv(sys.argv[1], keep_default_na=False)
splits = json.load(open(sys.argv[2]))
cycle = ActiveLearningCycle.from_meta(get_ai_config("elas_u4")["value"])
rows = cycle.transform(papers)
out = []
for given in splits:
    known = [at for at, label in enumerate(given) if label is not None]
    cycle.fit(rows[known], np.array([given[at] for at in known]))
    out.append(cycle.classifier.decision_function(rows).tolist())
json.dump(out, sys.stdout)
"""


def main() -> None:
    """Print one table for each setting."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seeds", type=int, default=3)
    asked = arguments.parse_args()
    questions = YAML(typ="safe").load((HERE / "questions.yaml").read_text("utf-8"))
    python = asreview()
    cases = [read(file) for file in sorted(asked.folder.glob("*.csv"))]
    for order, labels in SETTINGS:
        fit_cases = [one for one in cases if order is Order.RANDOM or len(set(one.years)) > 1]
        print(f"\n{order} order, labels: {labels}, {asked.seeds} splits of each review")
        heads = f"{'ELAS u4':>9}{'AUC':>8}{'ours':>8}{'AUC':>8}{'recall':>8}{'excluded':>10}"
        print(f"{'review':<32}{heads}")
        rows = [
            row
            for one in fit_cases
            if (row := measure(one, order, labels, asked.seeds, questions, python))
        ]
        for row in rows:
            show(*row)
        theirs, ours = ([figures[at] for _, *figures in rows] for at in (0, 1))
        show("mean", combined(theirs, fmean), combined(ours, fmean))


def measure(
    case: FinishedReview,
    order: Order,
    labels: Labels,
    seeds: int,
    questions: dict[str, str],
    python: Path,
) -> tuple[str, Figures, Figures] | None:
    """Mean figures of their recipe and ours; None where a split leaves one kind of label out."""
    given = [split(case, order, labels, seed) for seed in range(seeds)]
    given = [one for one in given if usable(case, one)]
    if not given:
        return None
    theirs = [
        ranked(case, one, np.array(scores))
        for one, scores in zip(given, their_scores(case, given, python), strict=True)
    ]
    about = questions.get(case.name, "")
    ours = [
        measured(case, one, order=order, about=about, target=TARGET, seed=seed)
        for seed, one in enumerate(given)
    ]
    return case.name, combined(theirs, fmean), combined(ours, fmean)


def usable(case: FinishedReview, given: tuple[int | None, ...]) -> bool:
    """Whether there are two papers of each kind to learn from and to find."""
    left = [case.truth[at] for at, label in enumerate(given) if label is None]
    known = [label for label in given if label is not None]
    return all(part.count(kind) > 1 for part in (left, known) for kind in (0, 1))


def their_scores(
    case: FinishedReview, given: list[tuple[int | None, ...]], python: Path
) -> list[list[float]]:
    """ASReview's scores for each split, from its own environment."""
    with tempfile.TemporaryDirectory() as folder:
        texts, splits = Path(folder) / "texts.csv", Path(folder) / "splits.json"
        with texts.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            parts = (text.partition("\n") for text in case.texts)
            writer.writerows([["title", "abstract"], *((one, two) for one, _, two in parts)])
        splits.write_text(json.dumps(given))
        done = subprocess.run(  # noqa: S603 - our own script
            [str(python), "-c", THEIRS, str(texts), str(splits)],
            capture_output=True,
            check=True,
            cwd=folder,
        )
    found: list[list[float]] = json.loads(done.stdout)
    return found


def asreview() -> Path:
    """The interpreter of an environment with ASReview, made when it is missing."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        print("Making an environment for ASReview", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "asreview==3.0.8"]
        subprocess.run(install, check=True)  # noqa: S603 - a fixed command
    return python


def show(name: str, theirs: Figures, ours: Figures) -> None:
    """Print one row."""
    print(
        f"{name[:31]:<32}{theirs.wss:>9.3f}{theirs.auc:>8.3f}{ours.wss:>8.3f}{ours.auc:>8.3f}"
        f"{ours.recall:>8.3f}{ours.excluded:>10.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
