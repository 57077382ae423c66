"""``/include``: the paper belongs to the review."""

from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.events.command import (
    VERDICT,
    Command,
    CommandContext,
    CommandOutcome,
    CommandResult,
    Who,
)
from bot.events.command_call import CommandCall
from bot.events.decide import decide


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    if call.arguments.lower().startswith("all "):
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence="“/include all proposed” includes the new studies that this pull request"
            " shows and nobody has decided: there is none",
        )
    return decide(state, call.arguments, context, Verdict.INCLUDE)


COMMAND = Command(
    name="include",
    usage="/include ID [reason]",
    summary="the paper is eligible; all new studies that are shown: /include all proposed",
    who=Who.REVIEWERS,
    settles=VERDICT,
    run=_run,
)
