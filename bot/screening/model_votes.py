"""One verdict from all who judged a paper, where language models were asked.

Rules and classifier together are one judge, and each model is another. No number of models takes
in a paper that rules and classifier do not: papers speak to models, and some give them orders.
Where a model disagrees a person decides; two models that fail a paper on the same criterion, and
a classifier that ranks it low, keep it out.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.decisions import Decision
from bot.domain.facts import LONGEST_QUOTE
from bot.domain.model_votes import CriterionAnswer, Dissent, ModelVote
from bot.domain.protocol import Protocol
from bot.domain.verdicts import Judge, Verdict

SHORT_QUOTE = 100
"""Characters of a quote that no one will argue about."""


def weigh(
    decision: Decision,
    votes: Sequence[ModelVote],
    protocol: Protocol,
) -> Decision:
    """The verdict of rules and classifier, weighed with the models' votes on the same paper."""
    if not votes:
        return decision
    agreed, criterion = Verdict.UNSURE, ""
    verdicts = {vote.verdict for vote in votes}
    if verdicts == {Verdict.INCLUDE}:
        agreed = decision.verdict
    elif verdicts == {Verdict.EXCLUDE} and len(votes) > 1 and _ranked_low(decision, protocol):
        criterion = _failed_by_all(votes)
        agreed = Verdict.EXCLUDE if criterion else Verdict.UNSURE
    weighed = replace(
        decision,
        votes=tuple(_shortened(vote) for vote in votes),
        dissent=_dissent(decision, votes, verdicts, agreed),
    )
    if agreed is decision.verdict:
        return weighed
    by = "; ".join((decision.by, *(vote.by for vote in votes)))
    return replace(weighed, verdict=agreed, judge=Judge.MODEL, by=by, criterion=criterion)


def _dissent(
    decision: Decision, votes: Sequence[ModelVote], verdicts: set[Verdict], agreed: Verdict
) -> Dissent | None:
    if agreed is not Verdict.UNSURE or verdicts == {Verdict.UNSURE} == {decision.verdict}:
        return None
    if decision.verdict is Verdict.UNSURE and verdicts == {Verdict.EXCLUDE} and len(votes) == 1:
        return Dissent.SINGLE_MODEL
    if decision.verdict is Verdict.INCLUDE:
        return Dissent.PROGRAM_INCLUDES
    return Dissent.PROGRAM_WAITS


def _ranked_low(decision: Decision, protocol: Protocol) -> bool:
    return decision.score is not None and decision.score < protocol.screening.include_above


def _failed_by_all(votes: Sequence[ModelVote]) -> str:
    """The first criterion that every model finds not met, empty if there is none."""
    failed = [
        {answer.criterion for answer in vote.answers if answer.met == "not met"} for vote in votes
    ]
    common = set.intersection(*failed)
    return next((answer.criterion for answer in votes[0].answers if answer.criterion in common), "")


def _shortened(vote: ModelVote) -> ModelVote:
    """The vote with quotes short enough to be published."""
    return replace(vote, answers=tuple(_short(answer) for answer in vote.answers))


def _short(answer: CriterionAnswer) -> CriterionAnswer:
    longest = SHORT_QUOTE if answer.met == "met" else LONGEST_QUOTE
    if len(answer.quote) <= longest:
        return answer
    start = answer.quote[: longest - 2]
    return replace(answer, quote=f"{start.rpartition(' ')[0] or start} …")
