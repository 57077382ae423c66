"""What the arms of a trial were given, in the words of the text: no vocabulary can list it all.

The names are taken from where the text says who was given what (``received A or B``), and are
followed through the rest of it: ``the A group``, ``those taking A``, ``compared with B``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.words import (
    ACTIVE_CONTROL,
    CONTROL,
    ILLNESS,
    SHAM,
    VERSUS,
    WAITLIST,
    alternatives,
    stops,
)
from bot.extraction.text import holds_any

_WERE = r"(?:was|were|been|being)\s(?:\w+ly\s)?"
_GAVE = (
    rf"{_WERE}(?:given|administered|treated with|trained (?:with|in|on|to)|offered|prescribed"
    r"|exposed to|infused with|injected with|supplemented with)"
    r"|receiv(?:ed|ing|e)|underwent|undergo(?:ing)?|attended|joined|ingested"
)
_DID = (
    r"(?:complet(?:ed|ing)|took(?: part in)?|practi[sc](?:ed|ing)|participated in|followed"
    r"|engaged in|consumed|drank|used|had|performed)"
)
_SPLIT = (
    r"(?:randomi[sz]ed|assigned|allocated|randomly divided)\b(?:[^.;:()]|\d:\d|\([^()]*\)){0,50}?\s"
    r"(?:to|into|between|receive|undergo)(?:\s(?:receive|undergo|take|attend|practi[sc]e))?"
)
_LIST = r"(?P<list>(?:[^.;:()]|\([^()]*\)){5,160})"
_GIVEN = re.compile(rf"\b(?:{_GAVE})\s{_LIST}")
_DONE = re.compile(rf"\b{_DID}\s{_LIST}")
_BETWEEN_TIMES = re.compile(rf"\b(?:before and after|pre-? and post-?)\s{_LIST}")
_DIVIDED = re.compile(rf"\b{_SPLIT}\s{_LIST}")
_TRIAL = re.compile(
    rf"\b(?:trials?|compar(?:ison|ed|ing|es?)(?: the)?(?: effects?| efficacy)?) of\s{_LIST}"
)
_COURSE = re.compile(
    r"(?:[\w-]+[\s-]){0,5}(?:weeks?|months?|sessions?|days|hours|lessons|training|course|therapy)\b"
)
"""Opens what was done for some time, as a treatment is."""
_OR = re.compile(r",?\s(?:or|versus|vs\.?)\s(?:to\s|a\s|an\s)?")
_AND = re.compile(r",?\s(?:and|or|versus|vs\.?|against|compared (?:with|to))\s(?:to\s)?|,\s")
_AGAINST = re.compile(r",?\s(?:versus|vs\.?|against|compared (?:with|to))\s")
_OPENINGS = (
    (_DIVIDED, _AND, ("randomi", "assigned", "allocated", "randomly divided")),
    (_GIVEN, _OR, (" or ", " versus", " vs")),
    (_TRIAL, _AGAINST, (" versus", " vs", " against", " compared")),
    (_DONE, _OR, (" or ", " versus", " vs")),
    (_BETWEEN_TIMES, _OR, (" or ", " versus", " vs")),
)
"""What opens a list, the surest first, what parts it, and letters that either of them needs."""
_SHORT = re.compile(r"\s\(([a-z]{2,6})(?:[,;:]\s?n\s?=\s?\d+)?\)")
"""A short form behind what an arm was given."""
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_LEAD = re.compile(
    r"(?:(?:either|both|the|an?|one|two|to|of|in|with|single|daily|oral|intranasal|intravenous"
    r"|eight|six|four|twelve|ten|three|five|\d+)[\s-]|(?:[\w.-]+[\s-])?(?:weeks?|days?|months?"
    r"|sessions?|hours?|doses?|mg|years?|course|infusions?|injections?|administration)\s(?:of\s)?"
    r"|(?:stayed|remained|were|was|continued)\s(?:on\s)?)*"
)
_END = re.compile(
    r"\s(?:for|over|during|before|after|in|on|at|by|while|who|which|that|daily|twice|once|using"
    r"|group|groups|arm|arms|alone|and|prior|followed|then|was|were|as)\b"
)
_WORD = re.compile(r"[a-z][\w\u03b1-\u03c9]*")
_SHORTEST = 4
"""Letters of a word that a noun for people may be built on."""
_MOST_WORDS = 6
_MOST_ARMS = 4
_PLAIN = frozenset(
    [
        *("group", "groups", "arm", "condition", "program", "programme", "course", "class"),
        *("classes", "intervention", "treatment", "treatments", "therapy", "training", "lessons"),
        *("sessions", "session", "dose", "high", "low", "standard", "single", "daily", "same"),
        *("stimulation", "administration", "protocol", "instructions", "first", "second", "care"),
        *("drug", "medication", "active", "exercise", "exercises", "plus", "combined", "diet"),
        *("study", "participants", "patients", "conditions"),
    ]
)
"""Words that alone do not name what one arm was given."""
ASSESSED = frozenset(
    [
        *("mri", "fmri", "scan", "scans", "scanning", "scanned", "imaging", "pet", "eeg", "meg"),
        *("questionnaire", "questionnaires", "interview", "interviews", "assessment", "testing"),
        *("assessments", "test", "tests", "task", "tasks", "examination", "examinations", "trials"),
        *("stimuli", "stimulus", "pictures", "faces", "images", "words", "sounds", "videos"),
        *("analysis", "analyses", "spectroscopy", "tomography", "evaluation", "evaluations"),
        *("feedback", "cues", "reward", "rewards", "pain", "heat", "diagnosis", "criteria"),
    ]
)
"""Words for what is measured in people or shown to them, which is no treatment."""
_INSTEAD = re.compile(
    r"\bno(?:t| )\b|\bnone\b|\busual\b|\bcontrols?\b|\bwait|\beducation\b|\bneutral\b|\bplacebo\b"
    r"|\bsham\b|\bsaline\b|\bvehicle\b|\bstretching\b|\bdelayed\b"
)
_BEFORE_BARE = 45
_TO_BARE = re.compile(
    r"\s(?:(?:in|after|with|under|during|following|on|for|by|that|those|the|of|from|receiving|taking"
    r"|an?|changes?|group|seen|observed|found|who|received|had|were|given|attended|completed|took"
    rf"|{alternatives('heads.people')})\s)*"
)
"""What may stand between ``compared with`` and the bare name of what the others were given."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What one arm was given."""

    words: frozenset[str]
    """Every word of its name, in small letters."""
    own: frozenset[str]
    """Those that are in the name of no other arm."""
    control: bool
    """Whether it is what the treatment that is tried out is compared with."""
    doers: frozenset[str]
    """What people who did it are called: ``dancers``, ``stretchers``."""


