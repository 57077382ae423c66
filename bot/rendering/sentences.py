"""Claims in plain sentences: what is found, where, in whom, by how many cohorts, how surely."""

from bot.domain.claims import Agreement, Change, Claim, Species, Turn
from bot.domain.studies import Direction
from bot.rendering.review import Reader
from bot.rendering.wording import counted

FAMILIES = {
    "structure_gm": "grey matter",
    "structure_wm": "white matter structure",
    "local_function": "local brain activity at rest",
    "network_function": "functional connectivity",
    "network_structure": "structural connectivity",
    "perfusion_metabolism": "blood flow or metabolism",
    "electrophysiology": "electrical brain activity",
    "evoked_function": "the brain's response to a stimulus or task",
    "molecular": "molecular measures",
    "glymphatic": "fluid clearance (glymphatic measures)",
    "topology": "network organisation",
}
"""Families of measures of the built-in vocabulary as clinicians say them."""

_PAIN = "people with cancer pain"
COMPARED = {
    "pain_vs_hc": (f"in {_PAIN}", "in", "healthy people"),
    "pain_vs_cancer_no_pain": (f"in {_PAIN}", "in", "people with cancer and no pain"),
    "cancer_no_pain_vs_hc": ("in people with cancer and no pain", "in", "healthy people"),
    "pain_high_vs_low": ("in people with much pain", "in", "people with little pain"),
    "pain_vs_unspecified": (f"in {_PAIN}", "in", "a group that is not named"),
    "mixed_cancer_vs_control": ("in people with cancer and mixed symptoms", "in", "controls"),
    "future_pain_vs_no_pain": ("in people who later have pain", "in", "people who do not"),
    "patients_vs_hc": ("in patients", "in", "healthy people"),
    "model_vs_control": ("in animals with cancer pain", "in", "control animals"),
    "model_post_vs_baseline": ("in animals with cancer pain", "", "before"),
    "post_vs_pre": ("after {treatment}", "", "before"),
    "intervention_vs_control_change": ("after {treatment}", "after", "the control treatment"),
    "intervention_vs_control": ("after {treatment}", "after", "the control treatment"),
}
"""Comparisons of the built-in vocabulary: in whom, and against whom."""

_HIGHER = {Direction.INCREASE: "higher", Direction.DECREASE: "lower"}
_WITH = {
    Direction.POSITIVE_CORRELATION: "goes up with",
    Direction.NEGATIVE_CORRELATION: "goes down as more there is of",
}
_FOUND = {
    Direction.INCREASE: "found it higher",
    Direction.DECREASE: "found it lower",
    Direction.NONE: "found no difference",
    Direction.ALTERED: "found a difference without saying which way",
    Direction.POSITIVE_CORRELATION: "found that it rises with it",
    Direction.NEGATIVE_CORRELATION: "found that it falls with it",
}


def subject(claim: Claim, reader: Reader) -> str:
    """What is measured, and where: ``grey matter in the insula``."""
    measure = FAMILIES.get(claim.family) or reader.name("family", claim.family) or "a measure"
    if claim.scale:
        measure = f"{measure} ({claim.scale.replace('_', ' ')})"
    one, other = _place(claim.region, reader), _place(claim.region_b, reader)
    if not one:
        return f"{measure} (no region named)"
    if not other:
        return f"{measure} in the {one}"
    if one == other:
        return f"{measure} within the {one}"
    return f"{measure} between the {one} and the {other}"


def statement(claim: Claim, reader: Reader) -> str:
    """What is found, without a full stop: ``Grey matter … is lower in … than in …``."""
    text = f"{subject(claim, reader)} {_predicate(claim, reader)}"
    if claim.species is Species.ANIMAL:
        return f"In animals, {text}"
    return text[:1].upper() + text[1:]


def support(claim: Claim) -> str:
    """How many cohorts say so, and how sure that is: ``2 of 3 cohorts, low certainty``."""
    saying = claim.cohorts.get(claim.direction, 0)
    if claim.total <= 1:
        cohorts = "one cohort"
    elif saying in (0, claim.total):
        cohorts = f"{claim.total} cohorts"
    else:
        cohorts = f"{saying} of {claim.total} cohorts"
    return f"{cohorts}, {claim.certainty.value} certainty"


