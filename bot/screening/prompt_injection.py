"""Instructions to a program that stand in a paper, visible or hidden: none is meant for readers."""

import re
import unicodedata
from collections.abc import Iterator

from bot.screening.injection_patterns import patterns

LONGEST = 100
"""Characters of an excerpt."""

_SPELT = re.compile(r" [a-z](?:[\W_]{1,3}[a-z](?![a-z])){9,}")
_SPELT_INSTRUCTION = re.compile(
    r"(?:previous|prior|above)(?:instruction|prompt)|include(?:this|the)|markthis|youarean?(?:ai|ll"
    r"|lang)|systemprompt|ignore(?:all|any|the|prev|your)"
)
"""Instructions whose letters stand apart; joined again, they have no blanks."""

_BEGINS = re.compile(
    r"([.!?:;…\n]|\b(please|kindly|must|always|sure to|now|then|and))"
    r"[\s\"'\u2018-\u201f«»()\[\]*_#>–—-]{1,5}$"
)
"""What stands before a sentence, or before an instruction within one."""
_OTHERS = re.compile(r"[^\n -~]")
_VOICED = "\u3099\u309a"
"""Marks that make other letters of Japanese ones."""
_FILLERS = "\u0640\u1160\u2800"
"""Letters and signs by class, yet nothing is seen of them."""
_HIDING = ((0xE0020, 0x20), (0xE0110, 0x20))
"""The first invisible character of two series, and the character of ASCII it stands for."""
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁһԛԝɡӏłıοαινερτυκᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ",
    "abekmhopctyxijsdhqwgl" + "lioaiveptuk" + "abcdeghijklmnoprtuvwyz",
)
_DISGUISED = re.compile(rf"[{''.join(map(chr, _LOOKALIKES))}]([a-z]|(?<=[a-z].))")


def injected_instruction(text: str) -> str:
    """The words in ``text`` that address a program and no reader, cut short; empty if none do."""
    for reading in _readings(text):
        # What stands around the words is matched, too: nothing may begin or end the text.
        at = _instruction_at(f"\n {reading.lower()}\n")
        if at >= 0:
            return _excerpt(reading[max(0, at - 2) :])
    return ""


def _instruction_at(text: str) -> int:
    """Where the first instruction stands in a plain text, or -1."""
    known = patterns()
    for first_words in known.first_words[: 1 if text.isascii() else 2]:
        for word in first_words.finditer(text):
            for then, anywhere in known.following[word[1]]:
                at = word.start(1)
                if then.match(text, word.end()) and _begins(text, at, sentence=not anywhere):
                    return at
    if markup := known.markup.search(text):
        return markup.start()
    for run in _SPELT.finditer(text):
        if _SPELT_INSTRUCTION.search(re.sub(r"[\W_]", "", run[0])):
            return run.start() + 1
    return -1


def _begins(text: str, at: int, *, sentence: bool) -> bool:
    """Whether a word begins there, or even a sentence."""
    if sentence:
        return bool(_BEGINS.search(text, max(0, at - 15), at))
    # In Latin the search has seen to it, and in Chinese nobody can tell.
    return not ("\u0400" <= text[at] < "\u2e80" and text[at - 1].isalpha())


def _readings(text: str) -> Iterator[str]:
    """The text as a model may read it: what is seen, what parts it, what is hidden, and in Latin.

    No capital becomes two letters: places in a reading and in its lower case are the same.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        yield text
        return
    spread = unicodedata.normalize("NFKD", text)
    letters = set(_OTHERS.findall(spread))
    marks = dict.fromkeys(ord(letter) for letter in letters if _mark(letter))
    unseen = [ord(letter) for letter in letters if _unseen(letter)]
    plain = _without(spread, {**marks, **dict.fromkeys(unseen)})
    yield plain
    if unseen:
        yield _without(spread, {**marks, **dict.fromkeys(unseen, " ")})
    if unseen or marks:
        yield "".join(map(_hidden, _OTHERS.findall(spread)))
    if _DISGUISED.search(lowered := plain.lower()):
        yield lowered.translate(_LOOKALIKES)


def _without(text: str, what: dict[int, str | None]) -> str:
    return unicodedata.normalize("NFC", text.translate(what) if what else text)


def _mark(letter: str) -> bool:
    """Whether it only marks another letter: with an accent, say."""
    return unicodedata.category(letter) in ("Mn", "Me") and letter not in _VOICED


def _unseen(letter: str) -> bool:
    """Whether nothing is seen where it stands, not even a blank."""
    return letter in _FILLERS or not (letter.isprintable() or letter.isspace())


def _hidden(letter: str) -> str:
    """The letter of ASCII that a tag or a variation selector stands for."""
    for first, stands_for in _HIDING:
        code = ord(letter) - first + stands_for
        if stands_for <= code < ord("~"):
            return chr(code)
    return ""


def _excerpt(words: str) -> str:
    line = " ".join(words[: 4 * LONGEST].split())
    shown = "".join(letter for letter in line if letter.isprintable())
    if len(shown) <= LONGEST:
        return shown
    return shown[: LONGEST + 1].rpartition(" ")[0] or shown[:LONGEST]
