"""What was done between two times, in the words of the text: no vocabulary can list it."""

import re
from collections.abc import Iterator

from bot.extraction.arms.treatments import ASSESSED
from bot.extraction.arms.words import stops
from bot.extraction.text import BRACKETS, guarded

_TAKEN = re.compile(
    r"\b(?:before and (?:\d+ \w+ )?after|pre-? and post-?"
    r"|(?:received|(?:was|were) (?:given|administered|treated with))(?: a single)?(?: oral)?"
    r"(?: doses? of)?|(?:administration|infusions?|injections?|ingestion|consumption|intake) of"
    r"|\d+ (?:days|weeks|months|sessions) of)\s?(?P<what>[^.;:]{3,60})"
)
_PASSIVE = guarded(
    r"(?:^|[.;,]\s)(?:[\w-]+\s){0,3}?(?P<what>[a-z][\w-]+(?:\s(?:or|and)\s[\w-]+)?)"
    r"\s(?:was|were)\s(?:given|administered|infused|injected|ingested)\b",
    *("given", "administered", "infused", "injected", "ingested"),
)
_NAME = re.compile(r"[a-z][\w-]{2,}")
_END = re.compile(
    r"\b(?:in|for|on|during|while|were|was|who|which|whereas|to|by|at|using|and|followed)\b"
)
_PLAIN = frozenset(
    [
        *("acute", "brain", "care", "controls", "daily", "dose", "doses", "double-blind", "drug"),
        *("drugs", "either", "fmri", "identical", "injection", "infusion", "medication", "mri"),
        *("once", "one", "oral", "patients", "placebo", "rest", "resting", "saline", "same"),
        *("scan", "scans", "scanning", "session", "sham", "single", "standard", "symptom"),
        *("symptoms", "task", "tasks", "their", "twice", "usual", "vehicle", "years"),
        *("administration",),
    ]
)  # fmt: skip


def taken_names(text: str) -> frozenset[str]:
    """The words, in a text in small letters, for what was done between two times."""
    return frozenset(_names(text))


def _names(text: str) -> Iterator[str]:
    plainly = BRACKETS.sub("", text)
    for match in (*_TAKEN.finditer(plainly), *_PASSIVE.finditer(plainly)):
        what = match["what"]
        end = _END.search(what)
        names = _NAME.findall(what[: end.start()] if end else what)
        if not ASSESSED.isdisjoint(names):
            continue  # "received positive feedback"
        for name in names:
            if not (name in _PLAIN or name.endswith("ly") or stops(name)):
                yield name
