"""Which two arms a trial compares: by its title, else where people were assigned to them.

Only how the words stand tells: ``X versus Y``, ``randomised to X or Y``, ``the effect of X``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from bot.extraction.effects.arm_lists import first_listed
from bot.extraction.effects.arm_names import (
    cleaned,
    is_like_control,
    is_name,
    is_unspecific,
    keys,
    spelled_out,
    with_shared_end,
)
from bot.extraction.effects.words import alternatives
from bot.extraction.findings import sections
from bot.extraction.text import NESTED_BRACKETS, Span

_NAME = r"(?:[^.;:]|\.(?=\w)){3,140}?"
_AGAINST = alternatives("against")
_BEHIND = rf"(?=$|[.;:](?!\d)|,?\s{alternatives('behind_a_name')}\b)"
_JOINT = rf"(?:,?\s(?P<against>{_AGAINST})|,?\sor(?:\sto)?|(?<!both),?\s(?P<weak>and)(?:\sto)?)\s"
_BLINDLY = r"(?:,?\sin\s(?:an?\s)?[^.;:]{3,60}?\s(?:manner|fashion|design|order|sequence|way),?)"
_TITLED = re.compile(
    rf"^(?:[^:]{{0,140}}?\b{alternatives('study_of')}\s)?(?:the\s)?"
    rf"(?P<a>{_NAME}),?\s(?!against\b){_AGAINST}\s(?P<b>{_NAME}){_BEHIND}",
    re.IGNORECASE,
)
"""What a title sets something "against" is an illness more often than an arm."""
_COMPARED = tuple(
    re.compile(
        rf"\b{alternatives('compares')}\s(?:the\s)?(?:(?:[\w-]+,?\s){{0,5}}?{alternatives('study_of')}\s)?(?:the\s)?"
        rf"(?P<a>{_NAME}),?\s{joint}\s(?:the\s|that\sof\s)?(?P<b>{_NAME}){_BEHIND}",
        re.IGNORECASE,
    )
    for joint in (
        _AGAINST,
        rf"(?<!mild\s)(?<!moderate\s)(?<!low\s)to(?!\s{alternatives('base_verbs')}\b)",
        "and",
        "with",
    )
)
"""``comparing X to Y``: the joint that is least often part of a name goes first."""
_WITH_OR_WITHOUT = re.compile(
    rf"(?:(?:the\s)?\b{alternatives('study_of')}\s)?(?:the\s)?(?P<a>{_NAME})\swith\s(?:or|and)\swithout"
    rf"\s(?:an?\s|the\s)?(?P<b>{_NAME}){_BEHIND}",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    rf"\b{alternatives('assigned')}\b(?:\s\d\s?[:\u2236]\s?\d)?"
    rf"(?:\sin\sa\s[\w:/\u2236 -]{{2,20}}ratio)?{_BLINDLY}?{alternatives('to_groups')}?"
    rf"(?:[:,]|\s\(?)?\s?(?:either\s)?{alternatives('first_of_two')}?\s?"
    rf"(?P<a>{_NAME}){_JOINT}{alternatives('second_of_two')}?\s?(?P<b>{_NAME}){_BEHIND}",
    re.IGNORECASE,
)
_RECEIVED = tuple(
    re.compile(
        rf"\b{alternatives('were_given')}\b(?:,?\sorally,?)?{_BLINDLY}?{before}"
        rf"(?P<a>{_NAME}),?\s{joint}\s(?P<b>{_NAME}){_BEHIND}",
        re.IGNORECASE,
    )
    for before, joint in ((r"\s(?:either\s)?", "or"), (r"\s(?:both\s)?", "and"))
)
"""Where nothing else tells the arms of a trial: ``received, in random order, X or Y``."""
_AT_RANDOM = re.compile(
    r"\brandom|\b(?:double|single|triple|observer|assessor)[- ](?:blind|mask)|\bcross-?over"
    r"|\balloca|\btrial\b|\bassigned\b",
    re.IGNORECASE,
)
_EACH_IN_TURN = re.compile(r"\b(?:order|sequence|occasions?|turn|cross-?over)\b", re.IGNORECASE)
"""Where people had one thing and the other, and not both together."""
_EITHER = re.compile(rf"(?P<a>{_NAME})\sor\s(?P<b>{_NAME})$", re.IGNORECASE)
ONE_OR_OTHER = re.compile(rf"^(?P<a>{_NAME})\sor\s(?P<b>{_NAME})(?:[?:]|{_BEHIND})", re.IGNORECASE)
"""Two things of which a title says that one was tried: ``effects of juggling or music on``."""
_ASSIGNS = re.compile(rf"\b{alternatives('assigned')}\b", re.IGNORECASE)
_EFFECT_OF = re.compile(
    rf"\b{alternatives('study_of')}\s(?:the\s|an?\s)?(?P<a>[^.;:]{{3,120}}?){_BEHIND}",
    re.IGNORECASE,
)
_ACTS = re.compile(rf"^(?P<a>[^.;:]{{3,90}}?)\s{alternatives('acts')}(?:\s|$)", re.IGNORECASE)
_MEASURED = re.compile(
    rf"^(?:[\w-]+\s){{0,3}}?{alternatives('measured_things')}\b"
    r"(?!(?:(?!\sof\s).)*\b(?:interventions?|therapy|training|program(?:me)?s?)$)",
    re.IGNORECASE,
)
"""A title that opens with what was measured does not name what was tried.

