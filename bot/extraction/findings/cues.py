"""Direction cues are the words that say which way a measure goes, and how they stand there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from bot.extraction.text import small

SIGNS = ("increase", "decrease", "altered", "none")
CORRELATIONS = ("positive_correlation", "negative_correlation", "related")
VALUED = ("better", "worse")
"""Signs that say which way is good, and leave it to what is measured which way that is."""
FORMS = ("modifier", "predicate", "transitive", "noun")
_LONGEST = 4
"""Words in the longest cue."""
_MODIFIES = 4
_NEGATES = 8
_TOKEN = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|[^\w\s]")
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
    """One of ``SIGNS`` or ``CORRELATIONS``."""
    form: str
    """One of ``FORMS``, by the words around it."""
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
    variable: str = ""
    """The variable that a change goes along with, where it says no more than that."""

    @property
    def correlates(self) -> bool:
        """Whether it relates a measure to a variable."""
        return self.sign in CORRELATIONS


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
    firsts: frozenset[str]


def tokens(text: str, start: int = 0) -> tuple[Token, ...]:
    """Cut a stretch of the abstract into words and marks; ``start`` is its place there."""
    plain = small(text).translate(_HYPHENS)
    return tuple(
        Token(match[0], start + match.start(), start + match.end())
        for match in _TOKEN.finditer(plain)
    )


_OWN = "bot.extraction.findings"


@lru_cache(maxsize=2)
def _tree(package: str = _OWN) -> dict[str, Any]:
    text = files(package).joinpath("direction_cues.yaml").read_text("utf-8")
    tree: dict[str, Any] = YAML(typ="safe").load(text)
    return tree


@lru_cache(maxsize=16)
def _words(name: str) -> frozenset[str]:
    """Return the words that stand under a name beside the cues."""
    return frozenset(_tree()["words"][name])


@lru_cache(maxsize=2)
def load(package: str = "") -> CueVocabulary:
    """Read the direction cues that stand beside this module, and those of ``package`` over them.

    A word that both have means what the package says.
    """
    tree = _tree()
    lexemes = _lexemes(tree) | (_lexemes(_tree(package)) if package else {})
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
    return CueVocabulary(
        MappingProxyType(known),
        MappingProxyType(measures),
        MappingProxyType(activating),
        frozenset(words[0] for words in known),
    )


def _lexemes(tree: Mapping[str, Any]) -> dict[tuple[str, ...], dict[str, list[str]]]:
    """Return the signs of every cue of a file, and the forms that it takes as each."""
    lexemes: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for sign in (*SIGNS, *CORRELATIONS, *VALUED):
        for form, words in tree.get(sign, {}).items():
            for word in words:
                lexemes.setdefault(tuple(word.split()), {}).setdefault(sign, []).append(form)
    return lexemes


def find(words: Sequence[Token], vocabulary: CueVocabulary | None = None) -> list[Cue]:
    """Return the direction cues of a sentence, with what is taken back and what is modified."""
    known = vocabulary or load()
    candidates = sorted([*_matched(words, known), *_ordered(words)], key=lambda cue: cue.start)
    candidates = [cue for cue in candidates if not _is_noun_of_another_field(words, cue)]
    kept = [cue for cue in candidates if not (cue.activates and _modified(cue, candidates))]
    if all(token.word != "respectively" for token in words):
        kept = _opposed(words, kept)
    return [replace(cue, negated=True) if _negated(words, cue) else cue for cue in kept]


def _is_noun_of_another_field(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a word only looks like a cue: ``the neural correlates of``."""
    behind = words[cue.after].word if cue.after < len(words) else ""
    if cue.word in _words("of_another_field"):
        return behind not in ("of", "in") or (cue.word != "loss" and behind != "of")
    return cue.word == "correlates" and behind == "of"


