"""The names of arms: without doses and lead-ins, by their telling words and short forms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.extraction.effects.words import alternatives

_LONGEST_NAME = 10
"""Words; what is longer is no name of an arm."""
_LIKE_CONTROL = re.compile(rf"\b{alternatives('like_a_control')}\b", re.IGNORECASE)
_UNSPECIFIC = re.compile(alternatives("unspecific"), re.IGNORECASE)
_NO_NAME = re.compile(rf"\b{alternatives('in_no_name')}\b", re.IGNORECASE)
_OF_ANY = re.compile(rf"\b{alternatives('of_any_arm')}\b", re.IGNORECASE)
_LACKING = re.compile(
    r"(?<=\w)(?<!\sor)(?<!\sand)\s(?:without|but\s(?:not?|without))\s.*", re.IGNORECASE
)
"""What an arm did not have is not its word: ``a drink without scarves``."""
_DOSE = re.compile(
    r"(?<![\w-])(?<!\d,)\d[\d.,]*(?:\s?-?(?:mg|grams?|g|kg|ml|\u00b5g|\u03bcg|mcg|iu|%)(?!\w)|(?![\d.,]*-?[^\W\d]))"
    r"(?:/\w+)?(?:\s(?:daily|once|twice))?",
    re.IGNORECASE,
)
"""An amount, and no number of a name: ``BX-771``, ``17beta-estradiol``."""
_EITHER = re.compile(r"^.*\b(?:with|of|to|and|plus)\seither\s", re.IGNORECASE)
"""What both arms had stands before it: ``rest with either juggling or scarves``."""
_HOW_OFTEN = re.compile(
    r"(?<=\w),?\s(?:(?:once|twice|thrice|[\w-]+\s(?:times|days|hours))\s)?(?:daily|weekly|(?:a|per)\s(?:day|week))$"
    r"|(?<=\w),?\s(?:once|twice|thrice)$",
    re.IGNORECASE,
)
_AGAINST_ANOTHER = re.compile(r"(?<=\w)\s(?:versus|vs\.?)\s.*", re.IGNORECASE)
_LASTING = re.compile(
    r"(?<=\w)\s(?:of|for|lasting)\s[\w-]+\s(?:weeks?|months?|days?|hours?|minutes?|years?)$"
)
_OPENS = re.compile(
    r"^(?:(?:by\s(?:[\w-]+\s){1,4}?to|does|do|can|could|should|will|either|or|for|receive[ds]?|receiving|(?:the\s)?addition\sof|an?"
    r"|(?:(?:[\w-]+-(?:blind|label)|blinded|masked|continued)\s)?(?:treatment|(?:mono)?therapy|monotherapies)\swith"
    r"|the|of|(?:days|weeks|months)\sof|have|had|having|start(?:ing)?|begin|(?:\w+\s)?(?:capsules|tablets|pills|injections?"
    r"|infusions?|courses?|sessions|applications|servings|cups|puffs|drops)\sof|group(?=\s(?:to|of|with|receiving|[a-z0-9]\b))|to|with|undergo|take|use(?:\sof)?|superiority\sof|efficacy|safety|(?:efficacy\s)?and\s\w+\sof)\s)+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:,?\s(?:added|to|or|and|of|at|in|with|for|by|either|(?:the\s)?(?:initial|starting)\sdose|at\san?))+$",
    re.IGNORECASE,
)
_TREATED_WITH = re.compile(r"^.*\bto\s(?=(?:treatment|therapy)\swith\s)", re.IGNORECASE)
"""Whom, where that holds a "to" itself: ``people due to receive scarves, to treatment with``."""
_ACTING = re.compile(rf"(?<=\w)\s(?:\w+ly\s)?{alternatives('acting')}\s.*", re.IGNORECASE)
"""What a title says that it does is no part of the name: ``juggling improves balance``."""
_ASSIGNED_TO = re.compile(
    rf"^.*\b{alternatives('people')}\b.*?\bto\s(?:receive\s|undergo\s)?", re.IGNORECASE
)
"""Whom: ``randomised 120 adults with asthma to ...``."""
_SHORT = re.compile(r"[A-Z][\w+/-]*[A-Z][\w+/-]*|[A-Z][a-z]{1,3}")
_MAY_OPEN = re.compile(r"\b(?!(?:and|of|the|or|for|with|an?|in|to|by|on)\b)", re.IGNORECASE)
"""Where what a short form stands for may begin: at a word, and no small one."""
_CLAUSE_END = re.compile(r"[.;:()]\s|,\s")
_GROUP = re.compile(r"\s(?:groups?|arms?)$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9][\w/+-]+", re.IGNORECASE)
_INITIALS = re.compile(r"(?!I[IV]|V)[A-Z]{2}")
_TWO_ARMS = re.compile(r"\s(?:or|and|versus|vs|than)\s", re.IGNORECASE)
_MEASURED = re.compile(alternatives("measured_things", "lower_is_better"))
_ADJECTIVE = re.compile(r"\w{2}(?:ous|ive|ic|al|ted|ded|ced|ned|red|sed|zed|ary|ory|ant|ent)$")
_END = 3
_JOINED = re.compile(r"\b(?:and|plus|with|of|without)\b|\+", re.IGNORECASE)
_WITH = re.compile(r"\swith\s", re.IGNORECASE)


def is_like_control(name: str) -> bool:
    """Whether a name is of what others are compared with: ``sham``, ``usual care``."""
    return bool(_LIKE_CONTROL.search(name))


def is_unspecific(name: str) -> bool:
    """Whether a name does not say what was done: ``control``, ``experimental``."""
    return not name or bool(_UNSPECIFIC.fullmatch(name))


def is_name(words: str) -> bool:
    """Whether words may name an arm."""
    name = cleaned(words)
    if len(name.split()) > _LONGEST_NAME or _NO_NAME.search(name):
        return False
    return bool(keys(name) or _LIKE_CONTROL.search(name))


def cleaned(words: str) -> str:
    """Return the name of an arm without brackets, doses and the words that lead up to it."""
    plain = _LASTING.sub("", words)
    plain = _DOSE.sub("", re.sub(r"\s?\([^)]*\)?|[\[\]\u2018\u2019\"]", " ", plain))
    plain = re.sub(r"\s+", " ", plain).strip(" ,-/\u2013)")
    plain = _AGAINST_ANOTHER.sub("", _EITHER.sub("", plain))
    plain = _ASSIGNED_TO.sub("", _TREATED_WITH.sub("", plain))
    plain = _HOW_OFTEN.sub("", plain)
    return _GROUP.sub("", _ENDS.sub("", _OPENS.sub("", _ACTING.sub("", plain)))).strip(" ,")


@lru_cache(maxsize=256)
def keys(name: str) -> frozenset[str]:
    """The words of a name that may tell its arm from others."""
    plain = _DOSE.sub(" ", _LACKING.sub("", name))
    words = (_telling_part(word.strip("-/")) for word in _WORD.findall(plain))
    return frozenset(word.lower() for word in words if len(word) > 2 or _INITIALS.fullmatch(word))  # noqa: PLR2004 - "of"


def _telling_part(word: str) -> str:
    """Return a word without ends that many arms share: ``web-based``; empty where all is such.

    What it begins with stays: "high-intensity" is more than intensity.
    """
    parts = word.split("-")
    while parts and _OF_ANY.fullmatch(parts[-1]):
        parts.pop()
    return "" if all(_OF_ANY.fullmatch(part) for part in parts) else "-".join(parts)


def only_in(name: str, other: str) -> frozenset[str]:
    """The words of a name that another has not, in the singular or the plural."""
    others = {word.rstrip("s") for word in keys(other)}
    return frozenset(word for word in keys(name) if word.rstrip("s") not in others)


def telling(words: frozenset[str], names: Iterable[str], title: str) -> frozenset[str]:
    """Those of the words of an arm that tell it from what the trial is about; all, where none does.

    What is measured tells no arm, nor what a title names beside the arms: the knee, where exercises
    of the knee are for knee pain.
    """
    inside = Counter(word for name in names for word in _whole_words(name))
    beside = Counter(_whole_words(title))
    beside.subtract(inside)
    return (
        frozenset(word for word in words if beside[word] <= 0 and not _MEASURED.fullmatch(word))
        or words
    )


def _whole_words(text: str) -> Iterator[str]:
    return (word.strip("-/").lower() for word in _WORD.findall(text))


def short_forms(
    words: frozenset[str], abstract: str, others: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The words and, where the text defines any in brackets behind them, their short forms.

    ``others`` are words of the other arm, of which such a short form may be as well.
    """
    known = set(words)
    for word in words:
        spelled = (
            rf"\b{re.escape(word)}[\w -]{{0,40}}?\((?:group )?(?P<short>[A-Za-z][\w/+-]{{0,9}})"
            r"(?:\sgroup)?(?:[,;:]\s?(?:[nN]\s?=|\d)[^)]{0,14})?\)"
        )
        for hit in re.finditer(spelled, abstract, re.IGNORECASE):
            of_more = _WITH.search(hit[0]) and hit["short"][0].lower() != word[0]
            if of_more or _TWO_ARMS.search(hit[0]) or others & keys(hit[0]):
                continue  # the short form is of what stands behind the "or"
            capitals = sum(letter.isupper() for letter in hit["short"])
            if capitals > 1 or len(hit["short"]) == 1:
                known.add(hit["short"].lower())
    return frozenset(known)


