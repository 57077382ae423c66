"""Text is cut into sentences that remember their place in the untouched words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from bot.extraction.section_labels import label_of, labels_in

INCREASE = (
    r"increas(?:e|es|ed|ing)|higher(?! (?:visual|cognitive|motor)\b)"
    r"|greater|larger|stronger|enhanced|enhancement|enhances"
    r"|thicker|thickening|elevated|elevation|raised|rose|strengthened|augmented|heightened"
    r"|up[-\u2010-\u2013]?regulated"
    r"|hyper[-\u2010-\u2013]?(?:activ|connect|metabol|perfus|synchron)\w*"
)
"""Words that say that something is more."""

DECREASE = (
    r"reduc(?:e|es|ed|ing|tion|tions)|decreas(?:e|es|ed|ing)|lower|lowered|weaker|weakened|smaller"
    r"|atroph(?:y|ic|ied)|diminished|attenuated|thinner|thinning|fell|declined?|dampened|blunted"
    r"|down[-\u2010-\u2013]?regulated"
    r"|hypo[-\u2010-\u2013]?(?:activ|connect|metabol|perfus|synchron)\w*"
)
"""Words that say that something is less."""

SIGNED = rf"(?:{INCREASE}|{DECREASE})"
SHOWED = "showed|exhibited|displayed|demonstrated|revealed"
"""Verbs by which people and places have what is found in them."""
BRACKETS = re.compile(r"\([^()]*\)")
"""An aside in round brackets that holds no other."""
NESTED_BRACKETS = re.compile(r"\s?\((?:[^()]|\([^()]*\))*\)")
"""An aside in round brackets with those inside it, and the space before."""

_BREAK = re.compile(
    r"[.!?][\"'\u201d\u2019)\]]{0,2}\s+(?=[\"'\u201c(\[]?(?:[A-Z0-9\u00c0-\u00de]|[a-z]{1,3}-?[A-Z]{2}))"
)
_BULLETS = "\u25ba\u2022\u25b8\u25aa"
_BULLET = re.compile(r"[\u25ba\u2022\u25b8\u25aa]\s")
_END = re.compile(r"[.!?](?=\s)|[\n\r]")
_SHORT = re.compile(
    r"(?:^|[\s(\[,;])(?:e\.?g|i\.?e|vs|cf|figs?|tabs?|eqs?|refs?|et al|approx|resp|dr|prof|st|ca"
    r"|incl|(?<!group\s)(?<!arm\s)[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\s[A-Z]\Z")
_STARTS = re.compile(
    r"\.\s+(?:The|We|In|This|These|Our|There|No|All|Both|However|Moreover|Furthermore|It|Compared"
    r"|Patients|After|During|Here|For|While|When|Using|Participants|Results)\b"
)
"""What begins a sentence behind ``at 3 T.`` or ``in group B.``, and is nobody's name."""


LONGEST_SENTENCE = 3000
"""Characters. What is longer is no sentence, and is not read."""
LONGEST_ABSTRACT = 100_000
"""Characters. What stands behind them is not read: real abstracts have 10,000 at most."""


class Span(NamedTuple):
    """A stretch of a longer text, its place there, and the labelled section it stands in."""

    text: str
    start: int
    section: str = ""

    @property
    def end(self) -> int:
        """The offset just after the last character."""
        return self.start + len(self.text)


def opening(text: str) -> str:
    """The part of a text that is read: all of it, unless it is too long for an abstract.

    It is cut behind a whole sentence or line, so that nothing is read without its end.
    """
    if len(text) <= LONGEST_ABSTRACT:
        return text
    ends = [match.end() for match in _END.finditer(text, 0, LONGEST_ABSTRACT)]
    return text[: ends[-1]] if ends else ""


