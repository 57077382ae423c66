"""Claims in plain sentences, whose verbs say how certain they are.

After GRADE guidance 26 (J Clin Epidemiol 2020;119:126): high certainty *is*, moderate *is
probably*, low *may be*; of very low certainty only what was reported is told, in the past tense.
"""

from bot.domain.claims import Certainty, Claim, Species
from bot.domain.studies import OPPOSITE, Direction
from bot.rendering.claim_subjects import measured, unplaced, where
from bot.rendering.labels import NO_COMPARATOR, NO_DIRECTION, TermLabels, lowered
from bot.rendering.phrases import counted
from bot.rendering.tallies import cohorts, support, undecided, unit

UNCERTAIN = "The evidence is very uncertain"
_IS = {
    Certainty.HIGH: "is",
    Certainty.MODERATE: "is probably",
    Certainty.LOW: "may be",
    Certainty.VERY_LOW: "was",
}
_ARE = {
    **_IS,
    Certainty.HIGH: "are",
    Certainty.MODERATE: "are probably",
    Certainty.VERY_LOW: "were",
}
_DIFFERS = {
    Certainty.HIGH: "differs",
    Certainty.MODERATE: "probably differs",
    Certainty.LOW: "may differ",
    Certainty.VERY_LOW: "differed",
}
_CORRELATES = {
    Certainty.HIGH: "correlates",
    Certainty.MODERATE: "probably correlates",
    Certainty.LOW: "may correlate",
    Certainty.VERY_LOW: "correlated",
}
_NO_CLEAR = {
    Certainty.HIGH: "There is no clear",
    Certainty.MODERATE: "There is probably no clear",
    Certainty.LOW: "There may be no clear",
    Certainty.VERY_LOW: "No clear",
}
_FEW = 2
"""Parts of participants that a sentence names."""


def subject(claim: Claim, names: TermLabels) -> str:
    """What is measured, and where: ``Grey matter volume in the insula``."""
    return f"{measured(claim, names)}{_bracketed(unplaced(claim, names))}"


def statement(claim: Claim, names: TermLabels, behind: str = "") -> str:
    """What is found, as surely as it is known, without cohorts and without a full stop.

    ``behind`` stands in brackets behind it, in those that close the statement where some do.
    """
    words, note = _about(claim, names)
    unsigned = "" if undecided(claim) else _unsigned(claim)
    whom = _of_whom(claim)
    if unsigned:
        return f"{words}{_bracketed(note, whom, claim.time)}{unsigned}{_bracketed(behind)}"
    return f"{words}{_bracketed(note, whom, claim.time, behind)}"


def sentence_of(claim: Claim, names: TermLabels, *, usual: Certainty | None = None) -> str:
    """The claim in one sentence of its own.

    ``usual`` is the certainty that its section says of all sentences but those marked.
    """
    marked = claim.certainty is not usual
    if undecided(claim):
        return f"{statement(claim, names, f'{claim.certainty} certainty' if marked else '')}."
    if claim.certainty is not Certainty.VERY_LOW:
        return f"{statement(claim, names, support(claim) if marked else cohorts(claim))}."
    words = _with_cohorts(claim, names)
    return f"{words}." if claim.certainty is usual else f"{UNCERTAIN}: {lowered(words)}."


def disagreeing(claim: Claim) -> bool:
    """Whether a claim has no direction although what it rests on has some."""
    altered = claim.direction is Direction.ALTERED
    return altered and any(
        evidence.direction is not Direction.ALTERED for evidence in claim.evidence
    )


def disputed(claim: Claim, names: TermLabels, behind: str = "") -> str:
    """What cohorts disagree on, in whom, and what each found; ``behind`` stands in brackets."""
    notes = (_unsaid(claim, names), _of_whom(claim), claim.time, behind)
    return f"{_disputed(claim, names)}{_bracketed(*notes)}"


def _of_whom(claim: Claim) -> str:
    """Whom alone a claim is of, or some of what it rests on; empty where it is of all."""
    parts = sorted({evidence.subgroup for evidence in claim.evidence if evidence.subgroup})
    if not parts:
        return ""
    whole = any(not evidence.subgroup for evidence in claim.evidence)
    whom = " or ".join(parts) if len(parts) <= _FEW else "parts of the participants"
    return f"{'some results ' if whole else ''}only in {whom}"


def _disputed(claim: Claim, names: TermLabels) -> str:
    index, against = _sides(claim, names)
    whom = f" {index}{_compared(against)}" if index else ""
    link = f" and {names.correlate(claim)}" if claim.clinical_variable else ""
    about = f"{lowered(subject(claim, names))}{link or whom}{names.in_animals(claim)}"
    words = names.words(claim)
    parts = [
        f"{words[way]} in {counted(number, *unit(claim))}"
        for way, number in sorted(claim.cohorts.items(), key=lambda pair: (-pair[1], pair[0]))
        if number
    ]
    return f"{about}: {', '.join(parts)}"


