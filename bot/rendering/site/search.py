"""The search page: every region with its answer in short, and every study, found by a word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.claims import Claim, Synthesis
from bot.domain.records import Record
from bot.domain.state import State
from bot.rendering.answer import anchor, page_of
from bot.rendering.claim_subjects import prominence
from bot.rendering.escaping import Address
from bot.rendering.exports.items import title
from bot.rendering.labels import TermLabels
from bot.rendering.lists import newest_first
from bot.rendering.phrases import counted, ranged
from bot.rendering.region_index import by_region, cohorts_of, page_of_region, places_of
from bot.rendering.sentences import statement
from bot.rendering.site.markup import page_path
from bot.rendering.tallies import support, units

BEST = 3
"""Findings of a region that are shown; its page has all."""


@dataclass(frozen=True, kw_only=True)
class FoundRegion:
    """One region as the search shows it."""

    name: str
    address: str
    summary: str
    """How much is known."""
    total: int
    """How many findings there are."""
    unit: str
    """What they count, in the plural."""
    best: tuple[tuple[str, str], ...]
    """The findings of the most cohorts, each with the address of its quotations."""
    words: str
    """What else it may be found by."""


@dataclass(frozen=True, kw_only=True)
class FoundStudy:
    """One study as the search shows it."""

    label: str
    title: str
    address: Address
    regions: tuple[tuple[str, str], ...]
    """The regions of its findings, each with its page."""
    words: str


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """Everything that may be found."""

    end_word: str
    """What its findings are filed under: ``region`` or ``outcome``."""
    regions: tuple[FoundRegion, ...]
    studies: tuple[FoundStudy, ...]


def search_index(state: State, synthesis: Synthesis, names: TermLabels) -> SearchIndex:
    """Regions by name; studies with the newest first."""
    regions = (
        _region(region, claims, synthesis, names) for region, claims in by_region(synthesis).items()
    )
    return SearchIndex(
        end_word=names.end_word,
        regions=tuple(sorted(regions, key=lambda found: (found.name.lower(), found.address))),
        studies=tuple(_study(record, state, names) for record in newest_first(state)),
    )


def _region(
    region: str, claims: tuple[Claim, ...], synthesis: Synthesis, names: TermLabels
) -> FoundRegion:
    cohorts = cohorts_of(claims, synthesis)
    conflicting = sum(claim.conflicting for claim in claims)
    parts = [
        counted(len(claims), "finding"),
        f"from {ranged(cohorts.fewest, cohorts.most, f'independent {names.topic.unit}')}",
        f"({conflicting} with conflicting evidence)" if conflicting else "",
    ]
    best = sorted(claims, key=lambda claim: prominence(claim, names))[:BEST]
    return FoundRegion(
        name=names.region(region),
        address=page_path(page_of_region(region)),
        summary=" ".join(part for part in parts if part),
        total=len(claims),
        unit=units(claims),
        best=tuple(
            (statement(claim, names, support(claim)),
             f"{page_path(page_of(claim))}#{anchor(claim)}")
            for claim in best
        ),
        words=_words(_other_names(region, claims, names)),
    )  # fmt: skip


def _other_names(region: str, claims: Iterable[Claim], names: TermLabels) -> Iterator[str]:
    """How papers write a region, the wider ones that it is part of, and what was measured there."""
    term = names.term("measure" if names.effects else "region", region)
    if term:
        yield from term.aliases
        yield from map(names.region, term.parents)
    for claim in claims:
        yield names.measured(claim)
        yield names.name("variable", claim.clinical_variable)
        yield names.name("intervention", claim.intervention)


def _study(record: Record, state: State, names: TermLabels) -> FoundStudy:
    study = state.studies.get(record.id)
    facts = study.facts.by_kind.items() if study else ()
    stated = (
        names.name(names.topic.term_kind(kind), fact.value)
        for kind, values in facts
        if kind in names.topic.filters
        for fact in values
    )
    return FoundStudy(
        label=record.label,
        title=title(record),
        address=Address(record.link),
        regions=tuple((name, page_path(page)) for name, page in places_of(study, names)),
        words=_words((*record.authors, record.journal, record.doi, record.pmid, *stated)),
    )


def _words(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))
