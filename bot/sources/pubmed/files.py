"""PubMed's own files, baseline and updates, read record by record without ever being held whole.

NLM, *Download PubMed Data*: gzipped XML of 30,000 records each; a later file revises or deletes
what an earlier one held.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml.etree import XMLSyntaxError, _Element

from bot.domain.records import Article
from bot.screening.strata import DELETED, UNREADABLE, NoRecord
from bot.sources.pubmed.elements import new_parser
from bot.sources.pubmed.fields import article, pmid_of
from bot.sources.pubmed.parsing import RECORDS
from bot.sources.pubmed.parsing import UNREADABLE as FAULTS
from bot.sources.pubmed.references import without_references

_DELETIONS = ("DeleteCitation", "DeleteDocument")
_CHUNK = 1 << 18
_LONGEST_PMID = 9
"""Digits; NLM's DTD allows eight."""
_GZIP = b"\x1f\x8b"


class BrokenFile(ValueError):
    """A file that cannot be read to its end; the message says why."""


def entries(file: BinaryIO) -> Iterator[Article | NoRecord]:
    """Each record and each deletion of ``file``, in order.

    Raises:
        BrokenFile: it breaks off, or is no file of PubMed's.
    """
    parser = new_parser((*RECORDS, *_DELETIONS))
    try:
        for chunk in without_references(_unpacked(file)):
            parser.feed(chunk)
            for _, element in parser.read_events():
                if isinstance(element, _Element):
                    yield from _read(element)
                    _forget(element)
        root = parser.close()
    except XMLSyntaxError as error:
        # Without its cause, which no worker could send.
        raise BrokenFile(f"no whole XML: {' '.join(str(error.msg).split())}") from None
    if root.tag != "PubmedArticleSet":
        raise BrokenFile(f"a {root.tag} document, not a PubmedArticleSet")


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """The content of ``file`` in pieces, unpacked where it is packed."""
    piece = file.read(_CHUNK)
    if not piece.startswith(_GZIP):
        while piece:
            yield piece
            piece = file.read(_CHUNK)
        return
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        while piece or unpacker.unconsumed_tail:
            # Bounded: a small file may unpack to any size.
            yield unpacker.decompress(unpacker.unconsumed_tail or piece, 8 * _CHUNK)
            if unpacker.eof:
                piece = unpacker.unused_data or file.read(_CHUNK)
                if not piece:
                    return
                unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            elif not unpacker.unconsumed_tail:
                piece = file.read(_CHUNK)
    except zlib.error as error:
        raise BrokenFile(f"no whole gzip file: {error}") from None
    raise BrokenFile("it breaks off in the middle")


def _read(element: _Element) -> Iterator[Article | NoRecord]:
    if element.tag in _DELETIONS:
        pmids = (child.text or "" for child in element.iterchildren("PMID"))
        yield from (NoRecord(int(pmid), DELETED) for pmid in pmids if _is_number(pmid))
        return
    pmid = pmid_of(element)
    try:
        if not _is_number(pmid):
            raise ValueError("no PMID")
        yield article(element)
    except FAULTS:
        yield NoRecord(int(pmid) if _is_number(pmid) else 0, UNREADABLE)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_PMID


def _forget(element: _Element) -> None:
    """Free the tree of a record that has been read, and of what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
