"""One program at a time: the lock that keeps two from writing one review."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import Failure


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the review at ``root`` against every other run on this machine.

    Raises:
        Failure: another run holds it.
    """
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    # Whatever the review's own rules are: fetched abstracts are not to be committed.
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    lock = FileLock(folder / "run.lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout:
        raise Failure(
            "another run is at work on this review",
            hint="Wait until it has ended. Nothing was changed.",
        ) from None
