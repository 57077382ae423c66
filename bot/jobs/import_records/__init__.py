"""Import: papers from another program's file become records, and what people decided there stays.

A file is believed as little as possible: identifiers and bibliography come from PubMed. Every
entry ends in one of four places, and the account says which and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.state import State
from bot.jobs.import_records.lookup import Lookup, looked_up, why_unresolved
from bot.jobs.import_records.matching import KnownPapers, distinct, rests_on_issue
from bot.jobs.import_records.outcomes import (
    ImportEntry,
    ImportOutcome,
    ImportResult,
    ImportTerms,
    figures,
)
from bot.ports import Cache, Source

__all__ = [
    "ImportEntry", "ImportOutcome", "ImportResult", "ImportTerms", "figures", "import_records",
]  # fmt: skip


def import_records(
    file: ImportFile, state: State, source: Source, cache: Cache, terms: ImportTerms
) -> tuple[State, ImportResult]:
    """The state with what ``file`` brings, and what became of each entry.

    Raises:
        ServiceFailed: the database did not answer.
    """
    result = ImportResult(file=file.file, kind=file.kind, notes=file.notes)
    for broken in file.broken:
        result.unreadable(broken)
    importer = _Importer(
        known=KnownPapers(state.by_id.values()),
        current=state.current_decisions,
        result=result,
        terms=terms,
        name=source.name,
    )
    left = [item for item in distinct(file.items, result) if not importer.matches(item)]
    lookups = looked_up(left, source, cache)
    for item in left:
        importer.settle(item, lookups)
    added = state.with_added(records=tuple(result.records), decisions=tuple(result.decisions))
    return added, result


@dataclass(frozen=True, kw_only=True)
class _Importer:
    """The review as it is, and what one file has brought so far."""

    known: KnownPapers
    current: Mapping[str, Decision]
    result: ImportResult
    terms: ImportTerms
    name: str
    """The database's."""
    places: dict[str, str] = field(default_factory=dict)
    """Where in the file each new paper stood, by its PMID."""

    def matches(self, item: ImportItem) -> bool:
        """Whether the entry is of a known paper, which then takes its decision."""
        return self._match(item, self.known.find(item))

    def settle(self, item: ImportItem, lookups: Mapping[str, Lookup]) -> None:
        """Settle an entry that is of no known paper, as far as the review's own records tell."""
        article = lookups.get(item.place, Lookup()).article
        if article is None:
            # A paper that the database does not have may be known here, by that id alone.
            unheard_of = item.place not in lookups and rests_on_issue(item)
            if not (unheard_of and self._match(item, self.known.only(item))):
                why = why_unresolved(item, lookups, self.name)
                self.result.settle(item, ImportOutcome.UNRESOLVED, why)
        elif (place := self.places.get(article.record.pmid)) is not None:
            self.result.settle(item, ImportOutcome.DUPLICATE, f"the same paper as {place}")
        elif not self._match(item, self.known.find_record(article.record)):
            self._take_in(item, article)

    def _take_in(self, item: ImportItem, article: Article) -> None:
        record = replace(article.record, source=IMPORTED)
        self.places[record.pmid] = item.place
        decision = self.result.decision(item, record.id, self.terms)
        self.result.records.append(record)
        self.result.decisions.append(decision or self.result.undecided(record.id, self.terms))
        self.result.settle(item, ImportOutcome.NEW, f"taken in from {self.name}", record.id)

    def _match(self, item: ImportItem, record: Record | None) -> bool:
        """Take an entry for ``record``; a decision made here is never replaced."""
        if record is None:
            return False
        before = self.current.get(record.id)
        decision = self.result.decision(item, record.id, self.terms)
        why, kept = f"known as {record.id}", False
        if decision and before and _is_final(before):
            kept = before.verdict is not decision.verdict
            if kept:
                why += (
                    f"; {before.by} said {before.verdict} here and that stays, the file says"
                    f" {decision.verdict}"
                )
        elif decision:
            self.result.decisions.append(decision)
            why += f"; its decision was taken over: {decision.verdict}"
        self.result.settle(item, ImportOutcome.MATCHED, why, record.id, kept=kept)
        return True


def _is_final(decision: Decision) -> bool:
    return decision.judge is Judge.PERSON and decision.verdict is not Verdict.UNSURE
