"""Work on a real Dask scheduler and worker, and what happens when one of them dies."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.adapters.dask_cluster import ClusterOptions, Task, cluster
from bot.errors import Mistake, ServiceFailed
from bot.ports import silent

ROOT = Path(__file__).parents[2]
Work = Callable[[str, str], list[str]]


@dataclass
class Machines:
    """A scheduler and a worker, each a process of its own."""

    address: str
    scheduler: "subprocess.Popen[str]"


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("dask")
    inside = ["--dashboard-address", "127.0.0.1:0"]
    with ExitStack() as stack:

        def start(*arguments: str) -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, *inside], cwd=folder, text=True,
                stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},  # noqa: TID251 - Python must be found
            )  # fmt: skip
            stack.enter_context(process)
            stack.callback(_end, process)
            return process

        scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0")
        assert scheduler.stderr
        line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
        address = line.split()[-1]
        worker = start("worker", address, "--nthreads", "1", "--host", "127.0.0.1")
        assert worker.stderr
        next(line for line in worker.stderr if "Registered to" in line)
        # Whoever does not read what they log lets them wait.
        for process in (scheduler, worker):
            threading.Thread(target=_drain, args=(process,), daemon=True).start()
        yield Machines(address, scheduler)


def _drain(process: "subprocess.Popen[str]") -> None:
    assert process.stderr
    for _ in process.stderr:
        pass


def _end(process: "subprocess.Popen[str]") -> None:
    """End a process and the nanny's children with it."""
    os.killpg(process.pid, signal.SIGKILL)


def _task(
    work: Work, shared: str, *, known: dict[str, list[str]], done: Callable[[str], None] = silent
) -> Task[str, list[str]]:
    return Task(
        work=work, shared=shared, join=lambda first, second: first + second,
        known=known.get, done=lambda item, _: done(item),
    )  # fmt: skip


def test_a_worker_that_is_killed_costs_nothing(machines: Machines, tmp_path: Path) -> None:
    def work(folder: str, item: str) -> list[str]:
        marker = Path(folder, item)
        if item == "killer" and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "broken":
            raise ValueError("it breaks off")
        return [item]

    finished: list[str] = []
    items = ["a", "known", "killer", "broken", "b"]
    with cluster(ClusterOptions(scheduler=machines.address), silent) as workers:
        task = _task(work, str(tmp_path), known={"known": ["kept"]}, done=finished.append)
        outcome = workers.run(task, items)
    whole, faults = outcome
    assert whole == ["a", "kept", "killer", "b"]
    assert faults == {"broken": "it breaks off"}
    assert sorted(finished) == ["a", "b", "killer"]


def test_where_nothing_is_left_to_do_the_results_are_joined(machines: Machines) -> None:
    def work(_: str, item: str) -> list[str]:
        raise AssertionError(item)

    def recalled(item: str) -> list[str]:
        asked.append(item)
        return known[item]

    asked: list[str] = []
    known = {f"{number}": [f"{number}"] for number in range(20)}
    with cluster(ClusterOptions(scheduler=machines.address), silent) as workers:
        task = replace(_task(work, "", known=known), known=recalled)
        assert workers.run(task, [*known]) == ([*known], {})
        assert workers.run(_task(work, "", known={}), []) == (None, {})
    assert asked == [*known]


def test_a_scheduler_that_disappears_is_said_and_what_was_done_is_kept(
    machines: Machines, tmp_path: Path
) -> None:
    def work(folder: str, item: str) -> list[str]:
        try:
            Path(folder, "first").touch(exist_ok=False)
        except FileExistsError:
            threading.Event().wait(300)
        return [item]

    finished: list[str] = []

    def done(item: str) -> None:
        finished.append(item)
        machines.scheduler.kill()

    with (
        pytest.raises(ServiceFailed, match="scheduler is gone"),
        cluster(ClusterOptions(scheduler=machines.address), silent) as workers,
    ):
        workers.run(_task(work, str(tmp_path), known={}, done=done), ["a", "b"])
    assert len(finished) == 1


def test_a_scheduler_that_is_not_there_is_named() -> None:
    with (
        pytest.raises(ServiceFailed, match=r"tcp://127.0.0.1:1: "),
        cluster(ClusterOptions(scheduler="tcp://127.0.0.1:1", seconds=0.2), silent),
    ):
        pass


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(Mistake, match="needs Dask") as raised, cluster(ClusterOptions(), silent):
        pass
    assert "living-review-bot[backfill]" in raised.value.hint
