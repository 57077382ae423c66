"""Which known record an entry of a file is, and which entries of the file are one paper."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.import_items import ImportItem, claimed_pmid
from bot.domain.records import Record, folded_title
from bot.domain.verdicts import Verdict
from bot.jobs.import_records.from_file import paper_id
from bot.jobs.import_records.outcomes import ImportReason, ImportResult
from bot.screening.duplicates import compared
from bot.screening.same_paper import contradict, is_same_paper, rests_on_issue

_SHORT_TITLE = len("a short title")


class KnownPapers:
    """Records by each of their identifiers, and by title with year."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Index ``records``."""
        self._by_id: dict[str, Record] = {}
        self._by: dict[str, list[Record]] = {}
        for record in records:
            self._by_id[record.id] = record
            keys = _keys(record)
            if claimed := claimed_pmid(record):
                keys.append(f"pmid {claimed}")
            for key in keys:
                self._by.setdefault(key, []).append(record)

    def find(self, item: ImportItem) -> Record | None:
        """The record that ``item`` surely is; None also where several could be."""
        if rests_on_issue(item):
            return None
        again = self._by_id.get(paper_id(item))
        return again or next(
            (found[0] for key in _keys(item) if len(found := self._matched(item, key)) == 1), None
        )

    def has_several(self, item: ImportItem) -> bool:
        """Whether several records could be ``item``, and nothing says which."""
        return any(len(self._matched(item, key)) > 1 for key in _keys(item))

    def only(self, item: ImportItem) -> Record | None:
        """The one record that has an identifier of ``item``, whatever its title."""
        records = {record.id: record for key in _keys(item) for record in self._by.get(key, ())}
        return next(iter(records.values())) if len(records) == 1 else None

    def find_record(self, record: Record) -> Record | None:
        """The known record that is surely one paper with ``record``, which has no id here yet."""
        for key in _keys(replace(record, title="")):
            for known in self._by.get(key, ()):
                pair = compared(known, record)
                if known.pmid == record.pmid or not known.title or (pair and pair.sure):
                    return known
        return None

    def _matched(self, item: ImportItem, key: str) -> list[Record]:
        """The records of a key that can be ``item``, those of its very title if any."""
        records = [record for record in self._by.get(key, ()) if is_same_paper(item, record)]
        if len(records) > 1:
            if item.pmid and item.pmid == records[0].pmid:
                return records[:1]
            title = folded_title(item.title)
            return [rec for rec in records if folded_title(rec.title) == title] or records
        return records


def distinct(items: Iterable[ImportItem], result: ImportResult) -> Iterator[ImportItem]:
    """Each paper of the file once, with the verdict of all its entries where they agree."""
    first: dict[str, list[ImportItem]] = {}
    verdicts: dict[str, set[Verdict]] = {}
    unique: list[ImportItem] = []
    for item in items:
        keys = _keys(item)
        twins = (twin for key in keys for twin in first.get(key, ()))
        twin = next((twin for twin in twins if not _are_two_papers(twin, item)), None)
        if twin is None:
            unique.append(item)
            for key in keys:
                first.setdefault(key, []).append(item)
        else:
            others = verdicts.get(twin.place, set()) - {item.verdict}
            disputed = item.verdict is not None and bool(others)
            reason = ImportReason.CONTRADICTS if disputed else ImportReason.SAME_AS
            result.settle(item, reason, twin.place)
        if item.verdict:
            verdicts.setdefault((twin or item).place, set()).add(item.verdict)
    for item in unique:
        given = verdicts.get(item.place, set())
        disputed = len(given) > 1
        yield replace(
            item,
            verdict=None if disputed else next(iter(given), None),
            note=f"{item.note} The file says both.".strip() if disputed else item.note,
        )


def _keys(paper: ImportItem | Record) -> list[str]:
    """Names under which a paper is looked up, the surest first."""
    title = folded_title(paper.title)
    named = (("pmid", paper.pmid), ("doi", paper.doi), ("pmcid", paper.pmcid.upper()))
    ids = [f"{kind} {value}" for kind, value in named if value]
    return (
        [*ids, f"title {title} {paper.year}"] if len(title) > _SHORT_TITLE and paper.year else ids
    )


def _are_two_papers(item: ImportItem, other: ImportItem) -> bool:
    """Whether two entries that share an identifier, or a title, name two papers."""
    if contradict((item.pmid, item.doi), (other.pmid, other.doi)):
        return True
    named = Record(
        id=other.place, pmid=other.pmid, doi=other.doi, pmcid=other.pmcid, title=other.title,
        authors=other.authors, year=other.year,
    )  # fmt: skip
    if bool(item.title) != bool(other.title) and not (item.pmid and item.pmid == other.pmid):
        # Of an issue that shares its DOI, the entry without a title may be any paper.
        return True
    return not is_same_paper(item, named)
