"""Words that several documents share: dates, directions, authors, references."""

from datetime import date

from bot.domain.decisions import OFF_TOPIC, Decision
from bot.domain.records import Record
from bot.domain.studies import Direction, Finding
from bot.rendering.foreign import Safe, link

DIRECTIONS = {
    Direction.INCREASE: "↑ higher",
    Direction.DECREASE: "↓ lower",
    Direction.NONE: "= no difference",
    Direction.ALTERED: "≠ differs, direction not stated",
    Direction.POSITIVE_CORRELATION: "↗ goes up together",
    Direction.NEGATIVE_CORRELATION: "↘ one goes up as the other goes down",
}
LINKS = {
    Direction.POSITIVE_CORRELATION: "↗ the higher, the more",
    Direction.NEGATIVE_CORRELATION: "↘ the higher, the less",
    Direction.NONE: "= no link with",
    Direction.ALTERED: "linked, sign not stated, with",
}
"""What a correlation says, before the name of what it is with."""
_LONGEST_TITLE = 300
NO_AUTHORS = "No authors listed"
_AUTHORS = 6
"""Authors named before "et al." (ICMJE, Samples of Formatted References)."""


def direction(finding: Finding) -> str:
    """Which way a finding points, in words."""
    if finding.clinical_variable and finding.direction in LINKS:
        return f"{LINKS[finding.direction]} {finding.clinical_variable}"
    told = " (the words tell it of the group compared with)" if finding.turned else ""
    return f"{DIRECTIONS[finding.direction]}{told}"


def day(iso: str) -> str:
    """``2026-11-22`` as people write it: 22 November 2026."""
    try:
        return f"{date.fromisoformat(iso):%-d %B %Y}"
    except ValueError:
        return iso


def counted(number: int, one: str, many: str = "") -> str:
    """``1 study``, ``2 studies``, ``1,200 studies``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def named(record: Record) -> Safe:
    """First author and year, linked to the paper."""
    return link(record.label, record.link)


def short(title: str) -> str:
    """A title, cut at a word where it is longer than any title should be."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[:_LONGEST_TITLE].rpartition(' ')[0] or title[:_LONGEST_TITLE]} …"


def ended(text: str) -> str:
    """``text`` with a full stop where it has no end mark."""
    return text if text.rstrip()[-1:] in (".", "?", "!") else f"{text.rstrip()}."


def ranked(decision: Decision) -> str:
    """Where a paper stands in the ranking, and which words put it there."""
    if decision.score is None:
        return ""
    words = f", most of all for the words {', '.join(decision.words)}" if decision.words else ""
    said = f"Ranked {decision.score:.2f} on a scale from 0 to 1{words}."
    if decision.criterion == OFF_TOPIC:
        said += " Papers without a word for a part of the question stand below all others."
    if decision.threshold is not None:
        below = f"{decision.threshold:.2f}" if decision.threshold >= 0 else "that line"
        said += f" Papers ranked below {below} are excluded."
    return said


def authors(record: Record) -> str:
    """The authors as a reference names them."""
    shown = ", ".join(record.authors[:_AUTHORS])
    return f"{shown}, et al." if len(record.authors) > _AUTHORS else f"{shown or NO_AUTHORS}."


def place(record: Record) -> str:
    """Journal, date, volume and pages as a reference prints them."""
    journal = record.journal_abbreviation or record.journal
    volume = record.volume + (f"({record.issue})" if record.issue else "")
    where = f"{volume}:{record.pages}" if record.pages else volume
    when = ";".join(part for part in (record.published or str(record.year or ""), where) if part)
    return ". ".join(part.rstrip(".") for part in (journal, when) if part) + "."
