"""Whether an entry of another program's file is a given paper: one id in common is not enough.

All abstracts of a conference may carry the DOI of their issue, and a person's decision must never
land on another paper. So titles must agree, too, and where none tells papers apart, none is taken.
"""

from dataclasses import replace

from rapidfuzz import fuzz

from bot.domain.import_items import ImportItem
from bot.domain.records import Article, Record
from bot.screening.duplicates import SAME_ID, say_two_papers
from bot.screening.titles import FEW_WORDS, likeness, plain

SAME_WORDS = 60.0
"""Likeness of two titles, from 0 to 100, below which a PMID is taken for another paper's."""
_NAME = 3
"""Letters of a word from which it is a name and no initials."""
_COMPARED = 2000
"""Characters of two abstracts that are compared: the rest is as alike as the beginning."""


def is_same_paper(item: ImportItem, record: Record) -> bool:
    """Whether an item and a record that share an identifier, or a title, are one paper."""
    if contradict((item.pmid, item.doi), (record.pmid, record.doi)):
        return False
    if not (item.title and record.title):
        return True
    if item.pmid and item.pmid == record.pmid:
        return has_same_words(item, record)
    if (item.doi and item.doi == record.doi) or _same_pmcid(item.pmcid, record.pmcid):
        return _is_titled_alike(item.title, record)
    agree = _authors_agree(item.authors, record.authors)
    # "Editorial" is the title of many papers: there the author must say which.
    return agree is True or (agree is None and len(plain(item.title).split()) >= FEW_WORDS)


def rests_on_issue(item: ImportItem) -> bool:
    """Whether the only thing known of the paper is an id that a whole issue may share."""
    return not item.pmid and not item.title and bool(item.doi or item.pmcid)


def has_same_words(item: ImportItem, record: Record) -> bool:
    """Whether the title in the file can be the paper's; one without a title says nothing."""
    titles = (record.title, record.vernacular_title)
    alike = (fuzz.token_set_ratio(item.title.casefold(), title.casefold()) for title in titles)
    return not item.title or max(alike) >= SAME_WORDS


def abstracts_agree(item: ImportItem, article: Article) -> bool:
    """Whether the two abstracts can be one text; true where either is missing."""
    texts = [plain(text[:_COMPARED]) for text in (item.abstract, article.abstract)]
    return not all(texts) or fuzz.token_set_ratio(*texts) >= SAME_WORDS


def contradict(ids: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether ids of the same kind differ: then a title in common does not make them one paper."""
    return any(id_ and other and id_ != other for id_, other in zip(ids, others, strict=True))


def _same_pmcid(pmcid: str, other: str) -> bool:
    return bool(pmcid) and pmcid.upper() == other.upper()


def _is_titled_alike(title: str, record: Record) -> bool:
    """Whether a title is the record's, perhaps cut short, as its neighbours in an issue are not."""
    named = Record(id="", title=title)
    printed = (record.title, record.vernacular_title)
    titles = [replace(record, title=known) for known in printed if known]
    return any(
        not say_two_papers(named, known)
        and (likeness(title, known.title) >= SAME_ID or _begins(title, known.title))
        for known in titles
    )


def _begins(title: str, whole: str) -> bool:
    words = plain(title).split()
    return plain(whole).split()[: len(words)] == words


def _authors_agree(authors: tuple[str, ...], others: tuple[str, ...]) -> bool | None:
    """Whether the first authors share a name; None where either is not named."""
    names, known = _names(authors), _names(others)
    return bool(names & known) if names and known else None


def _names(authors: tuple[str, ...]) -> set[str]:
    """The words of the first author's name, initials aside."""
    return {word for word in plain(authors[0]).split() if len(word) >= _NAME} if authors else set()
