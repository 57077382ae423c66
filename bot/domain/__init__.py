"""What the review speaks of: records, decisions, studies, runs, and its protocol.

Frozen dataclasses on the standard library alone. ``STRICT`` is read by the validator
at the border: a field this version does not know is refused, never dropped.
"""

from typing import Literal, TypedDict


class Strictness(TypedDict):
    """The two settings that the validator at the border honours."""

    extra: Literal["forbid"]
    strict: bool


STRICT: Strictness = {"extra": "forbid", "strict": True}
