"""What is only said to be there, with no word for more or less: ``we observed activity in A``.

In a task it is more than in the condition compared with; negative connectivity is less.
"""

from collections.abc import Iterator, Sequence

from bot.extraction.findings.cue_vocabulary import BE, words_around
from bot.extraction.findings.cues import Cue, Token

_ACTIVITY = frozenset(("activity", "response", "responses", "signal", "signals"))
_CONNECTION = frozenset(
    ("connectivity", "coupling", "connections", "coactivation", "co-activation")
)
_PLACED = frozenset(("in", "within", "at", "across", "throughout", "along", "bilaterally"))
_STATED = frozenset(("significant", "positive", "negative", "strong", "reliable", "prominent"))
_FOUND = frozenset(
    ("found", "observed", "seen", "detected", "located", "localized", "localised", "restricted",
     "confined", "centred", "centered", "present", "evident", "identified", "elicited", "noted")
)  # fmt: skip
_STOPS = frozenset((";", ":", "whereas", "while", "but", "although", "if", "whether"))
_VERB_BEFORE = 6
_VERB_BEHIND = 25
_PLACE_BEHIND = 4
_ADJECTIVE = 3


def with_presence(words: Sequence[Token], cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return the cues of a sentence with those of what is only said to be there."""
    if any(cue.correlates for cue in cues):
        return tuple(cues)
    added = [cue for cue in _present(words) if not _has_other(cue, cues)]
    return tuple(sorted([*cues, *added], key=lambda cue: cue.start)) if added else tuple(cues)


def _has_other(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether another cue already says how much of it there is."""
    return any(
        -_VERB_BEFORE <= other.index - cue.index <= _ADJECTIVE
        or (other.form == "predicate" and 0 < other.index - cue.index <= _VERB_BEHIND)
        for other in cues
    )


def _present(words: Sequence[Token]) -> Iterator[Cue]:
    for at, token in enumerate(words):
        if token.word in _ACTIVITY and _is_placed(words, at):
            if _reported(words, at) or _is_found(words, at):
                yield _cue(words, at, "increase", activates=True)
        elif token.word in _CONNECTION:
            stated = _stated(words, at)
            if stated is not None and _reported(words, stated):
                sign = "decrease" if words[stated].word == "negative" else "increase"
                yield _cue(words, stated, sign, activates=False)


def _cue(words: Sequence[Token], at: int, sign: str, *, activates: bool) -> Cue:
    token = words[at]
    form = "noun" if activates else "modifier"
    return Cue(
        sign,
        form,
        token.start,
        token.end,
        at,
        at + 1,
        token.word,
        activates=activates,
        present=True,
    )


def _stated(words: Sequence[Token], at: int) -> int | None:
    """Return the number of the adjective by which a connection is said to be there."""
    near = range(at - 1, max(-1, at - 1 - _ADJECTIVE), -1)
    return next((number for number in near if words[number].word in _STATED), None)


def _is_placed(words: Sequence[Token], at: int) -> bool:
    behind = [token.word for token in words[at + 1 : at + 1 + _PLACE_BEHIND]]
    return not _PLACED.isdisjoint(behind)


def _reported(words: Sequence[Token], at: int) -> bool:
    """Whether a verb such as ``showed`` stands right before, and does not deny it."""
    ahead = [token.word for token in words[max(0, at - _VERB_BEFORE) : at]]
    reporting = [number for number, word in enumerate(ahead) if word in words_around("shows")]
    if not reporting or not _STOPS.isdisjoint(ahead[reporting[-1] :]):
        return False
    wider = [token.word for token in words[max(0, at - 2 * _VERB_BEFORE) : at]]
    return words_around("negations").isdisjoint(wider)


def _is_found(words: Sequence[Token], at: int) -> bool:
    """Whether it is said behind that it was found, as in ``activity in A was observed``."""
    behind = [token.word for token in words[at + 1 : at + 1 + _VERB_BEHIND]]
    stop = next((number for number, word in enumerate(behind) if word in _STOPS), len(behind))
    verb = next((number for number, word in enumerate(behind[:stop]) if word in _FOUND), None)
    if verb is None:
        return False
    near = behind[max(0, verb - 3) : verb]
    return not BE.isdisjoint(near) and words_around("negations").isdisjoint(behind[:verb])
