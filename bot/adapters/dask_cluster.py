"""Dask: work on many items in many processes or on many machines, and their results joined.

It is an extra (``pip install living-review-bot[backfill]``): nothing of it is imported before a
cluster is asked for.
"""

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Generic, TypeVar

from bot import __version__
from bot.errors import Mistake, ServiceFailed
from bot.ports import Report

log = logging.getLogger(__name__)
Shared = TypeVar("Shared")
Result = TypeVar("Result")

MEMORY = "950MB"
"""Memory of a worker of the local cluster: one that needs more is started anew."""
_RETRIES = 2
"""Times an item is tried again whose work failed, as where a network did."""
_DEATHS = 2
"""Workers that may die over one item before it is given up."""
_BLOCK = 16
"""Results that are joined as soon as all of them are there."""
_QUIET = {"logging": {"distributed": "critical", "distributed.client": "critical"}}
"""Dask would log each connection, and a traceback for each try of a broken file."""
_SETTINGS = {
    "distributed.scheduler.allowed-failures": _DEATHS,
    **_QUIET,
    # What teaches a worker to score is larger than what Dask expects of a task.
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.worker.memory.terminate": 0.98,
}


@dataclass(frozen=True, kw_only=True)
class ClusterOptions:
    """Which cluster does the work."""

    scheduler: str = ""
    """Address of a scheduler that is there already; empty starts workers on this machine."""
    workers: int = 0
    """Workers on this machine; 0 for as many as it has cores."""
    processes: bool = True
    """Whether they are processes; else threads of this one."""
    seconds: float = 20.0
    """Longest time in which a scheduler must answer."""


