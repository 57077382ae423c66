"""Clinical variables under standard names, so that two correlations are with the same thing.

Two variables share a name only where a higher value means the same in both: relief of pain is
not its intensity, and some scales of neuropathy rise as it gets better.
"""

import re
from collections.abc import Mapping

NOT_NAMED = "not named"
"""A correlation whose other side was not read: compared with nothing."""
_FALL = re.compile(
    r"\b(?:relief|relieved|analgesia|reduc\w+|decreas\w+|improve\w+|alleviat\w+)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:chang\w+|differences?|delta|increas\w+)\b", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:with\s)?(?:the\s)?(?:increasing|increased|rising|growing|greater|higher)\s(?!in\b|of\b)",
    re.IGNORECASE,
)
"""Before a variable, that there is more of it: among people, and no change over time."""
_JOINT = re.compile(r"^(?:in|of|from|the|over time)\b|\b(?:in|of|from)$", re.IGNORECASE)


def standard(words: str, names: Mapping[str, str]) -> str:
    """The standard name of a clinical variable, else the paper's own words in small letters.

    Short forms keep their capitals: ``BPI severity``, ``painDETECT score``.

    ``names`` holds the standard names, each with a regular expression; the first that fits counts.
    """
    plain = _MORE.sub("", " ".join(words.replace("_", " ").split()))
    for name, form in (("reduction of", _FALL), ("change of", _CHANGE)):
        if form.search(plain):
            rest = " ".join(form.sub(" ", plain).split())
            return f"{name} {standard(_JOINT.sub('', rest).strip(), names)}"
    if not plain:
        return NOT_NAMED
    fitting = (name for name, form in names.items() if re.search(form, plain, re.IGNORECASE))
    return next(fitting, " ".join(map(_small, plain.split(" "))))


def _small(word: str) -> str:
    return word if any(letter.isupper() for letter in word[1:]) else word.casefold()
