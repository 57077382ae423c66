"""PubMed's XML as articles: every word kept, and one bad element never costs the others."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import XMLPullParser, XMLSyntaxError, _Element

from bot.domain.records import Article
from bot.sources.pubmed.elements import new_parser, words
from bot.sources.pubmed.fields import article, pmid_of
from bot.sources.pubmed.references import without_references

_LOG = logging.getLogger(__name__)
_SET = "PubmedArticleSet"
RECORDS = ("PubmedArticle", "PubmedBookArticle")
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What an element raises that is no record in a form we know."""
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Parsed:
    """What one answer held: the articles, and the elements that could not be read."""

    articles: tuple[Article, ...]
    unreadable: tuple[str, ...]
    """PMIDs of the elements that could not be read, empty where even that is unknown."""


def parse(body: bytes) -> Parsed:
    """The articles in ``body``; ``ValueError`` unless it is a whole set of PubMed records."""
    articles: list[Article] = []
    failures: list[tuple[str, str]] = []
    for element in _elements(body):
        try:
            articles.append(article(element))
        except UNREADABLE as error:
            failures.append((pmid_of(element), str(error)))
        # The records of a large answer must not all stay in memory as trees.
        del element[:]
    for pmid, reason in failures:
        _LOG.warning("PubMed record %s could not be read: %s", pmid or "without a PMID", reason)
    return Parsed(tuple(articles), tuple(pmid for pmid, _ in failures))


def _elements(body: bytes) -> Iterator[_Element]:
    """Each record as soon as it is complete, then anything else that stands in its place."""
    body = body.lstrip()
    if not body:
        raise ValueError("the answer is empty")
    parser = new_parser((*RECORDS, "ERROR"))
    try:
        pieces = (body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK))
        for piece in without_references(pieces):
            parser.feed(piece)
            yield from _completed(parser)
        root = parser.close()
    except XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())
        raise ValueError(f"the answer is not whole XML: {reason}") from error
    yield from _completed(parser)
    yield from _strangers(root)


def _completed(parser: XMLPullParser) -> Iterator[_Element]:
    """The records that ended since the last call."""
    for _, element in parser.read_events():
        if not isinstance(element, _Element):
            continue
        if element.tag in RECORDS:
            yield element
        elif message := words(element):
            raise ValueError(f"PubMed reports an error: {message[:200]}")


def _strangers(root: _Element) -> Iterator[_Element]:
    """Elements of the set that are no records; refuses a document that is no set at all."""
    if root.tag in RECORDS:
        return
    if root.tag != _SET:
        raise ValueError(f"the answer is a {root.tag} document, not a {_SET}")
    between = (root.text, *(child.tail for child in root.iterchildren()))
    if any((text or "").strip() for text in between):
        raise ValueError("the answer has words between its records")
    # Lists of deleted records are no records; anything else may be one in a form we do not know.
    known = (*RECORDS, "DeleteCitation", "DeleteDocument")
    yield from (child for child in root.iterchildren("*") if child.tag not in known)
