"""Results of a part of the participants: whom alone a sentence says them of.

``Among women, pain was lower with yoga`` tells nothing of the men. Words that only say again who
was studied, or which arm is meant, limit nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.facts import Group
from bot.domain.studies import Finding, Reading
from bot.extraction.text import Span

_PEOPLE = (
    r"(?:patients|participants|people|persons|individuals|subjects|adults|children|adolescents"
    r"|infants|survivors|volunteers|women|men|girls|boys|females|males"
    r"|(?:non-?)?(?:responders|smokers|diabetics|drinkers|carriers))\b(?![\u2019'])"
)
_KIND = (
    r"(?:(?!(?:the|all|both|these|some|many|several|few|more|fewer|most|than|our|of|in|with|and|or"
    r"|from|to|by|comparison|contrast|healthy)\b"
    r"|[a-z]+ed\s)[\w-]+\s){0,2}?"
)
_WHO = (
    r"(?:whose\s(?:[\w-]+\s){1,4}?(?:was|were|had|did)\s(?:not\s)?[\w-]+"
    r"|(?:who|whose|with|without|aged|over|under|older than|younger than)\s"
    r"(?:(?!\b(?:compared|relative|than|versus|vs|is|are|was|were|showed|had|exhibited"
    r"|in|during|after|as)\b)[^,;.()]){2,60})"
)
_GROUP = r"(?:(?!(?:each|both|all|two|three|these)\b)[\w-]+\s){0,3}?sub-?(?:group|sample|set)\b"
_LIMIT = re.compile(
    rf"\b(?P<by>of|in|among|amongst|within)\s(?:(?:the|a|an|our)\s)?(?P<whom>"
    rf"(?P<part>{_GROUP})(?:\sof(?:\s{_KIND}{_PEOPLE})?)?(?:\s{_WHO})?"
    rf"|(?P<n>\d{{1,5}}\s)?{_KIND}{_PEOPLE}(?:\s{_WHO})?|those\s{_WHO})",
    re.IGNORECASE,
)
"""Whom a result may be of."""
_ARM = re.compile(
    r"\b(?:receiv\w+|treated|assigned|allocated|randomi[sz]ed|given|took|taking|underwent|undergoing"
    r"|group|groups|arm|arms|control|controls|placebo|sham|complet\w+|fed)\b",
    re.IGNORECASE,
)
"""Words that tell an arm, which is compared, from a part of the people in all."""
_COMPARES = re.compile(r"\b(?:than|versus|vs|compared|relative to|whereas|while|from)\b|\band in\b")
_BEFORE_ARM = re.compile(
    r"\b(?:than|versus|vs\.?|with|to|and|or|as|between|from)\s$", re.IGNORECASE
)
_CLAUSE = re.compile(r";\s|,\s(?:and|but|whereas|while|yet)\s|\.\s")
_CLOSED = re.compile(r"(?:\s\([^()]{1,30}\))?,")
"""Behind whom a sentence opens with: ``In women with visions (n = 39), pain``."""
_COUNTED = re.compile(r" \(n\s?=\s?\d+\)")
_WORD = re.compile(r"[A-Za-z]{3,}")
_NAME = re.compile(r"[a-z0-9][\w+-]{2,}")
_SHORT = re.compile(r"\b[A-Z][A-Z0-9+-]+\b")
_PLAIN = frozenset(
    (
        *("the", "and", "with", "without", "who", "whose", "had", "have", "has", "were", "was"),
        *("are", "been", "for", "from", "into", "not", "all", "both", "each", "patient", "people"),
        *("participant", "person", "individual", "subject", "adult", "children", "adolescent"),
        *("infant", "survivor", "volunteer", "those", "this", "these", "that", "their", "group"),
        *("total", "study", "sample", "same", "only", "other", "subgroup", "subsample", "subset"),
    )
)
"""Words that part nobody from anybody."""


def with_subgroups(
    reading: Reading, title: str, spans: Sequence[Span], exposed: str = ""
) -> Reading:
    """Return what was read, each finding with the part of the participants that it is of.

    ``exposed`` is the role of those whom the review is about.
    """
    known, kinds = set(_words(_whole(reading, title))), tuple(_kinds(reading.groups, exposed))
    findings = tuple(
        replace(finding, subgroup=_subgroup(finding, spans, known, kinds))
        for finding in reading.findings
    )
    return replace(reading, findings=findings)


def _whole(reading: Reading, title: str) -> str:
    """The words by which a paper tells whom it studied."""
    facts = (fact for facts in reading.facts.by_kind.values() for fact in facts)
    told = [f"{fact.value} {fact.quote.text}" for fact in facts]
    told += [f"{group.label} {group.quote.text}" for group in reading.groups if group.role]
    return " ".join((title, *told))


def _kinds(groups: Sequence[Group], role: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the groups of a role where a study has several, and the words that only each has.

    Opioid-treated patients in pain are not all patients in pain, where others are opioid-naive.
    """
    named = {
        group.label: frozenset(_NAME.findall(group.label.lower()))
        for group in groups
        if role and group.role == role and group.n
    }
    for label, words in named.items():
        others = [own for other, own in named.items() if other != label]
        apart = words.difference(_PLAIN, *others)
        if others and apart:
            yield label, apart


