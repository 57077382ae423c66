"""The signals that end a daemon."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event


@contextmanager
def stop_signal() -> Iterator[Callable[[float], bool]]:
    """A way to wait that ends at once, and is true ever after, on SIGTERM or SIGINT."""
    ended = Event()
    before = {
        number: signal.signal(number, lambda *_: ended.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield ended.wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
