"""The groups that a text speaks of, and which arm each is: by what is said, or by elimination.

``Group A received juggling``; ``the juggling group`` where only the other arm is known by name;
``juggling alone`` where it was tried together with something else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.extraction.effects.arm_names import cleaned, is_name
from bot.extraction.effects.words import alternatives
from bot.extraction.text import NESTED_BRACKETS

_LABEL = re.compile(
    r"(?<![\w-])[Gg]roup\s?-?(?P<label>I{1,3}|[A-Z](?![a-z])[A-Z]{0,2}|\d)\b"
    r"|(?<![\w-])(?P<front>[A-Z]{1,4}|\d)[ -][Gg]roup\b"
)
_DESCRIBED = 90
"""Letters in front of a label in brackets, or behind any other, that say what was done."""
_BORDER = re.compile(r"[.;:](?!\d)|\band\b|\bor\b|\b[Gg]roup\b|\)")
_LIST_BORDER = re.compile(
    r"[.;:,](?!\d)|\b(?:and|or|to|into|versus|vs\.?)\s|\b[Gg]roup\b|\)"
    rf"|\b(?:{alternatives('were_given')}|had|got)\s"
)
_HAD = re.compile(
    rf"(?:patients|participants|subjects)?\s?(?:[:=,\u2013-]\s?)?(?:{alternatives('were_given')}|had|got|was\sgiven)?"
    r"\s?(?P<name>[^.;:]{3,120})",
    re.IGNORECASE,
)
_HAD_END = re.compile(
    rf",\s|\s(?:and|while|whereas)\s(?:the\s)?(?:patients\s|those\s)?(?:in\s)?[Gg]roup\b|\s{alternatives('behind_a_name')}\b"
)
_OWN_GROUP = re.compile(r"\s(?:group|arm)\s*$")
_WORD = r"(?!(?:in|of|with|than|to|and|or|from|the|an?)\s)[\w/+-]+"
_NAMED = re.compile(
    r"\b(?:the|an?|in|of|with|than|to|and|or|from)\s(?:the\s|an?\s)?"
    rf"(?P<name>(?:{_WORD}\s){{0,2}}?{_WORD})\s(?:group|arm)\b(?!\sof\b)"
)
_NO_GROUP = re.compile(rf"(?:\b(?:{alternatives('no_group')})\b|^\d|-based$)", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:and|plus|with)\b|[+/]")
_ALONE = r"(?P<name>{key}(?:\s[a-z]+)?)\s(?:alone|only|monotherapy)\b"
_MANY = r"(?:three|four|five|six|[3-6])"
_MORE_ARMS = re.compile(
    rf"\b{_MANY}[ -](?:(?!(?:of|in|to|and|or|from|by|with|the)\b)[\w-]+\s){{0,2}}?"
    rf"{alternatives('kinds_of_arms')}\b|\bfactorial\b"
    rf"|\b(?:one of|among the) {_MANY}\b(?! (?:\w+ )?(?:sites?|cent(?:er|re)s?|hospitals?))"
)
_SECOND, _THIRD = (
    re.compile(rf"\b[Gg]roups?\s?{labels}\b") for labels in ("(?:B|II|2)", "(?:C|III|3)")
)
_TWO = 2
_STEM = 6


def labels(abstract: str, patterns: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """Return the labels of groups, each with the side that it is: ``{"A": "intervention"}``.

    Of two labels, the one that nothing is said of is the other arm; where nothing is said of
    either, the first by letter or number is what was tried.
    """
    votes: dict[str, Counter[str]] = {}
    for hit in _LABEL.finditer(abstract):
        counts = votes.setdefault(hit["label"] or hit["front"], Counter())
        text = _description(abstract, hit).lower()
        counts.update(side for side, pattern in patterns.items() if pattern.search(text))
    known = {
        label: max(counts, key=counts.__getitem__)
        for label, counts in votes.items()
        if counts and len(set(counts.values())) == len(counts)
    }
    open_labels = votes.keys() - known.keys()
    if len(votes) == _TWO and not known:
        return dict(zip(sorted(votes), patterns, strict=True))
    if len(votes) == _TWO and len(open_labels) == 1:
        (other,) = set(patterns) - set(known.values())
        known[open_labels.pop()] = other
    return known if len(known) == len(set(known.values())) == _TWO else {}


def _description(abstract: str, label: re.Match[str]) -> str:
    """Return what is said of a group beside its label, up to the next border."""
    start, end = label.span()
    if abstract[start - 1 : start] == "(":
        before = abstract[max(0, start - 1 - _DESCRIBED) : start - 1]
        return f"{_BORDER.split(_OWN_GROUP.sub('', before))[-1]} group"
    behind = NESTED_BRACKETS.sub("", abstract[end : end + 2 * _DESCRIBED]).lstrip(
        " ,:\u2013\u2014-"
    )
    return _BORDER.split(behind[:_DESCRIBED])[0]


def described_labels(abstract: str) -> dict[str, str]:
    """Return what each of three labelled groups or more had: ``{"A": "juggling", ...}``.

    None where two of them had the same, or not all are described.
    """
    described: dict[str, str] = {}
    for hit in _LABEL.finditer(abstract):
        label = hit["label"] or hit["front"]
        described[label] = described.get(label) or _had(abstract, hit)
    names = {*described.values()} - {""}
    return described if len(names) == len(described) > _TWO else {}


def _had(abstract: str, label: re.Match[str]) -> str:
    """Return what a group is said to have had, beside its label."""
    start, end = label.span()
    if abstract[start - 1 : start] == "(":
        before = abstract[max(0, start - 1 - _DESCRIBED) : start - 1]
        words = _LIST_BORDER.split(_OWN_GROUP.sub("", before))[-1]
    else:
        behind = _HAD.match(NESTED_BRACKETS.sub("", abstract[end : end + 2 * _DESCRIBED]))
        words = _HAD_END.split(behind["name"])[0] if behind else ""
    return cleaned(words) if words and is_name(words) else ""


def named_groups(abstract: str) -> list[str]:
    """Return what the groups of an abstract are called, in order: ``the juggling group``."""
    names = {
        hit["name"].lower(): hit["name"]
        for hit in _NAMED.finditer(abstract)
        if not _NO_GROUP.search(hit["name"])
    }
    return list(names.values())


def remaining_group(
    abstract: str, known: Iterable[str], patterns: Sequence[re.Pattern[str]]
) -> str:
    """Return the name of the one group that is none of these arms; empty if there are more.

    ``known`` are the telling words of the arms, of which a group may be named by another form.
    """
    stems = tuple(word[:_STEM] for word in known if len(word) >= _STEM)
    names = [
        name
        for name in named_groups(abstract)
        if not any(pattern.search(f"{name.lower()} group") for pattern in patterns)
        and not any(word.startswith(stems) for word in name.lower().split())
    ]
    return names[0] if len(names) == 1 else ""


def part_alone(name: str, keys: frozenset[str], abstract: str) -> str:
    """Return what was given alone of things that were tried together; empty if none was."""
    if not is_combined(name):
        return ""
    alone = {
        hit["name"].lower(): hit[0]
        for key in keys
        for hit in re.finditer(_ALONE.format(key=rf"\b{re.escape(key)}"), abstract, re.IGNORECASE)
    }
    return next(iter(alone.values())) if len(alone) == 1 else ""


def has_more_arms(text: str) -> bool:
    """Whether a title and abstract speak of more than two arms, or of two factors crossed."""
    return bool(_MORE_ARMS.search(text) or (_THIRD.search(text) and _SECOND.search(text)))


def is_combined(name: str) -> bool:
    """Whether an arm had one thing together with another."""
    return bool(_TOGETHER.search(name))
