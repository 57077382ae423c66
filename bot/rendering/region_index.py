"""Where to read of each region: every claim that has it at either end, and its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import Claim, CountRange, Synthesis
from bot.domain.studies import Study
from bot.rendering.answer import FOLDER, slug
from bot.rendering.labels import TermLabels


@dataclass(frozen=True, kw_only=True)
class RegionEntry:
    """One region in the index."""

    name: str
    page: str
    """Path from the review's directory."""
    cohorts: CountRange
    """Independent cohorts in which anything was reported of it."""
    conflicting: int
    """Findings on which cohorts contradict each other."""


def by_region(synthesis: Synthesis) -> Mapping[str, tuple[Claim, ...]]:
    """The claims about each region, those on a connection under both of its ends."""
    gathered: dict[str, list[Claim]] = {}
    for claim in synthesis.claims:
        for end in dict.fromkeys(claim.ends):
            gathered.setdefault(end, []).append(claim)
    return {region: tuple(claims) for region, claims in gathered.items()}


def cohorts_of(claims: Iterable[Claim], synthesis: Synthesis) -> CountRange:
    """How many independent cohorts there are behind some claims."""
    ids = {evidence.cohort for claim in claims for evidence in claim.evidence}
    groups = {cohort.group or cohort.id for cohort in synthesis.cohorts if cohort.id in ids}
    return CountRange(fewest=len(groups), most=len(ids))


def page_of_region(region: str) -> str:
    """The page of a region, from the review's directory."""
    return f"{FOLDER}/{slug(region)}.md"


def places_of(study: Study | None, names: TermLabels) -> list[tuple[str, str]]:
    """The regions, or outcomes, of a study's findings that count: their names and pages."""
    kind = names.topic.findings
    findings = study.counted if study else ()
    ends = dict.fromkeys(end for finding in findings for end in finding.ends(kind) or ("",))
    # What is of no single region comes last, as in the index.
    return [
        (names.region(end), page_of_region(end)) for end in sorted(ends, key=lambda end: not end)
    ]


def region_index(synthesis: Synthesis, names: TermLabels) -> tuple[RegionEntry, ...]:
    """Every region that a claim names, in the order of the alphabet; what has none comes last."""
    regions = sorted(
        by_region(synthesis).items(),
        key=lambda item: (not item[0], names.region(item[0]).lower(), item[0]),
    )
    return tuple(
        RegionEntry(
            name=names.region(region),
            page=page_of_region(region),
            cohorts=cohorts_of(claims, synthesis),
            conflicting=sum(claim.conflicting for claim in claims),
        )
        for region, claims in regions
    )
