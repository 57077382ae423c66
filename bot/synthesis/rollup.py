"""Claims about regions, gathered under the larger regions that hold them. For display only.

Nothing is claimed of the larger region: a paper that names the anterior insula did not name
the insula. The counts say how many cohorts found what somewhere within it, each cohort once.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import Claim, Species
from bot.domain.studies import Direction
from bot.extraction.vocabulary import Vocabulary
from bot.synthesis.claims import verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """What is claimed within one region, by one family, in one comparison."""

    region: str
    family: str
    scale: str
    comparison: str
    clinical_variable: str
    intervention: str
    species: Species
    claims: tuple[Claim, ...]
    """Those about the region itself and about what lies within it."""
    cohorts: Mapping[Direction, int]
    total: int


def rolled_up(claims: Iterable[Claim], vocabulary: Vocabulary) -> tuple[Rolled, ...]:
    """Claims about single regions under each region that holds them, and under their own."""
    claimses: dict[tuple[str, str, str, str, str, str, Species], list[Claim]] = {}
    for claim in claims:
        if claim.region and not claim.region_b:
            for region in (claim.region, *ancestors(claim.region, vocabulary)):
                key = (region, claim.family, claim.scale, claim.comparison,
                       claim.clinical_variable, claim.intervention, claim.species)  # fmt: skip
                claimses.setdefault(key, []).append(claim)
    return tuple(_rolled(key, claimses[key]) for key in sorted(claimses))


def _rolled(key: tuple[str, str, str, str, str, str, Species], within: list[Claim]) -> Rolled:
    region, family, scale, comparison, variable, intervention, species = key
    counts = Counter(verdicts(evidence for claim in within for evidence in claim.evidence).values())
    return Rolled(
        region=region,
        family=family,
        scale=scale,
        comparison=comparison,
        clinical_variable=variable,
        intervention=intervention,
        species=species,
        claims=tuple(within),
        cohorts={direction: counts[direction] for direction in Direction if counts[direction]},
        total=counts.total(),
    )


def ancestors(region: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The regions that hold a region, the nearest first, each once."""
    regions, found, waiting = vocabulary.terms["region"], dict[str, None](), deque([region])
    while waiting:
        term = regions.get(waiting.popleft())
        new = [id for id in (term.parents if term else ()) if id not in found and id != region]
        found.update(dict.fromkeys(new))
        waiting.extend(new)
    return tuple(found)
