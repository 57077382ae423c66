"""Arms with their sizes as printed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.domain.facts import Group, Quote
from bot.extraction.arms.arm import OTHER_PATIENTS, PATIENT_ROLES, PATIENTS, Arm
from bot.extraction.arms.counted_groups import groups
from bot.extraction.arms.group_categories import GroupCategory, NamedGroup, category_of
from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.nouns import PEOPLE
from bot.extraction.arms.people_count import short_label
from bot.extraction.arms.phrase_words import REACH
from bot.extraction.arms.phrases import group_phrases
from bot.extraction.arms.profile import Profile, tells_pain
from bot.extraction.arms.roles import role_of
from bot.extraction.arms.totals import with_totals
from bot.extraction.text import Span

_LACKS = re.compile(
    r"\bbut (?:without|no)\b|^(?:without|no|not in)\b|\b(?:mild|minimal|minor|little) or no\b"
    r"|^(?:taking|receiving)\b.*\swithout\b"
)
_SIZE = re.compile(
    r"(?:\s\([A-Z][\w-]*\))?\s?\((?:[A-Z][\w-]*[;,]\s?)?\s?(?:[nN]\s?=\s?(?P<n>\d{1,4})(?!\d"
    rf"|[.,]\d)|(?P<people>\d{{1,4}})\s{PEOPLE}\b)"
)
_FIRST = re.compile(r"\b(?:recruited|enrolled|screened|invited)\b")
_TOOK_PART = re.compile(
    r"(?:completed|underwent|participated|took part|received|returned|remained"
    r"|were (?:included|enrolled|analy[sz]ed|scanned|studied))\b"
)
"""What is said of some of those who were counted before: ``of 54 patients, 47 completed``."""
_OUT_OF = re.compile(r"\b[Oo](?:f|ut of) (?:the |these )?$")
"""Stands before all of whom some were analysed: ``of 54 patients, 47 were analysed``."""
_LAST = re.compile(r"\b(?:analy[sz]ed|completed|finally|final sample|remained|had data)\b")
_SIGNS = {
    "+": Polarity.WITH,
    **dict.fromkeys(("-", "\u2212", "\u2013"), Polarity.WITHOUT),
}
"""What the last letter of a short form such as ``CIPN+`` says of its people."""
_HAVING = re.compile(r"\bwith$")
"""Ends the name of people who have what others lack: ``with (n = 23) and without pain``."""
_NOT_NAMED = ("with", "who ", "free ", "in the absence")
"""What opens the words for people whose noun stands before: ``24 with pain and 22 without``."""
_REACH = 300
"""Letters within which a phrase that overlaps a place begins."""


def sized_arms(
    spans: Sequence[Span],
    named: Sequence[NamedGroup],
    paper: Profile,
    by_name: Callable[[str], str],
    text: str,
) -> tuple[Arm, ...]:
    """Return the groups whose size is printed beside them.

    ``by_name`` gives the role of who is called by a short form, or by what an arm was given.
    """
    starts = [phrase.start for phrase, _ in named]
    assigned = list(_assigned(named, paper, text))
    ends = {(arm.size, arm.quote.start + len(arm.quote.text)) for arm in assigned}
    arms = [
        Arm(
            role=by_name(group.label)
            or _role(group, around, paper, text)
            or _role_before(group, named, starts, spans, paper),
            label=_label(group, around, text),
            quote=group.quote,
            size=group.n,
            time=_stage(group, spans),
        )
        for group in groups(spans)
        if (group.n, group.quote.start + len(group.quote.text)) not in ends
        for around in [list(_around(group.quote, named, starts))]
    ]
    arms += assigned
    pained = {
        arm.quote.start
        for arm in arms
        if any(
            tells_pain(phrase.description, paper) for phrase, _ in _around(arm.quote, named, starts)
        )
    }
    arms.sort(key=lambda arm: arm.quote.start)
    return tuple(with_totals(_told_apart(arms), paper, pained, text))


def _told_apart(arms: Sequence[Arm]) -> list[Arm]:
    """Take the only patients for patients, though they lack something: drugs, a symptom."""
    lacking = [arm for arm in arms if arm.role == OTHER_PATIENTS]
    alone = len(lacking) == 1 and not PATIENT_ROLES.intersection(arm.role for arm in arms)
    return [replace(arm, role=PATIENTS) if alone and arm in lacking else arm for arm in arms]


def _assigned(named: Sequence[NamedGroup], paper: Profile, text: str) -> Iterator[Arm]:
    """Yield ``yoga (n = 16)`` where people were assigned to it."""
    for phrase, category in named:
        printed = _SIZE.match(text, phrase.end) if phrase.head is Head.ASSIGNED else None
        if not printed:
            continue
        words = text[phrase.start : printed.end()]
        yield Arm(
            role=role_of(phrase, category, paper),
            label=text[phrase.start : phrase.end],
            quote=Quote(text=words, start=phrase.start),
            size=int(printed["n"] or printed["people"]),
        )


def within_any(place: int, spans: Sequence[Span]) -> bool:
    """Whether a place stands in one of these stretches, which are in order."""
    number = bisect_right(spans, place, key=lambda span: span.start) - 1
    return number >= 0 and place < spans[number].end


def _around(
    quote: Quote, named: Sequence[NamedGroup], starts: Sequence[int]
) -> Iterator[NamedGroup]:
    """Yield the groups whose words overlap a quote."""
    end = quote.start + len(quote.text)
    first, last = bisect_left(starts, quote.start - _REACH), bisect_left(starts, end)
    return (group for group in named[first:last] if quote.start < group.phrase.end)


def _label(group: Group, named: Sequence[NamedGroup], text: str) -> str:
    """The words that name a group, with what tells it apart where only its noun was counted."""
    start = _named_at(group)
    end = start + len(group.label)
    for phrase, _ in named:
        cut = group.label.removesuffix(" free")  # "women free of pain"
        bare = phrase.start <= start and cut.lower().endswith(phrase.noun)
        if bare and phrase.trait and end < phrase.end:
            return short_label(text[start : phrase.end])
        shared = group.label.lower().split()[-1:] == [phrase.polarity] and phrase.trait
        if shared and end < phrase.end:  # "with (n = 9) and without (n = 8) pain"
            return short_label(f"{group.label} {phrase.trait}")
    return group.label


def _named_at(group: Group) -> int:
    """Where the words that name a group begin."""
    return group.quote.start + max(0, group.quote.text.find(group.label))


def _role(
    group: Group,
    named: Sequence[NamedGroup],
    paper: Profile,
    text: str,
) -> str:
    """The role of a group by the phrases among its words, the last of them first."""
    if _LACKS.search(group.label.lower()):
        return _role_of_label(group.label, paper)
    signed = Polarity.WITH if _HAVING.search(group.label) else _SIGNS.get(group.label[-1:])
    likely = sorted(named, key=lambda near: signed is not None and near.phrase.polarity is signed)
    roles = (role_of(*near, paper) for near in reversed(likely))
    role = next(filter(None, roles), "")
    if role or not group.label.lower().startswith(_NOT_NAMED):
        return role or _role_of_label(group.label, paper)
    start = _named_at(group)
    return _role_of_label(f"patients {text[start : start + REACH]}", paper)


def _role_of_label(label: str, paper: Profile) -> str:
    """The role that the words beside a number name: of patients where they have no noun."""
    lowered = label.lower()
    lacks = _LACKS.search(lowered)
    if lacks:
        phrase = GroupPhrase(
            0, 0, Head.PEOPLE, "patients", "", lowered[lacks.end() :].strip(), Polarity.WITHOUT
        )
        return role_of(phrase, GroupCategory.WITHOUT, paper)
    phrases = group_phrases(label)
    if not phrases and tells_pain(lowered, paper):
        phrases = group_phrases(f"{label} group")  # "a high-pain (n = 43)"
    for phrase in phrases:
        role = role_of(phrase, category_of(phrase, treated=False, animals=paper.animals), paper)
        if role:
            return role
    return ""


def _role_before(
    group: Group,
    named: Sequence[NamedGroup],
    starts: Sequence[int],
    spans: Sequence[Span],
    paper: Profile,
) -> str:
    """The role of those named before in the sentence, some of whom took part to its end."""
    sentence = _sentence_of(group, spans)
    if sentence is None or not _TOOK_PART.match(group.label):
        return ""
    low = bisect_left(starts, sentence.start)
    before = named[low : bisect_left(starts, group.quote.start)]
    roles = {role_of(*near, paper) for near in before}
    return roles.pop() if len(roles) == 1 else ""


def _stage(group: Group, spans: Sequence[Span]) -> str:
    """Whether people were counted when they were recruited or when they were analysed."""
    sentence = _sentence_of(group, spans)
    if sentence is None:
        return ""
    words, began = sentence.text, group.quote.start - sentence.start
    if _LAST.search(words) and not _OUT_OF.search(words, max(0, began - 15), began):
        return "analysed"
    return "recruited" if _FIRST.search(words) else ""


def _sentence_of(group: Group, spans: Sequence[Span]) -> Span | None:
    """The sentence in which a group is counted."""
    number = bisect_right(spans, group.quote.start, key=lambda span: span.start) - 1
    return spans[number] if number >= 0 else None
