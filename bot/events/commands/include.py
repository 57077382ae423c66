"""``/include``: the paper belongs to the review."""

from bot.domain.decisions import Verdict
from bot.domain.state import State
from bot.events.command import VERDICT, Command, CommandContext, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.decide import decide


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    return decide(state, call.arguments, context, Verdict.INCLUDE)


COMMAND = Command(
    name="include",
    usage="/include ID [reason]",
    summary="the paper is eligible",
    who=Who.REVIEWERS,
    settles=VERDICT,
    run=_run,
)
