"""Claims in plain sentences: what is found, where, in whom, by how many cohorts, how surely."""

from bot.domain.claims import Agreement, Claim, ClaimChange, ClaimChangeKind, Species
from bot.domain.studies import Direction
from bot.rendering.labels import TermLabels, lowered
from bot.rendering.phrases import counted

_HIGHER = {Direction.INCREASE: "higher", Direction.DECREASE: "lower"}
_WITH = {
    Direction.POSITIVE_CORRELATION: "goes up",
    Direction.NEGATIVE_CORRELATION: "goes down",
}
_FOUND = {
    Direction.INCREASE: "found it higher",
    Direction.DECREASE: "found it lower",
    Direction.NONE: "found no difference",
    Direction.ALTERED: "found a difference without saying which way",
    Direction.POSITIVE_CORRELATION: "found that they go up together",
    Direction.NEGATIVE_CORRELATION: "found that one goes down as the other goes up",
}
_REST = {Direction.NONE: "found no difference", Direction.ALTERED: "did not state which way"}
"""What the other cohorts found, where they all found one thing."""
_OPENING = {
    ClaimChangeKind.STRENGTHENED: "Better supported",
    ClaimChangeKind.WEAKENED: "Less certain",
}


def subject(claim: Claim, names: TermLabels) -> str:
    """What is measured, and where: ``Grey matter in the insula``."""
    measure, first = names.measured(claim), _within(claim.region, names)
    if not claim.region:
        return f"{measure} (no region named)"
    if not claim.region_b:
        return f"{measure} in the {first}"
    if claim.region == claim.region_b:
        return f"{measure} within the {first}"
    return f"{measure} between the {first} and the {_within(claim.region_b, names)}"


def statement(claim: Claim, names: TermLabels) -> str:
    """What is found, without a full stop: ``Grey matter … is lower in … than in …``."""
    about = subject(claim, names)
    animals = names.topic.animals
    if claim.species is Species.ANIMAL and animals.named not in _sides(claim, names)[0]:
        about = f"{animals.opening}{lowered(about)}"
    if claim.agreement is Agreement.CONTRADICTED:
        return f"Studies contradict each other about {_disputed(claim, names)}"
    if _undecided(claim):
        return f"Studies differ about {_disputed(claim, names)}"
    return f"{about} {_predicate(claim, names)}"


def support(claim: Claim) -> str:
    """How many cohorts say so, and how sure that is: ``2 cohorts, low certainty``."""
    return f"{_cohorts(claim)}, {claim.certainty} certainty"


def change_sentence(change: ClaimChange, names: TermLabels) -> str:
    """A change of what is believed, in one or two sentences."""
    before, after = change.before, change.after
    if before is None or after is None:
        return _one_sided(before, after, names)
    says = lowered(statement(after, names))
    if change.turn is ClaimChangeKind.CONTRADICTED:
        return f"{statement(after, names)} ({support(after)}; before: {support(before)})."
    if change.turn is ClaimChangeKind.SETTLED:
        return f"No longer in dispute: {says} ({support(after)})."
    if change.turn is ClaimChangeKind.FLIPPED:
        earlier = lowered(statement(before, names))
        return (
            f"The other way round than before: {says} ({support(after)})."
            f" Before: {earlier} ({support(before)})."
        )
    disputed = after.agreement is Agreement.CONTRADICTED
    opening = "Still in dispute" if disputed else _OPENING[change.turn]
    return f"{opening}: {says} ({support(after)}; before: {support(before)})."


def _one_sided(before: Claim | None, after: Claim | None, names: TermLabels) -> str:
    """A claim that came, or one that went."""
    if after is None:
        lost = f"{lowered(statement(before, names))} ({support(before)})" if before else "a claim"
        return f"No study in the review supports it any more: {lost}."
    return f"{statement(after, names)} ({support(after)})."


