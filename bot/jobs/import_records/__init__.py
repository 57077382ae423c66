"""Import: papers from another program's file become records, and what people decided there stays.

A file is believed as little as possible: identifiers and bibliography come from PubMed, and what
PubMed does not have is taken in as the file has it. Every entry ends in one of four places, and
the account says which and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.databases.paper_lookup import Lookup, LookupOutcome, Lookups, looked_up
from bot.domain.decisions import Decision
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.jobs.import_records.from_file import article_of
from bot.jobs.import_records.matching import KnownPapers, distinct
from bot.jobs.import_records.outcomes import (
    ImportEntry,
    ImportOutcome,
    ImportReason,
    ImportResult,
    ImportTerms,
    figures,
)
from bot.ports import Cache, Source
from bot.screening.duplicates import pairs
from bot.screening.same_paper import rests_on_issue

__all__ = [
    "ImportEntry", "ImportOutcome", "ImportReason", "ImportResult", "ImportTerms", "figures",
    "import_records",
]  # fmt: skip

_FROM_FILE: Mapping[LookupOutcome | None, ImportReason] = {
    None: ImportReason.NOT_ASKED,
    LookupOutcome.MISSING: ImportReason.FROM_FILE,
    LookupOutcome.OTHER_ID: ImportReason.OTHERS_DOI,
}
"""Why a paper with a title is taken from the file, by what looking it up showed, if anything."""
_UNRESOLVED: Mapping[LookupOutcome | None, ImportReason] = {
    None: ImportReason.UNTITLED_NOT_ASKED,
    LookupOutcome.MISSING: ImportReason.UNTITLED,
    LookupOutcome.OTHER_ID: ImportReason.ISSUE,
    LookupOutcome.OTHER_PMID: ImportReason.OTHERS_PMID,
    LookupOutcome.SEVERAL: ImportReason.SEVERAL,
}


def import_records(
    file: ImportFile, state: State, source: Source | None, cache: Cache, terms: ImportTerms
) -> tuple[State, ImportResult]:
    """The state with what ``file`` brings, and what became of each entry.

    Without a ``source``, or where it stops to answer, papers that the review does not know come in
    as the file has them.
    """
    result = ImportResult(file=file.file, kind=file.kind, notes=file.notes)
    importer = _Importer(
        known=KnownPapers(state.by_id.values()),
        records=state.by_id,
        current=state.current_decisions,
        result=result,
        terms=terms,
    )
    # Before entries are held against each other: the verdict of the whole file may be one side.
    items = [replace(item, verdict=item.verdict or terms.verdict) for item in file.items]
    left = [item for item in distinct(items, result) if not importer.matches(item)]
    lookups = looked_up(left, source, cache) if source else Lookups()
    result.fault = lookups.fault.message if lookups.fault else ""
    drafts = [draft for item in left if (draft := importer.settle(item, lookups))]
    importer.take_from_file(drafts)
    for broken in file.broken:
        result.unreadable(broken)
    _in_order_of(file.items, result)
    added = state.with_added(records=tuple(result.records), decisions=tuple(result.decisions))
    return added, result


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """An entry that is to be taken as the file has it."""

    item: ImportItem
    article: Article
    reason: ImportReason


@dataclass(frozen=True, kw_only=True)
class _Importer:
    """The review as it is, and what one file has brought so far."""

    known: KnownPapers
    records: Mapping[str, Record]
    current: Mapping[str, Decision]
    result: ImportResult
    terms: ImportTerms
    first: dict[str, ImportItem] = field(default_factory=dict)
    """The entry of the file that each record was first found to be, by the record's id."""
    verdicts: dict[str, Verdict | None] = field(default_factory=dict)
    """What the file says of each of them; None too where it says both."""
    disputed: set[str] = field(default_factory=set)
    """Those of which it says both."""

    def matches(self, item: ImportItem) -> bool:
        """Whether the entry is of a known paper, which then takes its decision."""
        return self._match(item, self.known.find(item))

    def settle(self, item: ImportItem, lookups: Lookups) -> _Draft | None:
        """Settle an entry that is of no known paper; what is to be taken from the file is left."""
        lookup = lookups.by_place.get(item.place)
        article = lookup.article if lookup else None
        if article is None:
            return self._not_found(item, lookup)
        if article.record.id in self.first:
            self._repeat(item, article.record.id)
        elif not self._match(item, self.known.find_record(article.record)):
            self._take_in(item, article, ImportReason.FROM_DATABASE)
        return None

    def take_from_file(self, drafts: Sequence[_Draft]) -> None:
        """Take in what the database does not have, each paper once.

        Titles that differ in a letter are one paper here, too, where nothing speaks against it.
        """
        new = [draft.article.record for draft in drafts]
        everything = {
            record.id: record for record in (*self.records.values(), *self.result.records)
        }
        everything |= {record.id: record for record in new}
        twins: dict[str, list[str]] = {}
        for pair in pairs(tuple(everything.values()), frozenset(record.id for record in new)):
            if pair.sure:
                twins.setdefault(pair.one, []).append(pair.other)
                twins.setdefault(pair.other, []).append(pair.one)
        for draft in drafts:
            key = draft.article.record.id
            alike = twins.get(key, [])
            repeated = next((twin for twin in (key, *alike) if twin in self.first), "")
            known = next((twin for twin in alike if twin in self.records), "")
            if repeated:
                self._repeat(draft.item, repeated)
            elif not (known and self._match(draft.item, self.records[known])):
                self._take_in(draft.item, draft.article, draft.reason)
                self.result.from_file.append(draft.article)

    def _not_found(self, item: ImportItem, lookup: Lookup | None) -> _Draft | None:
        """Settle what the database does not have, or was not asked for."""
        outcome = lookup.outcome if lookup else None
        # A paper that the database does not have may be known here, by that id alone.
        unheard_of = outcome in (None, LookupOutcome.MISSING) and rests_on_issue(item)
        if unheard_of and self._match(item, self.known.only(item)):
            return None
        if self.known.has_several(item):
            self.result.settle(item, ImportReason.SEVERAL)
        elif item.may_be_title and outcome in _FROM_FILE:
            self.result.settle(item, ImportReason.BARE_LINE)
        elif item.title and outcome in _FROM_FILE:
            reason = _FROM_FILE[outcome]
            own_ids = reason is not ImportReason.OTHERS_DOI
            return _Draft(item=item, article=article_of(item, with_ids=own_ids), reason=reason)
        elif not (item.title or item.pmid or item.doi or item.pmcid):
            self.result.settle(item, ImportReason.NAMELESS)
        else:
            other = f"“{lookup.other_title}”" if lookup and lookup.other_title else ""
            self.result.settle(item, _UNRESOLVED[outcome], other or (item.title and _id_of(item)))
        return None

    def _take_in(self, item: ImportItem, article: Article, reason: ImportReason) -> None:
        record = replace(article.record, source=IMPORTED)
        self._note(item, record.id)
        decision = self.result.decision(item, record.id, self.terms)
        self.result.records.append(record)
        self.result.decisions.append(decision or self.result.undecided(item, record.id, self.terms))
        self.result.settle(item, reason, record=record.id)

    def _match(self, item: ImportItem, record: Record | None) -> bool:
        """Take an entry for ``record``; a decision made here is never replaced."""
        if record is None:
            return False
        if record.id in self.first:
            self._repeat(item, record.id)
            return True
        self._note(item, record.id)
        before = self.current.get(record.id)
        decision = self.result.decision(item, record.id, self.terms)
        detail, kept = record.id, False
        if decision and before and _is_final(before):
            kept = before.verdict is not decision.verdict
            if kept:
                detail += (
                    f"; {before.by} said {before.verdict} here and that stays, the file says"
                    f" {decision.verdict}"
                )
        elif decision:
            self.result.decisions.append(decision)
            detail += f"; its decision was taken over: {decision.verdict}"
        self.result.settle(item, ImportReason.KNOWN, detail, record=record.id, kept=kept)
        return True

    def _repeat(self, item: ImportItem, key: str) -> None:
        """Settle one more entry of a paper; of entries that contradict each other none decides."""
        verdict, before = item.verdict, self.verdicts[key]
        reason = ImportReason.SAME_AS
        if verdict and verdict is not before:
            kept = [decision for decision in self.result.decisions if decision.record != key]
            dropped = len(kept) < len(self.result.decisions)
            if before is None and key not in self.disputed:
                decision = self.result.decision(item, key, self.terms)
                standing = self.current.get(key)
                if decision and not (standing and _is_final(standing)):
                    self.result.decisions[:] = [*kept, decision]
                self.verdicts[key] = verdict
            elif dropped:
                both = replace(item, tags=(*item.tags, "the file says both include and exclude"))
                self.result.decisions[:] = [*kept, self.result.undecided(both, key, self.terms)]
                self.verdicts[key] = None
                self.disputed.add(key)
                reason = ImportReason.CONTRADICTS
        self.result.settle(item, reason, self.first[key].place, record=key)

    def _note(self, item: ImportItem, key: str) -> None:
        self.first[key] = item
        self.verdicts[key] = item.verdict


def _id_of(item: ImportItem) -> str:
    return item.pmid or item.doi or item.pmcid


def _is_final(decision: Decision) -> bool:
    return decision.judge is Judge.PERSON and decision.verdict is not Verdict.UNSURE


def _in_order_of(items: Sequence[ImportItem], result: ImportResult) -> None:
    """Put everything into the order of the file, which may be that of the decisions there."""
    at = {item.place: number for number, item in enumerate(items)}
    last = len(items)
    result.entries.sort(key=lambda entry: at.get(entry.place, last))
    of_record = {
        entry.record: at[entry.place] for entry in reversed(result.entries) if entry.record
    }
    result.records.sort(key=lambda record: of_record[record.id])
    result.decisions.sort(key=lambda decision: of_record[decision.record])
