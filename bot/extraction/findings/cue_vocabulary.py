"""The direction cues that stand beside this module, and the words around a cue that tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

CUE_SIGNS = ("increase", "decrease", "altered", "none")
OPPOSITE_CUE = MappingProxyType({"increase": "decrease", "decrease": "increase"})
"""The signs that an end or a lack turns round."""
CORRELATION_CUES = ("positive_correlation", "negative_correlation", "related")
VALUED = ("better", "worse")
"""Signs that say which way is good, and leave it to what is measured which way that is."""
BE = frozenset(("was", "were", "is", "are"))
"""What joins a subject to what is said of it."""
_OWN = "bot.extraction.findings"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What the vocabulary of cues knows of one word."""

    sign: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueVocabulary:
    """Every direction cue, by its words."""

    lexemes: Mapping[tuple[str, ...], tuple[Lexeme, ...]]
    measures: Mapping[str, tuple[str, str]]
    """Words that are a measure and a sign at once."""
    activating: Mapping[str, str]
    """Words that speak of activation, with their sign."""
    lengths: Mapping[str, tuple[int, ...]]
    """By the first word of cues, how many words these have, the most first."""


@lru_cache(maxsize=2)
def _tree(package: str = _OWN) -> dict[str, Any]:
    text = files(package).joinpath("direction_cues.yaml").read_text("utf-8")
    tree: dict[str, Any] = YAML(typ="safe").load(text)
    return tree


@cache
def words_around(name: str) -> frozenset[str]:
    """Return the words that stand under a name beside the cues."""
    return frozenset(_tree()["words"][name])


@lru_cache(maxsize=2)
def load(package: str = "") -> CueVocabulary:
    """Read the direction cues that stand beside this module, and those of ``package`` over them.

    A word that both have means what the package says, which may be that it is no cue.
    """
    tree = _tree()
    lexemes = _lexemes(tree)
    if package:
        own = _tree(package)
        lexemes |= _lexemes(own)
        for word in own.get("no_cues", ()):
            lexemes.pop((word,), None)
    measures = {
        word: (sign, measure)
        for sign, by_measure in tree["measures"].items()
        for measure, words in by_measure.items()
        for word in words
    }
    activating = {word: sign for sign, words in tree["activates"].items() for word in words}
    for word, (sign, _) in measures.items():
        lexemes.setdefault((word,), {}).setdefault(sign, []).append("noun")
    for word, sign in activating.items():
        lexemes.setdefault((word,), {}).setdefault(sign, []).append("noun")
    known = {
        words: tuple(Lexeme(sign, tuple(forms)) for sign, forms in readings.items())
        for words, readings in lexemes.items()
    }
    lengths: dict[str, set[int]] = {}
    for words in known:
        lengths.setdefault(words[0], set()).add(len(words))
    return CueVocabulary(
        known,
        measures,
        activating,
        {word: tuple(sorted(each, reverse=True)) for word, each in lengths.items()},
    )


def _lexemes(tree: Mapping[str, Any]) -> dict[tuple[str, ...], dict[str, list[str]]]:
    """Return the signs of every cue of a file, and the forms that it takes as each."""
    lexemes: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for sign in (*CUE_SIGNS, *CORRELATION_CUES, *VALUED):
        for form, words in tree.get(sign, {}).items():
            for word in words:
                lexemes.setdefault(tuple(word.split()), {}).setdefault(sign, []).append(form)
    return lexemes
