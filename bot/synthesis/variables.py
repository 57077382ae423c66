"""Clinical variables under standard names, so that two correlations are with the same thing.

Two variables share a name only where a higher value means the same in both: relief of pain is
not its intensity, and some scales of neuropathy rise as it gets better.
"""

import re

NOT_NAMED = "not named"
"""A correlation whose other side was not read: compared with nothing."""
_NAMES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("pain threshold", r"\b(?:threshold|tolerance)\b"),
        ("pain duration", (r"\b(?:duration|length|months|years|chronicity)\b.*\bpain\b"
         r"|\bpain\b.*\b(?:duration|chronicity)\b|^duration$")),
        ("pain interference", r"\binterference\b"),
        ("pain catastrophising", r"\bcatastrophi|\bPCS\b"),
        ("analgesic dose", (r"\b(?:morphine|opioid|analgesic)s?\b.*\b(?:dos\w+|equivalents?|use"
         r"|consumption)\b|\b(?:OME|MME|MEDD)\b")),
        ("neurotoxicity subscale", r"\b(?:GOG|Ntx)\b"),
        ("neuropathy severity", (r"\bCIPN(?:-?20)?\b|\bTNSr?\b|neuropathy (?:score|severity)"
         r"|neurotoxicity (?:score|severity)|severity of (?:the )?(?:CIPN|neuropathy)")),
        ("anxiety", r"\banxi\w+|\bHADS-?A\b|\bSAS\b|\bGAD-?7\b|\bHAM-?A\b"),
        ("depression", r"\bdepress\w+|\bHADS-?D\b|\bSDS\b|\bPHQ-?9\b|\bBDI\b|\bHAM-?D\b"),
        ("distress", r"\bdistress\b|\bstress\b"),
        ("cognitive complaints", (r"\bcognitive (?:complaints|impairments?|decline|deficits?"
         r"|failures?)\b")),
        ("cognition", r"\bMoCA\b|\bMMSE\b|\bcogniti\w+|\bmemory\b|\battention\b"),
        ("sleep disturbance", r"\bPSQI\b|\binsomnia\b|\bsleep (?:disturbances?|problems?)\b"),
        ("sleep quality", r"\bsleep\b"),
        ("fatigue", r"\bfatigue\b"),
        ("quality of life", r"\bquality of life\b|\bQLQ\b|\bWHOQOL\b|\bFACT-[GB]\b"),
        ("age", r"^(?:patients? )?age$"),
        ("pain intensity", (r"\bpain\b.*\b(?:intensit\w+|severit\w+|scores?|ratings?|levels?|degree"
         r"|NRS|VAS|VRS|BPI)\b|\b(?:intensit\w+|severit\w+|scores?|ratings?|levels?|degree|NRS|VAS"
         r"|VRS|BPI)\b.*\bpain\b|^(?:the )?(?:NRS|VAS|VRS|BPI)(?: scores?| ratings?)?$|^pain$")),
    )
)  # fmt: skip
"""The first that fits; after the groups of clinical variables of the field."""


_FALL = re.compile(
    r"\b(?:relief|relieved|analgesia|reduc\w+|decreas\w+|improve\w+|alleviat\w+)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:chang\w+|differences?|delta|increas\w+)\b", re.IGNORECASE)
_JOINT = re.compile(r"^(?:in|of|from|the|over time)\b|\b(?:in|of|from)$", re.IGNORECASE)


def standard(words: str) -> str:
    """The standard name of a clinical variable, else the paper's own words in small letters."""
    plain = " ".join(words.replace("_", " ").split())
    for name, form in (("reduction of", _FALL), ("change of", _CHANGE)):
        if form.search(plain):
            rest = " ".join(form.sub(" ", plain).split())
            return f"{name} {standard(_JOINT.sub('', rest).strip())}"
    if not plain:
        return NOT_NAMED
    return next((name for name, form in _NAMES if form.search(plain)), plain.casefold())
