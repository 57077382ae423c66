"""Schedule: the jobs at their times, one after the other, for people without Actions.

A job is due when its timetable has a time since it was last tried, so that however many were
missed while the machine slept, it is caught up once. A job that failed is tried again sooner,
with growing pauses; one that a person must put right waits for its next time, or the next start.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol as Port

from bot.errors import Failure, Foreseen, ServiceFailed, as_foreseen
from bot.ports import Report

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=10), timedelta(hours=6)
"""Until a failed job is tried again; twice as long after each failure."""
NAP = 60.0
"""Longest sleep in seconds: a machine that was suspended looks at the clock soon after."""
_FILE = "schedule.json"
_FORMER = {"said": "outcome"}
"""Names in files of former versions."""


class Stopped(Foreseen):
    """The program was asked to end; what was under way is left as it was before."""

    exit_code = 0


class Times(Port):
    """When a job is due."""

    def next(self, after: datetime) -> datetime:
        """The first time later than ``after``."""


class KeptFiles(Port):
    """Files that outlive the process."""

    def read(self, path: str) -> str | None:
        """A file's text, None when there is none."""

    def write(self, path: str, text: str) -> None:
        """Replace a file, whole or not at all.

        Raises:
            OSError: it cannot be written now.
        """


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something to do at its times."""

    name: str
    times: Times
    work: Callable[[datetime], str]
    """Does it, told the time; says in one line what came of it."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The time, and a way to wait for it."""

    now: Callable[[], datetime]
    """With a time zone."""
    wait: Callable[[float], bool]
    """Wait so many seconds; True as soon as the program is asked to end."""


@dataclass(frozen=True, kw_only=True)
class JobMemory:
    """What is remembered of a job."""

    tried: str = ""
    """When it was last tried, in ISO 8601; empty: never."""
    failures: int = 0
    """In a row."""
    again: str = ""
    """When it is tried again out of turn; empty: at its next time."""
    outcome: str = ""
    """What came of it."""


def schedule(
    jobs: Sequence[Job], clock: Clock, memory: KeptFiles, report: Report, *, once: bool = False
) -> None:
    """Do every job when it is due, until asked to end; ``once``: do what is due now, and end.

    Raises:
        Foreseen: with ``once``, the first failure, when everything due was tried.
    """
    past = {name: _at_start(each) for name, each in _remembered(memory).items()}
    for job in jobs:
        _announce(job, past.get(job.name, JobMemory()), clock.now(), report)
    while not clock.wait(0.0):
        now = clock.now()
        due = {job.name: _due(job, past.get(job.name, JobMemory()), now) for job in jobs}
        ready = [job for job in jobs if due[job.name] <= now]
        try:
            failures = _perform_all(ready, past, clock, memory, report)
        except Stopped:
            return
        if once and failures:
            raise failures[0]
        if once:
            return
        if not ready:
            clock.wait(min(NAP, (min(due.values()) - now).total_seconds()))


def _perform_all(
    jobs: Sequence[Job], past: dict[str, JobMemory], clock: Clock, memory: KeptFiles, report: Report
) -> list[Foreseen]:
    """Do jobs one after the other; returns the failures, which are reported already."""
    failures = []
    for job in jobs:
        try:
            _perform(job, past, clock, memory, report)
        except Stopped:
            raise
        except Foreseen as failure:
            failures.append(failure)
    return failures


def _perform(
    job: Job, past: dict[str, JobMemory], clock: Clock, memory: KeptFiles, report: Report
) -> None:
    """Do a job and remember what came of it.

    Raises:
        Stopped: the program was asked to end.
        Foreseen: the job failed, which is remembered and reported already.
    """
    now, before = clock.now(), past.get(job.name, JobMemory())
    report(f"{job.name}: begins")
    failure: Foreseen | None = None
    try:
        outcome = job.work(now)
    except Stopped:
        report(f"{job.name}: stopped on request; it begins anew with the next start")
        raise
    except (Foreseen, OSError) as fault:
        failure = as_foreseen(fault)
        outcome = f"{failure.message}. {failure.hint}".strip()
        after = _failed(before, clock.now(), outcome, failure)
    except Exception as fault:
        # A bug in one job must not end the others.
        log.exception("%s: a fault of the program", job.name)
        failure = Failure(f"{job.name}: a fault of the program: {fault!r}", hint="See the log.")
        after = _failed(before, clock.now(), f"a fault of the program: {fault!r}", fault)
    else:
        after = JobMemory(outcome=outcome)
    past[job.name] = replace(after, tried=now.isoformat())
    _remember(past, memory)
    _announce(job, past[job.name], clock.now(), report)
    if failure is not None:
        raise failure


def _failed(before: JobMemory, now: datetime, outcome: str, fault: Exception) -> JobMemory:
    failures = before.failures + 1
    by_itself = isinstance(fault, Failure | ServiceFailed) or not isinstance(fault, Foreseen)
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
    again = (now + pause).isoformat() if by_itself else ""
    return JobMemory(failures=failures, again=again, outcome=outcome)


def _at_start(past: JobMemory) -> JobMemory:
    """What waited for a person is due now: who starts the program may just have put it right."""
    return replace(past, tried="") if past.failures and not past.again else past


def _due(job: Job, past: JobMemory, now: datetime) -> datetime:
    """When the job is to be done; one that never was is due now.

    So is one that was tried at a time yet to come: the clock was ahead then, and nobody would wait
    until it is right.
    """
    tried = datetime.fromisoformat(past.tried) if past.tried else None
    if tried is None or tried > now:
        return now
    usual = job.times.next(tried)
    return min(usual, datetime.fromisoformat(past.again)) if past.again else usual


def _announce(job: Job, past: JobMemory, now: datetime, report: Report) -> None:
    """Say how the job stands, failures first of all."""
    due = _due(job, past, now).astimezone(UTC)
    coming = "due now" if due <= now else f"next on {due:%Y-%m-%d at %H:%M} UTC"
    if past.failures:
        often = "failed" if past.failures == 1 else f"failed {past.failures} times in a row"
        log.error("%s: %s, %s: %s", job.name, often, coming, past.outcome)
    else:
        report(f"{job.name}: {past.outcome + '; ' if past.outcome else ''}{coming}")


def _remember(past: Mapping[str, JobMemory], memory: KeptFiles) -> None:
    """Keep what came of the jobs; where the disk is full that ends nothing but this."""
    try:
        memory.write(
            _FILE, json.dumps({name: asdict(kept) for name, kept in past.items()}, indent=1)
        )
    except OSError as fault:
        log.warning("%s could not be written: %s", _FILE, fault.strerror)


def _remembered(memory: KeptFiles) -> dict[str, JobMemory]:
    """What is known from before; a file that cannot be read is as none."""
    try:
        remembered = json.loads(memory.read(_FILE) or "{}")
        pasts = {
            str(key): JobMemory(
                **{_FORMER.get(name, name): value for name, value in values.items()}
            )
            for key, values in remembered.items()
        }
        for past in pasts.values():
            for time in filter(None, (past.tried, past.again)):
                _aware(time)
    except (ValueError, TypeError, AttributeError):
        log.warning("%s could not be read: every job counts as never done", _FILE)
        return {}
    return pasts


def _aware(time: str) -> None:
    if datetime.fromisoformat(time).tzinfo is None:
        raise ValueError(time)


def figures(done: Mapping[str, int | str]) -> str:
    """What a job did, in one line."""
    named = {name.replace("_", " "): value for name, value in done.items()}
    return ", ".join(f"{name} {value}" for name, value in named.items() if value not in (0, "none"))
