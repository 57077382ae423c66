"""How the review is cited: CITATION.cff (Citation File Format 1.2.0) and Zenodo's metadata."""

import io
import json
from typing import Any

from bot.domain.protocol import Author, Protocol
from bot.domain.records import bare_doi
from bot.domain.versions import Version
from bot.rendering.escaping import Address, Safe, link, markdown, one_line
from bot.rendering.linked_data import reviewers, title
from bot.rendering.phrases import day

CITATION, ZENODO = "CITATION.cff", ".zenodo.json"
_ORCID = "https://orcid.org/"


def citation(version: Version, protocol: Protocol) -> dict[str, str]:
    """Both files by their paths, for the version that stands."""
    return {CITATION: _cff(version, protocol), ZENODO: _zenodo(version, protocol)}


def cited_as(version: Version, protocol: Protocol) -> Safe:
    """The version as a reference names it, with the DOI where there is one."""
    authors = ", ".join(
        " ".join((one_line(author.family), *(name[0] for name in author.given.split()[:2])))
        for author in protocol.authors
    )
    doi = f"https://doi.org/{bare_doi(protocol.doi)}" if protocol.doi else ""
    address = doi or str(Address(version.home))
    parts = [
        f"{markdown(authors or reviewers(protocol))}.",
        f"{markdown(title(protocol))}.",
        f"Version {markdown(version.name)}, {day(version.on)}.",
        f"{link(address, address)}" if address else "",
    ]
    return Safe(" ".join(part for part in parts if part))


def _cff(version: Version, protocol: Protocol) -> str:
    from ruamel.yaml import YAML

    named = [_person(author) for author in protocol.authors]
    tree: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this review, please cite the version that you read.",
        "type": "dataset",
        "title": title(protocol),
        "abstract": one_line(protocol.question),
        "authors": named or [{"name": reviewers(protocol)}],
        "version": version.name,
        "date-released": version.on,
        "keywords": ["living review"],
    }
    if protocol.license:
        tree["license"] = protocol.license
    if protocol.doi:
        tree["doi"] = bare_doi(protocol.doi)
    if home := Address(version.home):
        tree["url"] = str(home)
    yaml = YAML()
    yaml.width = 10**6
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    out.write("# Written by the program from review.yaml and state/versions.jsonl.\n")
    yaml.dump(tree, out)
    return out.getvalue()


def _zenodo(version: Version, protocol: Protocol) -> str:
    creators = [
        {
            "name": ", ".join(part for part in (author.family, author.given) if part),
            **({"affiliation": author.affiliation} if author.affiliation else {}),
            **({"orcid": author.orcid.removeprefix(_ORCID)} if author.orcid else {}),
        }
        for author in protocol.authors
    ]
    tree = {
        "title": title(protocol),
        "upload_type": "dataset",
        "description": one_line(protocol.question),
        "creators": creators or [{"name": reviewers(protocol)}],
        "version": version.name,
        "publication_date": version.on,
        "keywords": ["living review"],
        **({"license": protocol.license} if protocol.license else {}),
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _person(author: Author) -> dict[str, str]:
    parts = {
        "family-names": author.family,
        "given-names": author.given,
        "affiliation": author.affiliation,
        "orcid": f"{_ORCID}{author.orcid.removeprefix(_ORCID)}" if author.orcid else "",
    }
    return {key: one_line(part) for key, part in parts.items() if part}
