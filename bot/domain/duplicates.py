"""Two records that are, or may be, one paper."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two records, and why they are or may be one paper."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    one: str
    other: str
    """Ids of the records; ``other`` came later."""
    sure: bool
    """Whether they were joined; else a person is asked."""
    why: str
