"""Why a decision was made, in sentences: reasons, what models answered, and where judges differ."""

from bot.domain.decisions import Decision
from bot.domain.model_votes import CriterionAnswer, Dissent, ModelVote
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.phrases import day

_WOULD = {
    Verdict.INCLUDE: "it would include it",
    Verdict.UNSURE: "it cannot tell",
    Verdict.EXCLUDE: "it would exclude it",
}
_DISSENT = {
    Dissent.SINGLE_MODEL: "One model alone excludes no paper: a person decides.",
    Dissent.PROGRAM_INCLUDES: "Rules and classifier would include it. The judges differ: a person"
    " decides.",
    Dissent.PROGRAM_WAITS: "Rules and classifier do not propose it. The judges differ: a person"
    " decides.",
}
_DECIDED = {
    Verdict.INCLUDE: "Included",
    Verdict.UNSURE: "Put back",
    Verdict.EXCLUDE: "Excluded",
}
_MARKS = str.maketrans("“”", '""')
NO_ANSWER = "no model gave an answer that could be used"


def decision_reasons(decision: Decision) -> tuple[str, ...]:
    """Every reason of a decision, one sentence each."""
    votes = (vote_sentence(vote) for vote in decision.votes if vote.answers)
    return (*decision.reasons, *votes, *dissent(decision))


def decided_words(decision: Decision, state: State) -> str:
    """What a person decided, why, and what was decided before where they changed that."""
    why = failed_criterion(decision.criterion)
    what = f"{_DECIDED[decision.verdict]}{why} by {decision.by} on {day(decision.on)}"
    return f"{what}: {' '.join(decision.reasons)} {overturned(decision, state)}".strip()


def overturned(decision: Decision, state: State) -> str:
    """What was decided before a person decided otherwise, in a sentence; empty if nothing was."""
    other = next(
        (
            earlier
            for earlier in reversed(state.decisions_by_record.get(decision.record, ()))
            if earlier.verdict not in (Verdict.UNSURE, decision.verdict)
        ),
        None,
    )
    if other is None:
        return ""
    who = other.by if other.judge is Judge.PERSON else "the program"
    why = failed_criterion(other.criterion)
    return f"Before that: {_DECIDED[other.verdict].lower()}{why} by {who} on {day(other.on)}."


def dissent(decision: Decision) -> tuple[str, ...]:
    """That judges differ, in a sentence; none where they do not."""
    return (_DISSENT[decision.dissent],) if decision.dissent else ()


def vote_sentence(vote: ModelVote) -> str:
    """What one model says, in a sentence."""
    answers = ", ".join(_answer(answer) for answer in vote.answers)
    return f"Model {vote.model}: {answers}; {_WOULD[vote.verdict]}."


def models_asked(decision: Decision) -> str:
    """The models that judged a paper, with the versions of their question."""
    if not decision.votes:
        return ""
    return "; ".join(vote.by for vote in decision.votes if vote.answers) or NO_ANSWER


def failed_criterion(criterion: str) -> str:
    """The criterion that a paper fails, in brackets behind a verdict; empty where none is named."""
    return f" ({criterion_name(criterion)})" if criterion else ""


def criterion_name(criterion: str) -> str:
    """The name of a criterion, as people read it: one of several words as it is written."""
    return criterion if " " in criterion else criterion.replace("_", " ").replace("-", " ")


def quoted(answer: CriterionAnswer) -> str:
    """The quote of an answer, which cannot end the quotation marks around it."""
    return answer.quote.translate(_MARKS)


def _answer(answer: CriterionAnswer) -> str:
    words = f" (“{quoted(answer)}”)" if answer.quote else ""
    return f"{criterion_name(answer.criterion)} {answer.met}{words}"
