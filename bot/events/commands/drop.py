"""``/drop``: a finding was read wrongly, and counts for nothing."""

from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.study_changes import on_finding, settles_finding
from bot.events.study_edits import dropped_finding


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    return on_finding(state, call, context, dropped_finding)


COMMAND = Command(
    name="drop",
    usage="/drop ID FINDING",
    summary="the finding was extracted wrongly: take it out, as in /drop 3 f2",
    who=Who.REVIEWERS,
    settles=settles_finding,
    run=_run,
)
