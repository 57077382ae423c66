"""Where a fault stands in a YAML file that people write, and which keys may stand there."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from bot.errors import Mistake

Place = tuple[str | int, ...]
"""Keys and positions on the way from the top of a tree to one value."""
UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
"""Types of fault by which the validator says that a key is not known."""
MISSING = ("missing", "missing_argument")
QUOTE_IT = "Mend it, or put it in quotes."
"""What to say where a loader ends with a ValueError."""
_DEEPEST = 20
"""Levels of a file; what people write here has five."""
_MOST_REPEATED = 10_000
"""Values that aliases may stand for in one file, all together."""
_SUSPECT = re.compile(r"^ {40}|(?:[-?] ){10}|(?:^|[\s\[{,:-])[&*]\S", re.MULTILINE)
"""What nests without brackets, and what names a value or repeats it."""

_SLIPS_BEFORE = (
    (
        r"(?:<{7}|>{7}) ",
        "A merge was left unfinished at line {line}: keep one side between <<<<<<< and >>>>>>>.",
    ),
    (
        r" *(?![\t ])\s+\S",
        "Indent line {line} with plain blanks: those copied from elsewhere may differ.",
    ),
    (
        r"[ -]*[a-z_]+ *\uff1a",
        "Write the colon in line {line} as a plain one, with a blank behind it.",
    ),
)
"""How a line begins that is at fault, and what to do about it, where YAML stumbles further down."""
_SLIPS_THERE = (
    (r" *\t", "Indent the line with spaces: YAML takes no tab there."),
    # A text that nobody put in quotes and that reads like a second key.
    (
        r"[\s-]*[\w-]+:\s+[^\s\"'#\[{&*>|][^#]*:(?:\s|$)",
        "Put quotes around the text after the first colon: it holds another.",
    ),
)


@lru_cache(maxsize=1024)
def excess(text: str) -> tuple[int, str] | None:
    """The line at which a file nests or repeats more than any that a person writes, and what it is.

    To be asked before a file is loaded: a ring has no end, aliases of aliases multiply, and what
    is nested by the thousand ends the loader. None where there is nothing of the kind, or where
    the file is no YAML, which is for the loader to say.
    """
    if text.count("[") + text.count("{") <= _DEEPEST and not _SUSPECT.search(text):
        return None
    try:
        return _first_excess(text)
    except YAMLError:
        return None


def _first_excess(text: str) -> tuple[int, str] | None:
    weights: dict[str, int] = {}
    """How many values an anchor stands for, with all that its own aliases stand for."""
    above: list[tuple[str, int]] = []
    """Of each collection that is open, its anchor and the values before it in the one above."""
    size = repeated = 0
    for event in YAML(typ="safe").parse(text):
        fault = ""
        if isinstance(event, CollectionStartEvent):
            above.append((event.anchor or "", size))
            size = 1
            fault = f"it is nested more than {_DEEPEST} levels deep" * (len(above) > _DEEPEST)
        elif isinstance(event, CollectionEndEvent):
            anchor, before = above.pop()
            weights[anchor] = size
            size += before
        elif isinstance(event, (AliasEvent, ScalarEvent)):
            weight = weights.get(event.anchor, 1) if isinstance(event, AliasEvent) else 1
            size += weight
            repeated += weight if isinstance(event, AliasEvent) else 0
            fault = _repetition(event, [anchor for anchor, _ in above], repeated)
        if fault:
            return int(event.start_mark.line) + 1, fault
    return None


def _repetition(event: AliasEvent | ScalarEvent, above: list[str], repeated: int) -> str:
    """What is wrong with an alias within collections of some anchors; empty if nothing is."""
    if isinstance(event, AliasEvent) and event.anchor in above:
        return f"'*{event.anchor}' stands within what it stands for"
    if repeated > _MOST_REPEATED:
        return f"its aliases stand for more than {_MOST_REPEATED:,} values"
    return ""


def loaded(file: str, text: str, *, kind: str = "safe") -> Any:  # noqa: ANN401 - whatever it is
    """The tree of a YAML text; ``kind`` is ``rt`` where the lines of its keys are asked for later.

    Raises:
        Mistake: it is no YAML, or a value is none; it names the file and the line.
    """
    try:
        return YAML(typ=kind).load(text)
    except YAMLError as error:
        where, hint = unreadable_syntax(text, error)
        raise Mistake(f"{file}{where}", hint=hint) from None
    except ValueError as fault:
        raise Mistake(f"{file}{unreadable_value(text, fault)}", hint=QUOTE_IT) from None


def unreadable_syntax(text: str, fault: YAMLError) -> tuple[str, str]:
    """The line at which a loader gave up and why, and what to do about it."""
    mark = getattr(fault, "problem_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(fault, "position", 0)) + 1
    problem = getattr(fault, "problem", None) or getattr(fault, "reason", "unreadable")
    told = f", line {line}: not valid YAML: {' '.join(str(problem).split())}"
    return told, _hint(fault, text.splitlines()[:line])


def _hint(error: YAMLError, lines: Sequence[str]) -> str:
    """What to do about a fault that shows at the last of ``lines``."""
    if isinstance(error, DuplicateKeyError):
        return "The key stands there twice: leave one of them."
    for slip, hint in _SLIPS_BEFORE:
        if at := next((n for n, line in enumerate(lines, 1) if re.match(slip, line)), 0):
            return hint.format(line=at)
    last = lines[-1] if lines else ""
    hints = (hint for slip, hint in _SLIPS_THERE if re.match(slip, last))
    return next(hints, "Check the indentation, brackets and quotes around that line.")


def unreadable_value(text: str, fault: ValueError) -> str:
    """The line of what ended a loader with ``fault``, and what is wrong with it."""
    return f"{_line_of_unreadable(text)}: what looks like a date or a number is none: {fault}"


def _line_of_unreadable(text: str) -> str:
    for event in YAML(typ="safe").parse(text):
        if isinstance(event, ScalarEvent) and not event.style:
            try:
                YAML(typ="safe").load(event.value)
            except ValueError:
                return f", line {event.start_mark.line + 1}"
            except YAMLError:
                continue
    return ""


def as_json(tree: object) -> bytes:
    """A tree as JSON, the form in which strict validation expects its values.

    An escape may stand for half a letter, which no file can hold: it is left out.

    Raises:
        TypeError: a key is no plain word.
        ValueError: a number is longer than any that is meant.
    """
    return json.dumps(tree, default=str, ensure_ascii=False).encode(errors="ignore")


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
