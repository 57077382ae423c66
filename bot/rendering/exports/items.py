"""Records as reference managers know them: CSL-JSON items, from which all other forms are made."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from bot.domain.records import Record
from bot.rendering.bibliography import unstopped
from bot.rendering.escaping import one_line

Item = dict[str, Any]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"^(\d{4})(?: ([A-Z][a-z]{2}))?(?: (\d{1,2}))?$")
_PERSON = re.compile(r"^(?P<family>.+?) (?P<given>[^\W\d_]{1,3})(?: (?P<suffix>Jr|Sr|[2-9]\w\w))?$")
_GROUP = re.compile(
    r"\b(?:group|team|consortium|stud(?:y|ies)|network|investigators|society|committee|trial"
    r"|collaborat\w+|initiative|association|institute|unit|center|centre|programme?)\b",
    re.IGNORECASE,
)


def items(records: Iterable[Record]) -> list[Item]:
    """One CSL-JSON item for each record."""
    return [item(record) for record in records]


def item(record: Record) -> Item:
    """One record; what it does not have is left out."""
    values = {
        "id": citation_key(record),
        "type": "article-journal",
        "title": title(record) or "[No title]",
        "author": [name(author) for author in record.authors if one_line(author)],
        "container-title": one_line(record.journal),
        "container-title-short": one_line(record.journal_abbreviation),
        "issued": _issued(record),
        "volume": one_line(record.volume),
        "issue": one_line(record.issue),
        "page": one_line(record.pages),
        "language": one_line(", ".join(record.languages)),
        "DOI": one_line(record.doi),
        "PMID": one_line(record.pmid),
        "PMCID": one_line(record.pmcid),
        "URL": record.link,
    }
    return {key: value for key, value in values.items() if value}


def references_json(records: Iterable[Record]) -> str:
    """The references as CSL-JSON, which Zotero and citation processors read."""
    return json.dumps(items(records), ensure_ascii=False, indent=1) + "\n"


def citation_key(record: Record) -> str:
    """First author, year and the record's id: it never changes as other papers come."""
    first = name(record.authors[0]) if record.authors else {}
    family = _ascii(first.get("family") or first.get("literal", "").partition(" ")[0])
    return f"{family or 'anon'}{record.year or 'nd'}_{_ascii(record.id, '-')}"


def title(record: Record) -> str:
    """The title without the full stop that PubMed sets behind every one."""
    return unstopped(one_line(record.title))


def name(author: str) -> dict[str, str]:
    """A name in parts: PubMed prints the family name and up to three initials, or a group."""
    name = one_line(author)
    match = _PERSON.match(name)
    if not match or not match["given"].isupper() or _GROUP.search(name):
        return {"literal": name}
    # "KJ" is read as one given name: initials stand apart.
    given = " ".join(match["given"])
    parts = {"family": match["family"], "given": given, "suffix": match["suffix"]}
    return {key: value for key, value in parts.items() if value}


def author(printed: str) -> str:
    """An author on one line, with initials apart: ``Moss K J``."""
    parts = name(printed)
    return " ".join(parts.values())


def _issued(record: Record) -> dict[str, list[list[int]]]:
    """Year, month and day as far as they are plain; a season or a span of months is its year."""
    match = _DATE.match(one_line(record.published))
    if not match or (match[2] and match[2].lower() not in _MONTHS):
        return {"date-parts": [[record.year]]} if record.year else {}
    parts = [int(match[1])]
    if match[2]:
        parts.append(_MONTHS.index(match[2].lower()) + 1)
        if match[3]:
            parts.append(int(match[3]))
    return {"date-parts": [parts]}


def _ascii(text: str, kept: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain.lower() if letter.isalnum() or letter in kept)
