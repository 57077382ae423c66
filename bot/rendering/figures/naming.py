"""The names by which figures call families and comparisons, in the vocabulary's order."""

from typing import NamedTuple

from bot.domain.claims import Claim
from bot.domain.studies import CORRELATIONS, Direction
from bot.rendering.directions import ARROWS
from bot.rendering.labels import NO_DIFFERENCE, NO_DIRECTION, TermLabels
from bot.rendering.phrases import counted, span

WORDS = {
    Direction.INCREASE: "higher",
    Direction.DECREASE: "lower",
    Direction.POSITIVE_CORRELATION: "positive correlation",
    Direction.NEGATIVE_CORRELATION: "negative correlation",
    Direction.NONE: NO_DIFFERENCE,
    Direction.ALTERED: NO_DIRECTION,
}
TALLIES = ", ".join(f"{ARROWS[way]} {words}" for way, words in WORDS.items()
                    if way not in CORRELATIONS)  # fmt: skip
"""What the signs of a tally of group comparisons mean."""


class Family(NamedTuple):
    """A family of measures; families sort as the vocabulary lists them."""

    rank: int
    name: str


class Letter(NamedTuple):
    """What stands for a comparison where there is no room for more, and what it means."""

    rank: int
    letter: str
    words: str


def family(claim: Claim, names: TermLabels) -> Family:
    """The family of a claim; what is of another scale stands apart from it."""
    key = claim.scaled_family
    known = list(names.vocabulary.terms["family"]) if names.vocabulary else []
    rank = known.index(key) if key in known else len(known)
    return Family(rank, names.measured(claim))


def letter(claim: Claim, names: TermLabels) -> Letter | None:
    """The letter of a comparison, None where figures of groups have no place for it."""
    term = names.term("comparison", claim.comparison)
    if names.vocabulary is None or term is None or not term.letter:
        return None
    rank = list(names.vocabulary.terms["comparison"]).index(term.id)
    return Letter(rank, term.letter, term.short or term.name)


def tally(claim: Claim) -> str:
    """Cohorts by direction, short: ``↑2 ↓1``; a range where some may be the same people."""
    return " ".join(
        f"{sign}{span(claim.at_least.get(way, n), n)}"
        for way, sign in ARROWS.items()
        if (n := claim.cohorts.get(way, 0))
    )


def spelled(claim: Claim, names: TermLabels) -> str:
    """Cohorts by direction, in words."""
    return ", ".join(
        f"{names.words(claim)[direction]} in {counted(n, names.topic.unit)}"
        for direction in Direction
        if (n := claim.cohorts.get(direction, 0))
    )
