"""What became of the entries of an imported file, and of what people decided in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum

from bot.domain.decisions import NOT_JUDGED, Decision
from bot.domain.import_items import BrokenItem, ImportItem
from bot.domain.records import Article, Record
from bot.domain.verdicts import Judge, Verdict


class ImportOutcome(StrEnum):
    """What became of an entry."""

    TAKEN = "taken"
    MATCHED = "matched"
    DUPLICATE = "duplicate"
    UNRESOLVED = "unresolved"


class ImportReason(Enum):
    """Why an entry ended where it did: its outcome, and the reason in words."""

    FROM_DATABASE = (ImportOutcome.TAKEN, "found in PubMed")
    FROM_FILE = (ImportOutcome.TAKEN, "as the file has it: PubMed has no such paper")
    OTHERS_DOI = (
        ImportOutcome.TAKEN,
        "as the file has it, without its DOI or PMCID, which in PubMed is another paper's",
    )
    NOT_ASKED = (
        ImportOutcome.TAKEN,
        "as the file has it: PubMed was not asked, later runs look it up",
    )
    KNOWN = (ImportOutcome.MATCHED, "already in the review")
    SAME_AS = (ImportOutcome.DUPLICATE, "the same paper as another entry")
    CONTRADICTS = (
        ImportOutcome.DUPLICATE,
        "the same paper as another entry, decided otherwise there: neither counts",
    )
    OTHERS_PMID = (ImportOutcome.UNRESOLVED, "its PMID is that of another paper")
    SEVERAL = (ImportOutcome.UNRESOLVED, "several papers have its id or title")
    ISSUE = (
        ImportOutcome.UNRESOLVED,
        "it has no title, and its id is that of several papers, or of none in PubMed",
    )
    UNTITLED = (ImportOutcome.UNRESOLVED, "it has no title, and PubMed does not have its id")
    UNTITLED_NOT_ASKED = (
        ImportOutcome.UNRESOLVED,
        "it has no title, and PubMed was not asked for its id",
    )
    BARE_LINE = (
        ImportOutcome.UNRESOLVED,
        "it is a line without id, and no title of a paper in PubMed",
    )
    NAMELESS = (ImportOutcome.UNRESOLVED, "it has neither id nor title")
    UNREADABLE = (ImportOutcome.UNRESOLVED, "it cannot be read")

    @property
    def outcome(self) -> ImportOutcome:
        """What becomes of an entry for this reason."""
        return self.value[0]

    @property
    def words(self) -> str:
        """The reason, for people."""
        return self.value[1]


@dataclass(frozen=True, kw_only=True)
class ImportEntry:
    """What became of one entry, and why."""

    place: str
    name: str
    reason: ImportReason
    detail: str = ""
    """Which other paper or entry the reason is about, and what became of its decision."""
    record: str = ""
    """The record's id, where there is one."""
    kept: bool = False
    """Whether a person decided otherwise here, and that stays."""

    @property
    def end(self) -> ImportOutcome:
        """What became of it."""
        return self.reason.outcome

    @property
    def why(self) -> str:
        """The reason with its details."""
        return f"{self.reason.words}: {self.detail}" if self.detail else self.reason.words


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
    from_file: list[Article] = field(default_factory=list)
    """Papers as the file has them, with their words, which belong into the cache."""
    fault: str = ""
    """What went wrong where the database stopped to answer."""
    unresolved: list[ImportItem] = field(default_factory=list)
    """Readable entries of which nothing was taken, for a file that can be mended and imported."""

    def count(self, end: ImportOutcome) -> int:
        """Entries that ended so."""
        return sum(entry.end is end for entry in self.entries)

    @property
    def reasons(self) -> Mapping[ImportReason, int]:
        """How many entries ended for each reason, in the order of the outcomes."""
        counts = Counter(entry.reason for entry in self.entries)
        return {reason: counts[reason] for reason in ImportReason if counts[reason]}

    def settle(
        self,
        item: ImportItem,
        reason: ImportReason,
        detail: str = "",
        *,
        record: str = "",
        kept: bool = False,
    ) -> None:
        """Note what became of one entry."""
        self.entries.append(
            ImportEntry(
                place=item.place, name=item.name, reason=reason, detail=detail, record=record,
                kept=kept,
            )
        )  # fmt: skip
        if reason.outcome is ImportOutcome.UNRESOLVED:
            self.unresolved.append(item)

    def unreadable(self, broken: BrokenItem) -> None:
        """Note an entry that could not be read."""
        self.entries.append(
            ImportEntry(
                place=broken.place, name="", reason=ImportReason.UNREADABLE, detail=broken.why
            )
        )

    def decision(self, item: ImportItem, key: str, terms: ImportTerms) -> Decision | None:
        """What people decided elsewhere, as theirs and with its date; None where they did not."""
        if item.verdict is None:
            return None
        today = terms.today.isoformat()
        where = f"Decided before it was imported from {self.file} ({self.kind}, {item.place})."
        return Decision(
            record=key,
            verdict=item.verdict,
            judge=Judge.PERSON,
            by=item.by or terms.by or f"import of {self.file}",
            on=min(item.on or terms.on or today, today),
            reasons=(where, *([item.note] if item.note else []), *_tags(item)),
            criterion=item.reason,
        )

    def undecided(self, item: ImportItem, key: str, terms: ImportTerms) -> Decision:
        """The mark of a paper that the next run screens."""
        return Decision(
            record=key, verdict=Verdict.UNSURE, judge=Judge.RULE, by=NOT_JUDGED,
            on=terms.today.isoformat(),
            reasons=(f"Imported from {self.file}; the next run screens it.", *_tags(item)),
        )  # fmt: skip


def _tags(item: ImportItem) -> list[str]:
    return [f"Tagged there: {', '.join(item.tags)}."] if item.tags else []


def figures(result: ImportResult) -> Mapping[str, int]:
    """The account in numbers: the first is the sum of the next four."""
    return {
        "entries": len(result.entries),
        **{str(end): result.count(end) for end in ImportOutcome},
        "decisions_kept": sum(decision.judge is Judge.PERSON for decision in result.decisions),
    }
