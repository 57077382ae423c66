"""Which of the commands that stand on GitHub are still to be followed, seen from the ledger."""

from collections import defaultdict
from collections.abc import Sequence

from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.state import State
from bot.events.command import CommandContext
from bot.events.command_call import CommandCall
from bot.events.commands import COMMANDS
from bot.events.comments import read_call
from bot.events.inbox import Request
from bot.events.paper import named_record
from bot.rendering.escaping import one_line

Settled = tuple[str, str]
"""The id of a paper, and what of it a command settles."""


def action_id(request: Request, call: CommandCall, state: State) -> str:
    """By which id following ``call`` is known; a command that came back has one of its own."""
    if request.by_box:
        return f"{request.place}-{request.at}-{call.fingerprint}"
    key = f"{request.place}-{call.fingerprint}"
    return f"{key}-{request.at}" if key in state.actions_by_id else key


def outstanding(request: Request, state: State, context: CommandContext) -> tuple[CommandCall, ...]:
    """The commands of ``request`` that were not followed yet.

    A ticked box was followed if the ledger has it. A comment may be edited: of what it settles, the
    commands up to which the ledger ends with the same ones were followed. So a line that was
    added is followed alone, and one that was changed and changed back is followed again.
    """
    if request.by_box:
        return tuple(
            call
            for call in request.calls
            if action_id(request, call, state) not in state.actions_by_id
        )
    standing: dict[Settled, list[str]] = defaultdict(list)
    for call in request.calls:
        standing[settled(call, state, context)].append(one_line(call.text))
    followed: dict[Settled, list[str]] = defaultdict(list)
    for action in state.actions_by_id.values():
        if action.place == request.place and (key := _settled_by(action, state, context)):
            followed[key].append(action.command)
    fresh = {key: texts[_common(texts, followed[key]) :] for key, texts in standing.items()}
    return tuple(
        call
        for call in request.calls
        if one_line(call.text) in fresh[settled(call, state, context)]
    )


def superseded(
    call: CommandCall, at: str, state: State, context: CommandContext
) -> ReviewerAction | None:
    """What somebody did later on the same, where that was heard of before; None if nothing."""
    key = settled(call, state, context)
    later = (
        action
        for action in state.actions
        if action.at > at
        and _settled_by(action, state, context) == key
        # Of several who decide one paper each has their say.
        and (context.protocol.reviewers.decisions == 1 or action.by == context.login)
    )
    return max(later, key=lambda action: action.at, default=None)


def settled(call: CommandCall, state: State, context: CommandContext) -> Settled:
    """What ``call`` settles."""
    command = COMMANDS.get(call.name)
    if command is None:
        return "", call.text
    paper, what = command.settles(call.arguments)
    record = named_record(state, paper, context) if paper else None
    return record.id if record else paper, what


def _settled_by(action: ReviewerAction, state: State, context: CommandContext) -> Settled | None:
    """What an action settled; None for the end of a pull request, which decides nothing alone."""
    call = read_call(action.command)
    if call is None:
        return None
    paper, what = settled(call, state, context)
    return (action.records[0] if action.records else paper), what


def _common(standing: Sequence[str], followed: Sequence[str]) -> int:
    """The length of the longest beginning of ``standing`` with which ``followed`` ends."""
    lengths = range(min(len(standing), len(followed)), 0, -1)
    return next((n for n in lengths if list(standing[:n]) == list(followed[-n:])), 0)
