"""Record decisions: what a person decided goes to the update branch, all in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.events.command import CommandOutcome, CommandResult
from bot.events.decide import rule_on
from bot.events.ruling import Ruling
from bot.pipeline.apply_reviewer_actions import apply_reviewer_actions
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard import refresh_after_reply
from bot.pipeline.publish_update import publish_update
from bot.pipeline.refresh_proposal import refresh_proposal
from bot.pipeline.weekly import begin
from bot.rendering.escaping import message
from bot.rendering.phrases import counted

REASON = "Screened from title and abstract."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """The person who decides."""

    name: str
    """As the ledger names them."""
    email: str = ""

    @property
    def co_author(self) -> str:
        """The line that names them in a commit, empty where no address is known."""
        return f"Co-authored-by: {self.name} <{self.email}>" if self.email else ""

    def commit_message(self, subject: str) -> str:
        """What a commit of what they did says, with who did it."""
        return f"{message(subject)}\n\n{self.co_author}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDecision:
    """What a person decided on one paper."""

    record: str
    verdict: Verdict
    on: str
    """ISO date."""
    criterion: str = ""
    reason: str = REASON


@dataclass(frozen=True, kw_only=True)
class RecordedDecisions:
    """What came of decisions."""

    results: tuple[CommandResult, ...]
    """One for each, in their order."""
    state: State
    branch: str
    """Where they stand now."""

    @property
    def done(self) -> int:
        """How many changed anything."""
        return sum(result.outcome is CommandOutcome.DONE for result in self.results)

    @property
    def sentence(self) -> str:
        """What was saved, and where."""
        if not self.done:
            return "There was nothing to save."
        return f"Saved {counted(self.done, 'decision')} in one commit on {self.branch}."


def record_decisions(
    context: RunContext, reviewer: Reviewer, decisions: Sequence[PaperDecision]
) -> RecordedDecisions:
    """Add ``decisions`` to the ledger, on top of all that others did, and publish them.

    Raises:
        Overtaken: the branch was moved in the meantime, and nothing was done.
        ServiceFailed: the remote or GitHub does not answer.
    """
    draft = apply_reviewer_actions(begin(context), context)
    state = draft.marked
    results = []
    for decision in decisions:
        result = _ruled(state, decision, reviewer, context)
        results.append(result)
        state = result.applied_to(state)
    recorded = RecordedDecisions(
        results=tuple(results), state=state, branch=context.review.workspace.branch
    )
    if recorded.done:
        commit = reviewer.commit_message(f"Decide {counted(recorded.done, 'paper')}")
        draft = publish_update(draft, state, commit, f"{reviewer.name} decided", context)
        draft = replace(draft, answered=(recorded.sentence,))
        refresh_after_reply(refresh_proposal(draft, context), context)
    return recorded


def _ruled(
    state: State, decision: PaperDecision, reviewer: Reviewer, context: RunContext
) -> CommandResult:
    record = state.by_id.get(decision.record)
    if record is None:
        return CommandResult(
            outcome=CommandOutcome.UNKNOWN,
            sentence=f"The paper {decision.record} is not in the review any more",
        )
    ruling = Ruling(
        verdict=decision.verdict, by=reviewer.name, on=decision.on,
        reason=decision.reason, criterion=decision.criterion,
    )  # fmt: skip
    return rule_on(state, record, ruling, context.protocol)
