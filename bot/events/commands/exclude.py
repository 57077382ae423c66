"""``/exclude``: the paper is not eligible; name the criterion that it fails."""

import re

from bot.domain.nearest_name import nearest_name
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

_BEFORE, _AFTER = r"[\s:,(\"'“\u2013-]*", r"[\s:,;.)\"'”]+(?:[\u2013-]\s+)?"
"""What people write around the name of a criterion."""


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    key, _, rest = call.arguments.partition(" ")
    names = context.protocol.exclusion_criteria
    # The longest name first: the name of one criterion may open with that of another.
    for name in sorted(names, key=len, reverse=True):
        spelling = re.escape(name).replace(r"\ ", "[ _-]")
        if match := re.match(rf"{_BEFORE}{spelling}(?:{_AFTER}|$)", rest, re.IGNORECASE):
            arguments = f"{key} {rest[match.end() :]}".strip()
            return decide(state, arguments, context, Verdict.EXCLUDE, name)
    near = nearest_name(rest.split(" ")[0].lower(), names) if rest else ""
    meant = f" Did you mean “/exclude {key} {near}”?" if near else ""
    return CommandResult(
        outcome=CommandOutcome.UNKNOWN,
        sentence=f"Which criterion does it fail? Write one of {', '.join(names)} after the"
        f" paper.{meant}",
    )


def _ticked(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    """A ticked box names one criterion, or none."""
    key, _, name = call.arguments.partition(" ")
    return decide(state, key, context, Verdict.EXCLUDE, name)


COMMAND = Command(
    name="exclude",
    usage="/exclude ID CRITERION [reason]",
    summary="the paper is not eligible; name the criterion that it fails; several: /exclude 5-9 12"
    " study",
    who=Who.REVIEWERS,
    settles=VERDICT,
    run=_run,
    box=_ticked,
)
