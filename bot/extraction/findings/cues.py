"""Direction cues are the words that say which way a measure goes, and how they stand there."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.extraction.findings.cue_vocabulary import CORRELATION_CUES, load
from bot.extraction.text import located, small

VALUES = "values"
"""The word of a cue that is no word, but two printed values."""
_TOKEN = re.compile(r"([^\W_]+(?:[-'][^\W_]+)*|[^\w\s])")
_HYPHENS = str.maketrans("\u2010\u2011\u2013\u2019", "---'")


class Token(NamedTuple):
    """One word or mark of a sentence, in small letters, with its place in the abstract."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that say a direction, where they stand and as what."""

    sign: str
    """One of ``CUE_SIGNS`` or ``CORRELATION_CUES``."""
    form: str
    """What it is in its sentence: ``modifier``, ``predicate``, ``transitive`` or ``noun``."""
    start: int
    end: int
    index: int
    """The number of its first token in the sentence."""
    after: int
    """The number of the token behind it."""
    word: str
    measure: str = ""
    """The measure that the word itself is: ``atrophy``."""
    activates: bool = False
    """Whether the word alone speaks of activation: ``recruited the insula``."""
    negated: bool = False
    """Whether a word such as ``no`` or ``not`` takes it back."""
    present: bool = False
    """Whether something is only said to be there: ``activity was found in the insula``."""
    shifted: bool = False
    """Whether other words shift its sign: ``the increase was smaller``, ``the reverse``."""
    sides: tuple[int, int] | None = None
    """Where the two sides are named of which its sign tells the first against the second."""
    variable: str = ""
    """The variable that a change goes along with, where it says no more than that."""
    trait: bool = False
    """Whether the variable may be a condition as well, whose change this would be."""

    @property
    def correlates(self) -> bool:
        """Whether it relates a measure to a variable."""
        return self.sign in CORRELATION_CUES

    @property
    def changes(self) -> bool:
        """Whether it is a word for more or less."""
        return self.sign in ("increase", "decrease")

    @property
    def signed(self) -> bool:
        """Whether it tells of more or less, and no word takes it back."""
        return self.changes and not self.negated

    @property
    def is_null(self) -> bool:
        """Whether it tells that nothing differs: ``similar``, ``no difference``."""
        return self.sign == "none" or (self.sign == "altered" and self.negated)


def tokens(text: str, start: int = 0) -> tuple[Token, ...]:
    """Cut a stretch of the abstract into words and marks; ``start`` is its place there."""
    plain = small(text).translate(_HYPHENS)
    return tuple(map(Token, *located(_TOKEN, plain, start)))


def measured(text: str) -> frozenset[str]:
    """Return the measures that the direction words of a text are: ``atrophy``, ``hypoactive``."""
    known = load().measures
    return frozenset(known[token.word][1] for token in tokens(text) if token.word in known)


def activates(text: str) -> bool:
    """Whether a text holds a word that alone speaks of activation: ``recruited``."""
    known = load().activating
    return any(token.word in known for token in tokens(text))