def treatments(text: str, title: str) -> tuple[Treatment, ...]:
    """Return what the arms of a study were given, by a text and title in small letters."""
    for names in _lists(text):
        words = [frozenset(_WORD.findall(name)) for name in names]
        apart = [
            mine - frozenset().union(*(words[:at] + words[at + 1 :]))
            for at, mine in enumerate(words)
        ]
        own = [frozenset(filter(_may_name, mine - _PLAIN)) for mine in apart]
        controls = _controls(names, own, title)
        if sum(map(bool, own)) > 1 and any(controls):
            return tuple(map(Treatment, words, own, controls, map(_doers, apart)))
    return ()


def _may_name(word: str) -> bool:
    """Whether a word may tell one arm from another: no link such as ``with``, but ``no``."""
    return word == "no" or not stops(word)


def _doers(words: frozenset[str]) -> frozenset[str]:
    """What people are called who did what these words name."""
    return frozenset(
        f"{word.removesuffix('ing').removesuffix('e')}ers"
        for word in words
        if len(word) > _SHORTEST and word.endswith(("ing", "e"))
    )


def _lists(text: str) -> Iterator[list[str]]:
    """Yield the lists of what people were given, the surest first."""
    for opening, edge, needed in _OPENINGS:
        for match in opening.finditer(text) if holds_any(text, needed) else ():
            listed = _BRACKETS.sub("", _SHORT.sub(r" \1", match["list"]))
            names = [_name(item) for item in edge.split(listed)]
            names = names[: _first_empty(names)][:_MOST_ARMS]
            treated = opening not in (_DONE, _BETWEEN_TIMES) or _COURSE.match(match["list"])
            doubtful = not treated and not any(map(_is_control, names))
            if len(names) > 1 and not doubtful and not any(map(_is_no_treatment, names)):
                yield names


