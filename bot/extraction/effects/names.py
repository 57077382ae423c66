"""Where the name of an outcome begins and ends in a piece of a clause, and whether it is one.

A name is a noun phrase without its article, its statistics and what is said of it: ``the mean
time to relapse was`` gives *time to relapse*.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Token

_LONGEST = 14
"""Words of one name."""
_OF_PEOPLE = 3
"""Words of the shortest name that is told of people: ``gloom of women``."""
_LETTERS = re.compile(r"[A-Za-z\u0370-\u03ff]")
_NUMBER = re.compile(
    r"\d[\d.,]*(?:-?(?:seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?|points?|items?))?"
)
"""What stands before a name and is none of it: ``4``, ``6-minute``; not ``25-hydroxy``."""
_WORD = re.compile(r"\w")
_ADJECTIVE = re.compile(r"\w{2,}(?:al|ic|ive|ous|ful|less|ary|able|ible|oid)")
"""Endings of adjectives; nouns that end so are listed in ``no_adjectives``."""


def trimmed(piece: Sequence[Token], *, deed: bool = False) -> Sequence[Token]:
    """Return a name without articles and statistics around it; nothing if no name is left.

    A ``deed`` is what people did or what was done to them: ``were hospitalised``.
    """
    piece = piece if deed else _without_people(piece)
    name = list(piece if deed else piece[_noun_phrase(piece) :])
    while name and (_leads(name) or _is_no_word(name[0].word)):
        name.pop(0)
    name = name[_behind_analysis(name) :]
    changed = (n for n in range(1, len(name)) if _says_a_change(name, n))
    name = name[: next(changed, len(name))]
    while name and _trails(name):
        timed = name.pop().word in words("times")
        while timed and name and name[-1].word.isdigit():
            name.pop()  # "patient ratings 2 weeks"
    if len(name) > _LONGEST or not name:
        return ()
    if deed and not any(token.word in words("people_nouns") for token in name):
        empty = all(token.word in words("no_outcome") for token in name)
        return () if empty else name
    return () if names_nothing(name) or _is_no_name(name) else name


def _without_people(piece: Sequence[Token]) -> Sequence[Token]:
    """Leave out of whom a thing is told, where that ends its name: ``gloom of the rest group``."""
    if len(piece) < _OF_PEOPLE or piece[-1].word not in words("never_last"):
        return piece
    of = (n for n in range(len(piece) - 2, 0, -1) if piece[n].word == "of")
    return piece[: next(of, len(piece))]


def _says_a_change(name: Sequence[Token], at: int) -> bool:
    """Whether a word of a name is what it did: ``juggling prolonged survival``."""
    word, before = name[at].word, name[at - 1].word
    return word in words("changes") or (
        word in words("lasting")
        and before not in words("leads_on")
        and before not in words("joins")
    )


def _behind_analysis(name: Sequence[Token]) -> int:
    """Return where a name begins behind how it was analysed: ``per-protocol analysis pain``."""
    ends = (n for n, token in enumerate(name[:-1]) if token.word in ("analysis", "analyses"))
    end = next(ends, -1)
    kinds = all(token.word in words("analyses") or token.word == "-" for token in name[:end])
    return end + 1 if end > 0 and kinds else 0


def names_nothing(name: Sequence[Token]) -> bool:
    """Whether no word of a name says what was measured.

    Harms are named by words that say nothing one by one: ``side effects``.
    """
    empty = all(
        token.word in words("no_outcome")
        or _is_adverb(token.word)
        or not _LETTERS.match(token.word)
        or _is_participle(token)
        for token in name
    )
    harmful = any(token.word in words("harms") for token in name[:-1])
    return empty and not (harmful and name[-1].word in words("harm_nouns"))


def is_adjective(word: str) -> bool:
    """Whether a word wants a noun behind it, by its ending or as one of the usual ones."""
    listed = word in words("adjectives")
    return listed or (bool(_ADJECTIVE.fullmatch(word)) and word not in words("no_adjectives"))


def shared_noun(piece: Sequence[Token], following: Sequence[Token]) -> Sequence[Token]:
    """Return the words of the next name that this one lacks: ``systolic and diastolic pressure``.

    Of two adjectives before one noun, the first is no name without it.
    """
    if not piece or len(following) < 2 or not is_adjective(piece[-1].word):  # noqa: PLR2004
        return ()
    return following[1:]


def _is_no_word(word: str) -> bool:
    """Whether a token is a mark or a number, and not a name that begins with one."""
    return not _LETTERS.search(word) or bool(_NUMBER.fullmatch(word))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in words("no_adverbs")


def _is_participle(token: Token) -> bool:
    return (
        len(token.word) > len("med")
        and token.word.endswith("ed")
        and token.word not in words("no_participles")
    )


def _leads(name: Sequence[Token]) -> bool:
    """Whether the first word of a name is no part of it."""
    first, behind = name[0].word, name[1].word if len(name) > 1 else ""
    if behind in words("behind_mean"):
        return False  # "mean arterial pressure"
    if behind and behind in "/:":
        return False  # "A/B ratio"
    return first in words("leads") or first in words("leads_on")


def _trails(name: Sequence[Token]) -> bool:
    """Whether the last word of a name is no part of it."""
    last = name[-1].word
    adverb = _is_adverb(last)
    timed = len(name) > 1 and last in words("times") and not _is_counted(name)
    done = len(name) > 1 and _is_participle(name[-1])
    return done or last in words("trails") or not _WORD.match(last) or adverb or timed


def _is_counted(name: Sequence[Token]) -> bool:
    """Whether a name counts days or hours: ``sick days``; not ``pain, 12 weeks``."""
    before = name[-2].word
    plain = before.isalpha() and not any(before in words(each) for each in ("times", "determiners"))
    return plain and name[-1].word in ("days", "hours", "minutes")


def _is_no_name(name: Sequence[Token]) -> bool:
    """Whether words are a clause, or of people, or begin or end as no name does."""
    first, last = name[0].word, name[-1].word
    bare = len(name) == 1 and is_adjective(last)
    alone = not any(token.word in words("leads_on") for token in name)
    bare |= alone and last in words("things_tried")
    bare |= _is_care(name)
    return bare or _is_clause(name) or first in words("never_first") or last in words("never_last")


def _is_care(name: Sequence[Token]) -> bool:
    """Whether a name is what was done, and for what: ``treatment of moon sickness``."""
    return len(name) > 1 and name[0].word in words("care_for") and name[1].word in ("of", "for")


def _is_clause(name: Sequence[Token]) -> bool:
    """Whether words are what somebody did: ``adults expressed surprise``, ``seeing both``."""
    people = any(
        token.word in words("people_nouns") and following.word.endswith("ed")
        for token, following in pairwise(name)
    )
    following = name[1].word if len(name) > 1 else ""
    people |= any(token.word in words("finite_verbs") for token in name[1:-1])
    return people or (name[0].word.endswith("ing") and following in words("determiners"))


def _noun_phrase(piece: Sequence[Token]) -> int:
    """Return where the last noun phrase of a piece begins.

    ``of therapy (T1)`` the index; ``children in the juggling group had`` relapses.
    """
    return max((number for number in range(1, len(piece)) if _begins(piece, number)), default=0)


def _begins(piece: Sequence[Token], number: int) -> bool:
    """Whether a name begins here, behind an article's noun or what people do."""
    word, before = piece[number].word, piece[number - 1].word
    apart = not any(before in words(each) for each in ("leads_on", "leads", "ends"))
    earlier = piece[number - 2].word if number > 1 else ""
    done = before in words("people_do") or before in words("people_doing")
    apart &= before[0].isalnum()  # "E/A ratio"
    return (word in ("the", "a", "an") and apart) or (done and earlier in words("never_last"))
