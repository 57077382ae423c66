"""What more or fewer people did, or had: an outcome that is told of them and not by its name.

``More adults in the juggling group than at rest had relapses``; ``fewer returned to work``.
"""

from collections.abc import Sequence

from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Token

_NEAR = 4
"""Words from "more" to the people: ``more juggling-treated adults``."""
_REACH = 40
"""Words behind people in which it stands what they did."""


def people_do(clause: Sequence[Token], after: int) -> int | None:
    """Return where it begins what more or fewer people did, behind the word for "more"."""
    people = _people(clause, after)
    return None if people is None else done_by_people(clause, people + 1)


def people_share(subject: Sequence[Token]) -> Sequence[Token]:
    """Return what the people did of whom a subject counts the share: ``of women choosing rest``."""
    near = range(min(_NEAR, len(subject)))
    share = next((n for n in near if subject[n].word in words("shares")), None)
    if share is None or [token.word for token in subject[share + 1 : share + 2]] != ["of"]:
        return ()
    people = _people(subject, share + 2)
    behind = subject[people + 1 :] if people is not None else ()
    if behind and behind[0].word in ("who", "that"):
        behind = behind[1:]
    deed = bool(behind) and behind[0].word.endswith(("ed", "ing"))
    return behind if deed and behind[0].word not in words("given_to_people") else ()


def _people(clause: Sequence[Token], after: int) -> int | None:
    """Return where people are named of whom there are more: ``percentage of the rest group``."""
    at, part = after, False
    if at < len(clause) and clause[at].word in words("shares"):
        at, part = at + 1, True
        while at < len(clause) and clause[at].word in ("of", "the", "all"):
            at += 1
    for number in range(at, min(len(clause), at + _NEAR)):
        word = clause[number].word
        if word in words("people_nouns") or (part and word in words("never_last")):
            return number
        if not word[0].isalnum() or word in words("ends") or word in words("leads_on"):
            return None
    return None


def done_by_people(clause: Sequence[Token], after: int) -> int | None:
    """Return where it begins what people did, who stand before these words.

    What they had is named behind the verb; any other deed is the outcome itself.
    """
    depth = 0
    passed: int | None = None
    for number in range(after, min(len(clause), after + _REACH)):
        word = clause[number].word
        depth += (word in "([") - (word in ")]")
        if word in ".;" and not depth:
            break
        if depth or not _is_verb(clause, number):
            continue
        if clause[number - 1].word in ("who", "that") and passed is None:
            passed = _deed(clause, number)  # "adults who juggled had relapses"
            continue
        return _deed(clause, number)
    return passed


def _is_verb(clause: Sequence[Token], number: int) -> bool:
    """Whether a word is what people did, and not what they were given."""
    word = clause[number].word
    if word in words("people_do") or word in words("deeds"):
        return True
    following = clause[number + 1].word if number + 1 < len(clause) else ""
    past = word.isalpha() and word.endswith("ed") and word not in words("no_participles")
    adjective = clause[number - 1].word in words("determiners") or following in words(
        "people_nouns"
    )
    return past and not adjective and word not in words("given_to_people")


def _deed(clause: Sequence[Token], number: int) -> int:
    light = clause[number].word in words("people_do") and clause[number].word not in words("deeds")
    return number + light
