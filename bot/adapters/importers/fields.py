"""What a field of a foreign file means: ids, names, years, verdicts, dates."""

import ast
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import unquote

from bot.domain.records import bare_doi
from bot.domain.verdicts import Verdict

_PMID = re.compile(
    r"(?:^|pmid[:\s]*|pubmed[^\s]*?/)(?:medline:)?(\d{1,9})(?:\[.*\])?/?$", re.IGNORECASE
)
_LINKED_PMID = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,9})\b")
_NOTED_PMID = re.compile(r"\bPMID:\s*(\d{1,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\d+\b", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_CENTRAL = "10.1002/central/"
"""How an address of a record in Cochrane's CENTRAL begins, which it prints as the paper's DOI."""
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")
_IN = ("1", "1.0", "true", "yes", "include", "included", "relevant", "asreview_relevant")
_OUT = ("0", "0.0", "false", "no", "exclude", "excluded", "irrelevant", "asreview_irrelevant")
_MARKUP = re.compile(r"</?(?:p|div|span|br|b|i|em|strong|sub|sup)\b[^>]{0,100}>", re.IGNORECASE)
_SECONDS, _MICROSECONDS = 1e11, 1e14
"""Moments since 1970 below these count seconds, or milliseconds; above, microseconds."""


def plain(value: object) -> str:
    """The field as text on one line; lists are joined."""
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    text = " ".join(str("" if value is None else value).split())
    # An escape may stand for half a letter, which no file can hold.
    return text if text.isascii() else text.encode(errors="ignore").decode()


def prose(value: object) -> str:
    """The field as text on one line without the tags of HTML that some programs leave in."""
    return plain(_MARKUP.sub(" ", plain(value)))


def listed(value: object) -> list[object]:
    """The field as a list: itself, or the one thing that it is."""
    return list(value) if isinstance(value, (list, tuple)) else [value] if value else []


def parts(value: object, separator: str = ";") -> tuple[str, ...]:
    """The pieces of a field that lists several things."""
    pieces = (plain(piece) for entry in listed(value) for piece in str(entry).split(separator))
    return tuple(piece for piece in pieces if piece)


def names(value: object) -> tuple[str, ...]:
    """The authors in a field, however the program lists them."""
    if isinstance(value, (list, tuple)):
        return tuple(name for name in map(plain, value) if name)
    text = plain(value)
    if text.startswith("[") and text.endswith("]"):
        try:
            # A list as Python prints it, which spreadsheets of ASReview's hold.
            return names(list(ast.literal_eval(text)))
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            # All that Python may say of what is no list.
            text = text[1:-1]
    if ";" in text:
        return parts(text)
    if re.search(r"\s(?:and|&)\s", text):
        return tuple(filter(None, re.split(r",?\s+(?:and|&)\s+", text)))
    # "Moss KJ, Reed A" lists two; "Moss, Karen" is one.
    several = text.count(",") > 1 or re.search(r"\s[A-Z]{1,3},", text)
    return parts(text.rstrip("."), ",") if several else ((text,) if text else ())


def pmid(value: object) -> str:
    """The PMID in a field that is PubMed's, empty if it holds none."""
    match = _PMID.search(plain(value).removesuffix(".0"))
    return match[1].lstrip("0") if match else ""


def linked_pmid(values: Iterable[object]) -> str:
    """The PMID in the first address of PubMed, or after the word PMID; empty if there is none."""
    for value in values:
        text = plain(value)
        match = _LINKED_PMID.search(text) or _NOTED_PMID.search(text)
        if match:
            return match[1].lstrip("0")
    return ""


def pmcid(value: object) -> str:
    """The PMCID in a field, empty if it holds none."""
    match = _PMCID.search(plain(value))
    return match[0].upper() if match else ""


def doi(value: object) -> str:
    """The bare DOI in a field, empty if it holds none."""
    match = _DOI.search(bare_doi(unquote(plain(value))))
    found = match[0].rstrip(".,;") if match else ""
    return "" if found.startswith(_CENTRAL) else found


def first_doi(values: Iterable[object]) -> str:
    """The first DOI in several fields."""
    return next((found for value in values if (found := doi(value))), "")


def year(value: object) -> int | None:
    """The first year in a field."""
    match = _YEAR.search(plain(value))
    return int(match[0]) if match else None


def pages(first: object, last: object) -> str:
    """A span of pages."""
    start, end = plain(first), plain(last)
    return f"{start}-{end}" if start and end and end != start else start


def verdict(value: object) -> Verdict | None:
    """What a field says was decided; None where nothing was."""
    text = plain(value).lower()
    return Verdict.INCLUDE if text in _IN else Verdict.EXCLUDE if text in _OUT else None


def day(value: object) -> str:
    """The ISO date in a field: a date, a date with time, or a moment since 1970."""
    text = plain(value)
    try:
        if re.fullmatch(r"\d{9,17}(\.\d+)?", text):
            moment = float(text)
            unit = 1.0 if moment < _SECONDS else 1e3 if moment < _MICROSECONDS else 1e6
            return datetime.fromtimestamp(moment / unit, UTC).date().isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
