"""How many cohorts say what a claim says, and what the others found.

Of effects the trials or studies are counted, in their words.
"""

from collections.abc import Iterable

from bot.domain.claims import Claim, Species
from bot.domain.studies import Direction, FindingKind
from bot.rendering.labels import NO_CORRELATION, NO_DIFFERENCE, NO_DIRECTION
from bot.rendering.phrases import ranged


def support(claim: Claim) -> str:
    """How many cohorts say so, and how sure that is: ``2 cohorts, low certainty``."""
    return f"{tally(claim)}{';' if _tally(claim)[1] else ','} {claim.certainty} certainty"


def tally(claim: Claim) -> str:
    """How many cohorts say so: ``2 of 3 cohorts, no clear difference in the other``."""
    return ", ".join(part for part in _tally(claim) if part)


def cohorts(claim: Claim) -> str:
    """``2 cohorts``, or ``1 of 2 cohorts; no clear difference in the other``."""
    return "; ".join(part for part in _tally(claim) if part)


def people(claim: Claim) -> str:
    """Who is in the groups that are compared: ``at least 120 participants``; or nothing."""
    noun = "animal" if claim.species is Species.ANIMAL else "participant"
    plural = "" if claim.participants == 1 else "s"
    return f"{number_of_people(claim)} {noun}{plural}" if claim.participants else ""


def number_of_people(claim: Claim) -> str:
    """How many are in the groups that are compared: ``at least 120``; or nothing.

    The number is a least one where a cohort prints none, and a most where cohorts may be the same.
    """
    if not claim.participants:
        return ""
    bounds = {(True, False): "at least ", (False, True): "up to ", (True, True): "about "}
    bound = bounds.get((bool(claim.unsized), claim.fewest < claim.total), "")
    return f"{bound}{claim.participants:,}"


def units(claims: Iterable[Claim]) -> str:
    """What claims count: ``cohorts``, ``trials``, or ``studies`` where some are no trials."""
    named = {unit(claim)[1] for claim in claims}
    if named == {"trials", "studies"}:
        return "studies"
    return named.pop() if len(named) == 1 else "cohorts"


def unit(claim: Claim) -> tuple[str, str]:
    """What is counted, in singular and plural: of effects, the trials or studies of one cohort."""
    if claim.kind is not FindingKind.EFFECTS:
        return "cohort", "cohorts"
    return ("trial", "trials") if claim.randomised else ("study", "studies")


def undecided(claim: Claim) -> bool:
    """Whether cohorts say different things and none of them leads."""
    return claim.conflicting or (claim.direction is Direction.ALTERED and len(claim.cohorts) > 1)


def _tally(claim: Claim) -> tuple[str, str]:
    """How many cohorts say so, and what the others found, empty where there are none."""
    if claim.total <= 1:
        return f"one {unit(claim)[0]}", ""
    saying = claim.cohorts.get(claim.direction, 0)
    if saying in (0, claim.total) or undecided(claim):
        return ranged(claim.fewest, claim.total, *unit(claim)), ""
    return f"{saying} of {claim.total} {unit(claim)[1]}", ", ".join(_others(claim))


def _others(claim: Claim) -> list[str]:
    """What the other cohorts found."""
    nothing = NO_CORRELATION if claim.clinical_variable else NO_DIFFERENCE
    words = {Direction.NONE: nothing, Direction.ALTERED: NO_DIRECTION}
    others = {way: n for way, n in claim.cohorts.items() if n and way is not claim.direction}
    if len(others) == 1:
        ((way, number),) = others.items()
        return [f"{words.get(way, 'the opposite')} in the other{'s' if number > 1 else ''}"]
    return [f"{words.get(way, 'the opposite')} in {number}" for way, number in others.items()]
