"""The arms of a trial that has more than two, and which two of them a sentence compares.

They are read where a trial lists them: ``randomised to juggling, scarves or rest``, ``group A
juggled, group B had scarves and group C rested``, ``effects of juggling and scarves``, where each
is told of alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.extraction.effects.arm_groups import described_labels, is_combined
from bot.extraction.effects.arm_lists import listed_arms
from bot.extraction.effects.arm_names import is_like_control, keys, short_form_of, short_forms
from bot.extraction.effects.arm_pairs import control_of
from bot.extraction.effects.arm_patterns import labelled, pattern_of
from bot.extraction.effects.arm_plans import plans
from bot.extraction.effects.arm_titles import ONE_OR_OTHER, TWO_NAMES
from bot.extraction.effects.words import alternatives
from bot.extraction.text import NESTED_BRACKETS, Span

_TWO = 2
NO_TREATMENT = "no treatment"
_FACTORIAL = re.compile(
    r"\bfactorial\b|\bboth,?\s(?:or|and)\s(?:neither|none)\b|\btwo[- ]by[- ]two\b"
    r"|\b2\s?[x\u00d7]\s?2\b",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"\b(?:versus|vs|compar\w+)\b", re.IGNORECASE)
_BOTH = re.compile(r"(?:both|neither|none|either)\b", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:and|plus|with|or)\s|\s?[+/]\s?")
_AS_ONE = r"(?:\s[\w-]+){0,2}?(?:\s(?:and|plus|with)\s|\s?[+/-]\s?)(?:[\w-]+\s){0,2}?"
_COMBINED = r"combin(?:ation|ed)(?:\s(?:therapy|treatment))?"
_BETWEEN_TWO = re.compile(
    r"(?:-treated)?,?\s(?:(?P<and>and)|or|nor)\s(?:(?:with|in|to|for|by|the|an?)\s)*"
)
_COMPARES = re.compile(
    r"\bbetween\b|\bdiffer|\bsimilar|\bequal|\bequivalent|\bcompar|\bsame\b|\brespectively\b"
)
_DOSE = re.compile(r"(?P<amount>\d[\d.,]*)\s(?P<unit>\S+)$")


@dataclass(frozen=True, slots=True)
class ListedArm:
    """One of three arms or more."""

    name: str
    words: frozenset[str]
    """Small words and short forms that no other arm has."""
    pattern: re.Pattern[str]
    """What finds it in small letters."""


def several_arms(
    title: str, abstract: str, spans: Sequence[Span], pair: tuple[str, str]
) -> list[ListedArm]:
    """Return the arms of a trial of three or more; none where these cannot be told apart.

    ``pair`` are the names of the two that were read before.
    """
    labels = described_labels(abstract)
    names = listed_arms(title, plans(spans))
    if is_crossed(title, abstract):
        names = _factors(names, pair, title, abstract)
    elif len(names) <= _TWO:
        names = list(labels.values()) or _told_alone(pair, spans)
    names = list(dict.fromkeys(names))
    arms = [_arm(name, names, labels, abstract) for name in names]
    return arms if len(arms) > _TWO else []


def main_pair(
    pair: tuple[str, str], arms: Sequence[ListedArm], *, crossed: bool
) -> tuple[str, str]:
    """Return the two arms that a trial is about, of those listed where it is not of this pair.

    ``crossed`` tells of two factors, each with its own control.
    """
    if not arms:
        return pair
    first, *others = (arm.name for arm in arms)
    parts = [name for name in (first, *others) if keys(name) < keys(pair[0])]
    last = others[0] if _BOTH.match(others[-1]) or is_combined(others[-1]) else others[-1]
    control = next(filter(is_like_control, others), last)
    if not all(pair) or len(parts) >= _TWO or crossed:
        return first, control
    listed = any(keys(pair[1]) & keys(name) or pair[1].lower() in name.lower() for name in others)
    tried = next((name for name in (first, *others) if keys(name) & keys(pair[0])), "")
    unlisted = tried not in ("", control) and is_like_control(pair[1]) and not listed
    return (tried, control) if unlisted and is_like_control(control) else pair


def is_crossed(title: str, abstract: str) -> bool:
    """Whether a trial is of two things that some had both, some either, and some neither of."""
    return bool(_FACTORIAL.search(f"{title}. {abstract}")) and not _SET_APART.search(title)


def _factors(names: Sequence[str], pair: tuple[str, str], title: str, abstract: str) -> list[str]:
    """Return two things that were crossed, and what each is compared with."""
    asked = ONE_OR_OTHER.match(title)
    either = (asked["a"], asked["b"]) if asked else ()
    listed = [part for name in names or either or pair for part in name.split(", ")]
    factors = [
        name for name in listed
        if name and not _BOTH.match(name) and not is_like_control(name)
    ]  # fmt: skip
    control = control_of(f"{title}. {abstract}") or NO_TREATMENT
    return [*factors, control] if len(factors) == _TWO else []


def compared(arms: Sequence[ListedArm], span: Span) -> tuple[ListedArm, ListedArm] | None:
    """Return the only two arms that a sentence names, the control last; none where it has others.

    A name inside a longer one is none: ``juggling with scarves`` is not juggling.
    """
    text = NESTED_BRACKETS.sub("", span.text).lower()
    hits = [
        (hit.start(), hit.end(), number)
        for number, arm in enumerate(arms)
        for hit in arm.pattern.finditer(text)
    ]
    whole = sorted(
        (start, end, number) for start, end, number in hits
        if not any(low <= start and end <= high and high - low > end - start
                   for low, high, _ in hits)
    )  # fmt: skip
    named = sorted({number for *_, number in whole})
    if len(named) != _TWO or any(_are_as_one(text, *pair) for pair in pairwise(whole)):
        return None
    first, second = (arms[number] for number in named)
    return (second, first) if _goes_last(first, second) else (first, second)


def _are_as_one(text: str, before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    """Whether two arms are told of together, and not compared: ``with juggling or scarves``."""
    joint = _BETWEEN_TWO.fullmatch(text[before[1] : max(before[1], after[0])])
    apart = before[2] != after[2] and joint is not None
    return apart and not (joint and joint["and"] and _COMPARES.search(text))


def _goes_last(first: ListedArm, second: ListedArm) -> bool:
    """Whether the first of two arms is what the second is compared with: a control, or a part."""
    if is_like_control(first.name) is not is_like_control(second.name):
        return is_like_control(first.name)
    both = is_combined(second.name) and keys(first.name) < keys(second.name)
    return both or bool(_BOTH.match(second.name))


def _arm(name: str, names: Sequence[str], labels: Mapping[str, str], abstract: str) -> ListedArm:
    """Return an arm with what tells it from the others."""
    others = frozenset(
        word for other in names for word in keys(other)
        if other != name and not (is_combined(other) and keys(other) > keys(name))
    )  # fmt: skip
    words = short_forms(keys(name) - others, abstract, others - keys(name))
    words |= short_form_of(name, abstract)
    printed = [
        *(labelled(label.lower()) for label, known in labels.items() if known == name),
        *_of_dose(name),
        *_of_combination(name),
    ]
    if name == NO_TREATMENT:
        lacked = "|".join(map(re.escape, sorted(others)))
        printed = [rf"(?:no|without)\s(?:{lacked})(?:\s[a-z]+)?", "(?:those|[a-z]+) who did not"]
    if not (words or printed):
        printed = [re.escape(name.lower())]
    alone = [known for known in names if is_like_control(known)] == [name]
    return ListedArm(
        name, words, pattern_of(words, f"|{alternatives('comparator')}" if alone else "", printed)
    )


def _of_dose(name: str) -> Iterator[str]:
    """Yield how a dose that is part of a name is printed: ``30 mg``, ``the 30-mg group``."""
    if dose := _DOSE.search(name):
        unit = re.escape(dose["unit"].lower())
        listed = rf"(?=(?:,?\s(?:(?:and|or|to|versus|vs\.?)\s)?\d[\d.,]*)+[ -]?{unit}\b)"
        yield rf"(?<![\d.,]){re.escape(dose['amount'])}(?:[ -]?{unit}\b|{listed})"


def _of_combination(name: str) -> Iterator[str]:
    """Yield how two things that one arm had together are told of."""
    parts = [sorted(keys(part)) for part in _JOINT.split(name)]
    if len(parts) == _TWO and all(parts):
        first, second = (f"(?:{'|'.join(map(re.escape, part))})" for part in parts)
        yield from (f"{first}{_AS_ONE}{second}", f"{second}{_AS_ONE}{first}", _COMBINED)


def _told_alone(pair: tuple[str, str], spans: Iterable[Span]) -> list[str]:
    """Return two things that were read as one, and their control, where each is told of alone."""
    tried, control = pair
    both = TWO_NAMES.fullmatch(tried)
    if both is None or not control:
        return []
    first, second = keys(both["a"]), keys(both["b"])
    told = [{word for word in first | second if word in span.text.lower()} for span in spans]
    alone = [any(said & one and not said & other for said in told)
             for one, other in ((first, second), (second, first))]  # fmt: skip
    apart = all(alone) and not (first | second) & keys(control)
    return [both["a"], both["b"], control] if apart else []
