"""Files of papers from other programs: reference managers, screening tools, lists of ids."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from bot.adapters.importers import formats, tables
from bot.domain.import_items import ImportFile
from bot.errors import Mistake

LARGEST = 200_000_000
"""Bytes. The libraries that read these formats hold the whole file in memory, several times."""
_FORMATS = "Export as .nbib, RIS, BibTeX or CSV, or as a list of PMIDs or DOIs, one a line."
_BINARY = {b"PK": "a spreadsheet or archive", b"%PDF": "a PDF", b"\x1f\x8b": "a compressed file"}


def read(file: Path) -> ImportFile:
    """Every entry of ``file``, whatever format its content shows.

    Raises:
        Mistake: nothing in it can be read.
    """
    if not file.is_file():
        raise Mistake(f"there is no file {file}", hint="Check the path.")
    if file.stat().st_size > LARGEST:
        raise Mistake(
            f"{file} is larger than {LARGEST // 1_000_000} MB", hint="Export it in several parts."
        )
    content = file.read_bytes()
    text, notes = _decoded(file, content)
    if not text.strip():
        raise Mistake(f"{file} is empty", hint="Export it again.")
    listing = _listing(file, text)
    if not listing.entries:
        raise Mistake(f"{file} ({listing.kind}) holds no entry", hint=_FORMATS)
    return ImportFile(
        file=file.name,
        kind=listing.kind,
        items=listing.items,
        broken=listing.broken,
        notes=(*notes, *listing.notes),
    )


def _listing(file: Path, text: str) -> ImportFile:
    start = text.lstrip()[:200_000]
    if re.search(r"^PMID *- ", start, re.MULTILINE):
        return formats.nbib(text)
    if re.search(r"^TY  ?- ", start, re.MULTILINE):
        return formats.ris(text)
    if re.search(r"^\s*@\w+\s*[{(]", start, re.MULTILINE):
        return formats.bibtex(text)
    if start.startswith("<"):
        raise Mistake(f"{file} is XML or a web page", hint=_FORMATS)
    return tables.table(file.name, text) or tables.ids(text) or _unknown(file)


def _unknown(file: Path) -> ImportFile:
    raise Mistake(f"{file} is in no format that is known here", hint=_FORMATS)


def _decoded(file: Path, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what was odd about its encoding."""
    for start, kind in _BINARY.items():
        if content.startswith(start):
            raise Mistake(f"{file} is {kind}, not text", hint=_FORMATS)
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _lines(content.decode("utf-16", errors="replace")), ()
    try:
        return _lines(content.removeprefix(BOM_UTF8).decode()), ()
    except UnicodeDecodeError:
        # Not every byte is a letter in Windows-1252; each is one in Latin-1.
        text = content.decode("cp1252", errors="replace")
        return _lines(text), ("is not UTF-8 and was read as Western European (Windows-1252)",)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
