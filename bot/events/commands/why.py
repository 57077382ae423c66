"""``/why``: the history of one paper, and the words behind what was extracted from it."""

from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.paper import named_record, no_such_paper
from bot.rendering.record_history import record_history


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    record = named_record(state, call.arguments, context)
    if record is None:
        return no_such_paper(call.arguments)
    text = record_history(state, context.protocol, record.id, context.vocabulary) or ""
    return CommandResult(
        outcome=CommandOutcome.ANSWER,
        sentence=f"Everything recorded about {record.label} is below",
        details=text,
    )


COMMAND = Command(
    name="why",
    usage="/why ID",
    summary="everything recorded about the paper, and why it was decided so",
    who=Who.EVERYBODY,
    run=_run,
)
