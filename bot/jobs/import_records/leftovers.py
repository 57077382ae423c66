"""Entries of which nothing was taken, as a table that a person mends and imports again."""

from collections.abc import Callable, Mapping

from bot.domain.import_items import ImportItem
from bot.jobs.import_records.outcomes import ImportResult
from bot.rendering.exports.tables import csv_text

_COLUMNS: Mapping[str, Callable[[ImportItem], object]] = {
    "pmid": lambda item: item.pmid,
    "doi": lambda item: item.doi,
    "pmcid": lambda item: item.pmcid,
    "title": lambda item: item.title,
    "authors": lambda item: "; ".join(item.authors),
    "year": lambda item: item.year or "",
    "journal": lambda item: item.journal,
    "volume": lambda item: item.volume,
    "issue": lambda item: item.issue,
    "pages": lambda item: item.pages,
    "abstract": lambda item: item.abstract,
    "keywords": lambda item: "; ".join(item.keywords),
    "tags": lambda item: "; ".join(item.tags),
    "decision": lambda item: item.verdict or "",
    "decided_by": lambda item: item.by,
    "decided_on": lambda item: item.on,
    "reason": lambda item: item.reason,
    "note": lambda item: item.note,
}
"""The columns, by names that the importer of tables knows."""


def leftovers(result: ImportResult) -> str:
    """The unresolved entries as CSV, each with why it is there; empty where there is none."""
    if not result.unresolved:
        return ""
    why = {entry.place: entry.why for entry in result.entries}
    return csv_text(
        (*_COLUMNS, "place", "unresolved_because"),
        (
            (*(value(item) for value in _COLUMNS.values()), item.place, why[item.place])
            for item in result.unresolved
        ),
    )
