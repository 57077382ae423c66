"""Arms that only the results name: ``lower with juggling than with scarves``, ``the rest group``.

Read where neither the title nor who was assigned to what tells an arm.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.extraction import sections
from bot.extraction.effects.arm_contrasts import ContrastedArms
from bot.extraction.effects.arm_groups import named_groups
from bot.extraction.effects.arm_names import (
    cleaned,
    is_like_control,
    is_name,
    is_unspecific,
    keys,
    spelled_out,
)
from bot.extraction.effects.words import alternatives
from bot.extraction.text import NESTED_BRACKETS, Span

_PREPOSITION = r"(?:in|with|after|during|by|on|among|for|of|under|following|using|given|receiving)"
_WORD = (
    r"(?!(?:in|with|after|during|at|than|and|or|but|who|was|were|had|did|as|from|the|both)\b)"
    r"[\w/+-]+"
)
_NAMED = rf"(?:the\s|an?\s|those\s{_PREPOSITION}\s)*(?P<name>{_WORD}(?:\s{_WORD}){{0,3}}?)"
_OF_GROUP = "{}[ -](?:group|arm)"
_END = (
    r"(?:\s(?:groups?|arms?|patients|participants|subjects|recipients))?"
    rf"(?=$|[.,;:]|\s{alternatives('behind_a_name')}\b|\s(?:and|or|but|in|with|p)\b)"
)
_TWO_COMPARED = re.compile(
    rf"\b(?P<of>{_PREPOSITION})\s(?:the\s|an?\s)?(?!{alternatives('kinds_of_people')}(?!\w))"
    rf"(?P<a>{_WORD}(?:\s{_WORD}){{0,2}}?)\s(?:than|compared\s(?:with|to)|versus|vs\.?)\s"
    r"(?P=of)\s"
    rf"(?!{alternatives('no_arm_behind_than')}\b)(?!{alternatives('kinds_of_people')}(?!\w)){_NAMED}{_END}",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"\b(?:than|compared\s(?:with|to)|versus|vs\.?)\s(?:that\s{_PREPOSITION}\s)?(?:{_PREPOSITION}\s)?"
    rf"(?!{alternatives('no_arm_behind_than')}\b)(?!{alternatives('kinds_of_people')}(?!\w)){_NAMED}{_END}",
    re.IGNORECASE,
)


def told_comparator(tried: frozenset[str], spans: Sequence[Span]) -> str:
    """Return what the results most often compare with an arm of these words, if anything."""
    names = Counter(name for text in _results(spans) for name in _set_against(tried, text))
    return names.most_common(1)[0][0] if names else ""


def told_groups(title: str, abstract: str, spans: Sequence[Span]) -> ContrastedArms | None:
    """Return the only two groups that an abstract names, where a result sets one against the other.

    What others are compared with goes last, else what the title names later or not at all.
    """
    names = named_groups(abstract)
    if len(names) != len(("tried", "compared")) or any(map(is_unspecific, names)):
        return None
    first, second = sorted(names, key=lambda name: _order(name, title, abstract))
    words = [rf"\b{re.escape(name.lower())}\b" for name in (first, second)]
    together = (all(re.search(word, text.lower()) for word in words) for text in _results(spans))
    if not any(together):
        return None
    return ContrastedArms(
        (spelled_out(first, abstract), spelled_out(second, abstract)),
        (_OF_GROUP.format(re.escape(first.lower())), _OF_GROUP.format(re.escape(second.lower()))),
    )


def told_pair(spans: Sequence[Span]) -> tuple[str, str]:
    """Return the two things that results compare most often: ``after juggling than after rest``.

    Empty where they compare none, or different ones as often.
    """
    pairs = Counter(
        (cleaned(hit["a"]), cleaned(hit["name"]))
        for text in _results(spans)
        for hit in _TWO_COMPARED.finditer(text)
        if is_name(hit["a"]) and is_name(hit["name"])
    )
    ranked = pairs.most_common(2)
    alone = len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone else ("", "")


def _order(name: str, title: str, abstract: str) -> tuple[bool, int]:
    """Return by what the group that was tried goes before the one that it is compared with."""
    whole = spelled_out(name, abstract)
    at = title.lower().find(whole.lower().split()[0])
    return is_like_control(whole), at if at >= 0 else len(title)


def _results(spans: Sequence[Span]) -> Iterator[str]:
    """Yield the sentences that may tell results, without what they say in brackets."""
    kinds = sections.kinds(spans)
    return (
        NESTED_BRACKETS.sub("", span.text) for span, kind in zip(spans, kinds, strict=True)
        if kind in (sections.RESULT, sections.OPEN, sections.CONCLUSION)
    )  # fmt: skip


def _set_against(words: frozenset[str], text: str) -> Iterator[str]:
    """Yield what a sentence compares with an arm of these words, by others of its own."""
    for hit in _AGAINST.finditer(text):
        name = cleaned(hit["name"])
        before = text[: hit.start()].lower()
        if is_name(name) and keys(name) - words and any(word in before for word in words):
            yield name
