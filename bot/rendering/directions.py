"""Which way findings and claims point, as signs and words for cards and tables."""

from bot.domain.claims import Claim, Evidence
from bot.domain.studies import Direction, Finding
from bot.rendering.labels import NO_DIRECTION, TermLabels
from bot.rendering.sentences import disagreeing

ARROWS = {
    Direction.INCREASE: "↑",
    Direction.DECREASE: "↓",
    Direction.POSITIVE_CORRELATION: "↗",
    Direction.NEGATIVE_CORRELATION: "↘",
    Direction.NONE: "=",
    Direction.ALTERED: "?",
}
"""The sign of each direction, in the order in which a tally lists them."""
_CORRELATES = {
    Direction.POSITIVE_CORRELATION: "↗ correlates with",
    Direction.NEGATIVE_CORRELATION: "↘ correlates negatively with",
    Direction.NONE: "= no clear correlation with",
    Direction.ALTERED: f"? correlates ({NO_DIRECTION}) with",
}
"""What a correlation says, before the name of what it is with."""
_PAIRED = {
    Direction.NONE: "= no clear correlation",
    Direction.ALTERED: f"? correlation, {NO_DIRECTION}",
}
"""What a correlation says where a column of its own names what it is with."""
_FROM_COMPARATOR = " (the paper says the reverse of the comparison group)"


def direction(finding: Finding, names: TermLabels) -> str:
    """Which way a finding points, in words."""
    if finding.clinical_variable and finding.direction in _CORRELATES:
        return f"{_CORRELATES[finding.direction]} {finding.clinical_variable}"
    note = _FROM_COMPARATOR if finding.turned else ""
    return (
        f"{_signed(finding.direction, names.direction(finding.measure)[finding.direction])}{note}"
    )


def reported(evidence: Evidence, names: TermLabels) -> str:
    """Which way one piece of evidence points, in words."""
    return _signed(evidence.direction, names.direction(evidence.measure)[evidence.direction])


def arrow(claim: Claim, names: TermLabels) -> str:
    """Which way a claim points, in a sign and a word."""
    if claim.conflicting:
        return "⇅ conflicting"
    if disagreeing(claim):
        return "≠ reports differ"
    if claim.clinical_variable and claim.direction in _PAIRED:
        return _PAIRED[claim.direction]
    return _signed(claim.direction, names.words(claim)[claim.direction])


def _signed(way: Direction, word: str) -> str:
    """A sign and its word; ``altered`` and ``none`` are spelled out."""
    if way is Direction.ALTERED:
        return f"{ARROWS[way]} differs, {NO_DIRECTION}"
    if way is Direction.NONE:
        return f"{ARROWS[way]} no clear difference"
    return f"{ARROWS[way]} {word}"
