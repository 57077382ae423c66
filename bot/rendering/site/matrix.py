"""The evidence map of the site: regions by families of measures, with what one may filter by.

Each mark carries its evidence as numbers, so that the page's script can count again among the
studies that a reader selects.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.claims import Agreement, Claim, Evidence, Species, Synthesis
from bot.domain.state import State
from bot.domain.studies import Direction
from bot.rendering.answer import anchor, page_of
from bot.rendering.directions import ARROWS
from bot.rendering.figures.matrix import PLAIN
from bot.rendering.figures.naming import WORDS, tally
from bot.rendering.labels import NO_COMPARATOR, TermLabels, lowered
from bot.rendering.phrases import sentence_case
from bot.rendering.sentences import statement
from bot.rendering.site.markup import page_path
from bot.rendering.tallies import support
from bot.synthesis.directness import indirect_studies, is_indirect

STYLES = {
    Direction.INCREASE: "up",
    Direction.DECREASE: "down",
    Direction.POSITIVE_CORRELATION: "up",
    Direction.NEGATIVE_CORRELATION: "down",
    Direction.NONE: "none",
    Direction.ALTERED: "unsigned",
}
MIXED, CONFLICT = "mixed", "conflict"
_OF_SEVERAL = {Agreement.MIXED: MIXED, Agreement.CONTRADICTED: CONFLICT}
"""Styles of claims whose cohorts do not agree, as in the figure whichever direction leads."""
_STYLE_NAMES = {
    "up": "Higher, or positive correlation",
    "down": "Lower, or negative correlation",
    "none": "No clear difference",
    "unsigned": "Direction not reported, or none leads",
    MIXED: "Mixed: effect and no effect, or not comparable",
    CONFLICT: "Conflicting evidence",
}
_SPECIES_NAMES = {str(species): sentence_case(species) for species in Species}
KEY = tuple((ARROWS[way], STYLES[way], WORDS[way]) for way in WORDS)
"""Sign, style and meaning, for the key."""
_NONE = "-"
"""A comparison that was not extracted."""
_CODES = {way: code for code, way in enumerate(Direction)}
_SMALL_WORDS = frozenset(("a", "an", "against", "in", "not", "of", "the", "versus", "with"))
SPECIES = "species"
"""The kind of fact by which whole claims stand apart."""


@dataclass(frozen=True, kw_only=True)
class ClaimMark:
    """One claim in a cell."""

    letter: str
    """What is compared."""
    tally: str
    style: str
    text: str
    address: str
    comparison: str
    species: str
    indirect: bool
    """Whether it is not of people, or of the exposure only beside others."""
    conflict: bool
    evidence: str
    """``study.cohort.group.direction`` for each finding behind it, in numbers."""


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One region, or two that are connected."""

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
    studies: tuple[Mapping[str, Sequence[str]], ...]
    """What each study states of the kinds of facts that one may choose by."""
    filters: tuple[SiteFilter, ...]
    letters: tuple[tuple[str, str], ...]
    """What each letter stands for."""
    hatched: str
    """What hatching says of a mark."""

    @property
    def marks(self) -> int:
        """How many findings stand in it."""
        return sum(len(cell) for row in self.rows for cell in row.cells)


def matrix(state: State, synthesis: Synthesis, names: TermLabels) -> SiteMatrix:
    """The map, the most studied place first, and what has none last."""
    return _Map(state=state, synthesis=synthesis, names=names).whole


