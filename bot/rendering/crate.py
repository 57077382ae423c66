"""The review as a research object: ``ro-crate-metadata.json`` (RO-Crate 1.1)."""

import json
from collections.abc import Iterable, Iterator

from bot.domain.protocol import Protocol
from bot.domain.versions import Version
from bot.rendering.exports.registry import EXPORTS
from bot.rendering.linked_data import Entity, media_type, work

CRATE = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_MEANINGS = {
    "review/README.md": "What each data file holds, and each column means",
    **{f"review/{export.name}": export.meaning for export in EXPORTS},
}
_FOLDERS = {
    "review/evidence/": "Findings, each with its quotations",
    "review/feeds/": "Feeds of the changes",
}
"""Folders that are named as a whole."""


def crate(version: Version, protocol: Protocol, paths: Iterable[str], *, main: str) -> str:
    """The metadata of a folder with files at ``paths``; ``main`` is the review itself."""
    present = sorted(path for path in paths if path != CRATE)
    folders = [name for name in _FOLDERS if any(path.startswith(name) for path in present)]
    files = [path for path in present if path == main or _described(path)]
    about = work(version, protocol)
    people: list[Entity] = about.pop("author")
    licence = about.pop("license")
    root = {
        "@id": "./",
        "@type": "Dataset",
        **about,
        "license": {"@id": licence} if licence.startswith("https:") else licence,
        "author": [{"@id": person["@id"]} for person in people],
        "mainEntity": {"@id": main},
        "hasPart": [{"@id": part} for part in (*files, *folders)],
    }
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _PROFILE},
            "about": {"@id": "./"},
        },
        root,
        *(_file(path, about["name"] if path == main else "") for path in files),
        *({"@id": name, "@type": "Dataset", "name": _FOLDERS[name]} for name in folders),
        *_licence(licence, protocol.license),
        *people,
    ]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _described(path: str) -> bool:
    """Whether a file is named by itself: data, figures, and how to cite."""
    return path in _MEANINGS or path.startswith("review/figures/") or path == "CITATION.cff"


def _file(path: str, title: str) -> Entity:
    """One file; the one with a title of its own is the review."""
    entity: Entity = {
        "@id": path,
        "@type": ["File", "ScholarlyArticle"] if title else "File",
        "name": title or path.rpartition("/")[2],
        "encodingFormat": media_type(path),
    }
    if path in _MEANINGS:
        entity["description"] = _MEANINGS[path]
    return entity


def _licence(address: str, name: str) -> Iterator[Entity]:
    if name:
        yield {"@id": address, "@type": "CreativeWork", "name": name,
               "description": f"The licence {name}"}  # fmt: skip