def _opposed(words: Sequence[Token], cues: list[Cue]) -> list[Cue]:
    """Let ``increased and decreased`` say that something changed, not which way."""
    kept: list[Cue] = []
    for cue in cues:
        last = kept[-1] if kept else None
        near = (
            last is not None
            and cue.index - last.after == 1
            and words[last.after].word in ("and", "or", "/", ",")
        )
        if last and near and {last.sign, cue.sign} == {"increase", "decrease"}:
            kept[-1] = replace(cue, sign="altered", start=last.start, index=last.index)
        else:
            kept.append(cue)
    return kept


def _modified(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether another cue says how much activation there is: ``reduced recruitment``."""
    signed = [cue for cue in cues if cue.sign in SIGNS and not cue.activates]
    return any(
        0 <= cue.index - sign.after <= _MODIFIES
        if sign.index < cue.index
        else sign.form == "predicate" and sign.index - cue.after <= _MODIFIES
        for sign in signed
    )


def _negated(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a negation stands before a cue with no cut between, or in it: ``unrelated``."""
    if cue.word in _words("unrelated"):
        return True
    ahead = words[max(0, cue.index - _NEGATES) : cue.index]
    for number in range(len(ahead) - 1, -1, -1):
        word = ahead[number].word
        if word in _words("negations") or word.endswith("n't"):
            behind = ahead[number + 1].word if number + 1 < len(ahead) else ""
            before = ahead[number - 1].word if number else ""
            return behind not in ("only", "just") and before != "but"
        if word in _words("cuts") or (word.endswith("ed") and word not in _words("reporting")):
            return False
    return False


def _matched(words: Sequence[Token], vocabulary: CueVocabulary) -> Iterator[Cue]:
    """Yield the direction cues of a sentence, the longest words first."""
    at = 0
    while at < len(words):
        step = 1
        if words[at].word in vocabulary.firsts:
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                key = tuple(token.word for token in words[at : at + length])
                lexemes = vocabulary.lexemes.get(key)
                if lexemes:
                    cue = _cue(vocabulary, words, at, at + length, lexemes)
                    if cue:
                        yield cue
                        step = length
                    break
        at += step


def _ordered(words: Sequence[Token]) -> Iterator[Cue]:
    """Yield what one condition shows more than another: ``pain > warmth``."""
    for at in range(1, len(words) - 1):
        more, less = words[at - 1], words[at + 1]
        if words[at].word != ">" or more.word in _words("symbols"):
            continue
        if more.word[0].isalpha() and less.word[0].isalpha():
            yield Cue(
                "decrease" if more.word in _words("at_rest") else "increase",
                "modifier",
                more.start,
                less.end,
                at - 1,
                at + 2,
                f"{more.word} > {less.word}",
                activates=True,
            )


def _cue(
    vocabulary: CueVocabulary,
    words: Sequence[Token],
    first: int,
    after: int,
    lexemes: tuple[Lexeme, ...],
) -> Cue | None:
    """Return the cue that these tokens are, in the form that the words around it give it."""
    text = " ".join(token.word for token in words[first:after])
    lexeme = lexemes[0]
    form = _form(lexeme.forms, words, first, after)
    sign, measure = vocabulary.measures.get(text, ("", ""))
    sign = sign or lexeme.sign
    return Cue(
        sign,
        form,
        words[first].start,
        words[after - 1].end,
        first,
        after,
        text,
        measure,
        activates=text in vocabulary.activating,
    )


def _form(forms: Sequence[str], words: Sequence[Token], first: int, after: int) -> str:
    """Return how a cue stands: before its noun, behind its subject, doing something, as a noun."""
    if len(forms) == 1:
        return forms[0]
    before = words[first - 1].word if first else ","
    behind = words[after].word if after < len(words) else "."
    if "noun" in forms and "transitive" not in forms and "predicate" not in forms:
        return "noun"
    if behind in _words("closes"):
        if "noun" in forms and before not in _words("auxiliary"):
            return "noun" if behind in ("in", "of", "within", "for") else "predicate"
        return "predicate" if "predicate" in forms else forms[0]
    if "modifier" in forms and (before in _words("before_modifier") or "transitive" not in forms):
        return "modifier"
    return "transitive" if "transitive" in forms else forms[0]
