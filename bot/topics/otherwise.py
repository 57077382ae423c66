"""What a topic decides about a review of another subject, told by what is different."""

from collections.abc import Mapping
from typing import Any

_NAMES = ("name", "label")
"""By which of its keys an entry of a list is called."""


def with_changes(tree: Any, changes: Any) -> Any:  # noqa: ANN401 - any value of a document
    """``tree`` with what ``changes`` says instead, key by key; what it leaves empty is taken out.

    Entries of a list are changed by their name or label, any other list is replaced as a whole.
    """
    if not isinstance(changes, Mapping):
        return changes
    if isinstance(tree, list):
        kept = ((entry, changes.get(_name(entry), {})) for entry in tree)
        return [with_changes(entry, change) for entry, change in kept if change is not None]
    before = tree if isinstance(tree, Mapping) else {}
    made = {key: with_changes(before.get(key), change) for key, change in changes.items()}
    return {key: value for key, value in {**before, **made}.items() if value is not None}


def _name(entry: Any) -> object:  # noqa: ANN401 - any value of a document
    """What an entry of a list is called, None where it has no name."""
    if not isinstance(entry, Mapping):
        return None
    return next((entry[key] for key in _NAMES if key in entry), None)
