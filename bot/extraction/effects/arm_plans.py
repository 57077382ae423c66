"""Who was assigned to what, or had one of several things: ``randomised to X or Y``."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.extraction import sections
from bot.extraction.effects.arm_wordings import AGAINST, BEHIND, NAME, Pair, named
from bot.extraction.effects.words import alternatives
from bot.extraction.text import NESTED_BRACKETS, Span

_JOINT = rf"(?:,?\s(?P<against>{AGAINST})|,?\sor(?:\sto)?|(?<!both),?\s(?P<weak>and)(?:\sto)?)\s"
_BLINDLY = (
    r"(?:,?\s(?:for\s[^,.;:]{3,30}\s(?:and\s)?)?in\s(?:an?\s)?[^.;:]{3,60}?"
    r"\s(?:manner|fashion|design|order|sequence|way),?)"
)
ASSIGNED = re.compile(
    rf"\b{alternatives('assigned')}\b(?:\s\d\s?[:\u2236]\s?\d)?"
    rf"(?:\sin\sa\s[\w:/\u2236 -]{{2,20}}ratio)?{_BLINDLY}?{alternatives('to_groups')}?"
    rf"(?:[:,]|\s\(?)?\s?(?:either\s)?{alternatives('first_of_two')}?\s?"
    rf"(?P<a>{NAME}){_JOINT}{alternatives('second_of_two')}?\s?(?P<b>{NAME}){BEHIND}",
    re.IGNORECASE,
)
_RECEIVED = tuple(
    re.compile(
        rf"\b{alternatives('were_given')}\b(?:,?\sorally,?)?{_BLINDLY}?{before}"
        rf"(?P<a>{NAME}),?\s{joint}\s(?P<b>{NAME}){BEHIND}",
        re.IGNORECASE,
    )
    for before, joint in ((r"\s(?:either\s)?", "or"), (r"\s(?:both\s)?", "and"))
)
"""Where nothing else tells the arms of a trial: ``received, in random order, X or Y``."""
_AT_RANDOM = re.compile(
    r"\brandom|\b(?:double|single|triple|observer|assessor)[- ](?:blind|mask)|\bcross-?over"
    r"|\balloca|\btrial\b|\bassigned\b|\bgroups?\b",
    re.IGNORECASE,
)
_HAD_ONE = re.compile(rf"\b{alternatives('were_given')}\b[^.;:]*\sor\s", re.IGNORECASE)
_NO_VERB = re.compile(
    rf"^(?=[^.;]*,?\s(?:or|versus|vs)\s)(?![^.;]*\d\s(?:or|versus|vs)\s\d)(?![^.;]*\b(?:was|were|{alternatives('were_given')})\b)",
    re.IGNORECASE,
)
_EACH_IN_TURN = re.compile(r"\b(?:order|sequence|occasions?|turn|cross-?over)\b", re.IGNORECASE)
"""Where people had one thing and the other, and not both together."""
_ASSIGNS = re.compile(rf"\b{alternatives('assigned')}\b", re.IGNORECASE)


def plans(spans: Sequence[Span]) -> list[str]:
    """Return the sentences that say who was assigned to what, or had one of several things."""
    return [text for text in planned(spans) if _ASSIGNS.search(text) or _HAD_ONE.search(text)]


def planned(spans: Sequence[Span]) -> list[str]:
    """Return the sentences before the results, without what they say in brackets.

    What stands under the heading "interventions" is what people were assigned to.
    """
    kinds = sections.kinds(spans)
    return [
        _NO_VERB.sub("randomised to ", NESTED_BRACKETS.sub("", span.text))
        if span.section.startswith("INTERVENTION") and not _ASSIGNS.search(span.text)
        else NESTED_BRACKETS.sub("", span.text)
        for span, kind in zip(spans, kinds, strict=True)
        if kind not in (sections.RESULT, sections.CONCLUSION)
    ]  # fmt: skip


def pairs_in(
    pattern: re.Pattern[str], texts: Iterable[str], *, firm: bool = False
) -> Iterator[Pair]:
    """Yield what a pattern finds in texts; only without a joint that may be part of a name."""
    for text in texts:
        for hit in named(pattern.finditer(text)):
            if not (firm and hit["weak"]):
                yield hit["a"], hit["b"]


def received(abstract: str, texts: Sequence[str]) -> Iterator[Pair]:
    """Yield what people had of two things, by chance or in turn."""
    if _AT_RANDOM.search(abstract):
        one, both = _RECEIVED
        yield from pairs_in(one, texts)
        yield from pairs_in(both, filter(_EACH_IN_TURN.search, texts))