@dataclass(frozen=True, kw_only=True)
class Task(Generic[Shared, Result]):
    """What is to be done with each item, and with the results."""

    work: Callable[[Shared, str], Result]
    """The result of one item; it runs on a worker."""
    shared: Shared
    """What the work needs for every item; it is sent to each worker once."""
    join: Callable[[Result, Result], Result]
    """The results of earlier items and those of later ones as one; it runs on a worker."""
    known: Callable[[str], Result | None]
    """The result of an item that was there before, None where there is none."""
    done: Callable[[str, Result], None]
    """Hears of each new result."""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Workers of this machine, or of others."""

    client: Any

    @property
    def dashboard(self) -> str:
        """Address at which a browser shows what the workers do; empty where there is none."""
        return str(self.client.dashboard_link or "") if find_spec("bokeh") else ""

    def run(
        self, task: Task[Shared, Result], items: Sequence[str]
    ) -> tuple[Result | None, dict[str, str]]:
        """The joined result of all items that have one, and why the others have none.

        Results are joined in blocks as these become complete, so that no worker holds many; which
        of them are joined first depends on the order of the items alone.

        Raises:
            ServiceFailed: the scheduler is gone.
        """
        blocks = [_Block(items[at : at + _BLOCK]) for at in range(0, len(items), _BLOCK)]
        with _scheduler_there():
            futures = self._submitted(task, blocks)
            faults: dict[str, str] = {}
            for future in self._completed(futures):
                block, item = futures.pop(future)
                if fault := future.exception():
                    log.info("%s could not be done", item, exc_info=fault)
                    faults[item] = _plain(fault)
                else:
                    task.done(item, future.result())
                    block.ready[item] = future
                block.waiting.discard(item)
                self._join_block(task, block)
            parts = [block.whole for block in blocks if block.whole is not None]
            whole = self._tree(task, parts)
            return (None if whole is None else whole.result()), faults

    def _submitted(
        self, task: Task[Shared, Result], blocks: Sequence["_Block"]
    ) -> dict[Any, tuple["_Block", str]]:
        sent = self._given(task.shared)
        futures = {}
        for block in blocks:
            for item in block.items:
                if (known := task.known(item)) is not None:
                    block.ready[item] = self._given(known)
                    continue
                future = self.client.submit(task.work, sent, item, retries=_RETRIES, pure=False)
                futures[future] = block, item
                block.waiting.add(item)
            self._join_block(task, block)
        return futures

    def _given(self, value: object) -> Any:  # noqa: ANN401 - a future
        """What is at hand, for tasks to use: a worker that dies cannot take it along."""
        return self.client.submit(given, value, pure=False)

    def _completed(self, futures: Mapping[Any, object]) -> Iterator[Any]:
        distributed: Any = import_module("distributed")
        return iter(distributed.as_completed(tuple(futures), loop=self.client.loop))

    def _join_block(self, task: Task[Shared, Result], block: "_Block") -> None:
        """Join a block in which nothing is waited for any more."""
        if block.waiting or block.whole is not None:
            return
        parts = [block.ready[item] for item in block.items if item in block.ready]
        block.ready.clear()
        block.whole = self._tree(task, parts)

    def _tree(self, task: Task[Shared, Result], parts: Sequence[Any]) -> Any:  # noqa: ANN401 - a future
        while len(parts) > 1:
            pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
            parts = [
                self.client.submit(task.join, *pair, retries=_RETRIES, pure=False)
                if len(pair) > 1
                else pair[0]
                for pair in pairs
            ]
        return parts[0] if parts else None


@dataclass(kw_only=False)
class _Block:
    """Items whose results are joined before those of other blocks."""

    items: Sequence[str]
    waiting: set[str] = field(default_factory=set)
    ready: dict[str, Any] = field(default_factory=dict)
    whole: Any = None


@contextmanager
def cluster(options: ClusterOptions, report: Report) -> Iterator[Cluster]:
    """Workers as the options say, for as long as they are needed.

    Raises:
        Mistake: Dask is not installed, or the workers have another version of this program.
        ServiceFailed: there is no scheduler at that address.
    """
    try:
        dask: Any = import_module("dask")
        with dask.config.set(_QUIET):
            distributed: Any = import_module("distributed")
    except ImportError:
        raise Mistake(
            "a backfill needs Dask, which is not installed",
            hint="pip install 'living-review-bot[backfill]'",
        ) from None
    with ExitStack() as stack:
        waiting = {"distributed.comm.timeouts.connect": f"{options.seconds}s"}
        stack.enter_context(dask.config.set({**_SETTINGS, **waiting}))
        place: Any = options.scheduler or stack.enter_context(_local(distributed, options))
        try:
            client = stack.enter_context(
                distributed.Client(place, timeout=options.seconds, set_as_default=False)
            )
        except (OSError, ValueError) as fault:
            raise ServiceFailed(
                f"no Dask scheduler answers at {options.scheduler}: {_plain(fault)}",
                hint="Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.",
            ) from None
        if options.scheduler:
            _check_versions(client)
        made = Cluster(client=client)
        if made.dashboard:
            report(f"Dask's dashboard: {made.dashboard}")
        yield made


@contextmanager
def _local(distributed: Any, options: ClusterOptions) -> Iterator[Any]:  # noqa: ANN401 - Dask has no types
    """Workers of this machine."""
    with warnings.catch_warnings():
        # How busy the machine is says nothing of the work.
        warnings.filterwarnings("ignore", "Creating scratch directories", UserWarning)
        started = distributed.LocalCluster(
            n_workers=options.workers or None,
            threads_per_worker=1,
            processes=options.processes,
            memory_limit=MEMORY if options.processes else None,
            # Else it would listen to the whole network.
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
    with started:
        yield started


def _check_versions(client: Any) -> None:  # noqa: ANN401 - Dask's client
    """Refuse workers of another version: they would find something else."""
    try:
        versions = set(client.run(program_version).values())
    except Exception as fault:  # noqa: BLE001 - whatever the workers raise
        raise Mistake(
            f"the workers cannot import this program: {_plain(fault)}",
            hint=f"Install living-review-bot {__version__} where they run.",
        ) from None
    if not versions:
        raise ServiceFailed(
            "the Dask scheduler has no workers", hint="Start some: `dask worker ADDRESS`."
        )
    if versions != {__version__}:
        raise Mistake(
            f"the workers have version {', '.join(sorted(versions))}, here it is {__version__}",
            hint="Install the same version everywhere.",
        )


def given(value: object) -> object:
    """``value``: a task whose result is known."""
    return value


def program_version() -> str:
    """The version of this program, asked of workers."""
    return __version__


@contextmanager
def _scheduler_there() -> Iterator[None]:
    """Say what it means when the scheduler is gone."""
    gone: Any = import_module("distributed.comm").CommClosedError
    try:
        yield
    except (CancelledError, TimeoutError, gone) as fault:
        raise ServiceFailed(
            "the Dask scheduler is gone",
            hint="What was done is kept. Run the same command again: it does only the rest.",
        ) from fault


def _plain(fault: BaseException) -> str:
    """A fault in a line of words."""
    if type(fault).__name__ == "KilledWorker":
        return "the workers that read it died, perhaps for want of memory"
    return " ".join(str(fault).split())[:200] or type(fault).__name__
