"""What a claim is of: its measure, and where that was taken, as they stand inside a sentence."""

from bot.domain.claims import Claim, Species
from bot.rendering.labels import NO_REGION, TermLabels, lowered


def measured(claim: Claim, names: TermLabels) -> str:
    """Return what is measured, and where if that is known."""
    return f"{names.quantity(claim)}{where(claim, names)}"


def unplaced(claim: Claim, names: TermLabels) -> str:
    """Say that no region is named, of a measure that is taken in regions; else empty."""
    return "" if claim.region or names.regionless(claim) else NO_REGION


def contrast(claim: Claim, names: TermLabels) -> str:
    """What is compared, or with what it correlates, under what or when."""
    parts = (
        names.compared(claim),
        f"with {names.correlate(claim)}" if claim.clinical_variable else "",
        claim.time,
    )
    return ", ".join(part for part in parts if part)


def prominence(claim: Claim, names: TermLabels) -> tuple[bool, int, bool, str]:
    """What claims are sorted by: people, then most cohorts, then those that say where and in whom.

    A claim without a region, or without a comparator, tells a reader least.
    """
    vague = bool(unplaced(claim, names)) or names.topic.comparison(claim.comparison).vague
    return claim.species is Species.ANIMAL, -claim.total, vague, claim.id


def where(claim: Claim, names: TermLabels) -> str:
    """Say where a claim's measure was taken, behind its name."""
    if not claim.region:
        return ""
    first = _within(claim.region, names)
    if not claim.region_b:
        return f" in the {first}"
    if claim.region == claim.region_b:
        return f" within the {first}"
    return f" between the {first} and the {_within(claim.region_b, names)}"


def _within(region: str, names: TermLabels) -> str:
    """A region as it stands inside a sentence."""
    return lowered(names.region(region))
