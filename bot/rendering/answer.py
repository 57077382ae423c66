"""The answer in plain words: one sentence for each claim, by theme, each with its evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Agreement, Certainty, Claim, Species, Synthesis
from bot.domain.fingerprint import fingerprint
from bot.domain.records import Record
from bot.domain.studies import Direction
from bot.rendering.escaping import Safe, markdown
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted, named
from bot.rendering.sentences import statement, support

FOLDER = "review/evidence"
"""Where the words behind every sentence lie, one page for each region."""
OTHER_THEME = "other"
IN_SHORT = 6
"""Sentences of the answer in short."""
LONGEST_CITED = 6
"""Studies named behind one sentence; its page names all."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One claim in words."""

    claim: Claim
    text: Safe
    citations: Safe
    """The studies, each linked to its paper."""
    words: Safe
    """A link to the words that support it."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The sentences on one aspect of the question."""

    id: str
    name: str
    summary: str
    """How many findings there are, how many were repeated, and how sure they are at best."""
    total: int
    sentences: tuple[Sentence, ...]
    """The first of them."""


def summary(claims: Sequence[Claim]) -> str:
    """Some findings in one sentence."""
    repeated = sum(claim.fewest > 1 for claim in claims)
    disputed = sum(claim.agreement is Agreement.CONTRADICTED for claim in claims)
    best = max((claim.certainty for claim in claims), key=tuple(Certainty).index)
    parts = [
        counted(len(claims), "finding"),
        f"{repeated or 'none'} of them on two or more independent cohorts",
        f"{counted(disputed, 'contradiction')} among them" if disputed else "",
        f"certainty {best} at best",
    ]
    return f"{', '.join(part for part in parts if part)}."


def surest(
    synthesis: Synthesis, records: Mapping[str, Record], names: TermLabels
) -> tuple[Sentence, ...]:
    """The answer in short: what people's own cohorts agree on, the surest first."""
    level = tuple(Certainty).index
    agreed = (
        claim
        for claim in synthesis.claims
        if claim.agreement is Agreement.CONSISTENT
        and claim.species is Species.HUMAN
        and claim.direction is not Direction.ALTERED
        and claim.at_least.get(claim.direction, 0) > 1
    )
    best = sorted(agreed, key=lambda claim: (-level(claim.certainty), -claim.total, claim.id))
    return tuple(sentence(claim, records, names) for claim in best[:IN_SHORT])


def conflicts(
    synthesis: Synthesis, records: Mapping[str, Record], names: TermLabels
) -> tuple[Sentence, ...]:
    """What cohorts contradict each other about, that of people and of most cohorts first."""
    claims = (claim for claim in synthesis.claims if claim.agreement is Agreement.CONTRADICTED)
    first = sorted(claims, key=_weight)[:IN_SHORT]
    return tuple(sentence(claim, records, names) for claim in first)


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
            id=key,
            name=names.name("theme", key),
            summary=summary(gathered[key]),
            total=len(gathered[key]),
            sentences=tuple(
                sentence(claim, records, names)
                for claim in sorted(gathered[key], key=_weight)[:most]
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
        ("family", claim.family),
    )
    terms = (names.term(kind, key) for kind, key in kinds)
    return next((term.theme for term in terms if term and term.theme), OTHER_THEME)


def sentence(
    claim: Claim, records: Mapping[str, Record], names: TermLabels, *, root: str = ""
) -> Sentence:
    """One claim in words, with its studies and the way to their words."""
    says = statement(claim, names)
    return Sentence(
        claim=claim,
        text=Safe(f"{markdown(says)} ({markdown(support(claim))})."),
        citations=cited(claim.studies, records),
        words=Safe(f"[words]({root}{page_of(claim)}#{anchor(claim)})"),
    )


def cited(studies: Sequence[str], records: Mapping[str, Record]) -> Safe:
    """The studies by author and year, each linked to its paper."""
    shown = [named(records[key]) for key in studies[:LONGEST_CITED] if key in records]
    more = len(studies) - LONGEST_CITED
    return Safe("; ".join([*shown, f"and {more} more"] if more > 0 else shown))


def anchor(claim: Claim) -> str:
    """A name for the claim's place in a page, the same in every version."""
    return f"c-{fingerprint(claim.id, 8)}"


def page_of(claim: Claim) -> str:
    """The page that shows the words behind a claim."""
    return f"{FOLDER}/{slug(claim.region)}.md"


def slug(region: str) -> str:
    """A file name for a region; foreign names get one of their own, without their letters."""
    if not region:
        return "no-region"
    plain = region.replace("_", "-").lower()
    if re.fullmatch(r"[a-z0-9-]{1,60}", plain):
        return plain
    return f"other-{fingerprint(region, 8)}"


def _weight(claim: Claim) -> tuple[bool, int, str]:
    return claim.species is Species.ANIMAL, -claim.total, claim.id
