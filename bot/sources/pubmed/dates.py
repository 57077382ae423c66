"""Dates in a PubMed record: as printed, and as days."""

from datetime import date

from lxml.etree import _Element

from bot.sources.pubmed.elements import Children, children_of, first_text, words

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTHS, start=1)}
_DATE = ("Year", "Month", "Day")
_STEPS = ("pubmed", "entrez")
"""The steps of a record's way through PubMed that are of use here."""


def published_in(content: Children, issue: Children, book: Children) -> str:
    """The date of the issue or book as printed, else the day it appeared online."""
    places = (
        issue.get("PubDate", ()),
        book.get("PubDate", ()),
        content.get("ArticleDate", ()),
        content.get("ContributionDate", ()),
    )
    dates = (_printed(children_of((element,))) for elements in places for element in elements)
    return next(filter(None, dates), "")


def _printed(parts: Children) -> str:
    """A date in PubMed's printed form: ``2024 Jan 5``, ``2024 Winter``, ``2025 Nov-Dec``."""
    if whole := first_text(parts, "MedlineDate"):
        return whole
    year, month, day = (first_text(parts, name) for name in _DATE)
    if season := first_text(parts, "Season"):
        return f"{year} {season}".strip()
    if month.isdigit() and 0 < int(month) <= len(_MONTHS):
        month = _MONTHS[int(month) - 1]
    return " ".join(part for part in (year, month, day.lstrip("0") if month else "") if part)


def history(data: Children) -> dict[str, str]:
    """The ISO date of each step of the record's way through PubMed."""
    days: dict[str, str] = {}
    for element in children_of(data.get("History", ())).get("PubMedPubDate", ()):
        status = element.get("PubStatus") or ""
        if status in _STEPS and status not in days:
            days[status] = _day(element)
    return days


def day_at(citation: Children, name: str) -> str:
    """The ISO date in the child of that name, empty when there is none."""
    return next((_day(element) for element in citation.get(name, ())), "")


def _day(element: _Element) -> str:
    """A date as yyyy-mm-dd, empty when there is none; a missing month or day counts as 1."""
    parts: dict[str, str] = {}
    for child in element:
        if child.tag in _DATE and not parts.get(child.tag):
            parts[child.tag] = words(child)
    year, month, day = (parts.get(name, "") for name in _DATE)
    try:
        number = _MONTH_NUMBERS[month[:3].lower()] if month.isalpha() else int(month or 1)
        return date(int(year), number, int(day or 1)).isoformat()
    except (ValueError, KeyError):
        # A slip in one date is no reason to lose the paper.
        return ""
