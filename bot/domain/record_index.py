"""The index of a review's records, by every identifier under which a paper may be named."""

import re
from collections.abc import Iterable
from functools import cached_property

from bot.domain.records import IMPORTED, Record, bare_doi, folded_title, latest
from bot.domain.sources import PUBMED, SOURCES

_PUBMED = re.compile(r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?\s?)?(\d+)/?", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]+")
_NAME = 3
"""Letters of a word from which it is a name and no initials."""
_FEW_WORDS = 4
"""Words below which many papers share a title."""


class RecordIndex:
    """The records the review has, looked up by any of their identifiers."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Index ``records``; the last line of each id counts."""
        lines = tuple(records)
        self.by_id = latest(lines)
        # Every line: a preprint's PMID stays known after its article took its place.
        self.keys: dict[str, set[str]] = {PUBMED: {record.pmid for record in lines if record.pmid}}
        for name, _, key in (key.partition(":") for record in lines for key in record.keys):
            self.keys.setdefault(name, set()).add(key)
        waiting = [record for record in self.by_id.values() if not record.in_database]
        self._waiting_doi = _grouped((bare_doi(record.doi), record) for record in waiting)
        self._waiting_title = _grouped((folded_title(record.title), record) for record in waiting)

    @cached_property
    def _dois(self) -> frozenset[str]:
        """The DOIs of the papers that some database has."""
        records = self.by_id.values()
        return frozenset(
            bare_doi(record.doi) for record in records if record.doi and record.in_database
        )

    @cached_property
    def _ids(self) -> dict[str, str]:
        """The review's id by every other identifier, the first record with it counting."""
        ids: dict[str, str] = {}
        for record in self.by_id.values():
            for name in (record.pmid, bare_doi(record.doi), record.pmcid.lower(), *record.keys):
                if name:
                    ids.setdefault(name, record.id)
        return ids

    def find(self, text: str) -> Record | None:
        """The record that ``text`` names: by the review's id, a PMID, DOI, PMCID or an address."""
        wanted = text.strip()
        if wanted in self.by_id:
            return self.by_id[wanted]
        if link := _PUBMED.fullmatch(wanted):
            wanted = link[1]
        names = (wanted, wanted.lower(), bare_doi(wanted))
        return next((self.by_id[self._ids[name]] for name in names if name in self._ids), None)

    def has(self, database: str, key: str) -> bool:
        """Whether what a database calls ``key`` is known."""
        if key in self.keys.get(database, ()):
            return True
        return database in SOURCES and SOURCES[database].by_doi and bare_doi(key) in self._dois

    def adopt(self, record: Record) -> Record:
        """``record`` under the id of the same paper known so far from no database, if any."""
        twin = self._same_doi(record) or self._same_title(record)
        return record.known_as(twin) if twin else record

    def _same_doi(self, record: Record) -> Record | None:
        """The waiting paper of the same DOI; where an issue shares one, that of the same title."""
        waiting = self._waiting_doi.get(bare_doi(record.doi), [])
        return _only(twin for twin in waiting if _may_be_titled(twin.title, record.title))

    def _same_title(self, record: Record) -> Record | None:
        """The waiting paper of the same title, unless something says that it is another."""
        waiting = self._waiting_title.get(folded_title(record.title), [])
        return _only(twin for twin in waiting if not _is_another(twin, record))


def _grouped(named: Iterable[tuple[str, Record]]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for name, record in named:
        if name:
            groups.setdefault(name, []).append(record)
    return groups


def _only(records: Iterable[Record]) -> Record | None:
    """The one record, None where there is none or nothing says which."""
    several = list(records)
    return several[0] if len(several) == 1 else None


def _may_be_titled(title: str, other: str) -> bool:
    """Whether two titles can be one paper's: equal, one cut short, or one not known."""
    one, two = sorted((folded_title(title), folded_title(other)), key=len)
    return two.startswith(one)


def _is_another(twin: Record, record: Record) -> bool:
    """Whether a paper of the same title is another one: by its DOI, its year or its author."""
    if twin.doi and record.doi:
        return True
    if twin.year and record.year and abs(twin.year - record.year) > 1:
        return True
    names, others = _names(twin), _names(record)
    if names and others:
        return not names & others
    # "Editorial" is the title of many papers: there the author must say which.
    return len(record.title.split()) < _FEW_WORDS and twin.source == IMPORTED


def _names(record: Record) -> set[str]:
    """The words of the first author's name, initials aside."""
    words = _WORD.findall(record.authors[0].casefold()) if record.authors else []
    return {word for word in words if len(word) >= _NAME}
