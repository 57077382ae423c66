"""What reads and writes one kind of line, or of file, of the state."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter


def line_type(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - whatever a ledger holds
    """The adapter of ``kind``; it takes longer to make than a ledger to read."""
    return _made(kind)


def plain(value: object) -> object:
    """What a ledger or a study file holds of ``value``, as plain JSON data."""
    return None if value is None else line_type(type(value)).dump_python(value, mode="json")


@lru_cache
def _made(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(kind)  # type: ignore[arg-type] # types are hashable, too
