"""What the two arms of a trial are called: by its title, else where people were assigned to them.

Only how the words stand tells: ``X versus Y``, ``randomised to X or Y``, ``the effect of X``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.extraction.effects.words import alternatives
from bot.extraction.findings import sections
from bot.extraction.text import Span

_LONGEST_NAME = 10
"""Words; what is longer is no name of an arm."""
_NAME = r"[^.;:]{3,140}?"
_AGAINST = alternatives("against")
_BEHIND = rf"(?=$|[.;:]|,?\s{alternatives('behind_a_name')}\b)"
_JOINT = rf"(?:,?\s(?P<against>{_AGAINST})|,?\sor(?:\sto)?|(?<!both),?\s(?P<weak>and)(?:\sto)?)\s"
_TITLED = re.compile(
    rf"^(?:[^:]{{0,140}}?\b{alternatives('study_of')}\s)?(?:the\s)?"
    rf"(?P<a>{_NAME}),?\s{_AGAINST}\s(?P<b>{_NAME}){_BEHIND}",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    rf"\b{alternatives('assigned')}\b(?:\s\d\s?[:\u2236]\s?\d)?"
    rf"(?:\sin\sa\s[\w:/\u2236 -]{{2,20}}ratio)?{alternatives('to_groups')}?"
    rf"(?:[:,]|\s\(?)?\s?(?:either\s)?{alternatives('first_of_two')}?\s?"
    rf"(?P<a>{_NAME}){_JOINT}{alternatives('second_of_two')}?\s?(?P<b>{_NAME}){_BEHIND}",
    re.IGNORECASE,
)
_EFFECT_OF = re.compile(
    rf"\b{alternatives('study_of')}\s(?:the\s|an?\s)?(?P<a>[^.;:]{{3,120}}?){_BEHIND}",
    re.IGNORECASE,
)
_ACTS = re.compile(rf"^(?P<a>[^.;:]{{3,90}}?)\s{alternatives('acts')}\s", re.IGNORECASE)
_CONTROL = re.compile(rf"\b{alternatives('control_names')}\b", re.IGNORECASE)
_LIKE_CONTROL = re.compile(rf"\b{alternatives('like_a_control')}\b", re.IGNORECASE)
_NO_NAME = re.compile(rf"\b{alternatives('in_no_name')}\b", re.IGNORECASE)
_OF_ANY = re.compile(rf"\b{alternatives('of_any_arm')}\b", re.IGNORECASE)
_DOSE = re.compile(
    r"\b\d[\d.,]*(?:\s?(?:mg|g|kg|ml|\u00b5g|\u03bcg|mcg|iu|%)(?!\w))?(?:/\w+)?"
    r"(?:\s(?:daily|once|twice))?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:(?:either|receive[ds]?|receiving|(?:the\s)?addition\sof|(?:treatment|therapy)\swith|an?"
    r"|the|group|to|undergo|take|use\sof|efficacy|safety|(?:efficacy\s)?and\s\w+\sof)\s)+",
    re.IGNORECASE,
)
_ASSIGNED_TO = re.compile(
    rf"^.*\b{alternatives('people')}\b.*?\bto\s(?:receive\s|undergo\s)?", re.IGNORECASE
)
"""Whom: ``randomised 120 adults with asthma to ...``."""
_WORD = re.compile(r"[a-z0-9][\w/+-]+", re.IGNORECASE)
_TWO_ARMS = re.compile(r"\s(?:or|and|versus|vs|with|than)\s", re.IGNORECASE)
_HEAD_END = re.compile(r"[:.?]\s|\s[-\u2013\u2014]\s")


def pair_of_arms(title: str, abstract: str, spans: Sequence[Span]) -> tuple[str, str]:
    """Return what was tried and with what it was compared, as printed; empty where not read."""
    first, second = map(cleaned, _pair(title, abstract, spans))
    swapped = _LIKE_CONTROL.search(first) and second and not _LIKE_CONTROL.search(second)
    return (second, first) if swapped else (first, second)


def _pair(title: str, abstract: str, spans: Sequence[Span]) -> tuple[str, str]:
    head = _HEAD_END.split(title)[0]
    titled = next((hit for text in (head, title) for hit in _named(_TITLED.finditer(text))), None)
    if titled:
        return titled["a"], titled["b"]
    planned = [
        span for span, kind in zip(spans, sections.kinds(spans), strict=True)
        if kind not in (sections.RESULT, sections.CONCLUSION)
    ]  # fmt: skip
    assigned = [hit for span in planned for hit in _named(_ASSIGNED.finditer(span.text))]
    firm = next((hit for hit in assigned if not hit["weak"]), None)
    if firm:
        return firm["a"], firm["b"]
    control = _CONTROL.search(f"{title}. {abstract}")
    tried = _tried(title)
    if assigned and not (tried and control):
        return assigned[0]["a"], assigned[0]["b"]
    return tried, control[0] if control else ""


def _tried(title: str) -> str:
    """Return what a title says was tried."""
    for hit in (_EFFECT_OF.search(title), _ACTS.search(_HEAD_END.split(title)[0])):
        if hit and _is_name(hit["a"]):
            return hit["a"]
    return ""


def _named(hits: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the matches whose both sides may be names of arms."""
    return (hit for hit in hits if _is_name(hit["a"]) and _is_name(hit["b"]))


def _is_name(words: str) -> bool:
    name = cleaned(words)
    if len(name.split()) > _LONGEST_NAME or _NO_NAME.search(name):
        return False
    return bool(keys(name) or _LIKE_CONTROL.search(name))


def cleaned(words: str) -> str:
    """Return the name of an arm without brackets, doses and the words that lead up to it."""
    plain = _DOSE.sub("", re.sub(r"\s?\([^)]*\)?|[\[\]\u2018\u2019\"]", " ", words))
    plain = _ASSIGNED_TO.sub("", re.sub(r"\s+", " ", plain).strip(" ,-/\u2013)"))
    return _OPENS.sub("", plain)


@lru_cache(maxsize=256)
def keys(name: str) -> frozenset[str]:
    """The words of a name that may tell its arm from others."""
    plain = _OF_ANY.sub(" ", _DOSE.sub(" ", name))
    return frozenset(word.lower().strip("-/") for word in _WORD.findall(plain) if len(word) > 2)  # noqa: PLR2004 - "of"


def short_forms(words: frozenset[str], abstract: str) -> frozenset[str]:
    """The words and, where the text defines any in brackets behind them, their short forms."""
    known = set(words)
    for word in words:
        spelled = (
            rf"\b{re.escape(word)}[\w -]{{0,40}}?\((?:group )?(?P<short>[A-Za-z][\w/+-]{{0,9}})\)"
        )
        for hit in re.finditer(spelled, abstract, re.IGNORECASE):
            if _TWO_ARMS.search(hit[0]):
                continue  # the short form is of what stands behind the "or"
            capitals = sum(letter.isupper() for letter in hit["short"])
            if capitals > 1 or len(hit["short"]) == 1:
                known.add(hit["short"].lower())
    return frozenset(known)
