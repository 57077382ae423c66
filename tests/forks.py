"""The program in processes of their own, which are forked from one that has imported it.

So they begin at once, end as any process does, and may be killed at a chosen step.
"""

import json
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from bot.cli import main
from tests.conftest import HANG

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.forks", "tests.fork_server"])
_STEPS = ("subprocess.Popen", "os.rename", "smtplib.connect", "smtplib.send", "http.client.send")
"""Python's audit events before something is changed or asked outside of the process."""


def living_review(
    *arguments: str, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> CompletedProcess[str]:
    """The command line as a user meets it."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = _FORKS.Process(target=_speak, args=(arguments, _bare(environment), cwd, out, err))
        process.start()
        process.join(HANG)
        assert process.exitcode is not None, arguments
        texts = out.read_text("utf-8"), err.read_text("utf-8")
        return CompletedProcess(arguments, process.exitcode, *texts)


def killed(point: int | str, work: Callable[..., object], *arguments: object) -> str:
    """Do ``work`` in a process that is killed at its so-manieth step, or at the first of a name.

    Returns which step that was; the number of all steps when the work ended before.
    """
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "step"
        process = _FORKS.Process(target=_die, args=(point, note, work, *arguments))
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
    arguments: tuple[str, ...], environment: Mapping[str, str], cwd: Path | None, *out: Path
) -> None:
    for number, file in enumerate(out, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.chdir(cwd or Path.cwd())
    run_command(arguments, environment)


def _die(point: int | str, note: Path, work: Callable[..., object], *arguments: object) -> None:
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
