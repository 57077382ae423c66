"""Whether coordinates may be pooled: independent experiments of one comparison are counted.

An experiment is all foci of one cohort for one comparison: papers about the same people, and
several tables of one paper, are one (Turkeltaub 2012, Hum Brain Mapp 33:1). A search of chosen
regions never enters, for its foci could lie nowhere else. Fewer than twenty experiments let one
of them make the map (Eickhoff 2016, NeuroImage 137:70).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.domain.studies import CORRELATIONS, Focus, Study
from bot.topics.rules import CoordinateRules

NEEDED = 20
"""Experiments of one comparison before their coordinates are pooled."""
_HUMAN, _TOTAL = "human", "total"
_AGAINST = re.compile(r"[<>]|\b(?:vs|versus|compared|than)\b")
"""What stands between two groups or times in the name of a contrast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """All foci of one cohort for one comparison."""

    cohort: str
    comparison: str
    studies: tuple[str, ...]
    subjects: int
    """Of the smallest group with foci here: a map is blurred the more, the fewer were examined."""
    foci: tuple[Focus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A study whose foci, all or some, enter no experiment, and why."""

    study: str
    why: str
    foci: tuple[Focus, ...] = ()
    """Those that enter none, as far as they lie in a human brain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The experiments of one comparison."""

    comparison: str
    experiments: tuple[Experiment, ...]

    @property
    def enough(self) -> bool:
        """Whether their coordinates may be pooled."""
        return len(self.experiments) >= NEEDED

    def progress(self, name: str) -> str:
        """How far it is from a pooled map; ``name`` is what people call the comparison."""
        number = len(self.experiments)
        experiments = f"{number} independent experiment{'' if number == 1 else 's'}"
        return f"{name}: {experiments}, of {NEEDED} needed to pool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooling:
    """What could be pooled, the comparison of the most experiments first, and what could not."""

    pools: tuple[Pool, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def pooling(
    state: State,
    synthesis: Synthesis,
    comparisons: Mapping[str, str],
    rules: CoordinateRules | None,
) -> Pooling:
    """Gather the experiments; ``comparisons`` holds the name of each comparison by its id.

    Without rules nothing may be pooled.
    """
    if rules is None:
        return Pooling()
    cohorts = {study: cohort.id for cohort in synthesis.cohorts for study in cohort.studies}
    gathered: dict[tuple[str, str], list[tuple[Study, Focus]]] = {}
    left: list[LeftOut] = []
    for record in state.included:
        study = state.studies.get(record.id)
        if not study or not study.foci:
            continue
        barred = _barred(study, rules)
        compared = {focus: comparison_of(focus, study, comparisons) for focus in study.foci}
        if barred or not all(compared.values()):
            why = barred or "the program cannot tell which groups some of its coordinates compare"
            out = [] if _animal(study) else [
                focus for focus, comparison in compared.items() if barred or not comparison
            ]  # fmt: skip
            left.append(LeftOut(study=study.id, why=why, foci=tuple(out)))
        for focus, comparison in compared.items():
            if comparison and not barred:
                key = (comparison, cohorts.get(study.id, study.id))
                gathered.setdefault(key, []).append((study, focus))
    pools: dict[str, list[Experiment]] = {}
    for (comparison, cohort), pairs in sorted(gathered.items()):
        pools.setdefault(comparison, []).append(_experiment(comparison, cohort, pairs))
    order = sorted(pools.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Pooling(
        pools=tuple(Pool(comparison=key, experiments=tuple(some)) for key, some in order),
        left_out=tuple(left),
    )


def comparison_of(focus: Focus, study: Study, comparisons: Mapping[str, str]) -> str:
    """The comparison that a focus belongs to, empty where that is not certain.

    Its contrast is the comparison's id or name; else all findings of the study are of one. Where
    the contrast sets one group or time against another, correlations are none of them.
    """
    contrast = focus.contrast.strip().casefold()
    for key, name in comparisons.items():
        if contrast in (key.casefold(), name.casefold()):
            return key
    against = _AGAINST.search(contrast)
    compared = {
        finding.comparison
        for finding in study.counted
        if not (against and finding.direction in CORRELATIONS)
    }
    return compared.pop() if len(compared) == 1 else ""


def subjects(study: Study) -> int:
    """Participants of the smallest group as printed; 0 where no size is."""
    return min((group.n for group in study.groups if group.n and group.role != _TOTAL), default=0)


def _barred(study: Study, rules: CoordinateRules) -> str:
    """Why nothing of a study may enter, or nothing."""
    if _animal(study):
        return rules.animals
    scopes = set(study.facts.values(rules.kind))
    if not scopes:
        return rules.unstated
    if scopes != {rules.everywhere}:
        return rules.chosen
    return "" if subjects(study) else "it does not report how many participants were examined"


def _animal(study: Study) -> bool:
    species = study.facts.values("species")
    return bool(species) and _HUMAN not in species


def _experiment(comparison: str, cohort: str, pairs: list[tuple[Study, Focus]]) -> Experiment:
    return Experiment(
        cohort=cohort,
        comparison=comparison,
        studies=tuple(dict.fromkeys(study.id for study, _ in pairs)),
        subjects=min(subjects(study) for study, _ in pairs),
        # Two papers about the same people print the same peak twice.
        foci=tuple(
            {(focus.x, focus.y, focus.z, focus.space): focus for _, focus in pairs}.values()
        ),
    )
