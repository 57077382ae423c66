"""How certain a claim is, by stated rules after GRADE (BMJ 2008;336:924).

Randomised evidence starts high: a comparison with a control group, of which every study is a
randomised trial. All else starts low. Each domain of GRADE lowers that by a level where it has one
concern, and by two where it has more; a concern counts where at least half of the cohorts have it.
Only observational evidence without any concern is rated up (J Clin Epidemiol 2011;64:1311), for a
large effect, a dose–response in one cohort's own data, or confounding that would have hidden the
effect: neither for agreement, nor for another measure that points the same way. What was read from
abstracts in half of the cohorts or more is low at best. Which comparisons and methods those are is
the topic's to say.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.claims import Agreement, Certainty, Claim, Evidence, Species
from bot.domain.grade import Concern, Domain, Merit, RatedDown, RatedUp
from bot.domain.risk_of_bias import BiasJudgement
from bot.domain.studies import CORRELATIONS, FULL_TEXT, OPPOSITE, SIGNS, Direction
from bot.synthesis.cells import CountedStudy
from bot.synthesis.claims import signed
from bot.synthesis.directness import Directness, directness
from bot.synthesis.heterogeneity import estimates_agree
from bot.synthesis.participants import cohort_sizes, participants, smallest_arm
from bot.synthesis.pooled_effects import speaks_for_no_effect
from bot.topics.topic import Topic

_LEVELS = tuple(Certainty)
_LOW, _HIGH = _LEVELS.index(Certainty.LOW), _LEVELS.index(Certainty.HIGH)
_FEWEST_PARTICIPANTS = 20
"""Per group."""
_VERY_SERIOUS = 2
"""Levels that one domain takes at most."""
_LARGE = 0.8
"""A standardised mean difference that is large (Cohen 1988, *Statistical power analysis*)."""
_STANDARDISED = re.compile(r"(?:\b[dg]|\bSMD)\s*=\s*[-−–]?\s*(\d*\.?\d+)")
_WITH_DOSE = {
    Direction.INCREASE: Direction.POSITIVE_CORRELATION,
    Direction.DECREASE: Direction.NEGATIVE_CORRELATION,
}

_Place = tuple[str, str, str, str, Species]


@dataclass(frozen=True, slots=True)
class _StudyFaults:
    """What is wanting in a study, whichever claim it stands behind."""

    concerns: frozenset[Concern]
    abstract: bool
    randomised: bool
    people: int
    """Participants as printed; 0 where no size is."""


def graded(
    claims: Iterable[Claim], sources: Mapping[str, CountedStudy], topic: Topic
) -> tuple[Claim, ...]:
    """The claims with their certainty and its reasons."""
    ungraded = tuple(claims)
    faults = {id: _faults(source, topic) for id, source in sources.items()}
    places: dict[_Place, list[Claim]] = {}
    for claim in ungraded:
        places.setdefault(_place(claim), []).append(claim)
    rules = _Rules(topic, faults)
    return tuple(rules.graded(claim, places[_place(claim)]) for claim in ungraded)


def _place(claim: Claim) -> _Place:
    """What is measured, and where and in whom."""
    return claim.region, claim.region_b, claim.family, claim.scale, claim.species


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules, with the flags of a topic and the faults of the studies."""

    topic: Topic
    faults: Mapping[str, _StudyFaults]

    def graded(self, claim: Claim, beside: list[Claim]) -> Claim:
        """One claim with its certainty; ``beside`` are the claims of the same measure there."""
        confounders = [
            other
            for other in beside
            if self.topic.comparison(other.comparison).confounds == claim.comparison
        ]
        down = _by_domain(self._concerns(claim, confounders))
        randomised = self._randomised(claim)
        up = () if randomised or down else tuple(self._merits(claim, beside, confounders))
        level = _HIGH if randomised else _LOW
        level += sum(rated.levels for rated in up) - sum(rated.levels for rated in down)
        mostly_abstracts = _usual(claim, lambda study: self.faults[study].abstract)
        top = _LOW if mostly_abstracts else _HIGH
        return replace(
            claim,
            certainty=_LEVELS[min(max(level, 0), top)],
            rated_down=down,
            rated_up=up,
            randomised=randomised,
            mostly_abstracts=mostly_abstracts,
            abstracts_only=all(self.faults[study].abstract for study in claim.studies),
        )

    def _concerns(self, claim: Claim, confounders: list[Claim]) -> Iterator[Concern]:
        """Yield what lowers trust in a claim."""
        flags = self.topic.comparison(claim.comparison)
        null = claim.direction is Direction.NONE
        indirect = self._common(claim, Concern.EXPOSURE_NOT_ISOLATED) or flags.beside_exposure
        single = claim.total == 1 or claim.agreement is Agreement.SINGLE
        alone = Concern.ONE_COHORT if single else Concern.POSSIBLY_ONE_COHORT
        small_groups = self._common(claim, Concern.FEW_PARTICIPANTS)
        held_against = {
            Concern.CONFOUNDED: self._confounded(claim, confounders),
            Concern.NO_CONTROL_GROUP: flags.before_after,
            # What guards against chance findings does not matter to a claim that there is none.
            Concern.METHOD_NOT_EXTRACTED: not null
            and self._common(claim, Concern.METHOD_NOT_EXTRACTED),
            Concern.BIAS_HIGH: self._common(claim, Concern.BIAS_HIGH),
            Concern.BIAS_NOT_JUDGED: self._common(claim, Concern.BIAS_NOT_JUDGED),
            Concern.CONTRADICTED: claim.conflicting,
            Concern.MIXED: claim.agreement is Agreement.MIXED and not estimates_agree(claim),
            Concern.EXPOSURE_NOT_ISOLATED: indirect,
            Concern.NOT_PEOPLE: claim.species is Species.ANIMAL,
            alone: single or claim.fewest == 1,
            Concern.FEW_PARTICIPANTS: small_groups,
            Concern.FEW_IN_ALL: not small_groups
            and self._people(claim) < self.topic.certainty.fewest_people,
            Concern.SIZES_NOT_EXTRACTED: self._common(claim, Concern.SIZES_NOT_EXTRACTED),
            Concern.NULL_INCLUDED: claim.direction in SIGNS and speaks_for_no_effect(claim),
            Concern.NO_INTERVAL: null and _without_interval(claim),
            Concern.NO_DIRECTION: claim.direction is Direction.ALTERED,
        }
        yield from (concern for concern, holds in held_against.items() if holds)

    def _merits(
        self, claim: Claim, beside: list[Claim], confounders: list[Claim]
    ) -> Iterator[RatedUp]:
        """Yield what raises trust in a claim that has a sign."""
        if not signed(claim):
            return
        if all(_large(evidence) for evidence in _supporting(claim)):
            yield RatedUp(merit=Merit.LARGE_EFFECT)
        if any(self._follows_dose(claim, other) for other in beside):
            yield RatedUp(merit=Merit.DOSE_RESPONSE)
        if any(OPPOSITE[claim.direction] is other.direction for other in confounders):
            yield RatedUp(merit=Merit.OPPOSING_CONFOUNDING)

    def _follows_dose(self, claim: Claim, other: Claim) -> bool:
        """Whether cohorts behind the claim show in their own data that it follows the exposure."""
        of_dose = other.clinical_variable in self.topic.certainty.dose_variables
        along = _WITH_DOSE.get(claim.direction)
        if not (of_dose and along and self.topic.comparison(claim.comparison).burden):
            return False
        own = {evidence.cohort for evidence in _supporting(claim)}
        shown = {
            evidence.direction for evidence in other.evidence if evidence.cohort in own
        }.intersection(CORRELATIONS)
        return shown == {along}

    def _confounded(self, claim: Claim, confounders: list[Claim]) -> bool:
        """Whether a difference may come from the condition as well as from the exposure.

        It does not where the condition alone is known to go the other way, or nowhere.
        """
        flags = self.topic.comparison(claim.comparison)
        within = bool(claim.clinical_variable) or claim.direction in CORRELATIONS
        before = flags.before_after or flags.depends_on_intervention
        if within or before or flags.isolates_exposure or flags.controlled:
            return False
        cleared = {Direction.NONE, OPPOSITE.get(claim.direction)}
        return not confounders or any(other.direction not in cleared for other in confounders)

    def _randomised(self, claim: Claim) -> bool:
        """Whether arms of randomised trials are compared, and nothing else."""
        controlled = self.topic.comparison(claim.comparison).controlled
        return controlled and all(self.faults[study].randomised for study in claim.studies)

    def _people(self, claim: Claim) -> int:
        """Participants behind a claim as printed."""
        return sum(cohort_sizes(claim, lambda study: self.faults[study].people))

    def _common(self, claim: Claim, concern: Concern) -> bool:
        return _usual(claim, lambda study: concern in self.faults[study].concerns)


