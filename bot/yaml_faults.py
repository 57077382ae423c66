"""Where a fault stands in a YAML file that people write, and which keys may stand there."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from ruamel.yaml.comments import CommentedMap, CommentedSeq

Place = tuple[str | int, ...]
"""Keys and positions on the way from the top of a tree to one value."""
UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
"""Types of fault by which the validator says that a key is not known."""
MISSING = ("missing", "missing_argument")


def line_of(tree: object, place: Place) -> int:
    """Return the line of ``place`` in a tree that was read for round trips.

    Where it has none, as a key taken over by ``<<``, the line of the nearest thing above counts.
    """
    line = 1
    for part in place:
        if isinstance(tree, CommentedMap) and part in tree:
            lines = tree.lc.data or {}
            line = lines[part][0] + 1 if part in lines else line
        elif isinstance(tree, CommentedSeq) and isinstance(part, int) and part < len(tree):
            line = tree.lc.item(part)[0] + 1
        else:
            break
        tree = tree[part]
    return int(line)


def line_of_odd_key(tree: object) -> int | None:
    """Return the line of the first key that is no text."""
    if isinstance(tree, CommentedMap):
        for key, value in tree.items():
            line = line_of_odd_key(value) if isinstance(key, str) else int(tree.lc.data[key][0]) + 1
            if line:
                return line
    return None


def keys_at(root: type, place: Place) -> list[str]:
    """Return the keys that may stand at ``place``, found by walking dataclasses from ``root``."""
    kind: Any = root
    for part in place:
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            # A dataclass around one mapping stands in files as that mapping.
            kind = hints.get(str(part)) or (_inner(*hints.values()) if len(hints) == 1 else str)
        else:
            kind = _inner(kind)
    kind = next((arm for arm in get_args(kind) if is_dataclass(arm)), kind)
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def _inner(kind: Any) -> Any:  # noqa: ANN401 - a type
    """Return the type of what a list, a tuple, a mapping or an optional value holds."""
    arms = [arm for arm in get_args(kind) if arm not in (..., type(None))]
    return arms[-1] if arms else str
