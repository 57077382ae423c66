"""When a job is due: cron with the names of days, through APScheduler.

APScheduler counts weekdays from Monday = 0 and cron from Sunday = 0, so that numbers would mean
one day here and another there: they are refused.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger

from bot.domain.protocol import Protocol
from bot.errors import Mistake

_DAYS = "(?:mon|tue|wed|thu|fri|sat|sun)"
_WEEKDAYS = re.compile(rf"\*|{_DAYS}(?:-{_DAYS})?(?:,{_DAYS}(?:-{_DAYS})?)*")
_PLAIN = re.compile(r"(\S+)\s+([0-2]?\d):([0-5]\d)")
_FIELDS = 5
_HINT = "Write it as 'Mon 06:00', or as cron with days by their names: '0 6 * * mon'."


@dataclass(frozen=True)
class Timetable:
    """The times at which one job is due."""

    trigger: CronTrigger

    @classmethod
    def read(cls, text: str, timezone: str) -> Self:
        """The timetable that ``text`` of the protocol states.

        Raises:
            Mistake: it states none, or names days by number, or the time zone is unknown.
        """
        minute, hour, day, month, weekday = _fields(text)
        if not _WEEKDAYS.fullmatch(weekday):
            why = (
                ": weekdays by number mean other days to cron than to this program"
                if re.search(r"\d", weekday)
                else ""
            )
            raise Mistake(f"schedule: '{text}' does not name its days{why}", hint=_HINT)
        zone = zone_of(timezone)
        try:
            return cls(
                CronTrigger(
                    minute=minute, hour=hour, day=day, month=month, day_of_week=weekday,
                    timezone=zone,
                )
            )  # fmt: skip
        except ValueError as fault:
            raise Mistake(f"schedule: '{text}': {fault}", hint=_HINT) from None

    def next(self, after: datetime) -> datetime:
        """The first time later than ``after``, in UTC.

        Raises:
            Mistake: there is none, as on 31 February.
        """
        moment: datetime | None = after
        while moment is not None and (moment is after or moment.fold):
            # A time on the wall that comes twice, when summer time ends, counts once. Sums are
            # made in UTC: on the wall they would forget which of the two it is.
            later = moment.astimezone(UTC) + timedelta(seconds=1)
            moment = self.trigger.get_next_fire_time(None, later)
        if moment is None:
            raise Mistake("schedule: that day never comes", hint=_HINT)
        return moment.astimezone(UTC)

    def after(self, day: date) -> date:
        """The first day later than ``day`` on which the job is due."""
        zone = self.trigger.timezone
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
        return self.next(midnight - timedelta(seconds=1)).astimezone(zone).date()


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name of the tz database.

    Raises:
        Mistake: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistake(
            f"schedule.timezone: '{name}' is not known",
            hint="Use a name of the tz database, as Europe/Berlin or UTC.",
        ) from None


def _fields(text: str) -> tuple[str, str, str, str, str]:
    lower = text.strip().lower()
    if plain := _PLAIN.fullmatch(lower):
        return str(int(plain[3])), str(int(plain[2])), "*", "*", plain[1]
    parts = lower.split()
    if len(parts) != _FIELDS:
        raise Mistake(f"schedule: '{text}' is no time that comes again", hint=_HINT)
    minute, hour, day, month, weekday = parts
    return minute, hour, day, month, weekday


def next_search(protocol: Protocol, today: date) -> str:
    """The ISO date of the first search that the protocol plans after ``today``.

    Raises:
        Mistake: its timetable names no such time.
    """
    plan = protocol.schedule
    return Timetable.read(plan.search, plan.timezone).after(today).isoformat()
