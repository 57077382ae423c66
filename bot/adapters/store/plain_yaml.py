"""YAML as ruamel writes it, at a tenth of the time: ruamel is asked for single odd values only."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

Dump = Callable[[object], str]
"""How ruamel writes a whole document."""

_PLAIN = re.compile(
    r"(?!(?:true|false|null)$)[A-Za-z]"
    r"(?:[!-9;-~\xa1-\u1fff\u2010-\u2027\u2030-\u206f]|:(?=[!-~])| (?=[^ #]))*",
    re.IGNORECASE,
)
"""Words that mean nothing but themselves: YAML 1.2 reads them as text without quotes."""
_HASH = re.compile(r"[1-9][0-9a-f]*[a-df][0-9a-f]*")
"""A hash that could be no number, nor the beginning of one."""
_NUMBER = re.compile(r"[1-9][0-9]*")
_BREAKS = re.compile(r"[\n\r\x85\u2028\u2029]")
_LONGEST_KEY = 100
"""Letters. YAML takes 128 on one line with what follows."""
_LONGEST = 10_000
"""Letters of a value that is surely on one line."""


class _TooOdd(Exception):
    """What only ruamel can write."""


def dumped(tree: object, dump: Dump) -> str:
    """``tree``, of mappings, lists and scalars, as ``dump`` would write it in ruamel's block style.

    Mappings are indented by 2, and lists by 4 with the dash at 2.
    """
    if not isinstance(tree, dict) or not tree:
        return dump(tree)
    try:
        return "".join(_mapping(tree, "", dump))
    except _TooOdd:
        return dump(tree)


def _mapping(tree: dict[object, object], indent: str, dump: Dump) -> Iterator[str]:
    for key, value in tree.items():
        if not isinstance(key, str) or len(key) > _LONGEST_KEY or not _PLAIN.fullmatch(key):
            raise _TooOdd
        if isinstance(value, dict) and value:
            yield f"{indent}{key}:\n"
            yield from _mapping(value, f"{indent}  ", dump)
        elif isinstance(value, list) and value:
            yield f"{indent}{key}:\n"
            yield from _items(value, f"{indent}  ", dump)
        elif value is None:
            yield f"{indent}{key}:\n"
        else:
            yield f"{indent}{key}: {_scalar(value, dump)}\n"


def _items(values: list[object], indent: str, dump: Dump) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and value:
            first = True
            for line in _mapping(value, f"{indent}  ", dump):
                yield f"{indent}- {line[len(indent) + 2 :]}" if first else line
                first = False
        elif isinstance(value, list):
            raise _TooOdd
        else:
            yield f"{indent}- {_scalar(value, dump)}\n"


def _scalar(value: object, dump: Dump) -> str:
    if isinstance(value, str):
        if len(value) < _LONGEST and (_PLAIN.fullmatch(value) or _HASH.fullmatch(value)):
            return value
        return f"'{value}'" if _NUMBER.fullmatch(value) else _odd(value, dump)
    if value is True or value is False:
        return "true" if value else "false"
    if type(value) is int:
        return str(value)
    if isinstance(value, float):
        return _odd(value, dump)
    raise _TooOdd


@lru_cache(maxsize=10_000, typed=True)
def _odd(value: str | float, dump: Dump) -> str:
    # What takes several lines is indented as deep as it stands.
    if isinstance(value, str) and (len(value) >= _LONGEST or _BREAKS.search(value)):
        raise _TooOdd
    return dump({"k": value}).removeprefix("k: ").removesuffix("\n")
