"""The state of the evidence in a few sentences, for the top of the review."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.claims import Agreement, Certainty, Claim, Synthesis
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted, enumerated, ranged
from bot.synthesis.gaps import repeated
from bot.synthesis.pooled_effects import pooled


def in_brief(synthesis: Synthesis, names: TermLabels, *, consistent: int) -> str:
    """How many findings are replicated, how these agree, and how sure all of them are.

    ``consistent`` are those of people on which two or more independent cohorts agree; of trials
    it is told how many are pooled, for significance in each says little of whether they agree.
    """
    claims = synthesis.claims
    if not claims:
        return ""
    several = repeated(synthesis)
    conflicting = {"conflicting": sum(claim.conflicting for claim in claims)}
    if names.effects:
        kinds = {"of them pooled": sum(pooled(claim) is not None for claim in claims)} | conflicting
    else:
        mixed = sum(claim.agreement is Agreement.MIXED for claim in claims)
        kinds = {"consistent": consistent} | conflicting | {"mixed": mixed}
        if any(kinds.values()):
            kinds["other"] = several.most - sum(kinds.values())
    # A pooled finding may conflict as well; the other kinds exclude each other. What is left over
    # is of animals, compares with nothing stated, or has a direction in one cohort alone.
    apart = ("; " if names.effects else ", ").join(
        f"{number:,} {kind}" for kind, number in kinds.items() if number
    )
    on = f"on two or more independent {names.topic.unit}s"
    rest = (
        f"{ranged(several.fewest, several.most, 'rests', 'rest')} {on}"
        if several.most
        else f"none rests {on}"
    )
    found = f"Of {counted(len(claims), 'finding')}, {rest}{f' ({apart})' if apart else ''}."
    return f"{found} {_certainty(claims)}"


def _certainty(claims: Sequence[Claim]) -> str:
    """How many findings are how sure: ``very low for 67 and low for 2``."""
    numbers = Counter(claim.certainty for claim in claims)
    if len(numbers) == 1:
        return f"Certainty (GRADE) is {claims[0].certainty}."
    levels = [f"{level} for {numbers[level]:,}" for level in Certainty if numbers[level]]
    return f"Certainty (GRADE) is {enumerated(levels)}."
