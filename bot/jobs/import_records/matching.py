"""Which known record an entry of a file is: one identifier in common is not enough.

All abstracts of a conference may carry the DOI of their issue, and a person's decision must never
land on another paper. So titles must agree, too, and where none tells papers apart, none is taken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from bot.domain.decisions import Verdict
from bot.domain.import_items import ImportItem
from bot.domain.records import Record, folded_title
from bot.jobs.import_records.outcomes import ImportOutcome, ImportResult
from bot.screening.duplicates import SAME_ID, compared, likeness, plain, say_two_papers

SAME_WORDS = 60.0
"""Likeness of two titles, from 0 to 100, below which a PMID is taken for another paper's."""
_SHORT_TITLE = len("a short title")
_NAME = 3
"""Letters of a word from which it is a name and no initials."""


class KnownPapers:
    """Records by each of their identifiers, and by title with year."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Index ``records``."""
        self._by: dict[str, list[Record]] = {}
        for record in records:
            for key in _keys(record):
                self._by.setdefault(key, []).append(record)

    def find(self, item: ImportItem) -> Record | None:
        """The record that ``item`` surely is; None also where several could be."""
        if rests_on_issue(item):
            return None
        return next(filter(None, (self._matched(item, key) for key in _keys(item))), None)

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

    def _matched(self, item: ImportItem, key: str) -> Record | None:
        records = [record for record in self._by.get(key, ()) if is_same_paper(item, record)]
        if len(records) > 1 and not (item.pmid and item.pmid == records[0].pmid):
            title = folded_title(item.title)
            records = [record for record in records if folded_title(record.title) == title]
        return records[0] if len(records) == 1 or (records and item.pmid) else None


def is_same_paper(item: ImportItem, record: Record) -> bool:
    """Whether an item and a record that share an identifier, or a title, are one paper."""
    if _contradict((item.pmid, item.doi), (record.pmid, record.doi)):
        return False
    if not (item.title and record.title):
        return True
    if item.pmid and item.pmid == record.pmid:
        return has_same_words(item, record)
    if (item.doi and item.doi == record.doi) or _same_pmcid(item.pmcid, record.pmcid):
        return _is_titled_alike(item.title, record)
    return _authors_agree(item.authors, record.authors)


def rests_on_issue(item: ImportItem) -> bool:
    """Whether the only thing known of the paper is an id that a whole issue may share."""
    return not item.pmid and not item.title and bool(item.doi or item.pmcid)


def has_same_words(item: ImportItem, record: Record) -> bool:
    """Whether the title in the file can be the paper's; one without a title says nothing."""
    titles = (record.title, record.vernacular_title)
    alike = (fuzz.token_set_ratio(item.title.casefold(), title.casefold()) for title in titles)
    return not item.title or max(alike) >= SAME_WORDS


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
            result.settle(item, ImportOutcome.DUPLICATE, f"the same paper as {twin.place}")
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
    if _contradict((item.pmid, item.doi), (other.pmid, other.doi)):
        return True
    named = Record(
        id=other.place, pmid=other.pmid, doi=other.doi, pmcid=other.pmcid, title=other.title,
        authors=other.authors, year=other.year,
    )  # fmt: skip
    if bool(item.title) != bool(other.title) and not (item.pmid and item.pmid == other.pmid):
        # Of an issue that shares its DOI, the entry without a title may be any paper.
        return True
    return not is_same_paper(item, named)


def _contradict(ids: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether ids of the same kind differ: then a title in common does not make them one paper."""
    return any(id_ and other and id_ != other for id_, other in zip(ids, others, strict=True))


def _same_pmcid(pmcid: str, other: str) -> bool:
    return bool(pmcid) and pmcid.upper() == other.upper()


def _is_titled_alike(title: str, record: Record) -> bool:
    """Whether a title is the record's, perhaps cut short, as its neighbours in an issue are not."""
    named = Record(id="", title=title)
    printed = (record.title, record.vernacular_title)
    titles = [replace(record, title=known) for known in printed if known]
    return any(
        not say_two_papers(named, known)
        and (likeness(title, known.title) >= SAME_ID or _begins(title, known.title))
        for known in titles
    )


def _begins(title: str, whole: str) -> bool:
    words = plain(title).split()
    return plain(whole).split()[: len(words)] == words


def _authors_agree(authors: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the first authors share a name, as far as both are named."""
    names, known = _names(authors), _names(others)
    return not (names and known) or bool(names & known)


def _names(authors: tuple[str, ...]) -> set[str]:
    """The words of the first author's name, initials aside."""
    return {word for word in plain(authors[0]).split() if len(word) >= _NAME} if authors else set()
