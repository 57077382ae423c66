"""A plain list of ids, one a line, as colleagues send them."""

from bot.adapters.importers import fields
from bot.domain.import_items import ImportFile, ImportItem


def ids(text: str) -> ImportFile | None:
    """One id a line; None where most lines are none."""
    lines = [line.strip() for line in text.split("\n")]
    items = tuple(
        ImportItem(
            place=f"line {at}",
            pmid=fields.pmid(line),
            doi=fields.doi(line),
            pmcid=fields.pmcid(line),
            title="" if _is_id(line) else line[:300],
            may_be_title=not _is_id(line),
        )
        for at, line in enumerate(lines, start=1)
        if line and not line.startswith("#")
    )
    good = sum(bool(item.pmid or item.doi or item.pmcid) for item in items)
    return ImportFile(file="", kind="list of ids", items=items) if 2 * good >= len(items) else None


def _is_id(line: str) -> bool:
    return bool(fields.pmid(line) or fields.doi(line) or fields.pmcid(line))
