"""The data of a version as one zip: a research object with its dictionary (RO-Crate 1.1)."""

import io
import json
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.rendering.attachments import FOLDER
from bot.rendering.crate import CRATE
from bot.rendering.exports.registry import EXPORTS

ABOUT = f"{FOLDER}/README.md"
_DATA = (ABOUT, *(f"{FOLDER}/{export.name}" for export in EXPORTS))
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in it, the earliest that a zip can hold: the same data, the same bytes."""


def data_package(read: Callable[[str], str | None]) -> bytes:
    """A zip of the data and of every file that the review's crate describes.

    ``read`` gives the text of a document of the review, None where there is none.
    """
    described = read(CRATE)
    parts = _files(described) if described else []
    texts = {path: read(path) for path in dict.fromkeys((*_DATA, *parts))}
    files = {path: text for path, text in texts.items() if text is not None}
    if described:
        files[CRATE] = _without_what_is_left_out(described, frozenset(files))
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(files):
            # Unix's plain file, readable by all: some programs unpack files without rights else.
            entry = ZipInfo(path, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return out.getvalue()


def _files(crate: str) -> list[str]:
    """The files that a crate describes, each by its path."""
    graph = json.loads(crate)["@graph"]
    root = next(entity for entity in graph if entity["@id"] == "./")
    return [part["@id"] for part in root["hasPart"] if not part["@id"].endswith("/")]


def _without_what_is_left_out(crate: str, present: frozenset[str]) -> str:
    """The crate of the package: its parts are the files that lie in it, and no folders."""
    document = json.loads(crate)
    root = next(entity for entity in document["@graph"] if entity["@id"] == "./")
    left_out = {part["@id"] for part in root["hasPart"]} - present
    root["hasPart"] = [part for part in root["hasPart"] if part["@id"] not in left_out]
    document["@graph"] = [entity for entity in document["@graph"] if entity["@id"] not in left_out]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
