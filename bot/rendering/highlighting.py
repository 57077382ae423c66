"""Words of a search marked in a text from outside, which is made inert as a whole."""

import re
from collections.abc import Callable, Iterable

_OPEN, _CLOSE = "\u2983", "\u2984"
"""Brackets that stand for the marks until the text is escaped."""
_NO_MARKS = {ord(_OPEN): "{", ord(_CLOSE): "}"}


def marked(
    text: str,
    terms: Iterable[re.Pattern[str]],
    escape: Callable[[str], str],
    marks: tuple[str, str],
) -> str:
    """``text`` escaped, with what the terms match between the two marks, our own."""
    text = text.translate(_NO_MARKS)
    hits = sorted(match.span() for words in terms for match in words.finditer(text))
    parts, at = [], 0
    for start, end in hits:
        if start >= at:
            parts += [text[at:start], _OPEN, text[start:end], _CLOSE]
            at = end
    # Escaped as a whole: what is dangerous together may be harmless in parts.
    escaped = escape("".join((*parts, text[at:])))
    return escaped.replace(_OPEN, marks[0]).replace(_CLOSE, marks[1])