def told(change: Change, reader: Reader) -> str:
    """A change of belief in one or two sentences."""
    before, after = change.before, change.after
    if after is None or before is None:
        return _one_sided(change, reader)
    says = statement(after, reader)
    was = f"before: {support(before)}"
    if change.turn is Turn.CONTRADICTED:
        return f"Studies now disagree about {_about(after, reader)}: {_sides(after)}."
    if change.turn is Turn.SETTLED:
        return f"No longer in dispute: {_lower(says)} ({support(after)})."
    if change.turn is Turn.FLIPPED:
        earlier = _lower(statement(before, reader))
        return (
            f"The other way round than before: {_lower(says)} ({support(after)})."
            f" Before: {earlier} ({support(before)})."
        )
    opening = {Turn.STRENGTHENED: "Better supported", Turn.WEAKENED: "Less certain"}
    return f"{opening.get(change.turn, 'Changed')}: {_lower(says)} ({support(after)}; {was})."


def _one_sided(change: Change, reader: Reader) -> str:
    """A claim that came, or went."""
    if change.after is not None:
        after = change.after
        if after.agreement is Agreement.CONTRADICTED:
            return f"Studies disagree about {_about(after, reader)}: {_sides(after)}."
        return f"{statement(after, reader)} ({support(after)})."
    if change.before is not None:
        said, by = _lower(statement(change.before, reader)), support(change.before)
        return f"No study in the review supports it any more: {said} (before: {by})."
    return "A claim changed."


def _predicate(claim: Claim, reader: Reader) -> str:
    treatment = reader.name("intervention", claim.intervention) or "treatment"
    who, preposition, against = COMPARED.get(claim.comparison, ("", "", ""))
    who = who.format(treatment=treatment)
    if claim.clinical_variable:
        return f"{_correlation(claim)}{f' {who}' if who else ''}"
    if not who:
        named = reader.name("comparison", claim.comparison)
        who = f"({named[:1].lower() + named[1:]})" if named else "(comparison not stated)"
    if claim.direction in _HIGHER:
        than = " ".join(part for part in ("than", preposition, against) if part)
        return f"is {_HIGHER[claim.direction]} {who}{f' {than}' if against else ''}"
    with_whom = f", compared with {against}" if against else ""
    if claim.direction is Direction.NONE:
        return f"was not found to differ {who}{with_whom}"
    return f"differs {who}{with_whom}; which way is not stated"


def _correlation(claim: Claim) -> str:
    variable = claim.clinical_variable.replace("_", " ")
    if claim.direction in _WITH:
        return f"{_WITH[claim.direction]} {variable}"
    if claim.direction is Direction.NONE:
        return f"was not found to go with {variable}"
    return f"goes with {variable}, which way is not stated"


def _about(claim: Claim, reader: Reader) -> str:
    """What is disputed: the subject, and in whom."""
    who, _, against = COMPARED.get(claim.comparison, ("", "", ""))
    who = who.format(treatment=reader.name("intervention", claim.intervention) or "treatment")
    animals = " (animals)" if claim.species is Species.ANIMAL else ""
    link = f" and {claim.clinical_variable.replace('_', ' ')}" if claim.clinical_variable else ""
    whom = f" {who}" if who else ""
    than = f", compared with {against}" if against and not link else ""
    return f"{subject(claim, reader)}{link}{whom}{than}{animals}"


def _sides(claim: Claim) -> str:
    parts = [
        f"{counted(number, 'cohort')} {_FOUND[way]}"
        for way, number in sorted(claim.cohorts.items(), key=lambda one: (-one[1], one[0]))
        if number
    ]
    listed = ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else "".join(parts)
    return f"{listed} ({claim.certainty.value} certainty)"


def _place(region: str, reader: Reader) -> str:
    """A region as it stands inside a sentence: its own capitals stay, a heading's go."""
    return _lower(reader.name("region", region)) if region else ""


def _lower(text: str) -> str:
    """``text`` as it stands within a sentence; names and short forms keep their capitals."""
    second = text[1:2]
    return text if second.isupper() or second in (" ", "") else text[:1].lower() + text[1:]