def _unsaid(claim: Claim, names: TermLabels) -> str:
    """What a disputed difference compares, where that cannot be said within it."""
    index, _ = _sides(claim, names)
    return "" if index or claim.clinical_variable else lowered(names.compared(claim))


def _bracketed(*notes: str) -> str:
    """Notes in brackets behind a statement; nothing where there are none."""
    given = "; ".join(note for note in notes if note)
    return f" ({given})" if given else ""


def _about(claim: Claim, names: TermLabels) -> tuple[str, str]:
    """What is found, and a note on whom it is compared with, where that cannot be said in it."""
    if claim.conflicting:
        return f"Conflicting evidence on {_disputed(claim, names)}", _unsaid(claim, names)
    if undecided(claim):
        return f"Mixed evidence on {_disputed(claim, names)}", _unsaid(claim, names)
    index, against = _sides(claim, names)
    if claim.clinical_variable:
        words, note = _link(claim, names), ""
    else:
        whom, note = _between(claim, names, index, against)
        words = f"{_difference(claim, names)}{whom}"
    note = "; ".join(part for part in (unplaced(claim, names), note) if part)
    animals = names.topic.animals
    if claim.species is Species.ANIMAL and animals.named not in index:
        return f"{animals.opening}{lowered(words)}", note
    return words, note


def _difference(claim: Claim, names: TermLabels) -> str:
    """What is found of a difference, before it is said in whom."""
    if claim.direction is Direction.NONE:
        return f"{_NO_CLEAR[claim.certainty]} difference in {lowered(measured(claim, names))}"
    if claim.direction is Direction.ALTERED:
        return f"{measured(claim, names)} {_DIFFERS[claim.certainty]}"
    bearer = f"{names.bearer(claim)}{where(claim, names)}"
    verb = _ARE[claim.certainty] if names.effects and _plural(bearer) else _IS[claim.certainty]
    return f"{bearer} {verb} {names.words(claim)[claim.direction]}"


def _plural(outcome: str) -> bool:
    """Whether the name of an outcome is a plural: ``Adverse events``, and not ``Sepsis``."""
    return outcome.endswith("s") and not outcome.endswith(("ss", "us", "is"))


def _between(claim: Claim, names: TermLabels, index: str, against: str) -> tuple[str, str]:
    """In whom, compared with whom, and what is noted of that behind the statement."""
    if not index:
        return "", lowered(names.compared(claim))
    if not against:
        return f" {index}", NO_COMPARATOR
    if claim.direction in (Direction.INCREASE, Direction.DECREASE):
        return f" {index} than {against}", ""
    return f" {index}{_compared(against)}", ""


def _compared(against: str) -> str:
    if not against:
        return f" ({NO_COMPARATOR})"
    bare = against
    for leading in ("in ", "after ", "at ", "with "):
        bare = bare.removeprefix(leading)
    return f" compared with {bare}"


def _link(claim: Claim, names: TermLabels) -> str:
    """What a correlation says."""
    about = measured(claim, names)
    variable = names.correlate(claim)
    if claim.direction is Direction.NONE:
        return f"{_NO_CLEAR[claim.certainty]} correlation between {lowered(about)} and {variable}"
    how = " negatively" if claim.direction is Direction.NEGATIVE_CORRELATION else ""
    return f"{about} {_CORRELATES[claim.certainty]}{how} with {variable}"


def _unsigned(claim: Claim) -> str:
    """Why a claim has no direction: none is printed, or reports of one cohort print several."""
    if claim.direction is not Direction.ALTERED:
        return ""
    return "; reports differ on the direction" if disagreeing(claim) else f"; {NO_DIRECTION}"


def _with_cohorts(claim: Claim, names: TermLabels) -> str:
    """The statement with its cohorts, where its certainty is said elsewhere."""
    if claim.direction in OPPOSITE:
        return f"{statement(claim, names)} in {cohorts(claim)}"
    return statement(claim, names, cohorts(claim))


def _sides(claim: Claim, names: TermLabels) -> tuple[str, str]:
    """Who, or when, is compared with whom, as parts of a sentence."""
    term = names.term("comparison", claim.comparison)
    if not (term and term.index):
        return "", ""
    done = names.name("intervention", claim.intervention) if claim.intervention else "treatment"
    other = lowered(names.against(claim.comparator))
    index, against = (
        part.replace("DONE", lowered(done)).replace("ELSE", other)
        for part in (term.index, term.against)
    )
    return index, "" if "ELSE" in term.against and not other else against
