"""Direction cues are the words that say which way a measure goes, and how they stand there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from bot.extraction.findings.cue_forms import form_of
from bot.extraction.findings.cue_vocabulary import (
    CORRELATIONS,
    SIGNS,
    CueVocabulary,
    Lexeme,
    load,
    words_around,
)
from bot.extraction.text import small

FORMS = ("modifier", "predicate", "transitive", "noun")
_LONGEST = 4
"""Words in the longest cue."""
_MODIFIES = 4
_AHEAD = 3
_PARTICIPLES = frozenset(("associated", "related", "linked", "connected to"))
_SUBJECT = 25
"""Words between an activation and the predicate that it is the subject of."""
_BESIDE = 3
_BE = frozenset(("was", "were", "is", "are"))
_NEGATES = 8
_EXTENT = 12
"""Words behind a verb within which it says to what extent."""
_LESSER = frozenset(
    (("lesser", "extent"), ("lesser", "degree"), ("less", "strongly"), ("less", "than"))
)
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
    present: bool = False
    """Whether something is only said to be there: ``activity was found in the insula``."""
    variable: str = ""
    """The variable that a change goes along with, where it says no more than that."""
    trait: bool = False
    """Whether the variable may be a condition as well, whose change this would be."""

    @property
    def correlates(self) -> bool:
        """Whether it relates a measure to a variable."""
        return self.sign in CORRELATIONS


def tokens(text: str, start: int = 0) -> tuple[Token, ...]:
    """Cut a stretch of the abstract into words and marks; ``start`` is its place there."""
    plain = small(text).translate(_HYPHENS)
    return tuple(
        Token(match[0], start + match.start(), start + match.end())
        for match in _TOKEN.finditer(plain)
    )


def activates(text: str) -> bool:
    """Whether a text holds a word that alone speaks of activation: ``recruited``."""
    known = load().activating
    return any(token.word in known for token in tokens(text))


def find(words: Sequence[Token], vocabulary: CueVocabulary | None = None) -> list[Cue]:
    """Return the direction cues of a sentence, with what is taken back and what is modified."""
    known = vocabulary or load()
    candidates = sorted([*_matched(words, known), *_ordered(words)], key=lambda cue: cue.start)
    candidates = [cue for cue in candidates if not _is_of_another_field(words, cue)]
    kept = [cue for cue in candidates if not (cue.activates and _modified(words, cue, candidates))]
    kept = list(_combined(kept))
    kept = [replace(cue, sign="decrease") if _to_less(words, cue) else cue for cue in kept]
    if all(token.word != "respectively" for token in words):
        kept = _opposed(words, kept)
    return [replace(cue, negated=True) if _negated(words, cue) else cue for cue in kept]


def _to_less(words: Sequence[Token], cue: Cue) -> bool:
    """Whether something is activated less than elsewhere: ``recruited A to a lesser extent``."""
    if not (cue.activates and cue.sign == "increase" and cue.form != "noun"):
        return False
    behind = [token.word for token in words[cue.after : cue.after + _EXTENT]]
    return any(pair in _LESSER for pair in pairwise(behind))


def _is_of_another_field(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a word only looks like a cue: ``neural correlates``, ``adults were recruited``."""
    behind = words[cue.after].word if cue.after < len(words) else "."
    ahead = [token.word for token in words[max(0, cue.index - _AHEAD) : cue.index]]
    if cue.word == "recruited":
        return ahead[-1:] in (["were"], ["was"]) and bool(words_around("people") & set(ahead[:-1]))
    if cue.word in ("normalized", "normalised"):  # "the normalized uptake"
        beside = words_around("auxiliary").isdisjoint(ahead)
        return beside and behind not in words_around("closes")
    if cue.sign == "related" and cue.form == "predicate":
        return _relates_nothing(cue, ahead)
    if cue.word in words_around("of_another_field"):
        return behind not in ("of", "in") or (cue.word != "loss" and behind != "of")
    return cue.word == "correlates" and behind == "of"


