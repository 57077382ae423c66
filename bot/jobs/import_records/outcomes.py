"""What became of the entries of an imported file, and of what people decided in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.decisions import NOT_JUDGED, Decision, Judge, Verdict
from bot.domain.import_items import BrokenItem, ImportItem
from bot.domain.records import Record


class ImportOutcome(StrEnum):
    """What became of an entry."""

    NEW = "new"
    MATCHED = "matched"
    DUPLICATE = "duplicate"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, kw_only=True)
class ImportEntry:
    """What became of one entry, and why."""

    place: str
    name: str
    end: ImportOutcome
    why: str
    record: str = ""
    """The record's id, where there is one."""
    kept: bool = False
    """Whether a person decided otherwise here, and that stays."""


@dataclass(frozen=True, kw_only=True)
class ImportTerms:
    """What the person who imports says of the file."""

    today: date
    verdict: Verdict | None = None
    """Holds for entries without one of their own."""
    by: str = ""
    on: str = ""


@dataclass(kw_only=True)
class ImportResult:
    """What one file brought; entries are added as they are settled."""

    file: str
    kind: str
    notes: tuple[str, ...]
    entries: list[ImportEntry] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def count(self, end: ImportOutcome) -> int:
        """Entries that ended so."""
        return sum(entry.end is end for entry in self.entries)

    def settle(
        self,
        item: ImportItem,
        end: ImportOutcome,
        why: str,
        record: str = "",
        *,
        kept: bool = False,
    ) -> None:
        """Note what became of one entry."""
        self.entries.append(
            ImportEntry(
                place=item.place, name=item.name, end=end, why=why, record=record, kept=kept
            )
        )

    def unreadable(self, broken: BrokenItem) -> None:
        """Note an entry that could not be read."""
        self.entries.append(
            ImportEntry(
                place=broken.place,
                name="",
                end=ImportOutcome.UNRESOLVED,
                why=f"cannot be read: {broken.why}",
            )
        )

    def decision(self, item: ImportItem, key: str, terms: ImportTerms) -> Decision | None:
        """What people decided elsewhere, as theirs and with its date; None where they did not."""
        verdict = item.verdict or terms.verdict
        if verdict is None:
            return None
        today = terms.today.isoformat()
        where = f"Decided before it was imported from {self.file} ({self.kind}, {item.place})."
        return Decision(
            record=key,
            verdict=verdict,
            judge=Judge.PERSON,
            by=item.by or terms.by or f"import of {self.file}",
            on=min(item.on or terms.on or today, today),
            reasons=(where, *([item.note] if item.note else [])),
        )

    def undecided(self, key: str, terms: ImportTerms) -> Decision:
        """The mark of a paper that the next run screens."""
        return Decision(
            record=key, verdict=Verdict.UNSURE, judge=Judge.RULE, by=NOT_JUDGED,
            on=terms.today.isoformat(),
            reasons=(f"Imported from {self.file}; the next run screens it.",),
        )  # fmt: skip


def figures(result: ImportResult) -> Mapping[str, int]:
    """The account in numbers: the first is the sum of the next four."""
    return {
        "entries": len(result.entries),
        **{str(end): result.count(end) for end in ImportOutcome},
        "decisions_kept": sum(decision.judge is Judge.PERSON for decision in result.decisions),
    }
