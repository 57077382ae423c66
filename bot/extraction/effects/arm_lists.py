"""Three arms or more, where a trial lists them: ``to juggling, scarves or rest``."""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.effects.arm_names import cleaned, is_like_control, is_name, keys
from bot.extraction.effects.words import alternatives

_ASSIGNED = re.compile(
    rf"\b{alternatives('assigned')}\b(?:[^,.;:]|:(?=\d)){{0,60}}?\s(?:to|receive)\b"
)
_ONE_OF = re.compile(rf"\b{alternatives('were_given')}\b(?=[^.;:]*\sor\s)")
_DOSE = re.compile(
    r"(?<![\w.,-])(\d[\d.,]*)(?![\d -]*(?:minutes?|hours?|days?|weeks?|months?|years?|times)\b)"
    r"(?:[ -]?([a-z\u00b5\u03bc%]+(?:/[a-z]+)?))?",
    re.IGNORECASE,
)
_LISTED = re.compile(r",?\s(?:or|and|versus|vs\.?)\s|,\s")
_LAST = re.compile(
    r",?\s(?P<joint>or|and|versus|vs\.?)\s(?:to\s)?"
    r"(?P<last>(?:an?\s|the\s)?combination\sof\s(?:(?!,?\s(?:or|versus|vs\.?)\s).)+"
    rf"|(?:(?!{_LISTED.pattern}).)+)(?=\Z|\n|{_LISTED.pattern})(?!,?\s(?:or|versus|vs\.?)\s)"
)
_BORDER = re.compile(r"[.;:](?!\d)|\s[-\u2013\u2014]\s")
_BEHIND = re.compile(rf"\s{alternatives('behind_a_name')}\b", re.IGNORECASE)
_DESCRIBES = re.compile(r"(?:an?|the|with|plus|then|followed)\s", re.IGNORECASE)
"""What opens so says what the name beside it is: ``an old art, juggling``."""
_LEADS = re.compile(rf"^.*?\b{alternatives('study_of')}\s(?:of\s)?", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:versus|vs|compar\w+)\b", re.IGNORECASE)
_LONGEST, _LONGEST_LIST = 8, 500
"""Words and letters; what is longer is no item of a list, and no list."""
_FEWEST = 3


def listed_arms(title: str, plans: Sequence[str]) -> list[str]:
    """Return the names in the first list of three arms or more; none where there is no such list.

    ``plans`` are the sentences that say who was assigned to what.
    """
    stretches = [
        text[hit.end() : hit.end() + _LONGEST_LIST]
        for pattern in (_ASSIGNED, _ONE_OF) for text in plans for hit in pattern.finditer(text)
    ]  # fmt: skip
    heads = _BORDER.split(_LEADS.sub("", title))
    lists = [list(_items(_BORDER.split(text)[0])) for text in stretches]
    lists += [
        items for items in map(list, map(_items, heads))
        if items and (_COMPARES.search(title) or is_like_control(items[-1][0]))
    ]  # fmt: skip
    items = next((items for items in lists if len(items) >= _FEWEST), [])
    names = [name for name, _ in items]
    if len(set(names)) == len(names):
        return names
    return [" ".join(filter(None, (name, dose))) for name, dose in _with_units(items)]


def _with_units(items: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield names with their doses, each with the unit that only a later one prints."""
    for number, (name, dose) in enumerate(items):
        later = (other.split()[1] for _, other in items[number:] if len(other.split()) > 1)
        yield name, f"{dose} {next(later, '')}".strip() if dose.isdigit() else dose


def first_listed(name: str) -> str:
    """Return the first of several things of which one name is a list: ``juggling, scarves``."""
    parts = name.split(",")
    listed = len(parts) > 1 and all(
        _is_item(cleaned(part)) and not _DESCRIBES.match(part.strip()) for part in parts
    )
    return parts[0] if listed else name


def telling_words(names: Sequence[str], known: frozenset[str]) -> frozenset[str]:
    """Return the words that tell further arms from the two that are known by these words."""
    return frozenset(word for name in names for word in keys(name) - known)


def _items(text: str) -> Iterator[tuple[str, str]]:
    """Yield the items of a list from its start to the one behind its last joint, and their doses.

    Only commas and that joint part them: each of "A and B or C and D" had two things. What is a
    dose alone is one of what stands before it: "juggling 10, 20 or 30 mg".
    """
    end = _LAST.search(text)
    if end is None:
        return
    items = re.split(rf",?\s{re.escape(end['joint'])}\s|,\s", text[: end.start()])
    before = ""
    dosed = False
    for item in (*items, _BEHIND.split(end["last"])[0]):
        dose = _DOSE.search(item)
        name = cleaned(item) or (before if dose and dosed else "")
        if not _is_item(name):
            return
        before, dosed = name, bool(dose)
        yield name, " ".join(filter(None, dose.groups())) if dose else ""


def _is_item(name: str) -> bool:
    return len(name.split()) <= _LONGEST and is_name(name)
