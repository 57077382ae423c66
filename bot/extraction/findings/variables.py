"""The words of a variable, around a cue that says what goes along with it."""

import re

from bot.extraction.text import SHOWED

_LINK = re.compile(r"\s?(?:with|to|by|between|of|for|as a function of|on)\s", re.IGNORECASE)
_STOP = re.compile(
    r"[.;()\[\]]|,\s(?:and|but|which|whereas|while|in|with|r\s|p\s)|\b(?:in (?:the|patients|both"
    r"|all|those|people|our|CP|PD|MDD|healthy|controls)|was|were|among|after (?:adjust|control"
    r"|correct)"
    r"|whereas|while|but|suggesting|indicating|independent)\b"
)
_LEAD = re.compile(
    r"^(?:the|a|an|their|its|his|both|changes? in|overall|with|in|of|that|and|significantly|lower"
    r"|higher|greater|worse|longer|shorter|better|increased|decreased|more|less|reduced|poorer"
    r"|severer"
    r"|larger)\s",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\s(?:of|in|for|among) (?:the |our )?(?:[\w+-]+ ){0,3}(?:groups?|patients|participants)$"
)
"""Ends a variable with the people it was taken in: ``VAS scores of the CP+ group``."""
_SAID = re.compile(rf"[,;:]|\b(?:reported|that|found|{SHOWED}|had)\b")
_LEFT_OUT = re.compile(r",?\s\(?(?:but|and|though) not [^,;()]{2,60}[,)]")
"""What a variable is told apart from: ``exercise, but not fitness, was related to``."""
_BEFORE_VARIABLE = re.compile(r"^[\s),;]*(?:(?:and|as well as|also|with|to)\s)*(?:the\s)?")
_LONGEST = 90
_COORDINATED = re.compile(r",?\s(?:and|or|as well as)\s|,\s|/")
_NO_NAMES = frozenset(
    ("there", "a", "an", "the", "that", "it", "no", "we", "they", "patients", "which",
     "this", "these", "respectively")
)  # fmt: skip


def variable_of(text: str) -> str:
    """Return the words of a variable in front of its bracket."""
    words = _BEFORE_VARIABLE.sub("", text.partition("(")[0])
    stop = _STOP.search(words)
    return (words[: stop.start()] if stop else words).strip(" ,.;")


def phrase(text: str) -> str:
    """Return the words behind a cue up to where they end."""
    link = _LINK.match(text)
    words = text[link.end() :] if link else text
    stop = _STOP.search(words)
    return words[: stop.start()] if stop else words.rstrip(". ")


def ahead(text: str) -> str:
    """Return the last words before a cue, without its verb."""
    words = re.sub(
        r"(?: (?:was|were|is|are|showed|had|did|has|have|been|also|significantly|not|an?|both|be|to"
        r"|found|strongly|further|that|which))*\s*$",
        "",
        text,
    )
    words = _LEFT_OUT.sub("", words)
    return _SAID.split(words)[-1]


def names(phrase: str) -> tuple[str, ...]:
    """Return the variables that a phrase lists."""
    parts = _COORDINATED.split(phrase) if len(phrase) <= _LONGEST else []
    names = [name for part in parts if (name := _named(part))]
    return tuple(dict.fromkeys(names))


def _named(phrase: str) -> str:
    """Return a variable without its article and degree; nothing where it is too long for a name."""
    name = phrase.strip(" ,.")
    while _LEAD.match(name):
        name = _LEAD.sub("", name)
    name = _OF_WHOM.sub("", name)
    return "" if name.lower() in _NO_NAMES or len(name) > _LONGEST else name
