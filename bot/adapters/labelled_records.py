"""Labelled papers of finished reviews, as CSV: what the screening is measured on."""

import csv
import re
from pathlib import Path

from bot.errors import Mistake
from bot.screening.evaluation import FinishedReview

_LONGEST_FIELD = 10_000_000
_NEEDED = ("title", "abstract", "label")


def read(file: Path) -> FinishedReview:
    """The labelled papers of ``file``; those with an empty label are left out.

    Columns ``title``, ``abstract``, ``label`` (1, 0 or empty) and, for the order in time, ``year``.

    Raises:
        Mistake: the file is missing or is no such table.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except FileNotFoundError:
        raise Mistake(f"there is no file {file}", hint="Check the path.") from None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Mistake(
            f"{file} cannot be read: {fault}", hint="It should be CSV in UTF-8."
        ) from None
    missing = [name for name in _NEEDED if not rows or name not in rows[0]]
    if missing:
        raise Mistake(
            f"{file} has no column '{missing[0]}'", hint=f"It needs {', '.join(_NEEDED)}."
        )
    for at, row in enumerate(rows, start=1):
        if (row["label"] or "").strip() not in ("0", "1", ""):
            raise Mistake(
                f"{file}, row {at}: the label is '{row['label'][:40]}'",
                hint="Write 1 for a relevant paper, 0 for another, nothing for one not decided.",
            )
    kept = [row for row in rows if (row["label"] or "").strip()]
    truth = tuple(int(row["label"]) for row in kept)
    if len(set(truth)) < len(("relevant", "not")):
        raise Mistake(f"{file} lacks labels of one kind", hint="It needs some 1 and some 0.")
    return FinishedReview(
        name=file.stem,
        texts=tuple(f"{row['title'] or ''}\n{row['abstract'] or ''}" for row in kept),
        truth=truth,
        years=tuple(_year(row.get("year") or "") for row in kept),
    )


def _year(text: str) -> int:
    match = re.search(r"\d{4}", text)
    return int(match[0]) if match else 0
