"""How sure a claim is, in words, by stated rules after GRADE (BMJ 2008;336:924).

Every claim starts low, as observations do. It goes down a step for each of: one cohort; fewer
than 20 people per group; no comparison with cancer without pain, or with other people at all;
no correction for multiple tests stated; indirect for pain; no direction; cohorts that contradict
each other; abstracts only. It goes up a step for each of: two or more independent cohorts that
agree; the same direction in another family of measures; going with how strong pain is; moving
back under treatment. A fault counts where at least half of the cohorts have it. What rests on
abstracts stays low at best, whatever speaks for it, and what has any fault stays moderate at best.
Cohorts that may be the same people count once here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from bot.domain.claims import Agreement, Certainty, Claim, Species
from bot.domain.studies import FULL_TEXT, Direction
from bot.synthesis.cells import CORRELATIONS, OPPOSITE, TREATED, UNSPECIFIED, Source
from bot.synthesis.claims import independent, signed, verdicts
from bot.synthesis.directness import Directness, beside_pain, directness, smallest_arm
from bot.synthesis.disagreements import BURDEN, reverses

_STEPS = tuple(Certainty)
_START = _STEPS.index(Certainty.LOW)
_FAULTY = _STEPS.index(Certainty.MODERATE)
_TOP = len(_STEPS) - 1
_FEWEST_PEOPLE = 20
"""Per group."""
_NONE = "uncorrected"
"""What a paper states that corrected for nothing."""
_HALF = 2
_ABSTRACT, _SMALL, _UNSIZED, _UNCORRECTED, _INDIRECT = (
    "abstract", "small", "unsized", "uncorrected", "indirect"
)  # fmt: skip
_PAIN = frozenset({"pain intensity", "pain duration", "pain interference"})
_FITS = {
    Direction.INCREASE: Direction.POSITIVE_CORRELATION,
    Direction.DECREASE: Direction.NEGATIVE_CORRELATION,
}
_CONTROLLED = frozenset(
    {"pain_vs_cancer_no_pain", "pain_high_vs_low", "future_pain_vs_no_pain", "model_vs_control",
     "intervention_vs_control_change", "intervention_vs_control"}
)  # fmt: skip
"""Comparisons that part pain, or its treatment, from cancer."""
_BEFORE_AFTER = frozenset({"post_vs_pre", "model_post_vs_baseline"})


def graded(
    claims: Iterable[Claim], sources: Mapping[str, Source], kin: frozenset[tuple[str, str]]
) -> tuple[Claim, ...]:
    """The claims with their certainty and its reasons; ``kin`` are cohorts that may be one."""
    found = tuple(claims)
    faults = {id: _faults(source) for id, source in sources.items()}
    places: dict[tuple[str, str, Species], list[Claim]] = {}
    for claim in found:
        places.setdefault((claim.region, claim.region_b, claim.species), []).append(claim)
    return tuple(
        _graded(
            claim, places[claim.region, claim.region_b, claim.species], _common(claim, faults), kin
        )
        for claim in found
    )


def _graded(
    claim: Claim, near: list[Claim], faults: frozenset[str], kin: frozenset[tuple[str, str]]
) -> Claim:
    downs = _downs(claim, faults, kin)
    ups = _ups(claim, near, kin)
    level, reasons = _START - len(downs) + len(ups), [*downs, *ups]
    if _ABSTRACT in faults and level > _START:
        reasons.append("abstracts alone allow no more than low")
        level = _START
    elif downs and level > _FAULTY:
        reasons.append("with anything against it, no more than moderate")
        level = _FAULTY
    return replace(claim, certainty=_STEPS[min(max(level, 0), _TOP)], reasons=tuple(reasons))


def _downs(claim: Claim, common: frozenset[str], kin: frozenset[tuple[str, str]]) -> list[str]:
    """What speaks against a claim."""
    who = "animals" if claim.species is Species.ANIMAL else "people"
    single = "one cohort only" if claim.total == 1 else "its cohorts may be the same people"
    faults = (
        (independent(verdicts(claim.evidence), kin) == 1, single),
        (_SMALL in common, f"fewer than {_FEWEST_PEOPLE} {who} per group"),
        (_UNSIZED in common, "group sizes not stated"),
        (_uncontrolled(claim), "no comparison with cancer without pain"),
        (claim.comparison in _BEFORE_AFTER, "no control group"),
        (_UNCORRECTED in common, "no correction for multiple tests stated"),
        (_INDIRECT in common or beside_pain(claim.comparison), "indirect: pain is not isolated"),
        (claim.species is Species.ANIMAL, "indirect: animals, not people"),
        (claim.direction is Direction.ALTERED, "no direction leads"),
        (claim.agreement is Agreement.CONTRADICTED, "cohorts contradict each other"),
        (_ABSTRACT in common, "read from abstracts only"),
    )
    return [why for fault, why in faults if fault]


def _ups(claim: Claim, near: list[Claim], kin: frozenset[tuple[str, str]]) -> list[str]:
    """What speaks for a claim that has a sign and no strict contradiction."""
    if not signed(claim) or claim.agreement is Agreement.CONTRADICTED:
        return []
    directions = verdicts(claim.evidence)
    agree = independent((one for one in directions if directions[one] is claim.direction), kin)
    alone = not claim.cohorts.get(OPPOSITE[claim.direction])
    merits = (
        (alone and agree > 1, f"{agree} independent cohorts agree"),
        (any(_echoes(claim, one) for one in near), "another family of measures agrees"),
        (any(_doses(claim, one) for one in near), "it goes with how strong or long the pain is"),
        (any(reverses(claim, one) for one in near), "treatment moves it back"),
    )
    return [why for merit, why in merits if merit]


def _echoes(claim: Claim, other: Claim) -> bool:
    """Whether another family says the same, of other people, in the same comparison."""
    same = (claim.comparison, claim.clinical_variable, claim.intervention, claim.direction) == (
        other.comparison, other.clinical_variable, other.intervention, other.direction
    )  # fmt: skip
    usual = not claim.scale and not other.scale and other.family not in ("", UNSPECIFIED)
    return same and usual and claim.family != other.family and _elsewhere(claim, other)


def _doses(claim: Claim, other: Claim) -> bool:
    """Whether it rises or falls with pain as it does in those who have pain."""
    of_pain = claim.comparison in BURDEN and other.clinical_variable in _PAIN
    same = (claim.family, claim.scale) == (other.family, other.scale)
    return of_pain and same and _FITS.get(claim.direction) is other.direction


def _elsewhere(claim: Claim, other: Claim) -> bool:
    return not {evidence.cohort for evidence in claim.evidence} >= {
        evidence.cohort for evidence in other.evidence
    }


def _faults(source: Source) -> frozenset[str]:
    """What is wanting in a study, whichever claim it stands behind."""
    study, smallest = source.study, smallest_arm(source.study)
    found = {
        _ABSTRACT: study.read_from != FULL_TEXT,
        _SMALL: smallest is not None and smallest < _FEWEST_PEOPLE,
        _UNSIZED: smallest is None,
        _UNCORRECTED: all(fact.value == _NONE for fact in study.facts.of("corrections")),
        _INDIRECT: directness(study) is Directness.INDIRECT,
    }
    return frozenset(fault for fault, wanting in found.items() if wanting)


def _common(claim: Claim, faults: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The faults in at least half of a claim's cohorts: in every paper of each."""
    cohorts: dict[str, frozenset[str]] = {}
    for evidence in claim.evidence:
        cohorts[evidence.cohort] = (
            cohorts.get(evidence.cohort, faults[evidence.study]) & faults[evidence.study]
        )
    counts = Counter(chain.from_iterable(cohorts.values()))
    return frozenset(fault for fault, n in counts.items() if _HALF * n >= len(cohorts))


def _uncontrolled(claim: Claim) -> bool:
    """Whether a difference may come from cancer as well as from pain."""
    within = claim.clinical_variable or claim.direction in CORRELATIONS
    before = claim.comparison in _BEFORE_AFTER or claim.comparison in TREATED
    return not (within or before or claim.comparison in _CONTROLLED)