def _by_domain(concerns: Iterable[Concern]) -> tuple[RatedDown, ...]:
    """The concerns by domain, with the levels that each domain takes."""
    by_domain: dict[Domain, list[Concern]] = {}
    for concern in concerns:
        by_domain.setdefault(concern.domain, []).append(concern)
    return tuple(
        RatedDown(domain=domain, levels=_levels(by_domain[domain]),
                  concerns=tuple(by_domain[domain]))
        for domain in Domain if domain in by_domain
    )  # fmt: skip


def _levels(concerns: Collection[Concern]) -> int:
    """How far one domain lowers certainty: what is contradicted outright is very serious alone."""
    return _VERY_SERIOUS if len(concerns) > 1 or Concern.CONTRADICTED in concerns else 1


def _supporting(claim: Claim) -> list[Evidence]:
    return [evidence for evidence in claim.evidence if evidence.direction is claim.direction]


def _large(evidence: Evidence) -> bool:
    """Whether a finding prints a large standardised difference."""
    sizes = [float(size) for size in _STANDARDISED.findall(evidence.statistic)]
    return bool(sizes) and min(sizes) >= _LARGE


def _without_interval(claim: Claim) -> bool:
    """Whether at least half of a claim's cohorts print no confidence interval."""
    printed = {
        evidence.study
        for evidence in claim.evidence
        if evidence.estimate and evidence.estimate.has_interval
    }
    return _usual(claim, lambda study: study not in printed)


