"""The lines of a YAML document on which its keys stand."""

from ruamel.yaml.comments import CommentedMap, CommentedSeq

Path = tuple[str | int, ...]
"""The keys and positions that lead to one place in a document."""


def line_of_odd_key(tree: object) -> int | None:
    """The line of the first key that is no text."""
    if isinstance(tree, CommentedMap):
        for key, value in tree.items():
            line = line_of_odd_key(value) if isinstance(key, str) else int(tree.lc.data[key][0]) + 1
            if line:
                return line
    return None


def line_of(tree: object, place: Path) -> int:
    """The line of ``place``, or of the nearest thing above it that has one."""
    line = 1
    for part in place:
        if isinstance(tree, CommentedMap) and part in tree:
            # A key taken over from elsewhere by `<<` has no line of its own.
            line = tree.lc.data[part][0] + 1 if part in tree.lc.data else line
        elif isinstance(tree, CommentedSeq) and isinstance(part, int) and part < len(tree):
            line = tree.lc.item(part)[0] + 1
        else:
            break
        tree = tree[part]
    return int(line)
