"""The words of a quote that led to each part of a finding, found again by the vocabulary."""

import re
from dataclasses import dataclass

from bot.domain.studies import FLIPPED, OTHER, Direction, Finding
from bot.extraction.checks.direction_words import direction_words_in
from bot.extraction.vocabulary import Vocabulary

_SIDES = {
    "left": r"\bleft\b|_L\b",
    "right": r"\bright\b|_R\b",
    "bilateral": r"\bbilateral(?:ly)?\b|\bboth\b|\bleft and right\b|\bright and left\b",
}
_CORRELATED = (Direction.POSITIVE_CORRELATION, Direction.NEGATIVE_CORRELATION)
_COMPARED = re.compile(
    r"\b(?:compar(?:ed|ing|ison) (?:with|to)|relative to|in contrast (?:with|to)|versus|vs\.?|than"
    r"|after|before|following|(?:between|among)(?= (?:the )?(?:two |three |both )?(?:groups"
    r"|patients|healthy|controls)))\b(?: [^\s,;:()]+){0,6}",
    re.IGNORECASE,
)
"""Words that say what is compared with what, with the next few behind them."""
_TOGETHER = re.compile(r"\b(?:correlat|associat|relat)\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One part of a finding, and the words of its quote that say so."""

    part: str
    value: str
    """The display name, or the value itself."""
    words: str
    """Verbatim; empty where the quote does not hold them."""


def because(finding: Finding, vocabulary: Vocabulary) -> list[Because]:
    """Lay beside each part of a finding the words of its quote that led to it."""
    text = finding.quote.text
    ends = ((finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b))
    parts = [_named(vocabulary, "measure", finding.measure, text)]
    for number, (id, side) in enumerate(ends):
        if id and not (number and ends[0] == ends[1]):
            parts.append(_named(vocabulary, "region", id, text))
            if side and side != "midline":
                parts.append(
                    _part_of_match("side", side, re.search(_SIDES[side], text, re.IGNORECASE))
                )
    direction = FLIPPED[finding.direction] if finding.turned else finding.direction
    way = finding.direction.replace("_", " ")
    parts.append(Because(part="direction", value=way, words=direction_words_in(text, direction)))
    if finding.comparison:
        name = _display(vocabulary, "comparison", finding.comparison)
        parts.append(Because(part="comparison", value=name, words=_against(finding)))
    if finding.clinical_variable:
        parts.append(_copied("correlated with", finding.clinical_variable, text))
    if finding.intervention:
        parts.append(_named(vocabulary, "intervention", finding.intervention, text))
    if finding.statistic:
        parts.append(_copied("statistic", finding.statistic, text))
    return parts


def _against(finding: Finding) -> str:
    """The words of a comparison; of a correlation, those that say that there is one."""
    together = finding.clinical_variable or finding.direction in _CORRELATED
    match = (_TOGETHER if together else _COMPARED).search(finding.quote.text)
    return match[0] if match else ""


def _named(vocabulary: Vocabulary, kind: str, id: str, text: str) -> Because:
    """What the vocabulary finds of one term; a short form that it does not hold is not found."""
    words = next((text[match.span] for match in vocabulary.find(text, kind) if match.id == id), "")
    return Because(part=kind, value=_display(vocabulary, kind, id), words=words)


def _display(vocabulary: Vocabulary, kind: str, id: str) -> str:
    known = vocabulary.terms[kind].get(id)
    return known.name if known else id.removeprefix(OTHER).replace("_", " ")


def _part_of_match(part: str, value: str, hit: re.Match[str] | None) -> Because:
    return Because(part=part, value=value, words=hit[0] if hit else "")


def _copied(part: str, words: str, text: str) -> Because:
    return Because(part=part, value=words, words=words if words in text else "")
