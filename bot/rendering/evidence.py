"""The pages of evidence: for each region, every claim with the words that support it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.claims import Claim, Evidence, Synthesis
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Finding
from bot.rendering.answer import Sentence, anchor, page_of, sentence
from bot.rendering.certainty_words import explained
from bot.rendering.labels import TermLabels
from bot.rendering.review import Render
from bot.rendering.template_functions import values

UP = "../../"
"""From a page back to the review's directory."""


@dataclass(frozen=True, kw_only=True)
class QuotedFinding:
    """One finding of one study, for the table behind a claim."""

    record: Record
    finding: Finding
    cohort: str
    checked: bool
    """Whether a person checked it."""

    @property
    def marks(self) -> str:
        """What a reader must know of the finding besides its words."""
        finding = self.finding
        notes = {
            "worded with caution": finding.hedged,
            "checked by a person": self.checked,
        }
        return "".join(f", {note}" for note, holds in notes.items() if holds)


@dataclass(frozen=True, kw_only=True)
class ClaimEntry:
    """One claim on its page."""

    anchor: str
    sentence: Sentence
    certainty: str
    """Why it is as certain as it is."""
    lines: tuple[QuotedFinding, ...]


@dataclass(frozen=True, kw_only=True)
class EvidencePage:
    """What the template of one page may use."""

    title: str
    entries: Sequence[ClaimEntry]
    names: TermLabels


def pages(state: State, synthesis: Synthesis, names: TermLabels, render: Render) -> dict[str, str]:
    """The text of every page, by its path."""
    gathered: dict[str, list[Claim]] = {}
    for claim in synthesis.claims:
        gathered.setdefault(page_of(claim), []).append(claim)
    return {
        path: render(
            "evidence.md.j2",
            **values(
                EvidencePage(
                    title=names.region(claims[0].region),
                    entries=[_entry(claim, state, names) for claim in claims],
                    names=names,
                )
            ),
        )
        for path, claims in gathered.items()
    }


def _entry(claim: Claim, state: State, names: TermLabels) -> ClaimEntry:
    return ClaimEntry(
        anchor=anchor(claim),
        sentence=sentence(claim, state.by_id, names, root=UP),
        certainty=explained(claim, names.topic),
        lines=tuple(_lines(claim.evidence, state)),
    )


def _lines(evidence: tuple[Evidence, ...], state: State) -> Iterator[QuotedFinding]:
    for one in evidence:
        study = state.studies[one.study]
        finding = next(it for it in study.findings if it.id == one.finding)
        yield QuotedFinding(
            record=state.by_id[one.study],
            finding=finding,
            cohort=one.cohort,
            checked=finding.id in study.checked,
        )
