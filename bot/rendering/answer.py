"""The answer in plain words: one sentence for each claim, by theme, each with its evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Agreement, Certainty, Claim, Species, Synthesis
from bot.domain.fingerprint import fingerprint
from bot.domain.records import Record
from bot.domain.studies import Direction
from bot.rendering.bibliography import named
from bot.rendering.claim_subjects import prominence
from bot.rendering.escaping import Safe, markdown
from bot.rendering.estimate_words import together
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import RETRACTED, counted
from bot.rendering.sentences import UNCERTAIN, sentence_of
from bot.rendering.tallies import people, units
from bot.synthesis.pooled_effects import pooled

FOLDER = "review/evidence"
"""Where the quotes behind every sentence are, one page for each region."""
OTHER_THEME = "other"
IN_SHORT = 6
"""Sentences of the answer in short."""
LONGEST_CITED, FEW_CITED = 6, 3
"""Studies named behind one sentence, and behind one of the answer in short; its page names all."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One claim in words."""

    claim: Claim
    text: Safe
    citations: Safe
    """The studies, each linked to its paper."""
    words: Safe
    """A link to the quotes that support it."""

    @property
    def sources(self) -> Safe:
        """Its studies, how many people are in the groups compared, and the link to the quotes."""
        parts = (self.citations, Safe(people(self.claim)), self.words)
        return Safe(" · ".join(part for part in parts if part))


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The sentences on one aspect of the question."""

    name: str
    summary: str
    """How many findings there are, how many were replicated, and how certain they are."""
    total: int
    sentences: tuple[Sentence, ...]
    """The first of them."""


@dataclass(frozen=True, kw_only=True)
class ShortList:
    """The first of some findings, as the top of the review prints them."""

    sentences: tuple[Sentence, ...]
    more: int
    """How many are not among them."""
    note: str
    """What is said once of their certainty; may be empty."""


def summary(claims: Sequence[Claim]) -> str:
    """Some findings in one or two sentences."""
    replicated = sum(claim.fewest > 1 for claim in claims)
    conflicting = sum(claim.conflicting for claim in claims)
    parts = [
        counted(len(claims), "finding"),
        f"{replicated or 'none'} from two or more independent {units(claims)}",
        f"{conflicting} with conflicting evidence" if conflicting else "",
    ]
    return f"{', '.join(part for part in parts if part)}.{_uncertain(claims)}"


def _uncertain(claims: Sequence[Claim]) -> str:
    """That evidence is very uncertain, said once for all the findings that it holds of."""
    if _usual(claims) is None:
        return ""
    marked = any(claim.certainty is not Certainty.VERY_LOW for claim in claims)
    but = ", unless a sentence says otherwise" if marked else ""
    return f" {UNCERTAIN}: certainty is very low{but}."


def _usual(claims: Sequence[Claim]) -> Certainty | None:
    """The certainty that is said once: very low, where more than one finding has it."""
    uncertain = sum(claim.certainty is Certainty.VERY_LOW for claim in claims)
    return Certainty.VERY_LOW if uncertain > 1 else None


def surest(synthesis: Synthesis, records: Mapping[str, Record], names: TermLabels) -> ShortList:
    """The answer in short: what people's own cohorts agree on, the surest first."""
    level = tuple(Certainty).index
    agreed = (
        claim
        for claim in synthesis.claims
        if claim.agreement is Agreement.CONSISTENT
        and claim.species is Species.HUMAN
        and claim.direction is not Direction.ALTERED
        and not names.topic.comparison(claim.comparison).vague
        and claim.at_least.get(claim.direction, 0) > 1
    )
    best = sorted(agreed, key=lambda claim: (-level(claim.certainty), -claim.total, claim.id))
    return _short_list(best, records, names)


def conflicts(synthesis: Synthesis, records: Mapping[str, Record], names: TermLabels) -> ShortList:
    """What cohorts contradict each other about, that of people and of most cohorts first."""
    claims = (claim for claim in synthesis.claims if claim.conflicting)
    ordered = sorted(claims, key=lambda claim: prominence(claim, names))
    return _short_list(ordered, records, names)


