"""Changes that something kept small, and verbs with how fast or how much: ``fell more slowly``.

What prevents a fall leaves more: ``juggling attenuated the loss of stamina``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.extraction.effects.clauses import OPPOSITE_SIGN
from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Cue, Token

_RISES = frozenset(("rise", "rises", "increase", "increases", "gain", "elevation", "elevations"))
_FALLS = frozenset(
    ("fall", "falls", "drop", "decline", "loss", "decrease", "decreases", "reduction", "reductions")
)
_WORSE = frozenset(("deterioration", "worsening", "impairment"))
_CHANGE_OF = ("in", "of")
_TO_CHANGE = 5
"""Words from a verb to the change that is its object: ``prevented the early fall``."""
_TO_VERB = 14
"""Words from a change that is the subject to its verb."""
_TO_RETURN = 14
"""Words from a degree to what the same people did next."""
_SLOWLY = frozenset(("slowly", "gradually"))
_RAPIDLY = frozenset(("rapidly", "quickly", "steeply", "sharply", "markedly"))
_MORE = frozenset(("more", "greater", "higher", "larger"))
_COUNT = _MORE | {"fewer", "lower", "smaller", "less"}
_TIMES = frozenset(("twice", "thrice", "times", "fold"))


def with_lessened(own: Sequence[Cue], tokens: Sequence[Token]) -> Iterator[Cue]:
    """Yield the cues of a sentence, each verb that keeps a change small as the change it leaves."""
    taken: set[int] = set()
    for cue in (_of_people(each, tokens) for each in own):
        if cue.index in taken or _brings(cue, tokens):
            continue
        if cue.word in words("lessens") and cue.sign in OPPOSITE_SIGN:
            if (compound := _compound(cue, tokens)) is not None:
                taken.add(compound)
            at = _object(cue, tokens) or _subject(cue, tokens)
            if at is not None:
                taken.add(at)
                yield _left(cue, tokens[at], at)
                continue
        yield _little(_times(_slowed(cue, tokens), tokens), tokens)


def _brings(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a verb only brings a change about that is named behind it: ``induced a fall in``."""
    return cue.word in ("induced", "promoted") and _object(cue, tokens) is not None


def _left(cue: Cue, change: Token, at: int) -> Cue:
    """Return what a change comes to that is kept small: a prevented fall is more."""
    sign = "increase" if change.word in _FALLS else "decrease"
    return replace(
        cue,
        sign="better" if change.word in _WORSE else sign,
        form="noun",
        start=change.start,
        end=change.end,
        index=at,
        after=at + 1,
        word=change.word,
        shifted=True,
    )


def _is_change(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun of change stands there that goes on to what changes: ``the fall in``."""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return tokens[at].word in _RISES | _FALLS | _WORSE and following in _CHANGE_OF


def _object(cue: Cue, tokens: Sequence[Token]) -> int | None:
    for at in range(cue.after, min(len(tokens), cue.after + _TO_CHANGE)):
        if _is_change(tokens, at):
            return at
        if not tokens[at].word[0].isalpha() or tokens[at].word in words("ends"):
            return None
    return None


def _compound(cue: Cue, tokens: Sequence[Token]) -> int | None:
    """Return the change that ends the name of what a verb lessens: ``prevented the pulse rise``."""
    for at in range(cue.after, min(len(tokens), cue.after + _TO_CHANGE)):
        word = tokens[at].word
        if not word[0].isalpha() or any(word in words(name) for name in ("ends", "joins")):
            return None
        named = at > cue.after and tokens[at - 1].word not in words("determiners")
        if named and word in _RISES | _FALLS | _WORSE and not _is_change(tokens, at):
            return at
    return None


def _subject(cue: Cue, tokens: Sequence[Token]) -> int | None:
    """Return where the change stands that was lessened: ``the fall in X was blunted``."""
    passive = any(
        token.word in words("auxiliaries") for token in tokens[max(0, cue.index - 3) : cue.index]
    )
    if not passive:
        return None
    for at in range(cue.index - 1, max(-1, cue.index - _TO_VERB), -1):
        if _is_change(tokens, at):
            return at
        if tokens[at].word in ";:" or tokens[at].word in words("openers") - set(_CHANGE_OF):
            return None
    return None


def _slowed(cue: Cue, tokens: Sequence[Token]) -> Cue:
    """Return a verb of change turned round that goes slower, as one of worse that is less of it."""
    verb = cue.form in ("predicate", "transitive") and cue.word.endswith(("ed", "fell", "rose"))
    if cue.sign not in OPPOSITE_SIGN or not verb or cue.shifted:
        return cue
    behind = cue.after
    while behind < len(tokens) and _is_share(tokens[behind].word):
        behind += 1  # "increased 24 percent more slowly"
    first, second = (tokens[at].word if at < len(tokens) else "" for at in (behind, behind + 1))
    slower = first == "slower" or (first, second) == ("less", "so")
    slower |= first == "more" and second in _SLOWLY
    slower |= first == "less" and second in _RAPIDLY
    valued = cue.sign in ("better", "worse")
    slower |= valued and first == "less" and second in words("behind_less")
    if not slower:
        return cue
    return replace(cue, sign=OPPOSITE_SIGN[cue.sign], form="predicate", shifted=True)


def _is_share(word: str) -> bool:
    return word.isdigit() or word in ("%", ".", "percent")


def _of_people(cue: Cue, tokens: Sequence[Token]) -> Cue:
    """Return a degree that counts people as it is, whatever they returned to.

    ``More adults returned to normal`` is no end of more, nor ``less pain and returned to work``.
    """
    following = tokens[cue.after].word if cue.after < len(tokens) else ""
    counts = following in words("shares") or following in words("people_nouns")
    counts |= ("and", "returned") in pairwise(
        token.word for token in tokens[cue.after : cue.after + _TO_RETURN]
    )
    if not (cue.shifted and cue.form == "modifier" and cue.word in _COUNT and counts):
        return cue
    return replace(cue, sign="increase" if cue.word in _MORE else "decrease", shifted=False)


def _times(cue: Cue, tokens: Sequence[Token]) -> Cue:
    """Return a likeness with a factor as the difference that it is: ``twice as frequent``."""
    before = tokens[cue.index - 1].word if cue.index else ""
    if not cue.word.startswith("as "):
        return cue
    if before in _TIMES or before.endswith("-fold"):
        return replace(cue, sign="increase")
    return replace(cue, sign="decrease") if before == "half" else cue


def _little(cue: Cue, tokens: Sequence[Token]) -> Cue:
    """Return what hardly happened as denied: ``did little to reduce``, ``reduced neither``."""
    before = [token.word for token in tokens[max(0, cue.index - 2) : cue.index]]
    to_verb = before == ["little", "to"]
    of_noun = cue.form == "noun" and cue.sign == "altered" and before[-1:] == ["little"]
    neither = cue.after < len(tokens) and tokens[cue.after].word == "neither"
    return replace(cue, negated=True) if to_verb or of_noun or neither else cue
