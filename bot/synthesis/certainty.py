"""How sure a claim is, in words, by stated rules after GRADE (BMJ 2008;336:924).

Every claim starts low, as observations do. It goes down a step for each of: one cohort; fewer
than 20 people per group; no comparison that isolates the exposure, or no control group; a method
that sound studies state and it does not; indirect for the exposure; no direction; cohorts that
contradict each other; abstracts only. It goes up a step for each of: two or more independent
cohorts that agree; the same direction in another family of measures; going with how much of the
exposure there is; moving back under an intervention. Which comparisons and methods those are is
the topic's to say, and so are the words. A fault counts where at least half of the cohorts have
it. What rests on abstracts stays low at best, whatever speaks for it, and what has any fault stays
moderate at best. Cohorts that may be the same people count once here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from bot.domain.claims import Agreement, Certainty, Claim, Species
from bot.domain.studies import CORRELATIONS, FULL_TEXT, OPPOSITE, Direction
from bot.synthesis.cells import UNSPECIFIED, CountedStudy
from bot.synthesis.claims import independent, signed, verdicts
from bot.synthesis.directness import Directness, directness, smallest_arm
from bot.synthesis.disagreements import reverses
from bot.topics.topic import Topic

_STEPS = tuple(Certainty)
_START = _STEPS.index(Certainty.LOW)
_FAULTY = _STEPS.index(Certainty.MODERATE)
_TOP = len(_STEPS) - 1
_FEWEST_PEOPLE = 20
"""Per group."""
_HALF = 2
_ABSTRACT, _SMALL, _UNSIZED, _UNSTATED, _INDIRECT = (
    "abstract", "small", "unsized", "unstated", "indirect"
)  # fmt: skip
_FITS = {
    Direction.INCREASE: Direction.POSITIVE_CORRELATION,
    Direction.DECREASE: Direction.NEGATIVE_CORRELATION,
}


def graded(
    claims: Iterable[Claim],
    sources: Mapping[str, CountedStudy],
    kin: frozenset[tuple[str, str]],
    topic: Topic,
) -> tuple[Claim, ...]:
    """The claims with their certainty and its reasons; ``kin`` are cohorts that may be one."""
    ungraded = tuple(claims)
    faults = {id: _faults(source, topic) for id, source in sources.items()}
    places: dict[tuple[str, str, Species], list[Claim]] = {}
    for claim in ungraded:
        places.setdefault((claim.region, claim.region_b, claim.species), []).append(claim)
    rules = _Rules(topic, kin)
    return tuple(
        rules.graded(
            claim, places[claim.region, claim.region_b, claim.species], _common(claim, faults)
        )
        for claim in ungraded
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules, with the flags and words of a topic."""

    topic: Topic
    kin: frozenset[tuple[str, str]]

    def graded(self, claim: Claim, near: list[Claim], faults: frozenset[str]) -> Claim:
        """One claim with its certainty; ``near`` are the claims on its place."""
        downs = self._downs(claim, faults)
        ups = self._ups(claim, near)
        level, reasons = _START - len(downs) + len(ups), [*downs, *ups]
        if _ABSTRACT in faults and level > _START:
            reasons.append("abstracts alone allow no more than low")
            level = _START
        elif downs and level > _FAULTY:
            reasons.append("with anything against it, no more than moderate")
            level = _FAULTY
        return replace(claim, certainty=_STEPS[min(max(level, 0), _TOP)], reasons=tuple(reasons))

    def _downs(self, claim: Claim, common: frozenset[str]) -> list[str]:
        """What speaks against a claim."""
        words, flags = self.topic.certainty, self.topic.comparison(claim.comparison)
        animal = claim.species is Species.ANIMAL
        who = self.topic.animals.many if animal else "people"
        single = "one cohort only" if claim.total == 1 else "its cohorts may be the same people"
        faults = (
            (independent(verdicts(claim.evidence), self.kin) == 1, single),
            (_SMALL in common, f"fewer than {_FEWEST_PEOPLE} {who} per group"),
            (_UNSIZED in common, "group sizes not stated"),
            (self._uncontrolled(claim), words.uncontrolled),
            (flags.before_after, "no control group"),
            (_UNSTATED in common, words.stated.words if words.stated else ""),
            (_INDIRECT in common or flags.beside_exposure, words.indirect),
            (animal, words.animals),
            (claim.direction is Direction.ALTERED, "no direction leads"),
            (claim.agreement is Agreement.CONTRADICTED, "cohorts contradict each other"),
            (_ABSTRACT in common, "read from abstracts only"),
        )
        return [why for fault, why in faults if fault and why]

    def _ups(self, claim: Claim, near: list[Claim]) -> list[str]:
        """What speaks for a claim that has a sign and no strict contradiction."""
        if not signed(claim) or claim.agreement is Agreement.CONTRADICTED:
            return []
        directions = verdicts(claim.evidence)
        agreeing = (cohort for cohort in directions if directions[cohort] is claim.direction)
        agree = independent(agreeing, self.kin)
        alone = not claim.cohorts.get(OPPOSITE[claim.direction])
        merits = (
            (alone and agree > 1, f"{agree} independent cohorts agree"),
            (any(_echoes(claim, other) for other in near), "another family of measures agrees"),
            (any(self._doses(claim, other) for other in near), self.topic.certainty.dose),
            (any(reverses(claim, other, self.topic) for other in near),
             self.topic.certainty.reversal),
        )  # fmt: skip
        return [why for merit, why in merits if merit]

    def _doses(self, claim: Claim, other: Claim) -> bool:
        """Whether it rises or falls with the exposure as it does in those who have it."""
        of_dose = other.clinical_variable in self.topic.certainty.dose_variables
        same = (claim.family, claim.scale) == (other.family, other.scale)
        borne = self.topic.comparison(claim.comparison).burden
        return borne and of_dose and same and _FITS.get(claim.direction) is other.direction

    def _uncontrolled(self, claim: Claim) -> bool:
        """Whether a difference may come from the condition as well as from the exposure."""
        flags = self.topic.comparison(claim.comparison)
        within = bool(claim.clinical_variable) or claim.direction in CORRELATIONS
        before = flags.before_after or flags.depends_on_intervention
        return not (within or before or flags.isolates_exposure or flags.controlled)