@dataclass(frozen=True, kw_only=True)
class _Map:
    """A map under way, with what its marks share."""

    state: State
    synthesis: Synthesis
    names: TermLabels

    @property
    def whole(self) -> SiteMatrix:
        places: dict[str, list[Claim]] = {}
        for claim in self.synthesis.claims:
            places.setdefault(self.names.place(claim), []).append(claim)
        rows = [self._row(name, claims) for name, claims in places.items()]
        nowhere = self.names.region("")
        return SiteMatrix(
            families=tuple(self._families.values()),
            rows=tuple(sorted(rows, key=lambda row: (row.name == nowhere, -row.cohorts, row.name))),
            studies=tuple(self._facts(study) for study in self._studies),
            filters=tuple(self._filters(rows)),
            letters=tuple((letter, self._compared(key)) for key, letter in self._letters.items()),
            hatched=self.names.topic.figures.get("matrix", PLAIN).hatched,
        )

    @cached_property
    def _studies(self) -> dict[str, int]:
        """The number of each study that some claim rests on."""
        used = (study for claim in self.synthesis.claims for study in claim.studies)
        return {study: at for at, study in enumerate(dict.fromkeys(used))}

    @cached_property
    def _indirect(self) -> frozenset[str]:
        return indirect_studies(self.state.studies, self.names.topic)

    @cached_property
    def _cohorts(self) -> dict[str, tuple[int, int]]:
        """The numbers of each cohort, and of those that may be the same people."""
        groups: dict[str, int] = {}
        return {
            cohort.id: (at, groups.setdefault(cohort.group or cohort.id, len(groups)))
            for at, cohort in enumerate(self.synthesis.cohorts)
        }

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """The kinds of facts of a study that one may choose by, with their titles."""
        topic = self.names.topic
        return {kind: title for kind, title in topic.filters.items() if kind != SPECIES}

    def _facts(self, study: str) -> dict[str, Sequence[str]]:
        facts = self.state.studies[study].facts
        return {self.names.topic.term_kind(kind): facts.values(kind) for kind in self._kinds}

    @cached_property
    def _letters(self) -> dict[str, str]:
        """A letter for every comparison that is used.

        The vocabulary has some; others follow from the names of all, so that they stay the same.
        """
        vocabulary = self.names.vocabulary
        terms = vocabulary.terms.get("comparison", {}) if vocabulary else {}
        used = {claim.comparison for claim in self.synthesis.claims}
        given = {key: term.letter or term.tag for key, term in terms.items()}
        letters = {key: letter for key, letter in given.items() if letter}
        for key in dict.fromkeys((*terms, *sorted(used))):
            if key not in letters:
                letters[key] = _free_letter(self._compared(key), set(letters.values()))
        return {key: letters[key] for key in dict.fromkeys((*terms, *sorted(used))) if key in used}

    def _compared(self, key: str) -> str:
        term = self.names.term("comparison", key)
        return lowered(term.short or term.name) if term else NO_COMPARATOR

    @cached_property
    def _families(self) -> dict[str, str]:
        """The measures that have a claim, by name, in the vocabulary's order."""
        vocabulary = self.names.vocabulary
        known = list(vocabulary.terms.get("family", {})) if vocabulary else []
        used = {claim.scaled_family: self.names.measured(claim) for claim in self.synthesis.claims}
        order = {key: at for at, key in enumerate(known)}
        return dict(
            sorted(used.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
        )

    def _row(self, name: str, claims: list[Claim]) -> PlaceRow:
        cohorts = {evidence.cohort for claim in claims for evidence in claim.evidence}
        return PlaceRow(
            name=name,
            cohorts=len(cohorts),
            cells=tuple(
                tuple(self._mark(claim) for claim in claims if claim.scaled_family == family)
                for family in self._families
            ),
        )

    def _mark(self, claim: Claim) -> ClaimMark:
        return ClaimMark(
            letter=self._letters[claim.comparison],
            tally=tally(claim),
            style=_OF_SEVERAL.get(claim.agreement) or STYLES[claim.direction],
            text=statement(claim, self.names, support(claim)),
            address=f"{page_path(page_of(claim))}#{anchor(claim)}",
            comparison=claim.comparison or _NONE,
            species=claim.species,
            indirect=is_indirect(claim, self._indirect, self.names.topic),
            conflict=claim.conflicting,
            evidence=" ".join(map(self._numbered, claim.evidence)),
        )

    def _numbered(self, evidence: Evidence) -> str:
        """The numbers of study, cohort, group and direction, as the script reads them."""
        study, cohort = self._studies[evidence.study], self._cohorts[evidence.cohort]
        return ".".join(map(str, (study, *cohort, _CODES[evidence.direction])))

    def _filters(self, rows: Iterable[PlaceRow]) -> Iterator[SiteFilter]:
        """What there are at least two values of."""
        topic = self.names.topic
        marks = [mark for row in rows for cell in row.cells for mark in cell]
        for kind, title in self._kinds.items():
            term = topic.term_kind(kind)
            values = {value for study in self._studies for value in self._facts(study)[term]}
            yield from self._filter(term, title, values)
        yield from self._filter("comparison", "Comparison", {mark.comparison for mark in marks})
        yield from self._filter("direction", "Result", {mark.style for mark in marks})
        if SPECIES in topic.filters:
            yield from self._filter(
                SPECIES, topic.filters[SPECIES], {mark.species for mark in marks}
            )

    def _filter(self, name: str, title: str, values: set[str]) -> Iterator[SiteFilter]:
        special = {**_STYLE_NAMES, _NONE: NO_COMPARATOR, **_SPECIES_NAMES}
        named = {value: special.get(value) or self.names.name(name, value) for value in values}
        if len(named) > 1:
            options = tuple(sorted(named.items(), key=lambda pair: pair[1].lower()))
            yield SiteFilter(name=name, title=title, options=options)


def _free_letter(name: str, taken: set[str]) -> str:
    """The first letter of a word of ``name`` that nothing else has, else a letter and a number."""
    words = (word for word in name.lower().split() if word not in _SMALL_WORDS)
    initials = [word[0].upper() for word in words if word[0].isalpha()]
    free = (letter for letter in initials if letter not in taken)
    first = initials[0] if initials else "X"
    return next(free, "") or next(
        f"{first}{at}" for at in range(2, len(taken) + 3) if f"{first}{at}" not in taken
    )
