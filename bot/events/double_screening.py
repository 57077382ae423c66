"""Double screening: from what each of several people says alone to a verdict on the paper.

Nobody is shown what others said of a paper before enough have decided: answers, cards and commit
messages only count.
"""

from bot.domain.decisions import Decision, day_of_decision
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.reviewer_votes import Agreed, ReviewerVote, Votes, agreed, deciding, is_conflict
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.events.command import CommandOutcome, CommandResult
from bot.events.comments import read_call
from bot.events.ruling import Ruling, is_decided_so, verdict_words

HIDDEN = "A decision"
"""What stands for a command that would give away what somebody decided."""
_VERDICTS = ("include", "exclude", "unsure")


def vote_on(state: State, record: Record, ruling: Ruling, protocol: Protocol) -> CommandResult:
    """What comes of one person's ruling where the protocol wants several."""
    vote = ReviewerVote(
        record=record.id, by=ruling.by, verdict=ruling.verdict, on=ruling.on,
        criterion=ruling.criterion, reason=ruling.reason,
    )  # fmt: skip
    before = state.standing_votes.get(record.id, {})
    last = before.get(vote.person)
    previous = (last.verdict, last.criterion) if last else (Verdict.UNSURE, "")
    if previous == (vote.verdict, vote.criterion):
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence=f"{record.label}: you decided so already"
            if last
            else f"{record.label}: you had not decided it",
        )
    wanted, criteria = protocol.reviewers.decisions, protocol.exclusion_criteria
    after = {**before, vote.person: vote}
    settled, was_settled = agreed(after, wanted, criteria), agreed(before, wanted, criteria)
    return CommandResult(
        outcome=CommandOutcome.DONE,
        vote=vote,
        decision=_decision(state, vote, settled, was_settled),
        record=record.id,
        sentence=f"{record.label}: {_progress(after, settled, wanted)}",
    )


def _decision(
    state: State, vote: ReviewerVote, settled: Agreed | None, was_settled: Agreed | None
) -> Decision | None:
    """The verdict that follows, None where all stays as it is."""
    current = state.current_decisions.get(vote.record)
    on = day_of_decision(vote.on, current)
    if settled:
        if is_decided_so(current, settled.verdict, settled.criterion):
            return None
        return Decision(
            record=vote.record, verdict=settled.verdict, judge=Judge.PERSON,
            by=" and ".join(settled.people), on=on, criterion=settled.criterion,
            reasons=(f"Decided alike by {len(settled.people)} people.", vote.reason),
        )  # fmt: skip
    if was_settled and current and current.judge is Judge.PERSON:
        return Decision(
            record=vote.record, verdict=Verdict.UNSURE, judge=Judge.PERSON, by=vote.by, on=on,
            reasons=("A reviewer changed their mind: the paper awaits agreement again.",),
        )  # fmt: skip
    return None


def _progress(votes: Votes, settled: Agreed | None, wanted: int) -> str:
    if settled:
        return f"{verdict_words(settled.verdict, settled.criterion)}, by agreement"
    if is_conflict(votes):
        return "decided differently; a third person decides, or one of you after discussion"
    return f"{len(deciding(votes))} of {wanted} decided"


def shown_command(action: ReviewerAction, state: State) -> str:
    """The command of an action, hidden while others are still to decide the same paper."""
    call = read_call(action.command)
    is_verdict = call is not None and call.name in _VERDICTS
    open_ = any(state.is_vote_open(record) for record in action.records)
    return HIDDEN if is_verdict and open_ else action.command
