"""New studies as cards: what was read of each, how sure that is, and what it would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.domain.claims import PossibleOverlap
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import AGREED, CONFLICT, TO_CHECK, Finding, Study
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.changes_since import StatementChange, in_words
from bot.rendering.evidence import of_whom
from bot.rendering.labels import TermLabels
from bot.rendering.proposal.contents import Proposal
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised

CONFIDENCE = {
    AGREED: "✓ rules and model agree",
    CONFLICT: "⚠ rules and model disagree: please check",
    "": "",
}
"""What stands behind a finding, by where it stands among its readers."""
ONE_READER = "⚠ reported by one reader only: please check"
_LIKELY = 0.5
"""The probability from which a reading is called likely."""
CHECKED, CAUTION = "✓ checked by a person", "hedged wording"
_NAMED = 8
"""Letters of a name in a proposed name for a cohort."""


@dataclass(frozen=True, kw_only=True)
class EvidenceChanges:
    """What the proposal changes in what the review says."""

    turned: tuple[StatementChange, ...]
    overlaps: tuple[tuple[Record, Record, str, str], ...]
    """Pairs of papers that may be about the same people, why, and a name for them."""
    first: bool
    """Whether the review says nothing yet."""

    def by(self, study: str) -> list[StatementChange]:
        """What one study has a part in."""
        return [turned for turned in self.turned if study in turned.change.causes]

    def of(self, *turns: str) -> list[StatementChange]:
        """The changes of some kinds that leave no conflict."""
        return [
            turned
            for turned in self.turned
            if turned.change.turn in turns and not turned.change.conflicting
        ]

    def besides(self, studies: Iterable[str], most: int) -> "EvidenceChanges":
        """What the cards of some studies, with ``most`` changes each, leave to be shown."""
        shown = [] if self.first else [turn for study in studies for turn in self.by(study)[:most]]
        return replace(self, turned=tuple(turn for turn in self.turned if turn not in shown))

    @property
    def conflicting(self) -> list[StatementChange]:
        """The changes that leave, or make, conflicting evidence."""
        return [turned for turned in self.turned if turned.change.conflicting]


def evidence(proposal: Proposal, vocabulary: Vocabulary | None) -> EvidenceChanges:
    """The conclusions with and without what is proposed."""
    before = synthesised(proposal.before, vocabulary)
    after = synthesised(proposal.state, vocabulary)
    names = TermLabels(vocabulary=vocabulary)
    fresh = {card.record.id for card in proposal.cards}
    return EvidenceChanges(
        turned=in_words(changes(before, after), proposal.state, names),
        overlaps=tuple(_overlaps(after.overlaps, proposal.state, fresh)),
        first=not before.claims,
    )


def confidence(study: Study, finding: Finding) -> str:
    """How sure the reading of one finding is, in words; empty where the rules alone are sure."""
    sure = CHECKED if finding.id in study.checked else doubt(finding)
    notes = (of_whom(finding), sure, CAUTION if finding.hedged else "")
    return " · ".join(filter(None, notes))


def quoted_at(shown: Sequence[Finding], finding: Finding) -> str:
    """Which finding shown before has the same quote, by its id; empty where none has."""
    before = takewhile(lambda earlier: earlier.id != finding.id, shown)
    same = (earlier.id for earlier in before if earlier.quote == finding.quote)
    return next(same, "") if finding.quote.text else ""


def doubt(finding: Finding) -> str:
    """Why a person should look at a finding, or that readers agree; else empty."""
    if finding.status != TO_CHECK:
        return CONFIDENCE.get(finding.status, "")
    if finding.doubts:
        return f"⚠ please check: {'; '.join(finding.doubts)}"
    if not finding.confidence:
        return ONE_READER
    how = "probably right" if finding.confidence >= _LIKELY else "may well be wrong"
    return f"⚠ {how}: please check"


def _overlaps(
    overlaps: Iterable[PossibleOverlap], state: State, fresh: set[str]
) -> Iterable[tuple[Record, Record, str, str]]:
    """Pairs with a new study first; the others were asked before and still wait."""
    for overlap in sorted(overlaps, key=lambda overlap: fresh.isdisjoint((overlap.a, overlap.b))):
        a, b = state.by_id[overlap.a], state.by_id[overlap.b]
        names = (state.studies[key].cohort for key in (overlap.a, overlap.b))
        yield a, b, overlap.why, next(filter(None, names), _cohort(a))


def _cohort(record: Record) -> str:
    """A name for the people in a paper that is easy to type: ``luna-2024``."""
    first = record.label.split(" ")[0].lower()
    letters = "".join(part for part in first if part.isascii() and part.isalnum())[:_NAMED]
    return f"{letters or 'cohort'}-{record.year or record.id}"