def small(text: str) -> str:
    """Write a text in small letters, each in its place; what grows by it stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)


_QUANTIFIERS = ("?", "*", "+", "{")
_SYNTAX = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|(?P<opens>\()|(?P<closes>\))|(?P<bar>\|)")


def decimal(printed: str) -> float:
    """Return the number that figures print, whichever signs stand for its point and its minus."""
    plain = printed.replace("\u00b7", ".").replace(",", ".")
    return float(plain.replace("\u2212", "-").replace("\u2013", "-"))


def any_word(alternatives: str) -> re.Pattern[str]:
    r"""Compile a pattern of any of these words as a whole: ``\b(?:…)\b``, but faster to search for.

    They are put together by their first letters, to which the search goes without a look at what
    stands between; so each has to begin with a letter, or with a group of such.
    """
    endings: dict[str, list[str]] = {}
    for word in _parted(alternatives):
        if not word[:1].isalpha() or word.startswith(_QUANTIFIERS, 1):
            raise ValueError(word)
        endings.setdefault(word[0], []).append(word[1:])
    opened = (rf"{first}(?<!\w{first})(?:{'|'.join(rest)})" for first, rest in endings.items())
    return re.compile(rf"(?:{'|'.join(opened)})\b")


def _parted(pattern: str) -> Iterator[str]:
    """Yield the alternatives of a pattern; one that opens with a group as one for each of its."""
    depth = start = opened = 0
    for token in _SYNTAX.finditer(pattern + "|"):
        depth += {"opens": 1, "closes": -1}.get(token.lastgroup or "", 0)
        if token.lastgroup == "closes" and depth == 0 and not opened:
            opened = token.start()
        if token.lastgroup == "bar" and depth == 0:
            word = pattern[start : token.start()]
            if word.startswith("(?:"):
                words, behind = pattern[start + 3 : opened], pattern[opened + 1 : token.start()]
                if behind.startswith(_QUANTIFIERS):
                    raise ValueError(word)
                yield from (inner + behind for inner in _parted(words))
            else:
                yield word
            start, opened = token.end(), 0


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds any of these letters: asked before a slow pattern that needs them."""
    for word in words:  # noqa: SIM110 - a generator takes as long as the search
        if word in text:
            return True
    return False


class GuardedPattern(NamedTuple):
    """A slow pattern, and letters of which each of its matches holds some."""

    pattern: re.Pattern[str]
    needs: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match, if there is any."""
        return self.pattern.search(text) if holds_any(text, self.needs) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Find all matches in their order."""
        return self.pattern.finditer(text) if holds_any(text, self.needs) else ()


def guarded(pattern: str, *needs: str) -> GuardedPattern:
    """Compile a pattern of which each match holds some of the letters ``needs``."""
    return GuardedPattern(re.compile(pattern), needs)


class Located(NamedTuple):
    """The words of a text in order, and where each begins and ends."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def located(pattern: re.Pattern[str], text: str, start: int = 0) -> Located:
    """Find the words that the one group of a pattern is; ``start`` is where the text stands.

    Their places are added up from their lengths: far faster than a match object for each.
    """
    pieces = pattern.split(text)
    edges = list(accumulate(map(len, pieces), initial=start))
    return Located(pieces[1::2], edges[1:-1:2], edges[2::2])


@lru_cache(maxsize=2)
def sentences(text: str) -> tuple[Span, ...]:
    """Cut a text into sentences: one section per line, ``LABEL: text`` when labelled.

    It is cut once for the reader and for the checks of what it read.
    """
    return tuple(sentence for section in _sections(text) for sentence in _sentences(section))


def next_in_section(spans: Sequence[Span]) -> dict[int, Span]:
    """Return by the start of each sentence the one behind it, where its section goes on."""
    return {span.start: last for span, last in pairwise(spans) if last.section == span.section}


def _sections(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n\r]+", text):
        label, start = "", line.start()
        for heading in labels_in(line[0]):
            yield Span(text[start : line.start() + heading.start()], start, label)
            label = label_of(heading)
            start = line.start() + heading.end()
        yield Span(text[start : line.end()], start, label)


def _sentences(section: Span) -> Iterator[Span]:
    breaks = _BREAK.finditer(section.text)
    ends = [match.end() for match in breaks if not _abbreviated(section.text, match.start())]
    if holds_any(section.text, _BULLETS):
        ends = sorted({*ends, *(match.start() for match in _BULLET.finditer(section.text))})
    yield from cut(section, ends)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop here ends a short form or an initial and no sentence."""
    if text[stop] != "." or not _SHORT.search(text[max(0, stop - 12) : stop]):
        return False
    return not (_LETTER.search(text, max(0, stop - 12), stop) and _STARTS.match(text, stop))


def cut(span: Span, offsets: Iterable[int]) -> list[Span]:
    """Cut a span at these offsets and trim white space, leaving out what is empty."""
    edges = [0, *offsets, len(span.text)]
    pieces = []
    for start, end in pairwise(edges):
        piece = span.text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            pieces.append(Span(piece.strip(), span.start + start + lead, span.section))
    return pieces