def _usual(claim: Claim, holds: Callable[[str], bool]) -> bool:
    """Whether something holds for at least half of a claim's cohorts: for every paper of each."""
    cohorts: dict[str, bool] = {}
    for evidence in claim.evidence:
        cohorts[evidence.cohort] = cohorts.get(evidence.cohort, True) and holds(evidence.study)
    return 2 * sum(cohorts.values()) >= len(cohorts)


def _faults(source: CountedStudy, topic: Topic) -> _StudyFaults:
    """What is wanting in a study, whichever claim it stands behind."""
    study, rules, smallest = source.study, topic.certainty, smallest_arm(source.study)
    stated = rules.stated
    judged = study.risk_of_bias.overall if study.risk_of_bias else None
    missing = stated is not None and set(study.facts.values(stated.kind)) <= {stated.lacking}
    faults = {
        Concern.METHOD_NOT_EXTRACTED: missing,
        Concern.EXPOSURE_NOT_ISOLATED: directness(study, topic) is Directness.INDIRECT,
        Concern.FEW_PARTICIPANTS: smallest is not None and smallest < _FEWEST_PARTICIPANTS,
        Concern.SIZES_NOT_EXTRACTED: smallest is None,
        Concern.BIAS_HIGH: rules.judged and judged is BiasJudgement.HIGH,
        Concern.BIAS_NOT_JUDGED: rules.judged and judged is None,
    }
    trials = rules.trials
    return _StudyFaults(
        concerns=frozenset(concern for concern, wanting in faults.items() if wanting),
        abstract=study.read_from != FULL_TEXT,
        people=participants(study),
        randomised=trials is not None
        and not set(trials.values).isdisjoint(study.facts.values(trials.kind)),
    )
