"""A file from another program before anybody knows its format: its bytes, and its text if any."""

import os
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.errors import Mistake
from bot.rendering.escaping import one_line

LARGEST = 200_000_000
"""Bytes. The libraries that read these formats hold the whole file in memory, several times."""
_OPENING = 200_000
"""Characters in which a file must show its format."""
_BINARY = {
    b"PK": "a spreadsheet or archive", b"\xd0\xcf\x11\xe0": "a spreadsheet or document of Office",
    b"%PDF": "a PDF", b"\x1f\x8b": "a compressed file",
}  # fmt: skip


@dataclass(frozen=True)
class SourceFile:
    """One file as it lies there."""

    name: str
    content: bytes

    @classmethod
    def at(cls, file: Path) -> "SourceFile":
        """Load ``file``.

        Raises:
            Mistake: it is not there, or too large.
        """
        if file.is_dir():
            raise Mistake(f"{file} is a folder", hint="Name the files in it.")
        if not file.is_file():
            raise Mistake(f"there is no file {file}", hint="Check the path.")
        if file.stat().st_size > LARGEST:
            raise Mistake(
                f"{file} is larger than {LARGEST // 1_000_000} MB",
                hint="Export it in several parts.",
            )
        # A name may hold bytes that are no text, which no file of the state could hold.
        name = os.fsencode(file.name).decode(errors="replace")
        return cls(one_line(name), file.read_bytes())

    @property
    def binary(self) -> str:
        """What it is where it is no text, empty where it may be."""
        return next((kind for start, kind in _BINARY.items() if self.content.startswith(start)), "")

    @cached_property
    def text(self) -> str:
        """Its text with plain line ends; what cannot be decoded is replaced, never dropped."""
        if self.binary:
            return ""
        if self.content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return _lines(self.content.decode("utf-16", errors="replace"))
        bare = self.content.removeprefix(BOM_UTF8)
        # Not every byte is a letter in Windows-1252.
        return _lines(bare.decode() if self._is_utf8 else bare.decode("cp1252", errors="replace"))

    @cached_property
    def opening(self) -> str:
        """The part of the text that shows the format."""
        return self.text.lstrip()[:_OPENING]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is odd about its encoding."""
        if self._is_utf8 or self.binary or self.content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return ()
        return ("is not UTF-8 and was read as Western European (Windows-1252)",)

    def has_line(self, pattern: str) -> bool:
        """Whether a line of the opening begins with ``pattern``, a regular expression."""
        return re.search(rf"^{pattern}", self.opening, re.MULTILINE) is not None

    @cached_property
    def _is_utf8(self) -> bool:
        try:
            self.content.decode()
        except UnicodeDecodeError:
            return False
        return True


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
