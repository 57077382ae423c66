"""Titles as they are compared: bare words, and how alike two of them are."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

FEW_WORDS = 4
"""Words below which many papers share a title."""
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}


def likeness(title: str, other: str) -> float:
    """How alike two titles are, from 0 to 100, markup, accents and punctuation aside."""
    return fuzz.ratio(plain(title), plain(other))


@lru_cache(maxsize=200_000)
def plain(title: str) -> str:
    """A title as bare words: without markup, accents, brackets and signs."""
    bare = re.sub(r"</?[a-zA-Z][^>]{0,40}>", "", title) if "<" in title else title
    if bare.isascii():
        # The same, fast: of a large archive every title comes by.
        return " ".join(bare.lower().translate(_SIGNS).split())
    text = unicodedata.normalize("NFKD", bare).casefold()
    kept = (letter for letter in text if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())
