"""Changes that were taken back, kept from happening, or the other way round elsewhere."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.extraction.findings.cue_vocabulary import BE, OPPOSITE_CUE, words_around
from bot.extraction.findings.cues import Cue, Token

_REACH = 25
"""Words behind a change within which its end is told."""
_STOPS = frozenset((";", ":", "but", "whereas", "while", "although", "which", "that", "than"))
_PATTERN = frozenset(
    ("pattern", "effect", "was", "held", "occurred", "applied", "direction", "relationship",
     "relation", "association", "trend", "finding", "result", "in", "for")
)  # fmt: skip
"""What stands behind ``the reverse`` where it tells of another place."""
_RETURNED = frozenset(("returned", "reverted", "restored", "normalized", "normalised"))
_USUAL = frozenset(("normal", "normality", "baseline", "control"))
"""What a change may give way to."""
_LATER = frozenset(("after", "afterwards", "afterward", "following", "thereafter", "later"))
_COMPOUND = 4
"""Words of an object before its last."""
_LESSENED = frozenset(("reduced", "diminished", "suppressed"))
"""What is itself a decrease, and takes back none: ``reduced in A, and B was reduced``."""
_OF_OBJECT = frozenset(
    ("the", "this", "these", "that", "their", "its", "such", "any", "patients", "initial",
     "pathological", "abnormal", "observed", "further")
)  # fmt: skip
"""Words between a verb and the change that is its object."""
_DESCRIBES = ("ly", "-related", "-induced", "-evoked", "-associated")
"""Endings of words between a verb and its object: ``prevented the pain-related rise``."""


def with_reverses(words: Sequence[Token], cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield cues, and the change that ``the reverse was true of B`` tells."""
    last: Cue | None = None
    at = 0
    for cue in cues:
        yield from _reverses(words, at, cue.index, last)
        yield cue
        last, at = cue, cue.after
    yield from _reverses(words, at, len(words), last)


def _reverses(words: Sequence[Token], low: int, high: int, last: Cue | None) -> Iterator[Cue]:
    if last is None or last.sign not in OPPOSITE_CUE:
        return
    for at in range(max(1, low), high - 1):
        opposite = words[at].word in ("reverse", "opposite") and words[at - 1].word in ("the", "an")
        if opposite and words[at + 1].word in _PATTERN:
            yield replace(
                last,
                sign=OPPOSITE_CUE[last.sign],
                shifted=True,
                form="noun",
                start=words[at].start,
                end=words[at].end,
                index=at,
                after=at + 1,
                word=words[at].word,
            )


def with_returns(words: Sequence[Token], cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield cues; what ``was reduced and returned to normal`` rose in the end."""
    last: Cue | None = None
    for cue in cues:
        back = cue.sign == "none" and cue.word in _USUAL and _came_back(words, cue.index)
        if back and last is not None and not last.shifted:
            yield replace(cue, sign=OPPOSITE_CUE[last.sign], shifted=True)
        elif not back:
            yield cue
        last = cue if cue.sign in OPPOSITE_CUE else last


def _came_back(words: Sequence[Token], at: int) -> bool:
    """Whether a level is one that something came back to: ``returned to normal``."""
    return at > 1 and words[at - 1].word == "to" and words[at - 2].word in _RETURNED


def undone(words: Sequence[Token], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, those turned round that something took back: ``reversed the reduced flow``.

    What was only kept from happening is left out, and so is the verb.
    """
    verbs = {id(cue): _until_normal(words, cue, cues) or _undoing(words, cue, cues) for cue in cues}
    used = set(verbs.values())
    for cue in cues:
        verb = verbs[id(cue)]
        if cue.index in used or (verb is not None and words[verb].word in words_around("prevents")):
            continue
        yield cue if verb is None else replace(cue, sign=OPPOSITE_CUE[cue.sign], shifted=True)


def _undoing(words: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> int | None:
    """Return the number of the verb that undoes a change, which is its object or subject."""
    if cue.activates or cue.shifted or cue.sign not in OPPOSITE_CUE or cue.form == "transitive":
        return None
    if (became := _became(words, cue, cues)) is not None:
        return became
    past = _had_been(words, cue)
    if cue.form == "predicate" and not past:
        return None
    at = cue.index - 1
    while at >= 0 and (words[at].word in _OF_OBJECT or words[at].word.endswith(_DESCRIBES)):
        at -= 1
    before = words[at].word if at >= 0 else ""
    if before in words_around("undoes") or before in words_around("prevents"):
        return at
    cued = {other.index for other in cues}
    if cue.form == "noun" and (verb := _of_compound(words, at)) is not None and verb not in cued:
        return verb
    named = cue.form == "modifier" or cue.measure or past
    return _ended(words, cue, cued) if named else None


def _became(words: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> int | None:
    """Return the number of what a change gave way to: ``went from increased to normal``."""
    if cue.index == 0 or words[cue.index - 1].word != "from":
        return None
    nulls = {other.index for other in cues if other.sign == "none"}
    for at in range(cue.after, min(len(words) - 1, cue.after + _REACH)):
        if words[at].word == "to":
            usual = at + 1 in nulls or words[at + 1].word in _USUAL
            return at + 1 if usual else None
        if words[at].word in _STOPS:
            return None
    return None


def _until_normal(words: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> int | None:
    """Return the number of what a change was later: ``hyperactive before and normal after``."""
    if cue.shifted or cue.sign not in OPPOSITE_CUE or cue.after >= len(words):
        return None
    nulls = {other.index for other in cues if other.sign == "none"}
    far = min(len(words) - 1, cue.after + _REACH)
    if words[cue.after].word in ("before", "initially"):
        for at in range(cue.after + 1, far):
            named = words[at].word in _USUAL and words[at - 1].word == "and"
            if (at in nulls or named) and words[at + 1].word in _LATER:
                return at
            if words[at].word in _STOPS:
                return None
    return None


def _of_compound(words: Sequence[Token], last: int) -> int | None:
    """Return the number of the verb of a compound: ``normalised early insula hyperactivity``."""
    for at in range(last, max(-1, last - _COMPOUND), -1):
        if words[at].word in words_around("undoes"):
            return at
        if words[at].word in words_around("closes") or words[at].word in words_around("shows"):
            return None
    return None


def _had_been(words: Sequence[Token], cue: Cue) -> bool:
    """Whether a change is told as a past one: ``which had been reduced``."""
    near = [token.word for token in words[max(0, cue.index - 3) : cue.index]]
    return cue.form == "predicate" and "had" in near and "been" in near


def _ended(words: Sequence[Token], cue: Cue, cued: Collection[int]) -> int | None:
    """Return the number of the verb behind a change that tells its end: ``returned to normal``."""
    for at in range(cue.after, min(len(words) - 1, cue.after + _REACH)):
        word, behind = words[at].word, words[at + 1].word
        near = {token.word for token in words[max(cue.after, at - 2) : at]}
        if "not" in near:
            return None
        if word in words_around("ends") and behind in words_around("closes"):
            return at
        if word in _RETURNED and behind == "to":
            return at
        if word in words_around("undoes") and not BE.isdisjoint(near):
            return None if cue.sign == "decrease" and word in _LESSENED else at
        begins = word == "and" and words[at - 1].word == ","
        if begins or word in _STOPS or word in words_around("reporting") or at in cued:
            return None
    return None
