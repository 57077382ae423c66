"""The daemon under a clock that jumps: weeks, missed runs, failures, ends and summer time."""

import errno
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.errors import Failure, Foreseen, Mistake, ServiceFailed
from bot.jobs.schedule import FIRST_PAUSE, LONGEST_PAUSE, NAP, Clock, Job, Stopped, schedule
from bot.settings.timetable import Timetable

pytestmark = pytest.mark.few

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
WEEK = timedelta(weeks=1)
TEN = timedelta(minutes=10)


@dataclass
class Life:
    """A daemon's life in one folder, its clock in our hand."""

    folder: Path
    now: datetime
    zone: str = "UTC"
    ran: list[datetime] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    work: Callable[[datetime], str] = lambda _: "fine"

    def until(self, end: datetime, *, once: bool = False) -> None:
        def wait(seconds: float) -> bool:
            # Nothing is due for as long as a machine naps, and all here is due at whole minutes
            # that end in zero: until the next of them it may as well sleep.
            asleep = TEN - (self.now - MONDAY) % TEN
            self.now += asleep if seconds == NAP else timedelta(seconds=seconds)
            return self.now >= end

        def work(now: datetime) -> str:
            self.ran.append(now)
            return self.work(now)

        schedule(
            [Job(name="search", times=Timetable.read("Mon 06:00", self.zone), work=work)],
            Clock(now=lambda: self.now, wait=wait),
            DirectoryStore(self.folder),
            self.said.append,
            once=once,
        )


@pytest.fixture
def life(tmp_path: Path) -> Life:
    made = Life(tmp_path, MONDAY - timedelta(minutes=5))
    made.until(MONDAY - timedelta(minutes=1), once=True)
    made.ran.clear()
    return made


def test_four_weeks_are_four_runs(life: Life) -> None:
    life.until(MONDAY + 4 * WEEK - timedelta(hours=1))

    assert life.ran == [MONDAY + number * WEEK for number in range(4)]


def test_what_never_ran_runs_at_the_first_start(tmp_path: Path) -> None:
    life = Life(tmp_path, MONDAY - timedelta(days=3))
    life.until(MONDAY, once=True)
    life.until(MONDAY, once=True)

    assert life.ran == [MONDAY - timedelta(days=3)]


def test_missed_weeks_are_caught_up_once(life: Life) -> None:
    life.now = MONDAY + 2 * WEEK + timedelta(days=1)
    life.until(MONDAY + 4 * WEEK - timedelta(hours=1))

    assert life.ran == [MONDAY + 2 * WEEK + timedelta(days=1), MONDAY + 3 * WEEK]


def test_a_machine_that_slept_looks_at_the_clock_again(life: Life) -> None:
    naps: list[float] = []

    def wait(seconds: float) -> bool:
        naps.append(seconds)
        # One nap lasts three days, though a minute was asked for.
        life.now += timedelta(days=3) if len(naps) == 5 else timedelta(seconds=seconds)
        return life.now >= MONDAY + timedelta(days=3, hours=3)

    def work(now: datetime) -> str:
        life.ran.append(now)
        return "fine"

    schedule(
        [Job(name="search", times=Timetable.read("Mon 06:00", "UTC"), work=work)],
        Clock(now=lambda: life.now, wait=wait),
        DirectoryStore(life.folder),
        life.said.append,
    )

    assert [one.date() for one in life.ran] == [(MONDAY + timedelta(days=3)).date()]
    assert max(naps) <= 60


