"""The index of a review's records, by every identifier under which a paper may be named."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from bot.domain.records import Record, bare_doi, folded_title, latest
from bot.domain.sources import PUBMED

_PUBMED = re.compile(r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?\s?)?(\d+)/?", re.IGNORECASE)


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
        waiting = [record for record in self.by_id.values() if not (record.pmid or record.keys)]
        self._waiting_doi = {bare_doi(record.doi): record for record in waiting if record.doi}
        self._waiting_title = {
            title: record for record in waiting if (title := folded_title(record.title))
        }

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
        return key in self.keys.get(database, ())

    def adopt(self, record: Record) -> Record:
        """``record`` under the id of the same paper known so far from no database, if any."""
        twin = self._waiting_doi.get(bare_doi(record.doi)) if record.doi else None
        twin = twin or self._same_title(record)
        return replace(record, id=twin.id, source=twin.source) if twin else record

    def _same_title(self, record: Record) -> Record | None:
        """The waiting paper of the same title, unless year or DOI says that it is another."""
        twin = self._waiting_title.get(folded_title(record.title))
        if twin is None or (twin.doi and record.doi):
            return None
        return None if twin.year and record.year and abs(twin.year - record.year) > 1 else twin
