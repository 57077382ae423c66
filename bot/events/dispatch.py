"""From a written command to its result: permission, the nearest name, and the command itself."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.nearest_name import nearest_name
from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.commands import COMMANDS
from bot.events.comments import CommandCall


def perform(
    state: State,
    call: CommandCall,
    context: CommandContext,
    *,
    may_write: bool,
    commands: Mapping[str, Command] = COMMANDS,
) -> CommandResult:
    """The result of ``call``; nothing is changed for people who may not write."""
    command = commands.get(call.name)
    if command is None:
        return _no_such_command(call, commands)
    if command.who is Who.REVIEWERS and not may_write:
        return CommandResult(
            outcome=CommandOutcome.REFUSED,
            sentence="Only people with write access to this repository decide. Thank you all the"
            " same: they can read what you wrote.",
        )
    run = command.box if call.by_box and command.box else command.run
    return run(state, call, replace(context, commands=commands))


def _no_such_command(call: CommandCall, commands: Mapping[str, Command]) -> CommandResult:
    near = nearest_name(call.name, commands, cutoff=0.5)
    hint = f"Did you mean “/{near}”?" if near else "“/help” lists the commands."
    return CommandResult(
        outcome=CommandOutcome.UNKNOWN, sentence=f"There is no such command. {hint}"
    )