def with_shared_end(first: str, second: str, text: str) -> str:
    """Return the first of two names with the end that it shares with the second, where a text does.

    "Tight versus loose swaddling" is of tight swaddling, where that is named so anywhere.
    """
    words = second.split()
    if not first or _JOINED.search(second):
        return first
    if len(words) > 1 and " " not in first and _are_alike(first.lower(), words[0].lower()):
        return f"{first} {' '.join(words[1:])}"
    for number in range(1, len(words)):
        whole = f"{first} {' '.join(words[number:])}"
        if re.search(rf"\b{re.escape(whole)}\b", text, re.IGNORECASE):
            return whole
    return first


def short_form_of(name: str, abstract: str) -> frozenset[str]:
    """Return the short form that stands in brackets behind a whole name: ``group talks (GT)``."""
    spelled = (
        rf"\b(?i:{re.escape(name)})\s\((?P<short>[A-Z][A-Za-z]{{0,5}})\b"
        r"(?:[,;:]\s?(?:[nN]\s?=|\d)[^)]{0,14})?\)"
    )
    return frozenset(hit["short"].lower() for hit in re.finditer(spelled, abstract) if name)


def _are_alike(first: str, second: str) -> bool:
    """Whether two words are adjectives of one kind: ``cemented`` and ``uncemented``."""
    ends = [_ADJECTIVE.search(word) for word in (first, second)]
    same = all(ends) and first[-_END:] == second[-_END:]
    return same or any(
        long.removeprefix(prefix).lstrip("-") == short
        for long, short in ((first, second), (second, first))
        for prefix in ("un", "non", "in", "de") if long.startswith(prefix)
    )  # fmt: skip


def spelled_out(name: str, abstract: str) -> str:
    """Return what a short form stands for, where the text defines it; other names as they are.

    The words before the bracket that hold its letters in order, the first at the start of a word
    (Schwartz and Hearst 2003).
    """
    at = abstract.find(f" ({name}") if _SHORT.fullmatch(name) else -1
    if at < 0:
        return name
    before = _CLAUSE_END.split(abstract[:at])[-1]
    place = len(before)
    for number, letter in reversed(list(enumerate(name.lower()))):
        if not letter.isalnum():
            continue
        place = before.lower().rfind(letter, 0, place)
        while number == 0 and place >= 0 and not _MAY_OPEN.match(before, place):
            place = before.lower().rfind(letter, 0, place)
        if place < 0:
            return name
    words = _GROUP.sub("", before[place:].rstrip())
    return name if name in words or len(words.split()) > len(name) + 2 else words
