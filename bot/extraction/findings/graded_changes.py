"""Changes of which another word says how much there is: ``the increase was smaller``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.extraction.findings.cue_vocabulary import BE, OPPOSITE_CUE, words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.measures import ACTIVATION

SUBJECT = 25
"""Words between a change and the predicate that it is the subject of."""
_EXTENT = 12
"""Words behind a verb within which it says to what extent."""
BESIDE = 3
"""Words right before a predicate, among which its auxiliary stands."""
_COMPOUND = 3
"""Words of a compound before its last: ``greater grey matter volume loss``."""
_LESSER = frozenset(
    (less, by) for less in ("lesser", "smaller", "lower") for by in ("extent", "degree")
)
_TO_LESSER = frozenset(("to", "a", *extent) for extent in _LESSER)
_LESSER_WORDS = 4
"""Words of ``to a lesser extent``."""
_AGAINST = frozenset(("than", "compared", "versus", "vs", "relative"))
_BEHIND = frozenset(("more", "less"))
"""What says behind a verb and its object to what extent: ``recruited A less``."""
_DEGREES = frozenset(("strongly", "markedly", "extensively", "robustly", "so"))
"""Adverbs behind ``more`` and ``less``."""
_STOPS = frozenset((",", ";", ":", "but", "which", "while", "whereas", "although", "than"))
_APART = _STOPS - {",", "but", "than"}
"""What no verb reaches over to say of what stands behind it to what extent."""
_MARKED = frozenset(
    ("pronounced", "marked", "severe", "extensive", "prominent", "strong", "steep", "rapid")
)
_DEFICITS = frozenset(("deficit", "deficits"))
"""What there is less of, where it is over: ``the deficit was normalised``."""
_ANTICORRELATION = frozenset(
    ("anticorrelation", "anticorrelations", "anti-correlation", "anti-correlations")
)
_ANTICORRELATED = frozenset(("anticorrelated", "anti-correlated"))


def combined(words: Sequence[Token], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, of which one says how much there is of another: ``reduced deactivation``."""

    def of_both(cue: Cue, following: Cue) -> Cue | None:
        following = _as_connection(words, cue, following)
        if not says_how_much(cue, following, words):
            return None
        sign = following.sign if cue.sign == "increase" else OPPOSITE_CUE[following.sign]
        shifted = following.shifted or not following.measure
        return replace(following, sign=sign, start=cue.start, index=cue.index, shifted=shifted)

    return _merged(cues, of_both)


def _as_connection(words: Sequence[Token], degree: Cue, cue: Cue) -> Cue:
    """Return an anticorrelation that has a degree as the lower connectivity that more of it is."""
    behind = words[cue.after].word if cue.after < len(words) else "."
    graded = cue.word in _ANTICORRELATION and degree.sign in OPPOSITE_CUE
    if not graded and not (
        cue.word in _ANTICORRELATED and degree.word in _BEHIND and behind in ("with", "to")
    ):
        return cue
    return replace(cue, sign="decrease", form="noun", measure="FC", shifted=True)


def says_how_much(cue: Cue, following: Cue, words: Sequence[Token]) -> bool:
    """Whether a modifier stands before a change or a lack of activation that it is of."""
    signed = {cue.sign, following.sign} <= {"increase", "decrease"}
    return (
        signed
        and cue.form in ("modifier", "transitive")
        and following.form == "noun"
        and not cue.activates
        and (not following.activates or following.sign == "decrease")
        and 0 <= following.index - cue.after <= _COMPOUND
        and words_around("closes").isdisjoint(
            token.word for token in words[cue.after : following.index]
        )
    )


