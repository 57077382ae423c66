"""``/confirm``: a finding that was to be checked is right, and counts."""

from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.events.study_changes import on_finding, settles_finding
from bot.events.study_edits import confirmed_finding


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    return on_finding(state, call, context, confirmed_finding)


COMMAND = Command(
    name="confirm",
    usage="/confirm ID FINDING",
    summary="the finding is right as extracted, and counts, as in /confirm 3 f2",
    who=Who.REVIEWERS,
    settles=settles_finding,
    run=_run,
)
