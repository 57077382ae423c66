"""``/snooze``: nobody is asked or reminded for a while."""

import re
from datetime import timedelta

from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall
from bot.rendering.phrases import day

LONGEST = timedelta(weeks=26)
_PERIOD = re.compile(r"(\d{1,3})\s*(day|week|month)s?")
_DAYS = {"day": 1, "week": 7, "month": 30}


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    arguments = call.arguments.lower()
    if arguments in ("off", "no", "0"):
        return _end(state, context)
    length = _length(arguments)
    if not timedelta(0) < length <= LONGEST:
        return CommandResult(
            outcome=CommandOutcome.UNKNOWN,
            sentence="Say for how long, 26 weeks at most: “/snooze 4 weeks”. “/snooze off”"
            " ends it.",
        )
    until = (context.today + length).isoformat()
    return CommandResult(
        outcome=CommandOutcome.DONE, until=until,
        sentence=f"Until {day(until)} there are no reminders and no new pull request is"
        " opened, unless a study is retracted; searches continue",
    )  # fmt: skip


def _length(text: str) -> timedelta:
    period = _PERIOD.fullmatch(text)
    return timedelta(days=int(period[1]) * _DAYS[period[2]]) if period else timedelta(0)


def _end(state: State, context: CommandContext) -> CommandResult:
    today = context.today.isoformat()
    if state.quiet_until <= today:
        return CommandResult(outcome=CommandOutcome.NOTHING, sentence="Nothing was snoozed")
    return CommandResult(outcome=CommandOutcome.DONE, sentence="Snoozing has ended", until=today)


COMMAND = Command(
    name="snooze",
    usage="/snooze 4 weeks",
    summary="no reminders or new pull requests for that time; /snooze off ends it",
    who=Who.REVIEWERS,
    settles=lambda _: ("", "snooze"),
    run=_run,
)
