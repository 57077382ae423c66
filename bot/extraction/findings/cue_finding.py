"""Finds the direction cues of a sentence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.extraction.findings.cue_context import (
    denied_list,
    is_measured,
    is_negated,
    is_of_a_measure,
    is_of_another_field,
    opposed,
)
from bot.extraction.findings.cue_forms import form_of
from bot.extraction.findings.cue_vocabulary import CueVocabulary, Lexeme, load, words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.graded_changes import combined, graded, lessened, outdone
from bot.extraction.findings.negative_values import with_negative
from bot.extraction.findings.told_activations import is_modified
from bot.extraction.findings.undone_changes import undone, with_returns, with_reverses

_TO_NORMAL = frozenset(("normalized", "normalised"))
"""Changes of which only the words around tell the sign: what was too high or too low before."""


def _in_no_name(_: Cue) -> bool:
    return False


def find(
    words: Sequence[Token],
    vocabulary: CueVocabulary | None = None,
    in_name: Callable[[Cue], bool] = _in_no_name,
) -> list[Cue]:
    """Return the direction cues of a sentence, with what is taken back and what is modified.

    ``in_name`` tells which words are part of a name, as is ``superior`` in that of a gyrus;
    they say nothing, and nothing that is said undoes or modifies them.
    """
    known = vocabulary or load()
    candidates = sorted([*_matched(words, known), *ordered(words)], key=lambda cue: cue.start)
    candidates = [
        cue for cue in candidates if not in_name(cue) and not is_of_another_field(words, cue)
    ]
    if not candidates:
        return []
    kept = [
        cue for cue in candidates if not (cue.activates and is_modified(words, cue, candidates))
    ]
    kept = list(combined(words, [cue for cue in kept if not is_measured(cue, kept)]))
    kept = list(lessened(words, list(outdone(words, list(graded(words, kept))))))
    kept = [cue for cue in with_negative(words, kept) if not is_of_a_measure(cue, kept)]
    kept = list(with_reverses(words, with_returns(words, list(undone(words, kept)))))
    if all(token.word != "respectively" for token in words):
        kept = opposed(words, kept)
    kept = [
        replace(cue, sign="altered") if cue.word in _TO_NORMAL and not cue.shifted else cue
        for cue in kept
    ]
    denied = denied_list(words)
    return [
        replace(cue, negated=True) if cue.index > denied or is_negated(words, cue) else cue
        for cue in kept
    ]


def _matched(words: Sequence[Token], vocabulary: CueVocabulary) -> Iterator[Cue]:
    """Yield the direction cues of a sentence, the longest words first."""
    at = 0
    while at < len(words):
        step = 1
        for length in vocabulary.lengths.get(words[at].word, ()):
            key = tuple([token.word for token in words[at : at + length]])
            lexemes = vocabulary.lexemes.get(key) if len(key) == length else None
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


def ordered(words: Sequence[Token]) -> Iterator[Cue]:
    """Yield what one condition or group shows more than another, or less: ``pain > warmth``."""
    for at in range(1, len(words) - 1):
        if words[at].word not in "<>":
            continue
        first = at - 2 if words[at - 1].word in "+-" and at > 1 else at - 1  # "BP+ > BP-"
        more, less = words[first], words[at + 1]
        if more.word in words_around("symbols"):
            continue
        if more.word[0].isalpha() and less.word[0].isalpha():
            lower = (more.word in words_around("at_rest")) is (words[at].word == ">")
            yield Cue(
                "decrease" if lower else "increase",
                "modifier",
                more.start,
                less.end,
                first,
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
