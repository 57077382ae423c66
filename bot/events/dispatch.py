"""From a written command to its result: permission, the nearest name, and the command itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.nearest_name import nearest_name
from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.commands import COMMANDS
from bot.events.comments import holds_another

Asked = TypeVar("Asked")
_OTHER_WORDS = {
    "accept": "include",
    "approve": "include",
    "reject": "exclude",
    "undo": "unsure",
    "maybe": "unsure",
}
"""What people call a command, by words that are not like its name."""
REVIEWERS, OUTSIDERS = 50, 5
"""Commands of one comment that are followed for somebody who may write, and for others."""


def followed(asked: Sequence[Asked], *, may_write: bool) -> tuple[Sequence[Asked], str]:
    """Which of the commands of one comment are followed, and why no others; empty if all are."""
    most = REVIEWERS if may_write else OUTSIDERS
    if len(asked) <= most:
        return asked, ""
    whose = "" if may_write else "For people without write access "
    return asked[:most], (
        f"{whose}{most} commands of one comment are followed; {len(asked) - most} more stand in"
        " this one: give them in another comment"
    )


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
    if not call.by_box and holds_another(call):
        return CommandResult(
            outcome=CommandOutcome.UNKNOWN,
            sentence="Another command stands in the same line, so that nothing of it was done."
            " Write each command on a line of its own.",
        )
    run = command.box if call.by_box and command.box else command.run
    return run(state, call, replace(context, commands=commands))


def _no_such_command(call: CommandCall, commands: Mapping[str, Command]) -> CommandResult:
    near = _OTHER_WORDS.get(call.name) or nearest_name(call.name, commands)
    hint = f"Did you mean “/{near}”?" if near else "“/help” lists the commands."
    return CommandResult(
        outcome=CommandOutcome.UNKNOWN, sentence=f"There is no such command. {hint}"
    )
