"""Words that several documents share: dates, numbers, lists, quotes and what happened."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.decisions import OFF_TOPIC, Decision
from bot.domain.facts import Quote
from bot.domain.full_texts import IN_FULL
from bot.domain.runs import KnownItems

RETRACTED = " (retracted, no longer counted)"
"""Stands behind a study that is named for what its retraction changed."""
HAPPENED = {
    ChangeKind.RETRACTED: "It was retracted; its findings have been removed.",
    ChangeKind.REINSTATED: "PubMed no longer lists it as retracted; its findings count again.",
    ChangeKind.CONCERN: "The journal published an expression of concern; it is marked throughout.",
    ChangeKind.CLEARED: "PubMed no longer lists an expression of concern.",
    ChangeKind.ERRATUM: "The journal published a correction.",
    ChangeKind.REPUBLISHED: "It was corrected and republished.",
    ChangeKind.UPDATED: "A newer version was published.",
    ChangeKind.WORDS: "Its title or abstract was changed.",
}
"""What a kind of news means for the review."""
NO_QUOTE = "stated by a person; no sentence of the abstract names it"
"""Stands where other findings have their quote."""


def day(iso: str) -> str:
    """``2026-11-22`` as people write it: 22 November 2026."""
    try:
        return f"{date.fromisoformat(iso):%-d %B %Y}"
    except ValueError:
        return iso


def quotation(quote: Quote) -> str:
    """The words of a paper in quotation marks, or that a person stated it without.

    What stands outside the abstract is marked with its place in the full text.
    """
    if not quote.text:
        return NO_QUOTE
    place = f" ({quote.part})" if quote.part.startswith(IN_FULL) else ""
    return f"“{quote.text}”{place}"


def sentence_case(text: str) -> str:
    """``text`` with a large first letter, unless its first word is one like ``painDETECT``."""
    first = text.partition(" ")[0]
    inner = not first.isupper() and any(letter.isupper() for letter in first[1:])
    return text if inner else text[:1].upper() + text[1:]


def counted(number: int, singular: str, plural: str = "") -> str:
    """``1 study``, ``2 studies``, ``1,200 studies``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def ranged(fewest: int, most: int, singular: str, plural: str = "") -> str:
    """``20 to 32 studies``, or ``32 studies`` where the number is certain."""
    return f"{f'{fewest:,} to ' if fewest < most else ''}{counted(most, singular, plural)}"


def span(fewest: int, most: int) -> str:
    """``20–32``, or ``32`` where the number is certain."""
    return f"{fewest}–{most}" if fewest < most else str(most)


def enumerated(parts: Sequence[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def extraction(read: int, full_texts: int, to_check: int = 0) -> str:
    """How findings come about: studies read, those of them from full text, findings that wait."""
    sources = [counted(read - full_texts, "abstract")] if read > full_texts else []
    sources += [counted(full_texts, "full text")] if full_texts else []
    origin = f" from {enumerated(sources)}" if sources else ""
    waiting = (
        f" {counted(to_check, 'more finding awaits', 'more findings await')} a person's check and"
        f" {'does' if to_check == 1 else 'do'} not count."
        if to_check
        else ""
    )
    return f"Findings were extracted by a program{origin}; people approve each change.{waiting}"


def first_few(names: Sequence[str], most: int = 10) -> str:
    """The first of many names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def ended(text: str) -> str:
    """``text`` with a full stop where it has no end mark."""
    return text if text.rstrip()[-1:] in (".", "?", "!") else f"{text.rstrip()}."


def ranked(decision: Decision) -> str:
    """Where a paper stands in the ranking, and which words put it there."""
    if decision.score is None:
        return ""
    several = "word" if len(decision.words) == 1 else "words"
    words = f", mainly for the {several} {', '.join(decision.words)}" if decision.words else ""
    sentences = f"Relevance score {decision.score:.2f} (range 0 to 1){words}."
    if decision.criterion == OFF_TOPIC:
        sentences += " Papers that do not mention a part of the question rank below all others."
    if decision.threshold is not None:
        below = f"{decision.threshold:.2f}" if decision.threshold >= 0 else "that rank"
        sentences += f" Papers below {below} are excluded."
    return sentences


def happened(change: RecordChange) -> str:
    """What happened to a study, in neutral words."""
    return HAPPENED[change.kind]


def lost(known: KnownItems) -> str:
    """Which strategy misses how many of the papers known to belong, and where to look."""
    number = sum(map(bool, known.pmids.values()))
    by = Counter(missed_item.strategy for missed_item in known.missed)
    misses = (f"strategy '{name}' misses {some}" for name, some in by.items())
    lines = dict.fromkeys(line for missed_item in known.missed for line in missed_item.lines)
    where = f"; missed by the lines {', '.join(lines)}" if lines else ""
    return f"of {counted(number, 'paper')} known to be eligible, {' and '.join(misses)}{where}"
