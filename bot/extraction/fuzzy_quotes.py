"""Words are found again however they were printed: other dashes, quotes, ligatures, white space.

A folded text remembers where each of its characters stands in the untouched one, so that what
is found is quoted in the paper's own letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model_answers import UNSEEN

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    }
)
_DASHES = "\u2212\u2043\u02d7"
"""The sign of minus, and others that Unicode counts among no dashes."""
_REVERSING = ("non", "un", "anti", "in", "de", "dis", "hypo", "hyper")
"""What a hyphen joins to a word to turn it round: no quote may begin behind it."""

_LABEL_ENDS = re.compile(
    r"(?<!\w)(?:Background|Introduction|Context|Objectives?|Aims?|Purpose|Methods?|Results?|Findings"
    r"|Discussion|Conclusions?|Interpretation|Significance)\Z"
)
_LONGEST_LABEL = 16


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the form in which words are compared, and the places of its characters."""

    text: str
    places: tuple[tuple[int, int], ...]
    """Start and end of each character in the untouched text."""


def fold(text: str) -> Folded:
    """Fold by NFKD, which compares as NFKC does and keeps each letter's place."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for letter, place in _ordered(_plain(text)):
        if letter == " " and letters[-1:] == [" "]:
            places[-1] = (places[-1][0], place[1])
            continue
        letters.append(letter)
        places.append(place)
    return Folded("".join(letters), tuple(places))


def folds_to(text: str) -> str:
    """What ``text`` is compared as: folded, and without white space around it."""
    return fold(text).text.strip()


def find(words: str, text: str, start: int = 0) -> tuple[int, int] | None:
    """Where ``words`` first stand in ``text`` as whole words, from ``start`` on."""
    begin = text.find(words, start) if words.strip() == words != "" else -1
    if begin >= 0 and is_whole(text, begin, begin + len(words)):
        return begin, begin + len(words)
    wanted, whole = folds_to(words), fold(text)
    at = whole.text.find(wanted) if wanted else -1
    while at >= 0:
        covered = whole.places[at : at + len(wanted)]
        begin, end = min(first for first, _ in covered), max(last for _, last in covered)
        if begin >= start and is_whole(text, begin, end) and folds_to(text[begin:end]) == wanted:
            return begin, end
        at = whole.text.find(wanted, at + 1)
    return None


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end, so that "unchanged" is never quoted as "changed"."""
    cut = start and text[start - 1].isalnum() and text[start : start + 1].isalnum()
    if cut and not _is_behind_label(text, start):
        return False
    if end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        return False
    if text[start - 1 : start] == " ":
        return True
    before = fold(text[max(0, start - 12) : start]).text
    if not before.endswith("-"):
        return True
    return before[:-1].rpartition(" ")[2].lower() not in _REVERSING


def _is_behind_label(text: str, start: int) -> bool:
    """Whether a sentence begins right behind a label that lost its space: ``ResultsThe pain``."""
    label = _LABEL_ENDS.search(text, max(0, start - _LONGEST_LABEL), start)
    return text[start].isupper() and label is not None


def _plain(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the folded characters in order, each with the place of the one it comes from."""
    for at, printed in enumerate(text):
        if unicodedata.category(printed) in UNSEEN:
            continue
        for letter in unicodedata.normalize("NFKD", printed):
            yield _common(letter), (at, at + 1)


def _common(letter: str) -> str:
    """Return the one sign that stands for all white space, all dashes and all quotes."""
    category = unicodedata.category(letter)
    if letter.isspace() or category == "Cc":
        return " "
    if category == "Pd" or letter in _DASHES:
        return "-"
    return letter.translate(_QUOTES)


def _ordered(
    letters: Iterator[tuple[str, tuple[int, int]]],
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield marks above one letter in the order that Unicode holds canonical."""
    marks: list[tuple[str, tuple[int, int]]] = []
    for letter, place in letters:
        if unicodedata.combining(letter):
            marks.append((letter, place))
            continue
        yield from sorted(marks, key=_class)
        marks = []
        yield letter, place
    yield from sorted(marks, key=_class)


def _class(mark: tuple[str, tuple[int, int]]) -> int:
    return unicodedata.combining(mark[0])
