"""One comparison that a statement makes, with how sure its two sides are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One comparison of a statement; findings are told of its index against its comparator."""

    comparison: str
    """The id of the vocabulary; empty where nothing tells."""
    index: str = ""
    """The role of those the finding is told of."""
    comparator: str = ""
    reversed: bool = False
    """Whether the words tell it of the comparator, so that the finding says the opposite."""
    explicit: bool = True
    """Whether index and comparator both stand in the statement or its sentence."""
    tested: bool = True
    """False where something was found in one group and not in another."""
    treatment: str = ""
    """The words for what was done between two times."""
    at: int = -1
    """Where the index is named in the abstract."""

    def names(self, start: int, end: int) -> bool:
        """Whether it is a comparison of two sides that words between these places name."""
        return self.explicit and start <= self.at < end