def _echoes(claim: Claim, other: Claim) -> bool:
    """Whether another family says the same, of other people, in the same comparison."""
    same = (claim.comparison, claim.clinical_variable, claim.intervention, claim.direction) == (
        other.comparison, other.clinical_variable, other.intervention, other.direction
    )  # fmt: skip
    usual = not claim.scale and not other.scale and other.family not in ("", UNSPECIFIED)
    return same and usual and claim.family != other.family and _elsewhere(claim, other)


def _elsewhere(claim: Claim, other: Claim) -> bool:
    return not {evidence.cohort for evidence in claim.evidence} >= {
        evidence.cohort for evidence in other.evidence
    }


def _faults(source: CountedStudy, topic: Topic) -> frozenset[str]:
    """What is wanting in a study, whichever claim it stands behind."""
    study, smallest, stated = source.study, smallest_arm(source.study), topic.certainty.stated
    faults = {
        _ABSTRACT: study.read_from != FULL_TEXT,
        _SMALL: smallest is not None and smallest < _FEWEST_PEOPLE,
        _UNSIZED: smallest is None,
        _UNSTATED: stated is not None and set(study.facts.values(stated.kind)) <= {stated.lacking},
        _INDIRECT: directness(study, topic) is Directness.INDIRECT,
    }
    return frozenset(fault for fault, wanting in faults.items() if wanting)


def _common(claim: Claim, faults: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The faults in at least half of a claim's cohorts: in every paper of each."""
    cohorts: dict[str, frozenset[str]] = {}
    for evidence in claim.evidence:
        cohorts[evidence.cohort] = (
            cohorts.get(evidence.cohort, faults[evidence.study]) & faults[evidence.study]
        )
    counts = Counter(chain.from_iterable(cohorts.values()))
    return frozenset(fault for fault, n in counts.items() if _HALF * n >= len(cohorts))
