"""``/unsure``: a decision is taken back, and the paper waits again."""

from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.events.command import VERDICT, Command, CommandContext, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.decide import decide


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    return decide(state, call.arguments, context, Verdict.UNSURE)


COMMAND = Command(
    name="unsure",
    usage="/unsure ID",
    summary="withdraw the decision; the paper awaits one again",
    who=Who.REVIEWERS,
    settles=VERDICT,
    run=_run,
)
