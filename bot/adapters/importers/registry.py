"""Every format that can be imported, as one list: a new one is a new entry and its reader."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.adapters.importers import (
    asreview_project,
    bibtex,
    endnote_xml,
    json_items,
    ris,
    tagged,
)
from bot.adapters.importers.id_list import ids
from bot.adapters.importers.source_file import SourceFile
from bot.adapters.importers.tables import table
from bot.domain.import_items import ImportFile

_TAG_ON_A_LINE = r"PMID *- "


@dataclass(frozen=True, kw_only=True)
class ImportFormat:
    """One format."""

    name: str
    """What people call it."""
    recognises: Callable[[SourceFile], bool]
    """Whether a file is of it, by its content: names of files are chosen by people."""
    read: Callable[[SourceFile], ImportFile | None]
    """Its entries; None where it was not of this format after all."""


FORMATS = (
    ImportFormat(
        name="ASReview project",
        recognises=asreview_project.is_project,
        read=asreview_project.read,
    ),
    ImportFormat(
        name="PubMed .nbib",
        recognises=lambda file: file.has_line(_TAG_ON_A_LINE),
        read=lambda file: tagged.nbib(file.text),
    ),
    ImportFormat(
        name="RIS",
        recognises=lambda file: file.has_line(ris.START),
        read=lambda file: ris.read(file.text),
    ),
    ImportFormat(
        name="Web of Science text",
        recognises=lambda file: file.has_line(r"PT [A-Z]\s*$") and file.has_line(r"(?:AU|TI|UT) "),
        read=lambda file: tagged.web_of_science(file.text),
    ),
    ImportFormat(
        name="EndNote text",
        recognises=lambda file: file.has_line(r"%0 ") or (
            file.has_line(r"%T ") and file.has_line(r"%A ")
        ),
        read=lambda file: tagged.endnote_text(file.text),
    ),
    ImportFormat(
        name="BibTeX",
        recognises=lambda file: file.has_line(r"\s*@\w+\s*[{(]"),
        read=lambda file: bibtex.read(file.text),
    ),
    ImportFormat(
        name="EndNote XML",
        recognises=lambda file: file.opening.startswith("<") and "<records>" in file.opening,
        read=lambda file: endnote_xml.read(file.content),
    ),
    ImportFormat(
        name="CSL-JSON or EPPI-Reviewer JSON",
        recognises=lambda file: re.match(r"\{\s*\"|\[\s*[{\]]", file.opening) is not None,
        read=lambda file: json_items.read(file.text),
    ),
    ImportFormat(
        name="CSV or TSV, among them those of Covidence, Rayyan and ASReview",
        recognises=lambda file: not file.opening.startswith("<"),
        read=lambda file: table(file.name, file.text),
    ),
    ImportFormat(
        name="list of ids, one a line",
        recognises=lambda file: not file.opening.startswith("<"),
        read=lambda file: ids(file.text),
    ),
)  # fmt: skip
"""In the order in which they are tried."""
