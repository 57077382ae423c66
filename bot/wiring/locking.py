"""One program at a time: the lock that keeps two from writing one review."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import Failure
from bot.wiring.review_folder import CACHE

RUNNING = "another run is at work on this review"
WAIT = "Wait until it has ended. Nothing was changed."
WRITABLE = (
    "Even a dry run works in a copy that it keeps there: make the folder writable, or work on a"
    " clone of the review."
)


class Busy(Failure):
    """Another program is at work on the review."""


class Unwritable(Failure):
    """The review's folder cannot be written."""


@contextmanager
def alone(
    root: Path, *, name: str = "run", busy: str = RUNNING, hint: str = WAIT
) -> Iterator[None]:
    """Hold the review at ``root`` against every other run on this machine.

    There is one lock of each ``name``.

    Raises:
        Busy: another run holds it, which is what ``busy`` says, and ``hint`` what to do.
        Unwritable: the review's folder cannot be written.
    """
    folder = root / CACHE
    try:
        folder.mkdir(exist_ok=True)
        # Whatever the review's own rules are: fetched abstracts are not to be committed.
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as fault:
        raise Unwritable(f"{folder} cannot be written: {fault.strerror}", hint=WRITABLE) from None
    lock = FileLock(folder / f"{name}.lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout:
        raise Busy(busy, hint=hint) from None