A ``weight loss intervention`` is what was tried.
"""
_MEASURED_IN = re.compile(rf"{_MEASURED.pattern}\s(?:of|in)\s(?:the\s)?", re.IGNORECASE)
_CONTROLS = tuple(
    re.compile(rf"(?<![\w-])(?:{names})\b", re.IGNORECASE)
    for names in (alternatives("control_names"), r"(?<!own )control(?!\sof\b)")
)
_HEAD_END = re.compile(r"(?<!\bvs)(?<!\bv)[:.?]\s|\s[-\u2013\u2014]\s")
TWO_NAMES = re.compile(
    r"(?P<a>(?:[\w+/-]+\s){0,2}[\w+/-]+)\sand\s(?P<b>(?:[\w+/-]+\s){0,2}[\w+/-]+)"
)
"""Two things that are named as one."""
_COMPARES_WORDS = (
    rf"\b(?:{{}})\b[^.;]{{{{0,90}}}}?\s(?:{_AGAINST}|than|or)\s(?:[\w-]+\s){{{{0,3}}}}?(?:{{}})\b"
)
_OF_A_GROUP = r"\b(?:{})(?:-treated)?\s(?:group|arm|patients|recipients)\b"
_Pair = tuple[str, str]


def pair_of_arms(title: str, abstract: str, spans: Sequence[Span]) -> _Pair:
    """Return what was tried and with what it was compared, as printed; empty where not read."""
    pair = (cleaned(first_listed(name)) for name in _pair(title, abstract, spans))
    first, second = (spelled_out(name, abstract) for name in pair)
    first = with_shared_end(first, second, f"{title}. {abstract}")
    tried = keys(_tried(title))
    first_only, second_only = keys(first) - keys(second), keys(second) - keys(first)
    by_title = bool(tried & second_only) and not tried & first_only
    if is_like_control(first) != is_like_control(second):
        by_title = bool(second) and is_like_control(first)
    return (second, first) if by_title else (first, second)


def _pair(title: str, abstract: str, spans: Sequence[Span]) -> _Pair:
    tried, planned = _tried(title), _planned(spans)
    control = control_of(f"{title}. {abstract}")
    known = bool(tried and control)
    readings = (
        *(_in_title(stretch) for stretch in (*_HEAD_END.split(title), title)),
        _pairs(_EITHER, [cleaned(tried)]),
        _pairs(_ASSIGNED, planned, firm=True),
        _set_apart(tried, abstract, alone=not control),
        (
            pair for text in planned for pair in _compared(text)
            if not known or keys(tried) & keys(" ".join(pair))
        ),
        () if known else _pairs(_ASSIGNED, planned),
        () if known else _received(abstract, planned),
        () if known else _asked(title, abstract),
    )  # fmt: skip
    return next((pair for pairs in readings for pair in pairs), (tried, control))


def _asked(title: str, abstract: str) -> Iterator[_Pair]:
    """Yield two things that a title asks about, where the abstract compares them: ``A or B?``."""
    for head in _HEAD_END.split(title):
        for hit in _named(ONE_OR_OTHER.finditer(head)):
            if _are_compared((keys(hit["a"]), keys(hit["b"])), abstract):
                yield hit["a"], hit["b"]


def control_of(text: str) -> str:
    """Return the first control that a text names."""
    hits = (pattern.search(text) for pattern in _CONTROLS)
    control = next(filter(None, hits), None)
    return control[0] if control else ""


def _pairs(
    pattern: re.Pattern[str], texts: Iterable[str], *, firm: bool = False
) -> Iterator[_Pair]:
    """Yield what a pattern finds in texts; only without a joint that may be part of a name."""
    for text in texts:
        for hit in _named(pattern.finditer(text)):
            if not (firm and hit["weak"]):
                yield hit["a"], hit["b"]


def _received(abstract: str, planned: Sequence[str]) -> Iterator[_Pair]:
    """Yield what people had of two things, by chance or in turn."""
    if _AT_RANDOM.search(abstract):
        one, both = _RECEIVED
        yield from _pairs(one, planned)
        yield from _pairs(both, filter(_EACH_IN_TURN.search, planned))


def plans(spans: Sequence[Span]) -> list[str]:
    """Return the sentences that say who was assigned to what."""
    return [text for text in _planned(spans) if _ASSIGNS.search(text)]


def _planned(spans: Sequence[Span]) -> list[str]:
    """Return the sentences before the results, without what they say in brackets."""
    kinds = sections.kinds(spans)
    return [
        NESTED_BRACKETS.sub("", span.text) for span, kind in zip(spans, kinds, strict=True)
        if kind not in (sections.RESULT, sections.CONCLUSION)
    ]  # fmt: skip


def _in_title(title: str) -> Iterator[_Pair]:
    """Yield the two arms that a title sets against each other, without what was measured."""
    set_apart = ((hit["a"], hit["b"]) for hit in _named(_TITLED.finditer(title)))
    for first, second in (*set_apart, *_compared(title)):
        pair = (_MEASURED_IN.sub("", first), second)
        if not any(map(_MEASURED.match, pair)):
            yield pair
    for hit in _named(_WITH_OR_WITHOUT.finditer(title)):
        yield f"{cleaned(hit['a'])} with {hit['b']}", f"{cleaned(hit['a'])} alone"


def _compared(text: str) -> Iterator[_Pair]:
    """Yield the two arms that a sentence says were compared."""
    for pattern in _COMPARED:
        yield from ((hit["a"], hit["b"]) for hit in _named(pattern.finditer(text)))


def _tried(title: str) -> str:
    """Return what a title says was tried."""
    hits = filter(None, (_EFFECT_OF.search(title), _ACTS.search(_HEAD_END.split(title)[0])))
    for hit in sorted(hits, key=lambda hit: _HEAD_END.search(title[: hit.start()]) is not None):
        if is_name(hit["a"]) and not _MEASURED.match(hit["a"]):
            return hit["a"]
    return ""


def _set_apart(tried: str, abstract: str, *, alone: bool) -> Iterator[_Pair]:
    """Yield two things that a title names as one, where the abstract compares them.

    "Effects of juggling and music" is of two arms where one of them did better than the other, or
    each had a group and, ``alone``, no control is named.
    """
    names = TWO_NAMES.fullmatch(tried)
    telling = (keys(names["a"]), keys(names["b"])) if names else ()
    if names is None or not all(telling):
        return
    if _are_compared(telling, abstract) or (alone and _are_groups(telling, abstract)):
        yield names["a"], names["b"]


def _are_compared(pair: tuple[frozenset[str], ...], abstract: str) -> bool:
    """Whether a sentence sets one of two things against the other."""
    return all(pair) and any(
        re.search(_COMPARES_WORDS.format(*map(_any_of, ordered)), abstract, re.IGNORECASE)
        for ordered in permutations(pair, 2)
    )


def _are_groups(pair: tuple[frozenset[str], ...], abstract: str) -> bool:
    """Whether each has a group of its own: ``the juggling group``, ``music-treated patients``."""
    return all(
        re.search(_OF_A_GROUP.format(_any_of(words)), abstract, re.IGNORECASE) for words in pair
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))


def _named(hits: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the matches whose both sides may be names of arms, and one says what was done."""
    return (
        hit for hit in hits
        if is_name(hit["a"]) and is_name(hit["b"])
        and not (is_unspecific(cleaned(hit["a"])) and is_unspecific(cleaned(hit["b"])))
    )  # fmt: skip