def _undecided(claim: Claim) -> bool:
    """Whether cohorts say different things and none of them leads."""
    contradicted = claim.agreement is Agreement.CONTRADICTED
    return contradicted or (claim.direction is Direction.ALTERED and len(claim.cohorts) > 1)


def _cohorts(claim: Claim) -> str:
    if claim.total <= 1:
        return "one cohort"
    saying = claim.cohorts.get(claim.direction, 0)
    if saying in (0, claim.total) or _undecided(claim):
        return f"{claim.total} cohorts"
    others = {
        direction
        for direction, number in claim.cohorts.items()
        if number and direction != claim.direction
    }
    rest = next((words for only, words in _REST.items() if others == {only}), "found otherwise")
    who = "the other" if claim.total - saying == 1 else "the others"
    return f"{saying} of {claim.total} cohorts, while {who} {rest}"


def _predicate(claim: Claim, names: TermLabels) -> str:
    if claim.clinical_variable:
        return _link(claim, names)
    index, against = _sides(claim, names)
    if not index:
        return f"{_alone(claim)} ({lowered(names.compared(claim))})"
    if claim.direction in _HIGHER:
        return f"is {_HIGHER[claim.direction]} {index} than {against}"
    bare = against.removeprefix("in ").removeprefix("after ")
    if claim.direction is Direction.NONE:
        return f"was not found to differ {index}, compared with {bare}"
    return f"differs {index}, compared with {bare}; {_no_way(claim)}"


def _alone(claim: Claim) -> str:
    """What is found where the comparison has no words of its own."""
    if claim.direction in _HIGHER:
        return f"is {_HIGHER[claim.direction]}"
    if claim.direction is Direction.NONE:
        return "was not found to differ"
    return f"differs; {_no_way(claim)}"


def _no_way(claim: Claim) -> str:
    """Why a claim has no direction: none is printed, or reports of one cohort print several."""
    return "reports disagree on which way" if disagreeing(claim) else "which way is not stated"


def disagreeing(claim: Claim) -> bool:
    """Whether a claim has no direction although what it rests on has some."""
    altered = claim.direction is Direction.ALTERED
    return altered and any(
        evidence.direction is not Direction.ALTERED for evidence in claim.evidence
    )


def _sides(claim: Claim, names: TermLabels) -> tuple[str, str]:
    """Who, or when, is compared with whom, as parts of a sentence."""
    term = names.term("comparison", claim.comparison)
    if not (term and term.index):
        return "", ""
    done = names.name("intervention", claim.intervention) if claim.intervention else "treatment"
    index, against = (part.replace("DONE", lowered(done)) for part in (term.index, term.against))
    return index, against


def _link(claim: Claim, names: TermLabels) -> str:
    """What a correlation says."""
    variable = lowered(names.name("variable", claim.clinical_variable))
    if claim.direction in _WITH:
        return f"{_WITH[claim.direction]} as {variable} goes up"
    if claim.direction is Direction.NONE:
        return f"was not found to go with {variable}"
    return f"goes with {variable}; {_no_way(claim)}"


def _disputed(claim: Claim, names: TermLabels) -> str:
    """What is disputed, in whom, and who found what."""
    index, against = _sides(claim, names)
    whom = f" {index}, compared with {against.removeprefix('in ')}" if index else ""
    variable = names.name("variable", claim.clinical_variable)
    link = f" and {lowered(variable)}" if claim.clinical_variable else ""
    animals = f" ({names.topic.animals.many})" if claim.species is Species.ANIMAL else ""
    about = f"{lowered(subject(claim, names))}{link}{'' if link else whom}{animals}"
    parts = [
        f"{counted(number, 'cohort')} {_FOUND[way]}"
        for way, number in sorted(claim.cohorts.items(), key=lambda pair: (-pair[1], pair[0]))
        if number
    ]
    return f"{about}: {' and '.join(parts)}"


def _within(region: str, names: TermLabels) -> str:
    """A region as it stands inside a sentence."""
    return lowered(names.region(region))