def test_a_failed_run_is_tried_again_with_growing_pauses_and_shown(
    life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    def fails_thrice(_: datetime) -> str:
        if len(life.ran) <= 3:
            raise ServiceFailed("PubMed failed: no answer in time", hint="Run again later.")
        return "fine"

    life.work = fails_thrice
    life.until(MONDAY + WEEK + timedelta(hours=1))

    pauses = [after - before for before, after in zip(life.ran, life.ran[1:], strict=False)]
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert life.ran[4] == MONDAY + WEEK
    assert "failed 3 times in a row" in caplog.text
    assert "PubMed failed" in caplog.text


def test_pauses_have_an_end_and_the_usual_time_counts_again(life: Life) -> None:
    def fails(_: datetime) -> str:
        raise Failure("no")

    life.work = fails
    life.until(MONDAY + WEEK + timedelta(minutes=1))

    pauses = [after - before for before, after in zip(life.ran, life.ran[1:], strict=False)]
    assert max(pauses) == LONGEST_PAUSE
    assert life.ran[-1] == MONDAY + WEEK


def test_what_a_person_must_put_right_waits_for_its_next_time(life: Life) -> None:
    def mistaken(_: datetime) -> str:
        raise Mistake("review.yaml, line 3: unknown key", hint="Mend it.")

    life.work = mistaken
    life.until(MONDAY + WEEK + timedelta(hours=1))

    assert life.ran == [MONDAY, MONDAY + WEEK]


def test_what_a_person_put_right_is_tried_at_the_next_start(life: Life) -> None:
    def mistaken(_: datetime) -> str:
        raise Mistake("this folder is in no git repository", hint="`git init`.")

    life.work = mistaken
    life.until(MONDAY + timedelta(minutes=1))
    life.work = lambda _: "fine"
    life.until(MONDAY + timedelta(hours=1))

    assert [ran.date() for ran in life.ran] == [MONDAY.date(), MONDAY.date()]


def test_a_fault_of_the_program_does_not_end_the_daemon(
    life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_: datetime) -> str:
        raise ZeroDivisionError

    life.work = breaks
    life.until(MONDAY + timedelta(minutes=15))

    assert len(life.ran) == 2
    assert "Traceback" in caplog.text


def test_a_full_disk_is_a_failure_that_ends_nothing(
    life: Life, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def work(_: datetime) -> str:
        (tmp_path / "schedule.json").unlink(missing_ok=True)
        (tmp_path / "schedule.json").mkdir(exist_ok=True)  # nothing can be written in its place
        raise OSError(errno.ENOSPC, "No space left on device", "state/runs.jsonl")

    life.work = work
    life.until(MONDAY + timedelta(minutes=15))

    assert life.ran == [MONDAY, MONDAY + FIRST_PAUSE]
    assert "state/runs.jsonl: No space left on device. Free some space" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_run_that_was_asked_to_end_begins_anew_after_the_next_start(life: Life) -> None:
    def stopped(_: datetime) -> str:
        raise Stopped("asked to end")

    life.work = stopped
    life.until(MONDAY + timedelta(hours=1))
    life.work = lambda _: "fine"
    life.until(MONDAY + timedelta(hours=2))

    assert life.ran[0] == MONDAY
    assert len(life.ran) == 2
    assert any("stopped on request" in one for one in life.said)


def test_failures_are_remembered_over_a_restart(life: Life, tmp_path: Path) -> None:
    def fails(_: datetime) -> str:
        raise ServiceFailed("no answer")

    life.work = fails
    life.until(MONDAY + timedelta(minutes=1))
    life.until(MONDAY + timedelta(minutes=11))

    held = json.loads((tmp_path / "schedule.json").read_text("utf-8"))
    assert held["search"]["failures"] == 2


@pytest.mark.parametrize(
    ("fault", "code"), [(ServiceFailed("PubMed failed"), 3), (Mistake("no"), 2), (KeyError(), 1)]
)
def test_done_once_a_failure_ends_with_its_exit_code(
    tmp_path: Path, fault: Exception, code: int
) -> None:
    def fails(_: datetime) -> str:
        raise fault

    life = Life(tmp_path, MONDAY, work=fails)
    with pytest.raises(Foreseen) as caught:
        life.until(MONDAY + timedelta(hours=1), once=True)

    assert caught.value.exit_code == code
    assert json.loads((tmp_path / "schedule.json").read_text("utf-8"))["search"]["failures"] == 1


@pytest.mark.parametrize("text", ["{", "[]", '{"search": 3}', '{"search": {"tried": "soon"}}', ""])
def test_a_broken_memory_is_none(life: Life, tmp_path: Path, text: str) -> None:
    (tmp_path / "schedule.json").write_text(text, "utf-8")
    life.until(MONDAY - timedelta(minutes=2), once=True)

    assert len(life.ran) == 1


def test_a_clock_that_was_ahead_keeps_no_job_waiting(life: Life, tmp_path: Path) -> None:
    start, tried = life.now, (MONDAY + 52 * WEEK).isoformat()
    (tmp_path / "schedule.json").write_text(json.dumps({"search": {"tried": tried}}), "utf-8")
    life.until(MONDAY + TEN)

    assert life.ran == [start, MONDAY]


def test_what_a_former_version_remembered_is_read(life: Life, tmp_path: Path) -> None:
    past = {"tried": life.now.isoformat(), "said": "fine"}
    (tmp_path / "schedule.json").write_text(json.dumps({"search": past}), "utf-8")
    life.until(MONDAY - timedelta(minutes=1), once=True)

    assert life.ran == []
    assert any("search: fine; next on" in line for line in life.said)


def test_summer_time_keeps_the_hour_on_the_wall(tmp_path: Path) -> None:
    life = Life(tmp_path, datetime(2027, 3, 20, tzinfo=UTC), zone="Europe/Berlin")
    life.until(datetime(2027, 4, 1, tzinfo=UTC))

    assert [f"{one:%m-%d %H:%M}" for one in life.ran[1:]] == ["03-22 05:00", "03-29 04:00"]