def _relates_nothing(cue: Cue, ahead: Sequence[str]) -> bool:
    """Whether a word of relation tells none: ``regions linked to reward``, ``predicted pain``."""
    noun = next((word for word in reversed(ahead) if not word.endswith("ly")), "")
    if cue.word == "predicted":
        return not ahead or noun in ("the", "a", "of", "for", "and")
    if cue.word == "independent of":  # "correlated with pain independent of age"
        return words_around("auxiliary").isdisjoint(ahead)
    return cue.word in _PARTICIPLES and noun in words_around("areas")


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


def _modified(words: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether another cue says how much activation there is: ``reduced recruitment``."""
    signed = [sign for sign in cues if sign.sign in SIGNS and not sign.activates]
    if cue.form != "noun":  # "the interactions activated the insula" is of more of it
        signed = [sign for sign in signed if sign.form != "noun" or sign.index > cue.index]
    return any(
        0 <= cue.index - sign.after <= _MODIFIES
        if sign.index < cue.index and not (cue.sign == "decrease" and _says_how_much(sign, cue))
        else sign.form == "predicate" and _is_subject(words, cue, sign)
        for sign in signed
    )


def _is_subject(words: Sequence[Token], cue: Cue, sign: Cue) -> bool:
    """Whether a predicate speaks of an activation: ``activation in A and B was reduced``."""
    between = [token.word for token in words[cue.after : sign.index]]
    if len(between) <= _MODIFIES:
        return True
    near = between[-_BESIDE:]
    plain = words_around("reporting").isdisjoint(between) and ";" not in between
    return cue.form == "noun" and plain and len(between) <= _SUBJECT and not _BE.isdisjoint(near)


def _combined(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, of which one says how much there is of another: ``reduced deactivation``."""
    used: Cue | None = None
    for cue, following in zip_longest(cues, cues[1:]):
        if cue is used:
            continue
        if following is None or not _says_how_much(cue, following):
            yield cue
            continue
        used = following
        turned = {"increase": "decrease", "decrease": "increase"}
        sign = following.sign if cue.sign == "increase" else turned[following.sign]
        yield replace(following, sign=sign, start=cue.start, index=cue.index)


def _says_how_much(cue: Cue, following: Cue) -> bool:
    """Whether a modifier stands before a change or a lack of activation that it is of."""
    signed = {cue.sign, following.sign} <= {"increase", "decrease"}
    return (
        signed
        and cue.form in ("modifier", "transitive")
        and following.form == "noun"
        and not cue.activates
        and (not following.activates or following.sign == "decrease")
        and 0 <= following.index - cue.after <= 1
    )


def _negated(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a negation stands before a cue with no cut between, or in it: ``unrelated``."""
    if cue.word in words_around("unrelated"):
        return True
    ahead = words[max(0, cue.index - _NEGATES) : cue.index]
    for number in range(len(ahead) - 1, -1, -1):
        word = ahead[number].word
        if word in words_around("negations") or word.endswith("n't"):
            behind = ahead[number + 1].word if number + 1 < len(ahead) else ""
            before = ahead[number - 1].word if number else ""
            return behind not in ("only", "just") and before != "but"
        if word in words_around("cuts") or (
            word.endswith("ed") and word not in words_around("reporting")
        ):
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
                if lexemes and not (key[-1] == "as" and _goes_on_well(words, at + length)):
                    cue = _cue(vocabulary, words, at, at + length, lexemes)
                    if cue:
                        yield cue
                        step = length
                    break
        at += step


def _goes_on_well(words: Sequence[Token], after: int) -> bool:
    """Whether ``as well`` stands there, which relates nothing."""
    return after < len(words) and words[after].word in ("well", "expected", "predicted")


def _ordered(words: Sequence[Token]) -> Iterator[Cue]:
    """Yield what one condition or group shows more than another, or less: ``pain > warmth``."""
    for at in range(1, len(words) - 1):
        more, less = words[at - 1], words[at + 1]
        if words[at].word not in "<>" or more.word in words_around("symbols"):
            continue
        if more.word[0].isalpha() and less.word[0].isalpha():
            lower = (more.word in words_around("at_rest")) is (words[at].word == ">")
            yield Cue(
                "decrease" if lower else "increase",
                "modifier",
                more.start,
                less.end,
                at - 1,
                at + 2,
                f"{more.word} {words[at].word} {less.word}",
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
    form = form_of(lexeme.forms, words, first, after)
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
