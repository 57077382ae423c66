"""A paper as the file describes it, for those that the database does not have."""

import re

from bot.domain.fingerprint import fingerprint
from bot.domain.import_items import CLAIMED_PMID, ImportItem
from bot.domain.records import IMPORTED, Article, Record, Section, folded_title, printed, sealed
from bot.screening.titles import FEW_WORDS, plain

_LONGEST_TITLE, _LONGEST_ABSTRACT, _LONGEST_NAME = 1000, 20_000, 200
_MOST_AUTHORS, _MOST_KEYWORDS = 200, 50
_INITIALS = re.compile(r"^(?P<family>.+?)\s(?P<given>(?:[^\W\d_]\.?[\s-]?){1,4})$")


def article_of(item: ImportItem, *, with_ids: bool = True) -> Article:
    """The record of an item, with its words; ``with_ids`` is whether its DOI is its own.

    Its PMID is kept apart: only PubMed can say that it is the paper's.
    """
    abstract = printed(item.abstract)[:_LONGEST_ABSTRACT]
    other_ids = [f"{CLAIMED_PMID}{item.pmid}"] if item.pmid else []
    record = Record(
        id=paper_id(item),
        source=IMPORTED,
        doi=item.doi if with_ids else "",
        pmcid=item.pmcid if with_ids else "",
        other_ids=tuple(other_ids),
        title=printed(item.title)[:_LONGEST_TITLE],
        authors=tuple(map(_name, item.authors[:_MOST_AUTHORS])),
        year=item.year,
        published=str(item.year or ""),
        journal=printed(item.journal),
        volume=printed(item.volume),
        issue=printed(item.issue),
        pages=printed(item.pages),
        keywords=tuple(map(printed, item.keywords[:_MOST_KEYWORDS])),
    )
    sections = (Section(text=abstract),) if abstract else ()
    return sealed(Article(record=record, sections=sections))


def paper_id(item: ImportItem) -> str:
    """The review's id of the paper of an item: the same whenever the same entry comes again."""
    title = folded_title(item.title)
    author = plain(_name(item.authors[0])).partition(" ")[0] if item.authors else ""
    identifying = [item.doi, title, str(item.year or ""), author]
    named = author and item.year and len(plain(item.title).split()) >= FEW_WORDS
    if not (item.doi or named):
        # Of "Editorial" there are many, and two papers may share a longer title: place and words
        # say which.
        identifying += [plain(item.journal), item.volume, item.pages, plain(item.abstract)[:200]]
    return f"import-{fingerprint(chr(10).join(identifying), 12)}"


def _name(name: str) -> str:
    """A name as PubMed prints it, ``Moss KJ``; one that shows no initials stays as it is."""
    name = printed(name)[:_LONGEST_NAME]
    family, comma, given = name.partition(",")
    if comma:
        letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", given))
        return f"{family.strip()} {letters.upper()}".strip()
    match = _INITIALS.match(name)
    if match and match["given"].replace(".", "").replace(" ", "").replace("-", "").isupper():
        return f"{match['family']} {re.sub(r'[^A-Z]', '', match['given'].upper())}".strip()
    return name