def _of_one_kind(clause: str, kinds: Sequence[tuple[str, frozenset[str]]]) -> str:
    """The one group of its role that a clause names; empty where it names none, or several."""
    words = frozenset(_NAME.findall(clause.lower()))
    named = [(label, apart) for label, apart in kinds if apart & words]
    return named[0][0] if len(named) == 1 and named[0][1] <= words else ""


def _subgroup(
    finding: Finding,
    spans: Sequence[Span],
    known: set[str],
    kinds: Sequence[tuple[str, frozenset[str]]],
) -> str:
    """Whom alone a finding is of, as printed; empty where it is of all whom it compares."""
    start = finding.quote.start
    sentence = next((span for span in spans if span.start <= start < span.end), None)
    if finding.quote.part != "abstract" or sentence is None:
        return ""
    first, last = _clause(sentence.text, finding, start - sentence.start)
    if kinds and (one := _of_one_kind(sentence.text[first:last], kinds)):
        return one
    for limit in _limits(sentence.text, first, last):
        whom = limit["whom"].strip()
        counts = _COUNTED.match(sentence.text, limit.end())
        if not _ARM.search(whom) and not _SHORT.search(whom):
            new = any(word not in known for word in _words(whom))
            counted = limit["n"] or limit["part"]
            # "Of patients" says what is counted, "of the 20 patients who" says of whom all is told.
            if new and (counted or limit["by"].lower() != "of"):
                return f"{whom}{counts[0]}" if counts else whom
    return ""


def _clause(text: str, finding: Finding, quoted: int) -> tuple[int, int]:
    """Where the clause of a sentence begins and ends in which a finding was read."""
    at = quoted + (finding.marked[0] if finding.marked else 0)
    edges = [0, *(hit.start() for hit in _CLAUSE.finditer(text)), len(text)]
    first = max(edge for edge in edges if edge <= max(at, 0))
    return first, min((edge for edge in edges if edge > at), default=len(text))


def _limits(text: str, first: int, last: int) -> Iterator[re.Match[str]]:
    """Yield what limits a clause: what opens its sentence, and what stands in or ends it."""
    for limit in _limits_of(text):
        if limit.start() >= last:
            return
        opens = not text[: limit.start()].strip() and bool(_CLOSED.match(text, limit.end()))
        within = limit.start() >= first
        if opens or (within and _is_of_all(text[first:last], limit.start() - first, limit)):
            yield limit


@lru_cache(maxsize=16)  # several findings are read in one sentence
def _limits_of(text: str) -> tuple[re.Match[str], ...]:
    """Whom a sentence names."""
    return tuple(_LIMIT.finditer(text))


def _is_of_all(clause: str, at: int, limit: re.Match[str]) -> bool:
    """Whether words within a clause say of whom all of it is, and are no side of a comparison."""
    if _BEFORE_ARM.search(clause[:at]):
        return False
    return not _COMPARES.search(clause, at + len(limit[0]))


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text that tell people apart, in the singular."""
    for word in _WORD.findall(text.lower()):
        plain = {"women": "woman", "men": "man"}.get(word, word.removesuffix("s"))
        if plain not in _PLAIN and word not in _PLAIN:
            yield plain
