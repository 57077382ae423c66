"""The program in processes of their own, which are forked from one that has imported it.

So they begin at once, end as any process does, and may be killed at a chosen step.
"""

import json
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUnixStreamServer
from subprocess import CompletedProcess
from threading import Thread
from typing import Any

from bot.cli import main
from tests.conftest import HANG, process_folder

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.forks", "tests.fork_server"])
_CALL = """import json, os, socket, sys
call = socket.socket(socket.AF_UNIX)
call.connect({address!r})
said = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
socket.send_fds(call, [said], [0, 1, 2])
sys.exit(call.recv(1)[0])
"""
"""A program that has the command line done by another process, as if it did so itself."""
_STEPS = ("subprocess.Popen", "os.rename", "smtplib.connect", "smtplib.send", "http.client.send")
"""Python's audit events before something is changed or asked outside of the process."""


def living_review(
    *arguments: str, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> CompletedProcess[str]:
    """The command line as a user meets it."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = begun(*arguments, environment=environment, cwd=cwd, out=out, err=err)
        process.join(HANG)
        assert process.exitcode is not None, arguments
        texts = out.read_text("utf-8"), err.read_text("utf-8")
        return CompletedProcess(arguments, process.exitcode, *texts)


def begun(
    *arguments: str,
    environment: Mapping[str, str] | None,
    cwd: Path | None = None,
    out: Path,
    err: Path,
) -> BaseProcess:
    """The same, which goes on by itself and writes into the files ``out`` and ``err``."""
    process = _FORKS.Process(
        target=_speak, args=(process_folder(), arguments, _bare(environment), cwd, out, err)
    )
    process.start()
    return process


@contextmanager
def program(file: Path) -> Iterator[Path]:
    """The command line as an executable ``file``, for scripts to call."""
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "calls")
        caller = Path(folder) / "call.py"
        caller.write_text(_CALL.format(address=address), "utf-8")
        file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -IS "{caller}" "$@"\n', "utf-8")
        file.chmod(0o755)
        with ThreadingUnixStreamServer(address, _Answer) as server:
            Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            yield file
            server.shutdown()


class _Answer(BaseRequestHandler):
    """Does the command line in a process of its own that takes over the caller's streams."""

    def handle(self) -> None:
        process = _FORKS.Process(target=_stand_in, args=(process_folder(), self.request))
        process.start()
        process.join(HANG)
        self.request.sendall(bytes([(process.exitcode or 0) & 255]))


def killed(point: int | str, work: Callable[..., object], *arguments: object) -> str:
    """Do ``work`` in a process that is killed at its so-manieth step, or at the first of a name.

    Returns which step that was; the number of all steps when the work ended before.
    """
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "step"
        process = _FORKS.Process(
            target=_die, args=(process_folder(), point, note, work, *arguments)
        )
        process.start()
        process.join(HANG)
        assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
        return str(json.loads(note.read_text("utf-8"))) if note.exists() else ""


def run_command(arguments: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """The command line in this process."""
    os.environ.clear()  # noqa: TID251 - this process is the program's alone
    os.environ.update(environment)  # noqa: TID251 - likewise
    sys.argv = ["living-review-bot", *arguments]
    main()


def _bare(environment: Mapping[str, str] | None) -> Mapping[str, str]:
    return environment or {"PATH": os.environ["PATH"]}  # noqa: TID251 - git must be found


def _speak(
    leftovers: Path,
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    cwd: Path | None,
    *out: Path,
) -> None:
    tempfile.tempdir = environment.get("TMPDIR", str(leftovers))
    for number, file in enumerate(out, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.chdir(cwd or Path.cwd())
    run_command(arguments, environment)


def _stand_in(leftovers: Path, call: socket.socket) -> None:
    said, streams, _, _ = socket.recv_fds(call, 1 << 20, 3)
    arguments, environment, folder = json.loads(said)
    tempfile.tempdir = environment.get("TMPDIR", str(leftovers))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    # The server's own stream may have been a file, which this one need not be.
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    os.chdir(folder)
    run_command(tuple(arguments), environment)


def _die(
    leftovers: Path, point: int | str, note: Path, work: Callable[..., object], *arguments: object
) -> None:
    tempfile.tempdir = str(leftovers)
    passed = [0]

    def watch(event: str, details: tuple[Any, ...]) -> None:
        journal = event == "open" and str(details[0]).endswith("/sent") and details[1] == "a"
        if event not in _STEPS and not journal:
            return
        passed[0] += 1
        step = "journal" if journal else event
        if point in (passed[0], step):
            note.write_text(json.dumps(step), "utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        work(*arguments)
    finally:
        note.write_text(json.dumps(str(passed[0])), "utf-8")
