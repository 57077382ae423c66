"""The workers of a whole run, forked from one process that has imported all that they need.

To import the program, its libraries and every test takes ten seconds of a processor's time, and as
much again of each worker that begins by itself.
"""

import atexit
import gc
import multiprocessing
import os
import signal
import socket
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from execnet import XSpec

_FORKS = multiprocessing.get_context("fork")
_HERE = Path(__file__).parent
_CALL = """import socket
call = socket.socket(socket.AF_UNIX)
call.connect({address!r})
socket.send_fds(call, [b"."], [0, 1, 2])
call.recv(1)
"""
"""A program that has another process work at its streams, and ends with that one."""


@contextmanager
def forked(specs: Sequence[XSpec], begin: Callable[[], object]) -> Iterator[None]:
    """Each worker is a copy of this process, where xdist would have started a Python.

    Before that, ``begin`` does what each of them would do.
    """
    gc.disable()
    _import_everything()
    # If it does not work, tests say so.
    with suppress(Exception):
        begin()
    # A worker that looked for garbage here would copy all of it.
    gc.freeze()
    gc.enable()
    with TemporaryDirectory(prefix="living-review-") as folder:
        address, caller = f"{folder}/calls", Path(folder) / "call.py"
        caller.write_text(_CALL.format(address=address), "utf-8")
        end, ended = socket.socketpair()
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(address)
            listener.listen()
            server = _FORKS.Process(target=_serve, args=(listener, end, ended))
            server.start()
        ended.close()
        for spec in specs:
            spec.python = f"{sys.executable} -IS {caller}"
        yield
        end.close()
        server.join()


def _import_everything() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for file in (_HERE / "fork_server.py", *sorted(_HERE.rglob("test_*.py"))):
            # What is wrong with a file is said when it is collected.
            with suppress(Exception, pytest.skip.Exception):
                import_module(".".join(file.relative_to(_HERE.parent).with_suffix("").parts))


def _serve(listener: socket.socket, end: socket.socket, ended: socket.socket) -> None:
    """Fork a worker for whoever calls, until the first process closes its end or is no more."""
    end.close()
    while listener in wait([listener, ended]):
        call, _ = listener.accept()
        _FORKS.Process(target=_work, args=(call,)).start()
        call.close()


def _work(call: socket.socket) -> None:
    """Be the Python that execnet has started: a line on its input says what to do."""
    atexit._clear()  # noqa: SLF001 - what it was to do at its end is for the first process
    _, streams, _, _ = socket.recv_fds(call, 1, 3)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    Thread(target=_end_with, args=(call,), daemon=True).start()
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    try:
        exec(eval(sys.stdin.readline()), {"__name__": "__main__"})  # noqa: S102, S307 - as execnet does
    finally:
        atexit._run_exitfuncs()  # noqa: SLF001 - multiprocessing leaves them out


def _end_with(call: socket.socket) -> None:
    """What kills the caller would have killed the worker."""
    call.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)
