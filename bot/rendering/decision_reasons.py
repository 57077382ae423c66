"""Why a decision was made, in sentences: reasons, what models answered, and where judges differ."""

from bot.domain.decisions import Decision, Verdict
from bot.domain.model_votes import CriterionAnswer, Dissent, ModelVote

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
_MARKS = str.maketrans("“”", '""')
NO_ANSWER = "no model gave an answer that could be used"


def decision_reasons(decision: Decision) -> tuple[str, ...]:
    """Every reason of a decision, one sentence each."""
    votes = (vote_sentence(vote) for vote in decision.votes if vote.answers)
    return (*decision.reasons, *votes, *dissent(decision))


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


def criterion_words(criterion: str) -> str:
    """The name of a criterion, as people read it: one of several words as it is written."""
    return criterion if " " in criterion else criterion.replace("_", " ").replace("-", " ")


def quoted(answer: CriterionAnswer) -> str:
    """The quote of an answer, which cannot end the quotation marks around it."""
    return answer.quote.translate(_MARKS)


def _answer(answer: CriterionAnswer) -> str:
    words = f" (“{quoted(answer)}”)" if answer.quote else ""
    return f"{criterion_words(answer.criterion)} {answer.met}{words}"