def _short_list(
    claims: Sequence[Claim], records: Mapping[str, Record], names: TermLabels
) -> ShortList:
    shown = claims[:IN_SHORT]
    sentences = (
        sentence(claim, records, names, usual=_usual(shown), cite=FEW_CITED) for claim in shown
    )
    return ShortList(
        sentences=tuple(sentences), more=len(claims[IN_SHORT:]), note=_uncertain(shown).strip()
    )


def answer(
    synthesis: Synthesis, records: Mapping[str, Record], names: TermLabels, *, most: int
) -> tuple[Theme, ...]:
    """Sentences by theme, in the vocabulary's order of themes; those on most cohorts first."""
    gathered: dict[str, list[Claim]] = {}
    for claim in synthesis.claims:
        gathered.setdefault(theme_of(claim, names), []).append(claim)
    themes = names.vocabulary.terms.get("theme", {}) if names.vocabulary else {}
    order = [*themes, *sorted(set(gathered) - set(themes))]
    return tuple(
        Theme(
            name=names.name("theme", key),
            summary=summary(gathered[key]),
            total=len(gathered[key]),
            sentences=tuple(
                sentence(claim, records, names, usual=_usual(gathered[key]))
                for claim in sorted(gathered[key], key=lambda claim: prominence(claim, names))[
                    :most
                ]
            ),
        )
        for key in order
        if key in gathered
    )


def theme_of(claim: Claim, names: TermLabels) -> str:
    """The theme of a claim: by what was done, else by what it goes with, else by its measure."""
    kinds = (
        ("comparison", claim.comparison),
        ("variable", claim.clinical_variable),
        ("measure" if names.effects else "family", claim.family),
    )
    terms = (names.term(kind, key) for kind, key in kinds)
    return next((term.theme for term in terms if term and term.theme), OTHER_THEME)


def sentence(
    claim: Claim,
    records: Mapping[str, Record],
    names: TermLabels,
    *,
    root: str = "",
    usual: Certainty | None = None,
    cite: int = LONGEST_CITED,
) -> Sentence:
    """One claim in words, with ``cite`` of its studies and the way to their quotes.

    ``usual`` is the certainty that its section says of all sentences but those marked.
    """
    return Sentence(
        claim=claim,
        text=Safe(markdown(f"{sentence_of(claim, names, usual=usual)}{_together(claim)}")),
        citations=cited(claim.studies, records, most=cite),
        words=evidence_link(claim, root=root),
    )


def _together(claim: Claim) -> str:
    """What trials that print the same measure found together, in a sentence of its own."""
    effect = pooled(claim)
    return f" {together(effect)}." if effect else ""


def evidence_link(claim: Claim, *, root: str = "") -> Safe:
    """A link to the quotes behind a claim."""
    return Safe(f"[evidence]({root}{place_of(claim)})")


def cited(
    studies: Sequence[str], records: Mapping[str, Record], *, most: int = LONGEST_CITED
) -> Safe:
    """The studies by author and year, each linked to its paper, and whether it was retracted."""
    shown = [
        f"{named(records[key])}{RETRACTED if records[key].retracted else ''}"
        for key in studies[:most]
        if key in records
    ]
    more = len(studies) - most
    return Safe("; ".join([*shown, f"and {more} more"] if more > 0 else shown))


def anchor(claim: Claim) -> str:
    """A name for the claim's place in a page, the same in every version."""
    return f"c-{fingerprint(claim.id, 8)}"


def place_of(claim: Claim) -> str:
    """The page that shows the words behind a claim, and the claim's place there."""
    return f"{page_of(claim)}#{anchor(claim)}"


def page_of(claim: Claim) -> str:
    """The page that shows the words behind a claim."""
    return f"{FOLDER}/{slug(claim.ends[0])}.md"


def slug(region: str) -> str:
    """A file name for a region; foreign names get one of their own, without their letters."""
    if not region:
        return "no-region"
    plain = region.replace("_", "-").lower()
    if re.fullmatch(r"[a-z0-9-]{1,60}", plain):
        return plain
    return f"other-{fingerprint(region.casefold(), 8)}"
