"""What a field of a foreign file means: ids, years, verdicts, dates."""

import re
from datetime import UTC, date, datetime

from bot.domain.decisions import Verdict
from bot.domain.records import bare_doi

_PMID = re.compile(r"(?:^|pmid[:\s]*|pubmed[^\s]*?/)(\d{1,9})(?:\[.*\])?/?$", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\d+\b", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")
_IN = ("1", "1.0", "true", "yes", "include", "included", "relevant", "asreview_relevant")
_OUT = ("0", "0.0", "false", "no", "exclude", "excluded", "irrelevant", "asreview_irrelevant")


def plain(value: object) -> str:
    """The field as text on one line; lists are joined."""
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    return " ".join(str("" if value is None else value).split())


def pmid(value: object) -> str:
    """The PMID in a field, empty if it holds none."""
    match = _PMID.search(plain(value))
    return match[1].lstrip("0") if match else ""


def pmcid(value: object) -> str:
    """The PMCID in a field, empty if it holds none."""
    match = _PMCID.search(plain(value))
    return match[0].upper() if match else ""


def doi(value: object) -> str:
    """The bare DOI in a field, empty if it holds none."""
    match = _DOI.search(bare_doi(plain(value)))
    return match[0].rstrip(".,;") if match else ""


def year(value: object) -> int | None:
    """The first year in a field."""
    match = _YEAR.search(plain(value))
    return int(match[0]) if match else None


def verdict(value: object) -> Verdict | None:
    """What a field says was decided; None where nothing was."""
    text = plain(value).lower()
    return Verdict.INCLUDE if text in _IN else Verdict.EXCLUDE if text in _OUT else None


def day(value: object) -> str:
    """The ISO date in a field: a date, a date with time, or seconds since 1970."""
    text = plain(value)
    try:
        if re.fullmatch(r"\d{9,11}(\.\d+)?", text):
            return datetime.fromtimestamp(float(text), UTC).date().isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
