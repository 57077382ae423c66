"""``/help``: the list of the commands."""

from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall


def _run(_: State, __: CommandCall, context: CommandContext) -> CommandResult:
    lines = [f"  {command.usage:<34}{command.summary}" for command in context.commands.values()]
    return CommandResult(
        outcome=CommandOutcome.ANSWER,
        sentence="These commands work at the beginning of a line, several in one comment",
        details="\n".join([
            *lines, "", f"Criteria here: {', '.join(context.protocol.criteria)}.",
            "ID is a PMID, a DOI, or the number of the paper in the pull request.",
        ]),
    )  # fmt: skip


COMMAND = Command(name="help", usage="/help", summary="this list", who=Who.EVERYBODY, run=_run)
