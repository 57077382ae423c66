"""Noun phrases of a clause, told by the small words around them: subjects, lists, objects."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Token

_LONGEST = 14
"""Words of one name."""
_REACH = 24
"""Words behind a noun of change in which a preposition may lead on to what changed."""
_TIMED = 6
"""Words of a time that opens a sentence: ``At 12 weeks pain was ...``."""
_COMPOUND = 4
"""Words before a noun of change that may form one name with it."""
_LETTERS = re.compile(r"[A-Za-z\u0370-\u03ff]")
_WORD = re.compile(r"\w")


def pieces(
    tokens: Sequence[Token], *, resume: bool = False, verbs: bool = False
) -> list[list[Token]]:
    """Cut a list at its joints, up to where it ends; brackets do not belong to it.

    With ``resume`` a preposition ends only its own piece, as in a subject; with ``verbs`` what
    people do is a name too: ``more likely to be admitted to hospital``.
    """
    cut: list[list[Token]] = [[]]
    skipping = False
    for number, token in _outside_brackets(tokens):
        if token.word in words("joins"):
            cut.append([])
            skipping = False
        elif token.word in ".;:" and not _is_inside_a_word(tokens, number):
            break
        elif _ends(tokens, number, cut[-1], verbs=verbs):
            if not resume:
                break
            # "reductions in pain and fatigue": what it is a reduction in, is the name
            skipping = not (token.word in words("leads_on") and _is_change(cut[-1]))
            if not skipping:
                cut[-1].clear()
        elif not skipping:
            cut[-1].append(token)
    return cut


def _is_inside_a_word(tokens: Sequence[Token], number: int) -> bool:
    """Whether a mark stands between letters: ``fat:lean ratio``."""
    mark = tokens[number]
    return (
        0 < number < len(tokens) - 1
        and tokens[number - 1].end == mark.start
        and tokens[number + 1].start == mark.end
    )


def _is_change(piece: Sequence[Token]) -> bool:
    """Whether words end with a noun of change, and so name nothing that may change."""
    return bool(piece) and piece[-1].word in words("change_nouns")


def _outside_brackets(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield the tokens that stand in no bracket, up to one that closes what opened before them."""
    depth = 0
    for number, token in enumerate(tokens):
        if token.word in "([":
            depth += 1
        elif token.word in ")]":
            depth -= 1
            if depth < 0:
                return
        elif not depth:
            yield number, token


def _ends(tokens: Sequence[Token], number: int, piece: Sequence[Token], *, verbs: bool) -> bool:
    word = tokens[number].word
    if word in ("to", "at", "in", "from") and piece:
        return not (verbs and word == "to") and piece[-1].word not in words(f"before_{word}")
    return word in words("ends") or word in words("auxiliaries")


