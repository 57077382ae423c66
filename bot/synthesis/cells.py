"""A cell gathers the findings that may be counted together: they answer one question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from bot.domain.claims import Evidence, Species
from bot.domain.studies import CORRELATIONS, OTHER, SIGNS, Finding, Study
from bot.extraction.terms import Term
from bot.extraction.vocabulary import Vocabulary
from bot.synthesis.directness import species
from bot.synthesis.variables import NOT_NAMED, standard
from bot.topics.topic import Topic

UNSPECIFIED = "unspecified"


class Cell(NamedTuple):
    """What findings must have in common to be counted together."""

    region: str
    region_b: str
    family: str
    scale: str
    comparison: str
    variable: str
    intervention: str
    species: Species
    comparator: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedStudy:
    """An included study, and the cohort it counts for."""

    study: Study
    cohort: str


class Measures:
    """The measures of a vocabulary; one that it lacks is of no family, and like itself alone."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the measures, and the regions without sides, from ``vocabulary``."""
        self.topic = vocabulary.topic
        self._terms = vocabulary.terms["measure"]
        self._regions = vocabulary.terms["region"]

    def __getitem__(self, id: str) -> Term:
        """The term of one measure."""
        known = self._terms.get(id)
        if known is None and self.effects:
            return Term(id=id, name=id, family=id)
        return known or Term(id=id, name=id, family=UNSPECIFIED, scale=id, several=not id)

    @property
    def effects(self) -> bool:
        """Whether the findings are effects of interventions: every outcome is its own family."""
        return self.topic.of_effects

    def vague(self, comparison: str) -> bool:
        """Whether a comparison does not say with what, so that two of them may differ."""
        return not comparison or self.topic.comparison(comparison).vague

    def depends(self, comparison: str) -> bool:
        """Whether findings of a comparison go together only under one intervention."""
        return self.topic.comparison(comparison).depends_on_intervention

    def above(self, region: str) -> tuple[str, ...]:
        """The wider regions that a region is part of, those above these included."""
        term = self._regions.get(region)
        parents = term.parents if term else ()
        return tuple(dict.fromkeys(chain(parents, *(self.above(parent) for parent in parents))))

    def sided(self, region: str) -> bool:
        """Whether left and right mean something in a region."""
        term = self._regions.get(region)
        return term is None or not term.midline


def cells(sources: Iterable[CountedStudy], measures: Measures) -> dict[Cell, tuple[Evidence, ...]]:
    """The findings of all sources by cell; what a person has to check is left out.

    So is a result of some participants, where the same people as a whole have one.
    """
    by_cell: dict[Cell, list[Evidence]] = {}
    sources = tuple(sources)
    spelt = _spellings(sources)
    for source in sources:
        whole = species(source.study, measures.topic)
        for finding in sorted(source.study.counted, key=lambda finding: finding.id):
            mixed = bool(source.study.facts.of("species"))
            whom = species(source.study, measures.topic, finding) if mixed else whole
            cell, evidence = _placed(source, _respelt(finding, spelt), measures, whom)
            by_cell.setdefault(cell, []).append(evidence)
    return {cell: tuple(_of_all(by_cell[cell])) for cell in sorted(by_cell)}


def _spellings(sources: Iterable[CountedStudy]) -> dict[str, str]:
    """One spelling for each name that papers write with other capitals: ``EEG``, ``eeg``."""
    spelt: dict[str, str] = {}
    for source in sources:
        for finding in source.study.counted:
            for name in (finding.measure, finding.intervention, finding.comparator):
                if name.startswith(OTHER):
                    spelt[name.casefold()] = min(name, spelt.get(name.casefold(), name))
    return spelt


def _respelt(finding: Finding, spelt: Mapping[str, str]) -> Finding:
    names = (finding.measure, finding.intervention, finding.comparator)
    same = [spelt.get(name.casefold(), name) for name in names]
    if same == [*names]:
        return finding
    return replace(finding, measure=same[0], intervention=same[1], comparator=same[2])


def _of_all(evidence: list[Evidence]) -> Iterator[Evidence]:
    """Yield the results of whole cohorts, and those of a part where its cohort has no other."""
    whole = {item.cohort for item in evidence if not item.subgroup}
    return (item for item in evidence if not item.subgroup or item.cohort not in whole)


def _placed(
    source: CountedStudy, finding: Finding, measures: Measures, whom: Species
) -> tuple[Cell, Evidence]:
    measure, comparison = measures[finding.measure], finding.comparison or UNSPECIFIED
    ends = _ends(finding)
    cell = Cell(
        region=ends[0][0],
        region_b=ends[1][0],
        family=measure.family or UNSPECIFIED,
        scale=measure.scale,
        comparison=comparison,
        variable=_variable(finding, measures.topic),
        intervention=_intervention(source.study, finding) if measures.depends(comparison) else "",
        species=whom,
        comparator=finding.comparator,
        time=measures.topic.time_span(finding.time),
    )
    return cell, Evidence(
        study=source.study.id,
        finding=finding.id,
        cohort=source.cohort,
        direction=finding.direction,
        hemisphere=ends[0][1],
        hemisphere_b=ends[1][1],
        measure=finding.measure,
        statistic=finding.statistic,
        checked=finding.id in source.study.checked,
        estimate=finding.estimate,
        time=finding.time,
        subgroup=finding.subgroup,
    )


def _ends(finding: Finding) -> list[tuple[str, str]]:
    """The ends of a connection in one order, whichever a paper names first."""
    ends = [(finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b)]
    return sorted(ends, key=lambda end: (not end[0], *end))


def _variable(finding: Finding, topic: Topic) -> str:
    """What a correlation is with; a difference between groups has none."""
    if finding.direction in CORRELATIONS:
        return standard(finding.clinical_variable, topic.variables)
    named = finding.clinical_variable and finding.direction not in SIGNS
    return standard(finding.clinical_variable, topic.variables) if named else ""


def _intervention(study: Study, finding: Finding) -> str:
    """What was done: the finding's own word, else the only intervention of its study."""
    if finding.intervention:
        return finding.intervention
    named = {fact.value for fact in study.facts.of("interventions")}
    return named.pop() if len(named) == 1 else ""


def comparable(cell: Cell, measures: Measures, evidence: Iterable[Evidence]) -> bool:
    """Whether two signs in this cell speak of the same quantity in the same comparison."""
    placed = cell.region or measures.effects
    named = placed and not measures.vague(cell.comparison) and cell.variable != NOT_NAMED
    done = cell.intervention or not measures.depends(cell.comparison)
    terms = [measures[item.measure] for item in evidence]
    whole = all(cell.region_b or not term.connects for term in terms)
    return bool(named and done and whole and not any(term.several for term in terms))


def sides(cell: Cell, evidence: Evidence, measures: Measures) -> tuple[str, str]:
    """The sides of both ends, where they mean something."""
    ends = ((cell.region, evidence.hemisphere), (cell.region_b, evidence.hemisphere_b))
    first, second = (side if measures.sided(region) else "midline" for region, side in ends)
    return first, second
