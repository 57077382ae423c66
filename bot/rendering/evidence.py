"""The pages of evidence: for each region a table of all claims, and the words behind each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import (
    Certainty,
    Claim,
    CountRange,
    Evidence,
    Synthesis,
)
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Finding
from bot.rendering.answer import Sentence, anchor, page_of, sentence, slug
from bot.rendering.certainty_words import explained
from bot.rendering.claim_subjects import contrast, prominence
from bot.rendering.directions import ARROWS
from bot.rendering.escaping import Safe
from bot.rendering.labels import TermLabels, lowered
from bot.rendering.phrases import span
from bot.rendering.region_index import by_region, cohorts_of, page_of_region
from bot.rendering.tallies import number_of_people, units
from bot.rendering.template_functions import Render, values

UP = "../../"
"""From a page back to the review's directory."""
OPEN_LINES = 6
"""Quotes of one claim that stand open; more are folded, so that the page can be skimmed."""
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True)
class QuotedFinding:
    """One finding of one study, for the table behind a claim."""

    record: Record
    finding: Finding
    checked: bool
    """Whether a person checked it."""
    groups: str
    """Of the study, as printed."""

    @property
    def marks(self) -> str:
        """What a reader must know of the finding besides its words."""
        notes = finding_notes(self.finding, checked=self.checked)
        return "".join(f", {note}" for note in notes)


@dataclass(frozen=True, kw_only=True)
class ClaimEntry:
    """One claim on its page."""

    anchor: str
    heading: str
    """What is measured, and what is compared."""
    sentence: Sentence
    certainty: str
    """Why it is as certain as it is."""
    lines: tuple[QuotedFinding, ...]


@dataclass(frozen=True, kw_only=True)
class TallyRow:
    """One claim in the table at the top of a page."""

    measure: str
    compared: str
    """What is compared, or with what it correlates."""
    tally: Safe
    """Independent cohorts by what they found."""
    people: str
    """How many are in the groups that are compared."""
    certainty: Certainty
    address: str
    """Of the claim's place, which for a connection may be on the page of its other end."""


@dataclass(frozen=True, kw_only=True)
class EvidencePage:
    """What the template of one page may use."""

    title: str
    nowhere: bool
    """Whether it gathers what is of no single region."""
    rows: Sequence[TallyRow]
    cohorts: CountRange
    studies: int
    conflicting: int
    unit: str
    """What is counted, in the plural."""
    near: Sequence[tuple[str, str]]
    """Regions that contain this one or are part of it: name and address."""
    entries: Sequence[ClaimEntry]
    names: TermLabels
    open_lines: int = OPEN_LINES


def pages(state: State, synthesis: Synthesis, names: TermLabels, render: Render) -> dict[str, str]:
    """The text of every page, by its path."""
    regions = by_region(synthesis)
    return {
        page_of_region(region): render(
            "evidence.md.j2", **values(_page(region, regions, synthesis, state, names))
        )
        for region in regions
    }


def _page(
    region: str,
    regions: Mapping[str, tuple[Claim, ...]],
    synthesis: Synthesis,
    state: State,
    names: TermLabels,
) -> EvidencePage:
    claims = sorted(regions[region], key=lambda claim: prominence(claim, names))
    page = page_of_region(region)
    return EvidencePage(
        title=names.region(region),
        nowhere=not region,
        rows=[_row(claim, region, names) for claim in claims],
        cohorts=cohorts_of(claims, synthesis),
        studies=len({study for claim in claims for study in claim.studies}),
        conflicting=sum(claim.conflicting for claim in claims),
        unit=units(claims),
        near=[
            (names.region(other), f"{slug(other)}.md")
            for other in _near(region, names)
            if other in regions
        ],
        entries=[_entry(claim, state, names) for claim in claims if page_of(claim) == page],
        names=names,
    )


def _near(region: str, names: TermLabels) -> list[str]:
    """The regions that contain this one, the nearest first, and its parts."""
    terms = names.vocabulary.terms.get("region", {}) if names.vocabulary else {}
    wider = terms[region].parents if region in terms else ()
    return [*wider, *(key for key, term in terms.items() if region in term.parents)]


def _row(claim: Claim, region: str, names: TermLabels) -> TallyRow:
    page = "" if claim.ends[0] == region else f"{slug(claim.ends[0])}.md"
    return TallyRow(
        measure=_measured(claim, region, names),
        compared=contrast(claim, names),
        tally=_tally(claim),
        people=number_of_people(claim),
        certainty=claim.certainty,
        address=f"{page}#{anchor(claim)}",
    )


def _measured(claim: Claim, region: str, names: TermLabels) -> str:
    """What is measured, and for a connection with what."""
    measured = _quantity(claim, names)
    if not claim.region_b:
        return measured
    if claim.region_b == claim.region:
        return f"{measured} (within)"
    other = claim.region if claim.region_b == region else claim.region_b
    return f"{measured}, with the {lowered(names.region(other))}"


def _measured_where(claim: Claim, names: TermLabels) -> str:
    """What is measured, and for a connection between which regions."""
    ends = f", {names.place(claim)}" if claim.region_b else ""
    return f"{_quantity(claim, names)}{ends}"


def _quantity(claim: Claim, names: TermLabels) -> str:
    """What was measured, as a heading calls it: without an article."""
    return names.quantity(claim).removeprefix("The ")


def _tally(claim: Claim) -> Safe:
    """Cohorts by what they found, as ``↓ 3 = 1``; a range where some may be the same people.

    No sign is parted from its number: the blanks are no-break spaces, which escaping would drop.
    """
    counts = [
        f"{sign}{_NO_BREAK}{span(claim.at_least.get(way, 0), claim.cohorts[way])}"
        for way, sign in ARROWS.items()
        if claim.cohorts.get(way)
    ]
    marked = ["⇅", *counts] if claim.conflicting else counts
    return Safe(_NO_BREAK.join(marked))


def _entry(claim: Claim, state: State, names: TermLabels) -> ClaimEntry:
    return ClaimEntry(
        anchor=anchor(claim),
        heading=f"{_measured_where(claim, names)}: {contrast(claim, names)}",
        sentence=sentence(claim, state.by_id, names, root=UP),
        certainty=explained(claim, names.topic),
        lines=tuple(_lines(claim.evidence, state)),
    )


def _lines(evidence: tuple[Evidence, ...], state: State) -> Iterator[QuotedFinding]:
    for item in evidence:
        yield QuotedFinding(
            record=state.by_id[item.study],
            finding=finding_of(item, state),
            checked=item.finding in state.studies[item.study].checked,
            groups="; ".join(group.printed for group in state.studies[item.study].groups),
        )


def finding_of(evidence: Evidence, state: State) -> Finding:
    """The finding that a piece of evidence is."""
    findings = state.studies[evidence.study].findings
    return next(finding for finding in findings if finding.id == evidence.finding)


def of_whom(finding: Finding) -> str:
    """Whom alone a finding is of; empty where it is of all who are compared."""
    return f"only in {finding.subgroup}" if finding.subgroup else ""


def finding_notes(finding: Finding, *, checked: bool) -> tuple[str, ...]:
    """What a reader must know of a finding besides its words; whether a person checked it."""
    caution = "worded with caution" if finding.hedged else ""
    notes = (of_whom(finding), caution, "checked by a person" if checked else "")
    return tuple(filter(None, notes))
