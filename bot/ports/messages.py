"""What people who watch are told."""

from collections.abc import Callable

Report = Callable[[str], None]
"""Tells a watching person what is being done, in one line."""
Progress = Callable[[str, int, int], None]
"""Tells what is being done, how much is done, and of how much."""


def silent(*_: object) -> None:
    """Say nothing."""