def graded(words: Sequence[Token], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, a noun of change with the sign that its predicate leaves it, and not the latter.

    ``The decline was steeper`` is a decrease, ``the increase was attenuated`` one as well.
    """

    def of_both(cue: Cue, following: Cue) -> Cue | None:
        cue = _as_connection(words, following, cue)
        ended = following.word in words_around("undoes") or following.word in words_around("ends")
        if ended and cue.word in _DEFICITS:
            cue = replace(cue, sign="decrease")
        if not _is_subject(words, cue, following):
            return None
        less = ended or following.sign == "decrease"
        sign = OPPOSITE_CUE[cue.sign] if less else cue.sign
        return replace(cue, sign=sign, word=f"{cue.word} {following.word}", shifted=True)

    return _merged(cues, of_both)


def _merged(cues: Sequence[Cue], of_both: Callable[[Cue, Cue], Cue | None]) -> Iterator[Cue]:
    """Yield cues, in place of two neighbours the one that ``of_both`` makes of them, if any."""
    used: Cue | None = None
    for cue, following in zip_longest(cues, cues[1:]):
        if cue is used:
            continue
        both = of_both(cue, following) if following is not None else None
        used = following if both else used
        yield both or cue


def _is_subject(words: Sequence[Token], cue: Cue, following: Cue) -> bool:
    """Whether a predicate says how much there is of a change: ``deactivation was stronger``."""
    change = cue.form == "noun" and (not cue.activates or cue.sign == "decrease")
    if not change or {cue.sign, following.sign} - set(OPPOSITE_CUE) or following.activates:
        return False
    behind = words[following.after].word if following.after < len(words) else "."
    if not (following.form == "predicate" or behind in _MARKED) or following.measure:
        return False
    between = [token.word for token in words[cue.after : following.index]]
    return (
        len(between) <= SUBJECT
        and (following.word in words_around("ends") or not BE.isdisjoint(between[-BESIDE:]))
        and _STOPS.isdisjoint(between)
        and words_around("reporting").isdisjoint(between)
    )


def outdone(words: Sequence[Token], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, changes smaller than elsewhere turned round: ``fell less in A than in B``."""

    def of_both(cue: Cue, following: Cue) -> Cue | None:
        if following.index != cue.after or following.word not in _BEHIND:
            return None
        if not (_is_verb_of_change(cue) and _closes(words, following.after)):
            return None
        less = following.sign == "decrease"
        if less and not _is_compared(words, following.after):
            return None
        return _outdone(cue) if less else replace(cue, form="predicate")

    for cue in _merged(cues, of_both):
        lesser = tuple(token.word for token in words[cue.after : cue.after + _LESSER_WORDS])
        less = lesser in _TO_LESSER and _is_verb_of_change(cue) and _is_compared(words, cue.after)
        yield _outdone(cue) if less else cue


def _outdone(cue: Cue) -> Cue:
    """Return a change that is smaller than elsewhere: a smaller fall is more."""
    return replace(cue, sign=OPPOSITE_CUE[cue.sign], form="predicate", shifted=True)


def _is_verb_of_change(cue: Cue) -> bool:
    """Whether it is a verb or an adjective for more or less, and not one of activation."""
    return cue.changes and not (cue.activates or cue.form == "noun")


def _is_compared(words: Sequence[Token], at: int) -> bool:
    """Whether a comparison with another goes on behind, and none with a number right there."""
    behind = [token.word for token in words[at:]]
    number = behind[:1] == ["than"] and behind[1:2] and behind[1].isdigit()
    return not number and not _AGAINST.isdisjoint(behind)


def lessened(words: Sequence[Token], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, verbs of activation as much as the words behind say: ``recruited A less``.

    Each further extent is of what stands before it: ``and B more``.
    """
    used = -1
    for cue in cues:
        if cue.index <= used:
            continue
        extents = list(_extents(words, cue, cues))
        if not extents:
            yield cue
            continue
        for number, at in enumerate(extents):
            less = words[at].word != "more"
            sign = OPPOSITE_CUE[cue.sign] if less else cue.sign
            verb = replace(cue, sign=sign, shifted=less, measure=ACTIVATION)
            yield _left_out(words, verb, at) if number else verb
        used = extents[-1]


def _left_out(words: Sequence[Token], verb: Cue, at: int) -> Cue:
    """Return the cue of a verb that is left out before its extent."""
    after = at + 2 if words[at + 1].word in _DEGREES else at + 1
    return replace(
        verb,
        form="predicate",
        start=words[at].start,
        end=words[after - 1].end,
        index=at,
        after=after,
        word=words[at].word,
        shifted=True,
    )


def _extents(words: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> Iterator[int]:
    """Yield the numbers of the words by which a verb of activation says to be more or less."""
    if not cue.activates or cue.sign not in OPPOSITE_CUE or cue.form == "noun":
        return
    others = {other.index for other in cues if other.word not in ("more", "less")}
    near = cue.after
    for at in range(cue.after, len(words) - 1):
        word, behind = words[at].word, words[at + 1].word
        if at - near > _EXTENT or at in others or word in _APART:
            return
        if _is_of_others(words, at):
            continue
        if word in _BEHIND and not _closes(words, at + 1):
            return  # "evoked more activity in A and less in B"
        if word in _BEHIND or (word, behind) in _LESSER:
            yield at
            near = at


def _is_of_others(words: Sequence[Token], at: int) -> bool:
    """Whether an extent tells of others who are added: ``in A and, to a lesser extent, in B``."""
    before = [token.word for token in words[max(0, at - 4) : at]]
    while before and before[-1] in ("to", "a", ","):
        before.pop()
    return before[-1:] in (["and"], ["but"])


def _closes(words: Sequence[Token], at: int) -> bool:
    """Whether no noun follows that a word before might modify."""
    at += words[at].word in _DEGREES
    return at >= len(words) or words[at].word in words_around("closes")
