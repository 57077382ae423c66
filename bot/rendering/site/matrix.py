"""The evidence matrix of the site: regions by families of measures, with what one may filter by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.claims import Agreement, Claim, Species, Synthesis
from bot.domain.state import State
from bot.domain.studies import Direction, Study
from bot.rendering.answer import anchor, page_of
from bot.rendering.labels import TermLabels
from bot.rendering.sentences import statement, support
from bot.rendering.site.markup import page_path

SIGNS = {
    Direction.INCREASE: ("↑", "up", "higher"),
    Direction.DECREASE: ("↓", "down", "lower"),
    Direction.POSITIVE_CORRELATION: ("↗", "up", "goes up together"),
    Direction.NEGATIVE_CORRELATION: ("↘", "down", "one goes up as the other goes down"),
    Direction.NONE: ("=", "none", "no difference found"),
    Direction.ALTERED: ("≠", "unsigned", "differs, direction not stated or not agreed"),
}
CONTRADICTED = ("⇅", "contradicted", "studies contradict each other")
SEPARATOR = "|"
SPECIES = "species"
"""The kind of fact by which whole claims stand apart."""


@dataclass(frozen=True, kw_only=True)
class ClaimMark:
    """One claim in a cell."""

    sign: str
    letter: str
    """What is compared; empty where the vocabulary has no letter for it."""
    style: str
    cohorts: int
    text: str
    address: str
    data: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One place."""

    name: str
    cohorts: int
    cells: tuple[tuple[ClaimMark, ...], ...]


@dataclass(frozen=True, kw_only=True)
class SiteFilter:
    """One thing to choose by."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SiteMatrix:
    """The whole table and its filters."""

    families: tuple[str, ...]
    rows: tuple[PlaceRow, ...]
    filters: tuple[SiteFilter, ...]
    letters: tuple[tuple[str, str], ...]
    """What each letter stands for."""

    @property
    def marks(self) -> int:
        """How many findings stand in it."""
        return sum(len(cell) for row in self.rows for cell in row.cells)


def matrix(state: State, synthesis: Synthesis, names: TermLabels) -> SiteMatrix:
    """The matrix, the most studied place first."""
    families = _families(synthesis.claims, names)
    places: dict[str, list[Claim]] = {}
    for claim in synthesis.claims:
        places.setdefault(names.place(claim), []).append(claim)
    rows = [_row(name, claims, families, state, names) for name, claims in places.items()]
    return SiteMatrix(
        families=tuple(families.values()),
        rows=tuple(sorted(rows, key=lambda row: (-row.cohorts, row.name))),
        filters=tuple(_filters(rows, names)),
        letters=tuple(_letters(synthesis.claims, names)),
    )


def _letters(claims: Iterable[Claim], names: TermLabels) -> Iterator[tuple[str, str]]:
    used = {claim.comparison for claim in claims}
    known = names.vocabulary.terms.get("comparison", {}) if names.vocabulary else {}
    for key, term in known.items():
        if key in used and term.letter:
            yield term.letter, term.short or term.name


def _families(claims: Iterable[Claim], names: TermLabels) -> dict[str, str]:
    """The measures that have a claim, by name, in the vocabulary's order."""
    known = list(names.vocabulary.terms.get("family", {})) if names.vocabulary else []
    used = {_family(claim): names.measured(claim) for claim in claims}
    order = {key: at for at, key in enumerate(known)}
    return dict(sorted(used.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def _row(
    name: str, claims: list[Claim], families: dict[str, str], state: State, names: TermLabels
) -> PlaceRow:
    cohorts = {evidence.cohort for claim in claims for evidence in claim.evidence}
    return PlaceRow(
        name=name,
        cohorts=len(cohorts),
        cells=tuple(
            tuple(_mark(claim, state, names) for claim in claims if _family(claim) == family)
            for family in families
        ),
    )


def _mark(claim: Claim, state: State, names: TermLabels) -> ClaimMark:
    contradicted = claim.agreement is Agreement.CONTRADICTED
    sign, style, _ = CONTRADICTED if contradicted else SIGNS[claim.direction]
    letter = names.term("comparison", claim.comparison)
    studies = [state.studies[key] for key in claim.studies if key in state.studies]
    return ClaimMark(
        sign=sign,
        letter=letter.letter if letter else "",
        style=f"{style} indirect" if claim.species is Species.ANIMAL else style,
        cohorts=claim.total,
        text=f"{statement(claim, names)} ({support(claim)})",
        address=f"{page_path(page_of(claim))}#{anchor(claim)}",
        data={
            "comparison": claim.comparison,
            "direction": style,
            "species": claim.species,
            **{
                names.topic.term_kind(kind): _values(studies, kind)
                for kind in names.topic.filters
                if kind != SPECIES
            },
        },
    )


def _values(studies: Iterable[Study], field: str) -> str:
    values = (fact.value for study in studies for fact in study.facts.of(field))
    return SEPARATOR.join(dict.fromkeys(values))


def _filters(rows: Iterable[PlaceRow], names: TermLabels) -> Iterable[SiteFilter]:
    marks = [mark for row in rows for cell in row.cells for mark in cell]
    own = {names.topic.term_kind(kind): title for kind, title in names.topic.filters.items()}
    last = {SPECIES: own.pop(SPECIES)} if SPECIES in own else {}
    titles = {**own, "comparison": "Compared", "direction": "Direction", **last}
    directions = {style: text for _, style, text in (*reversed(SIGNS.values()), CONTRADICTED)}
    for kind, title in titles.items():
        used = sorted(
            {value for mark in marks for value in mark.data[kind].split(SEPARATOR) if value}
        )
        named = {value: directions.get(value) or names.name(kind, value) for value in used}
        if len(named) > 1:
            options = tuple(sorted(named.items(), key=lambda value: value[1].lower()))
            yield SiteFilter(name=kind, title=title, options=options)


def _family(claim: Claim) -> str:
    return f"{claim.family}:{claim.scale}" if claim.scale else claim.family