def subject(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the subject of what stands behind these tokens."""
    stop = _before_amount(tokens)
    while stop and _is_predicate(tokens, stop - 1):
        stop -= 1
    return _without_opening(tokens[_start(tokens[:stop]) : stop])


def _before_amount(tokens: Sequence[Token]) -> int:
    """Return where an amount right before a predicate begins: ``was 4 points`` lower."""
    stop = len(tokens)
    while stop and tokens[stop - 1].word in "%.":
        stop -= 1
    for size in (1, 2):
        if stop >= size and tokens[stop - size].word[0].isdigit():
            stop -= size
            while stop > 1 and tokens[stop - 1].word == "." and tokens[stop - 2].word.isdigit():
                stop -= 2  # the tokens of "0.66"
            return stop
    return len(tokens)


def _is_predicate(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word belongs to the verb behind a subject: ``was``, ``achieved in``."""
    word = tokens[number].word
    before = tokens[number - 1].word if number else ""
    passive = word in words("borders") and before in words("auxiliaries")
    named = word in words("auxiliaries") or word in words("leads") or word in words("leads_on")
    return passive or named


def first_subject(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the subject of the first verb of a clause, which a later verb may share."""
    plain = _without_opening(tokens)
    verbs = ("auxiliaries", "borders", "changes")
    stop = next(
        (n for n, token in enumerate(plain) if n and any(token.word in words(v) for v in verbs)), 0
    )
    return plain[:stop]


def _start(tokens: Sequence[Token]) -> int:
    """Return where a subject begins: behind the last word that reports or joins clauses."""
    depth = 0
    for number in range(len(tokens) - 1, -1, -1):
        word = tokens[number].word
        if word in ")]":
            depth += 1
        elif word in "([":
            depth -= 1
            if depth < 0:
                return number + 1
        elif depth == 0 and (word in words("borders") or word in ";:"):
            return number + 1
    return 0


def _without_opening(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out what opens a sentence: ``After 12 weeks, ...``, ``Compared with placebo, ...``."""
    if not tokens or tokens[0].word not in words("openers"):
        return tokens
    comma = next((number for number, token in enumerate(tokens) if token.word == ","), 0)
    if comma:
        return _without_opening(tokens[comma + 1 :])
    timed = next((n for n, token in enumerate(tokens[:_TIMED]) if token.word in words("units")), 0)
    return _without_opening(tokens[timed + 1 :]) if timed else tokens


def led(clause: Sequence[Token], after: int, skipped: Sequence[str] = ()) -> Iterator[int]:
    """Yield where names may begin that a preposition behind a cue leads to."""
    near = clause[after : after + _REACH]
    for at, token in _outside_brackets(near):
        word, number = token.word, after + at
        if word in ".;:":
            return
        if word in words("leads_on") and word not in skipped:
            start = number + 1
            while start < len(clause) and (
                clause[start].word in words("leads") or clause[start].word in words("leads_on")
            ):
                start += 1
            yield start


def compound(clause: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the words right before a noun that may form one name with it."""
    start = at
    while start and at - start < _COMPOUND and _plain(clause[start - 1]):
        start -= 1
    return clause[start:at]


def _plain(token: Token) -> bool:
    """Whether a token may be part of a name: no mark, no preposition, no verb."""
    lists = ("ends", "joins", "leads", "auxiliaries", "borders", "leads_on")
    return bool(_LETTERS.match(token.word)) and not any(token.word in words(name) for name in lists)


def trimmed(piece: Sequence[Token]) -> Sequence[Token]:
    """Return a name without articles and statistics around it; nothing if no name is left."""
    name = list(piece[_noun_phrase(piece) :])
    while name and (_leads(name) or not _LETTERS.match(name[0].word)):
        name.pop(0)
    cut = next(
        (n for n, token in enumerate(name) if n and token.word in words("changes")), len(name)
    )
    name = name[:cut]
    while name and _trails(name):
        name.pop()
    if len(name) > _LONGEST or not name or _names_nothing(name):
        return ()
    return name


def _leads(name: Sequence[Token]) -> bool:
    """Whether the first word of a name is no part of it."""
    first, behind = name[0].word, name[1].word if len(name) > 1 else ""
    if behind in words("behind_mean"):
        return False  # "mean arterial pressure"
    return first in words("leads") or first in words("leads_on")


def _trails(name: Sequence[Token]) -> bool:
    """Whether the last word of a name is no part of it."""
    last = name[-1].word
    adverb = last.endswith("ly") and last not in words("no_adverbs")
    timed = len(name) > 1 and last in words("times")
    done = len(name) > 1 and last.endswith("ed") and last not in words("no_participles")
    return done or last in words("trails") or not _WORD.match(last) or adverb or timed


def _names_nothing(name: Sequence[Token]) -> bool:
    """Whether no word of a name says what was measured."""
    empty = all(
        token.word in words("no_outcome")
        or not _LETTERS.match(token.word)
        or (token.word.endswith("ed") and token.word not in words("no_participles"))
        for token in name
    )
    return (
        empty
        or _is_clause(name)
        or name[0].word in words("never_first")
        or name[-1].word in words("never_last")
    )


def _is_clause(name: Sequence[Token]) -> bool:
    """Whether words are what somebody did: ``adults expressed surprise``, ``seeing both``."""
    people = any(
        token.word in words("people_nouns") and following.word.endswith("ed")
        for token, following in pairwise(name)
    )
    following = name[1].word if len(name) > 1 else ""
    return people or (name[0].word.endswith("ing") and following in words("determiners"))


def _noun_phrase(piece: Sequence[Token]) -> int:
    """Return where the last noun phrase of a piece begins.

    ``of therapy (T1)`` the index; ``children in the juggling group had`` relapses.
    """
    begins = (
        number + (token.word in words("people_do"))
        for number, token in enumerate(piece)
        if number
        and (
            (
                token.word in ("the", "a", "an")
                and piece[number - 1].word not in words("leads_on")
                and piece[number - 1].word not in words("leads")
            )
            or (token.word in words("people_do") and piece[number - 1].word in words("never_last"))
        )
    )
    return max(begins, default=0)


def people_do(clause: Sequence[Token], after: int) -> int | None:
    """Return where it begins what fewer or more people did: ``fewer patients in ... had X``."""
    if after >= len(clause) or clause[after].word not in words("people_nouns"):
        return None
    return done_by_people(clause, after + 1)


def done_by_people(clause: Sequence[Token], after: int) -> int | None:
    """Return where it begins what people did, who stand before these words."""
    for number in range(after, min(len(clause), after + _REACH)):
        if clause[number].word in words("people_do"):
            return number + (clause[number].word not in words("deeds"))
    return None