def _is_no_treatment(name: str) -> bool:
    """Whether a name is that of an illness, or of what is measured in people or shown to them."""
    return bool(ASSESSED & set(_WORD.findall(name)) or ILLNESS.search(name))


def _first_empty(names: Sequence[str]) -> int:
    return next((at for at, name in enumerate(names) if not name), len(names))


def _name(item: str) -> str:
    """Return the name within one item of a list, empty where it is none."""
    item = item.strip()
    lead = _LEAD.match(item)
    name = item[lead.end() :] if lead else item
    end = _END.search(name)
    words = name[: end.start() if end else None].split()
    negated = words[:1] == ["no"]
    if not words or len(words) > _MOST_WORDS or (stops(words[0]) and not negated):
        return ""
    return " ".join(words)


def _controls(names: Sequence[str], own: Sequence[frozenset[str]], title: str) -> list[bool]:
    """Tell which arms are those compared with: by their names, the title, or their order."""
    named = [_is_control(name) for name in names]
    if any(named):
        return named
    titled = [bool(words & set(_WORD.findall(title))) for words in own]
    tried = titled if any(titled) and not all(titled) else [at == 0 for at in range(len(names))]
    return [not is_tried for is_tried in tried]


def _is_control(name: str) -> bool:
    worded = any(pattern.search(name) for pattern in (ACTIVE_CONTROL, CONTROL, SHAM, WAITLIST))
    return worded or bool(_INSTEAD.search(name))


def treatment_named(arms: Sequence[Treatment], words: str) -> Treatment | None:
    """Return what people were given by the words of their name, where these are of one arm."""
    named = set(_WORD.findall(words))
    meant = [arm for arm in arms if arm.own & named or arm.doers & named]
    return meant[0] if len(meant) == 1 else None


def bare_names(
    arms: Sequence[Treatment], text: str, named: Sequence[GroupPhrase]
) -> list[GroupPhrase]:
    """Return where the name of what an arm was given stands for it: ``compared with B``.

    What is within the phrases ``named`` is left out.
    """
    return [phrase for phrase in _bare_names(arms, text) if not phrase.overlaps(named)]


def _bare_names(arms: Sequence[Treatment], text: str) -> Iterator[GroupPhrase]:
    for arm in arms:
        words = "|".join(map(re.escape, sorted(arm.words, key=len, reverse=True)))
        for doers in arm.doers:
            for match in re.finditer(rf"(?<![\w-]){re.escape(doers)}(?![\w-])", text):
                yield GroupPhrase(match.start(), match.end(), Head.ASSIGNED, match[0])
        for match in re.finditer(rf"(?<![\w-])(?:{words})(?:[\s-](?:{words}))*(?![\w-])", text):
            if arm.own & set(_WORD.findall(match[0])) and _is_compared(text, match.start()):
                yield GroupPhrase(match.start(), match.end(), Head.ASSIGNED, match[0])


def _is_compared(text: str, start: int) -> bool:
    """Whether words such as ``compared with`` stand right before."""
    low = max(0, start - _BEFORE_BARE)
    markers = [marker.end() for marker in VERSUS.finditer(text, low, start)]
    return bool(markers) and _TO_BARE.fullmatch(text, markers[-1], start) is not None
