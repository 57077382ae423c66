"""The daemon: the weekly job and publishing at the times of ``review.yaml``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot import settings
from bot.adapters.store import DirectoryStore
from bot.jobs.schedule import Clock, Job, Stopped, figures, schedule
from bot.settings.timetable import Timetable
from bot.wiring import weekly
from bot.wiring.locking import alone
from bot.wiring.publishing import publish_review
from bot.wiring.review_folder import CACHE, usable_root
from bot.wiring.runtime import Runtime


def daemon(
    directory: Path, runtime: Runtime, wait: Callable[[float], bool], *, once: bool = False
) -> None:
    """Do the jobs of the review in ``directory`` when they are due, until asked to end.

    ``wait`` waits so many seconds, and is True as soon as the program is asked to end.

    Raises:
        Mistake: settings that cannot be used.
        Failure: another daemon keeps this review.
    """
    root = usable_root(directory)
    protocol = settings.parse(DirectoryStore(root).read(settings.FILE) or "")
    plan = protocol.schedule

    def surroundings(now: datetime) -> Runtime:
        return replace(
            runtime,
            today=now.astimezone(UTC).date(),
            report=lambda line: _unless_stopped(wait, lambda: runtime.report(line)),
            progress=lambda *done: _unless_stopped(wait, lambda: runtime.progress(*done)),
        )

    jobs = (
        Job(
            name="search",
            times=Timetable.read(plan.search, plan.timezone),
            work=lambda now: figures(weekly(directory, surroundings(now)).figures),
        ),
        Job(
            name="publish",
            times=Timetable.read(plan.publish, plan.timezone),
            work=lambda now: figures(publish_review(directory, surroundings(now)).figures),
        ),
    )
    clock = Clock(
        now=lambda: datetime.fromtimestamp(runtime.time.seconds_since_epoch(), tz=UTC), wait=wait
    )
    with alone(
        root, name="schedule", busy="another daemon keeps this review",
        hint="End it first, or leave it to that one.",
    ):  # fmt: skip
        schedule(jobs, clock, DirectoryStore(root / CACHE), runtime.report, once=once)


def _unless_stopped(wait: Callable[[float], bool], say: Callable[[], None]) -> None:
    """Between two steps is where a job may end: nothing of it has left the machine yet."""
    if wait(0.0):
        raise Stopped("asked to end")
    say()
