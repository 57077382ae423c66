"""Connections are pairs of regions: ``between A and B``, ``of A with B and C``, ``A-B``.

The words between two regions tell how they are linked.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.extraction.findings.connection_ends import INSIDE, Ends, Pair, step
from bot.extraction.findings.place import Place
from bot.extraction.lexicon import Match

_PAIR = 2
_PART = re.compile(
    r"\b(?:regions?|nodes?|areas?|clusters?|parts?|portions?|subregions?|divisions?|seeds?|head|body"
    r"|subdivisions?) (?:of|in|within)\b"
)
_OPENER = re.compile(
    r"\b(?P<both>within-?[- ]and[- ]between|between-?[- ]and[- ]within)\b"
    r"|\b(?P<between>between|linking|connecting)\b|\b(?P<among>among)\b"
    r"|\b(?P<including>including|such as|involving|mainly|especially|particularly|primarily"
    r"|e\.g\.|namely|comprising)\b"
    r"|\b(?P<far>with|to|and with|towards?)\b"
    r"|\b(?P<near>of|from|for)\b|\b(?P<inside>in|at|across|over)\b|\b(?P<within>within)\b",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"\s?(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|-to-)\s?")
_TO = re.compile(r"\sto\s(?:the\s)?")
_SLASH = re.compile(r"\s?/\s?")
_ASSOCIATED = re.compile(
    r"\b(?:associated|involved|implicated|engaged|together|compared) (?:with|in|to)\b"
)
_BETWEEN = re.compile(r"\b(?:between|linking|connecting)\s(?:the\s)?(?:[\w-]+\s){0,2}$")
_REST = re.compile(
    r"[\s,]*(?:and|with|to|or)\s(?:the\s)?(?:(?:rest|remainder) of the (?:whole )?brain"
    r"|(?:whole|entire) brain|(?:all )?other (?:brain )?(?:regions|areas|networks|voxels))\b"
)
"""What is no end of its own: ``of A with the rest of the brain``."""
_FAR = re.compile(r"\b(?:to|with)\b")
_BOTH_SIDES = re.compile(
    r"\b(?:inter-?hemispheric|homotopic|transcallosal)\b"
    r"|\bbetween (?:the two|both)\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
"""What joins a place to itself on the other side."""
_THAN = re.compile(r"\bthan\b")
_WITHIN = re.compile(r"\b[Ww]ithin\s(?:the\s)?$")
_JOINS = re.compile(r"coupl|synchron|coheren", re.IGNORECASE)
_SEED = re.compile(r"\bseed(?:s|ed)?\b")
_ONWARD = re.compile(r"[^,;]{0,40}?\b(?:with|to)\s(?!(?:healthy|controls|the control|patients))")


def link(gap: str, *, first: bool = False) -> str:
    """Name how the words before a region link it to what stands before them."""
    if _HYPHEN.fullmatch(gap):
        return "hyphen"
    if _SLASH.fullmatch(gap):
        return "slash"
    gap = _ASSOCIATED.sub("", _PART.sub("", gap))
    openers = [hit.lastgroup or "" for hit in _OPENER.finditer(gap)]
    if "including" in openers and openers[-1] != "between":
        return "far" if "far" in openers[: openers.index("including")] else "including"
    if openers:
        inner = "between" in openers and openers[-1] in ("near", "inside")
        return "between" if inner else openers[-1]  # "between the loci in A and B"
    if first:
        return ""
    return "and" if re.search(r"\band\b|&", gap) and "," not in gap else "comma"


def connections(text: str, measure: Match, regions: list[Place]) -> list[Pair]:
    """Return the connections that a measure between regions has in one clause."""
    # "network connectivity" begins within the name of its network
    before = [region for region in regions if region.start < measure.start]
    behind = [region for region in regions if region.start >= measure.end]
    if regions and _REST.match(text, regions[-1].after):
        return [(place, None) for place in behind or before]
    ends = _before(text, before, measure)
    pairs = _joined(text, before) or _opened(text, before)
    if pairs and not behind:
        return pairs
    if len(behind) == 1 and _BOTH_SIDES.search(text, max(0, measure.start - 40), behind[0].start):
        return [(behind[0], behind[0])]
    if len(behind) == _PAIR and not before and _couples(text, measure, *behind):
        return [(behind[0], behind[1])]
    return _once_each([*pairs, *_onward(text, measure.end, ends, behind)])


def _couples(text: str, measure: Match, first: Place, second: Place) -> bool:
    """Whether a measure joins the two that it is of: ``coupling of A and B``."""
    of_both = link(text[measure.end : first.start]) == "near"
    joined = link(text[first.after : second.start]) == "and"
    return of_both and joined and bool(_JOINS.search(text, measure.start, measure.end))


def _onward(text: str, place: int, ends: Ends, behind: list[Place]) -> Iterator[Pair]:
    """Yield the pairs that an end makes with the regions behind the measure."""
    first = place
    for region in behind:
        gap = text[place : region.start]
        if _THAN.search(gap):
            break
        how = link(gap, first=place == first)
        place = region.after
        if how in INSIDE and ends.opener == "between":
            continue  # where both ends lie: "between A and B within the C network"
        if how == "within" and ends.opener == "before" and not _FAR.search(gap) and region.network:
            yield region, region
        ends, done = step(ends, region, how)
        if done:
            yield from done.pairs()
    if len(ends.near) == 1 and not ends.far and ends.opener != "between":
        rest = text[place : place + 60]
        if _ONWARD.match(rest) and behind:
            ends.opener = "open"
    yield from ends.pairs()


def _once_each(connected: list[Pair]) -> list[Pair]:
    unique = {frozenset((a.id, b.id if b else "")): (a, b) for a, b in reversed(connected)}
    return list(reversed(unique.values()))


def _before(text: str, before: list[Place], measure: Match) -> Ends:
    """Return the end that stands before the measure: ``amygdala connectivity with B``."""
    ends = Ends(opener="before")
    if before and _SEED.search(text, before[-1].after, measure.start):
        ends.seed = True
    if len(before) == 1 and _WITHIN.search(text, max(0, before[0].start - 20), before[0].start):
        ends.seed = True  # "within the A network, connectivity of B"
    joined = {id(place) for pair in _joined(text, before) for place in pair}
    for region in before:
        if id(region) not in joined:
            ends.add(region, "comma")
    return ends


def _opened(text: str, before: list[Place]) -> list[Pair]:
    """Return the pairs of ``connectivity between A and B`` where the measure stands behind them."""
    if len(before) < _PAIR or not _BETWEEN.search(
        text[max(0, before[0].start - 60) : before[0].start]
    ):
        return []
    ends, place = Ends(opener="between"), before[0].start
    pairs: list[Pair] = []
    for place_of in before:
        how = link(text[place : place_of.start], first=place == place_of.start) or "between"
        ends, done = step(ends, place_of, how if place != place_of.start else "between")
        if done:
            pairs += done.pairs()
        place = place_of.after
    return [*pairs, *ends.pairs()]


def _joined(text: str, regions: list[Place]) -> list[Pair]:
    """Return the regions that a hyphen, or ``between A and B``, joins before their measure."""
    pairs: list[Pair] = []
    for first, second in pairwise(regions):
        gap = text[first.after : second.start]
        if link(gap) == "hyphen" or _TO.fullmatch(gap):
            pairs.append((first, second))
    return pairs
