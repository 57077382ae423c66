"""Where several people decide each paper: how far they are, and how well they agree."""

from collections.abc import Iterable

from bot.domain.protocol import Protocol
from bot.domain.reviewer_votes import ReviewerVote, deciding, is_conflict
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.rendering.decision_reasons import failed_criterion
from bot.rendering.phrases import day
from bot.synthesis.reviewer_agreement import ReviewerAgreement, reviewer_agreements

_SHORT = {1: "One person decides", 2: "Two people decide", 3: "Three people decide"}


def progress(state: State, protocol: Protocol, record: str) -> str:
    """How far people are with a paper, and how they differ once they do; else empty.

    Before they differ or agree, nobody is shown which way anybody decided.
    """
    wanted, votes = protocol.reviewers.decisions, deciding(state.standing_votes.get(record, {}))
    if not (wanted > 1 and votes and state.is_vote_open(record)):
        return ""
    if is_conflict(state.standing_votes[record]):
        ways = "; ".join(map(_vote_words, votes))
        return (
            f"Decided differently: {ways}. A third person decides, or one of them after discussion."
        )
    return f"{len(votes)} of {wanted} decided."


def votes_in_words(state: State, record: str) -> tuple[str, ...]:
    """What each person said of a paper, in a sentence, once they agree; none before."""
    if state.is_vote_open(record):
        return ()
    votes = deciding(state.standing_votes.get(record, {}))
    return tuple(f"{day(vote.on)}: {_vote_words(vote)}." for vote in votes)


def agreement_sentences(state: State, protocol: Protocol) -> tuple[str, ...]:
    """How papers are decided by several people and how well these agree; none where one decides."""
    wanted = protocol.reviewers.decisions
    if wanted == 1:
        return ()
    who = _SHORT.get(wanted, f"{wanted} people decide")
    rule = (
        f"{who} each paper, each without seeing what the others decided. What they decide alike is"
        " final; where they differ, a third person decides, or one of them after discussion."
    )
    return (rule, *map(_agreement, reviewer_agreements(state.votes)), *_differing(state))


def _agreement(agreement: ReviewerAgreement) -> str:
    first, second = agreement.people
    alike = f"{first} and {second} decided {agreement.alike} of {agreement.papers} papers alike"
    kappa = agreement.kappa
    if kappa is None:
        return f"{alike}; Cohen's kappa is not defined, as both gave them all one verdict."
    return (
        f"{alike}: Cohen's kappa {kappa.value:.2f}"
        f" (95% confidence interval {kappa.low:.2f} to {kappa.high:.2f})."
    )


def _differing(state: State) -> Iterable[str]:
    open_ = [
        record
        for record, votes in state.standing_votes.items()
        if is_conflict(votes) and state.is_vote_open(record)
    ]
    if open_:
        papers = "1 paper was" if len(open_) == 1 else f"{len(open_)} papers were"
        yield f"{papers} decided differently and await agreement."


def _vote_words(vote: ReviewerVote) -> str:
    if vote.verdict is Verdict.INCLUDE:
        return f"{vote.by} would include it"
    why = failed_criterion(vote.criterion)
    return f"{vote.by} would exclude it{why}"
