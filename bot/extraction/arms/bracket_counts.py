"""People are counted in brackets as ``(n = 24)``, and named by the words before or behind these."""

import re
from collections.abc import Iterator

from bot.extraction.arms.nouns import PEOPLE, PLAIN, THINGS
from bot.extraction.arms.numbers import FIGURES, size
from bot.extraction.arms.people_count import (
    COUNTS_THINGS,
    NAMED,
    NO_LABEL,
    REACH,
    SOMEONE,
    Count,
    short_label,
    text_before,
)

_EQUALS = re.compile(
    rf"(?<!\w)[nN]s?\s{{0,5}}=\s{{0,5}}(?P<n>{FIGURES})(?!\d|[.,/]\d"
    rf"|\s?%)(?!\s(?:{PLAIN}\s)?{THINGS}\b)"
)
_NAMED_BEHIND = re.compile(
    r"\s(?P<label>[A-Z][\w+/\u2212\u2013-]{1,15}(?:\s(?:patients|controls|group))?)(?=\s?[,;)]"
    r"|\sand\b)"
)
_PEOPLE_BEHIND = re.compile(
    rf"\s?\)\s(?:(?:and|or|versus|vs\.?)\s)?(?:{PLAIN}\s){{0,4}}(?:\(\s?[nN]\s?=\s?\d+\s?\)\s)?(?:{PLAIN}\s){{0,3}}{PEOPLE}\b"
)
_EACH = re.compile(
    r"\s{0,3},?\s?(?P<label>(?:(?:in|per|for|from) )?(?:each|both|either)"
    r"(?: (?:group|arm|cohort)s?)?|(?:per|a) (?:group|arm)|/(?:group|arm))\b"
)
# Where the words that name the group before "(n = 24)" begin.
_LABEL_EDGE = re.compile(
    r"[\n#;,=<>]|\.(?!\d)|(?<!\bhead)(?<!\bhundred)\sand\s|\bas well as\s|(?<!moderate "
    r")(?<!mild )\b(?:or|into|between|of"
    r"|(?<!not )in|while|from|to|were|was|included|recruited|enrolled|scanned|imaged|versus|vs"
    r"|but(?:\snot)?(?:\s(?:in|among|with|for))?|the|an?|by|for|we|compared|than|both|either"
    r"|including|across|among|which|who|whom|that|\d+(?!\s?(?:mg|ml|mcg|g)\b))\s",
    re.IGNORECASE,
)
_GROUP_NOUN = re.compile(
    rf"\b(?:(?i:{PEOPLE}|groups?|arm|cohort|sample|total)|\w{{0,9}}[A-Z]\w{{0,9}}[A-Z]\S*)\b"
)
# "(group A; n = 24": what stands in the bracket names the group.
_STRETCH_EDGE = re.compile(r"[()\[\];:]|=\s?\d+|\d%")
_GIVEN = re.compile(
    r"(?:^|.*\s)(?:received|receiving|given|treated with)\s(?:either\s)?(?:an?\s|the\s)?"
)
"""Opens what those in one arm had: ``participants received real stimulation (n = 15)``."""
_CRITERION = re.compile(r"[A-Z]{2,8}(?:\sscores?)?\s?[<>=\u2264\u2265]{1,2}\s?\d+(?:\.\d+)?")
"""What put people into a group, and does not name it: ``no pain (NRS = 0, n = 22)``."""
_GROUPED_AS = re.compile(
    r"\b(?:grouped|classified|categori[sz]ed|defined) as (?P<label>[a-z][\w -]{1,40})$"
)
_COMPARED_WITH = re.compile(rf"with\s(?=(?:{PLAIN}\s){{0,3}}{PEOPLE}\b)")
_SHORT_FORM = re.compile(r"\s?[(\[][^()\[\]]{1,30}[)\]]$")


def in_brackets(text: str) -> Iterator[Count]:
    """Yield ``controls (n = 24)``, named by the words beside it, or by ``in each group``."""
    for match in _EQUALS.finditer(text) if "=" in text else ():
        before = text_before(text, match, 120)
        behind = _EACH.match(text, match.end(), match.end() + 40)
        behind = behind or NAMED.match(text, match.end(), match.end() + REACH)
        if behind:
            label = short_label(behind["label"])
            end = behind.start("label") + len(label)
            yield Count(label, size(match["n"]), match.start(), end)
            continue
        own = _NAMED_BEHIND.match(text, match.end(), match.end() + 40)
        if own:
            yield Count(own["label"], size(match["n"]), match.start(), own.end())
            continue
        label = _label(before)
        people = bool(label) and bool(_PEOPLE_BEHIND.match(text, match.end(), match.end() + 120))
        if people or _names_people(label, before):
            start = match.start() - len(before) + before.rindex(label)
            yield Count(label, size(match["n"]), start, match.end())


def _names_people(label: str, before: str) -> bool:
    """Whether a label names a group, or at least nothing else behind words about people."""
    return bool(label) and bool(_GROUP_NOUN.search(label) or SOMEONE.search(before))


def _label(before: str) -> str:
    """The words that name a group just before its size, or nothing when they name none."""
    before = _CRITERION.sub("", before).rstrip(" ,;:([\u00a0\u2009")
    before = _SHORT_FORM.sub("", before)
    grouped = _GROUPED_AS.search(before)
    if grouped:
        return grouped["label"]
    if before.endswith("%"):
        return ""
    for stretch in reversed(_STRETCH_EDGE.split(before)[-3:]):
        pieces = (piece.strip() for piece in _LABEL_EDGE.split(stretch))
        parts = [piece for piece in pieces if not NO_LABEL.fullmatch(piece)]
        if parts and COUNTS_THINGS.search(parts[-1]):
            return ""
        if parts:
            named = (part for part in reversed(parts[-3:]) if _GROUP_NOUN.search(part))
            label = next(named, parts[-1])
            opening = _GIVEN.match(label) or _COMPARED_WITH.match(label)
            return label[opening.end() :] if opening else label
    return ""
