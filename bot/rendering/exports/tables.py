"""Tables for spreadsheets and statistics programs: CSV in UTF-8, never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.rendering.escaping import cell
from bot.rendering.exports.claim_columns import claim_columns
from bot.rendering.exports.columns import Column
from bot.rendering.exports.finding_columns import FindingRow, finding_columns
from bot.rendering.exports.study_columns import StudyRow, study_columns
from bot.topics.topic import Topic

_R = TypeVar("_R")


def studies_csv(state: State, synthesis: Synthesis, topic: Topic) -> str:
    """One line for each included study."""
    cohorts = {study: cohort.id for cohort in synthesis.cohorts for study in cohort.studies}
    rows = (
        StudyRow(
            record=record,
            study=(study := state.studies.get(record.id)),
            cohort=cohorts.get(record.id, study.cohort if study else ""),
        )
        for record in state.included
    )
    return table(study_columns(topic), rows)


def findings_csv(state: State, topic: Topic) -> str:
    """One line for each finding of an included study."""
    rows = (
        FindingRow(record=record, finding=finding)
        for record in state.included
        if record.id in state.studies
        for finding in state.studies[record.id].findings
    )
    return table(finding_columns(topic), rows)


def claims_csv(synthesis: Synthesis, topic: Topic) -> str:
    """One line for each claim."""
    return table(claim_columns(topic), synthesis.claims)


def table(columns: Sequence[Column[_R]], rows: Iterable[_R]) -> str:
    """A table as CSV: the names of the columns, then one line for each row."""
    return csv_text(
        [column.name for column in columns],
        ([column.value(row) for column in columns] for row in rows),
    )


def csv_text(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV under their header, each cell as :func:`cell` makes it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(map(cell, row) for row in rows)
    return out.getvalue()
