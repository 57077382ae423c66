"""Tables for spreadsheets and statistics programs: CSV in UTF-8, never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from bot.domain.records import Record
from bot.domain.state import State
from bot.rendering.foreign import cell

STUDIES = ("id", "pmid", "doi", "first_author", "year", "journal", "title", "groups", "modalities",
           "findings", "read_from", "concern")  # fmt: skip
FINDINGS = (
    "study", "finding", "region", "hemisphere", "region_b", "hemisphere_b", "measure", "direction",
    "comparison", "clinical_variable", "statistic", "hedged", "quote",
    "read_by", "status", "concern",
)  # fmt: skip


def studies_csv(state: State) -> str:
    """One line for each included study."""
    rows = []
    for record in state.included:
        study = state.studies.get(record.id)
        rows.append(
            (
                record.id, record.pmid, record.doi, record.authors[0] if record.authors else "",
                record.year, record.journal, record.title,
                "; ".join(f"{one.n} {one.label}" for one in study.groups) if study else "",
                "; ".join(one.value for one in study.facts.modalities) if study else "",
                len(study.findings) if study else "", study.read_from if study else "",
                _concern(record),
            )
        )  # fmt: skip
    return _table(STUDIES, rows)


def findings_csv(state: State) -> str:
    """One line for each finding of an included study."""
    rows = [
        (
            record.id, one.id, one.region, one.hemisphere, one.region_b, one.hemisphere_b,
            one.measure, one.direction.value, one.comparison, one.clinical_variable, one.statistic,
            "yes" if one.hedged else "no", one.quote.text,
            "; ".join(one.read_by), one.status, _concern(record),
        )
        for record in state.included
        if record.id in state.studies
        for one in state.studies[record.id].findings
    ]  # fmt: skip
    return _table(FINDINGS, rows)


def _concern(record: Record) -> str:
    """Whether an editor has put the paper in doubt."""
    return "yes" if record.concern else "no"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
