"""Which regions stand with which measures of a clause."""

import re

from bot.extraction.lexicon import Match
from bot.extraction.page import Region

_LIST = re.compile(r"[\s,(/)]*(?:and|or|as well as)?\s*(?:the )?")


def shared(
    text: str, chain: list[Match], regions: list[Region]
) -> list[tuple[list[Match], list[Region]]]:
    """Give each region to the measures it stands with: those joined by ``and`` share theirs."""
    held: list[tuple[list[Match], list[Region]]] = []
    for measure in chain:
        last = held[-1][0][-1] if held else None
        if last and _LIST.fullmatch(text, last.end, measure.start):
            if measure.id not in {it.id for it in held[-1][0]}:
                held[-1][0].append(measure)
        else:
            held.append(([measure], []))
    for region in regions if held else ():
        before = [it for it in held if it[0][0].start <= region.start]
        behind = [it for it in held if it[0][0].start > region.start]
        near = behind and len(text[region.after : behind[0][0][0].start].split()) <= 1
        owner = behind[0] if near or not before else before[-1]
        owner[1].append(region)
    return _merged(held)


def _merged(
    held: list[tuple[list[Match], list[Region]]],
) -> list[tuple[list[Match], list[Region]]]:
    """Put the regions of a measure that is named twice together."""
    merged: dict[str, tuple[list[Match], list[Region]]] = {}
    for names, regions in held:
        known = merged.setdefault(names[0].id, (names, []))
        known[1].extend(regions)
    return [it for it in merged.values() if it[1]]
