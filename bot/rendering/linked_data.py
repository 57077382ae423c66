"""The review as schema.org describes works, by which search engines and archives find it."""

from collections.abc import Iterable
from typing import Any

from bot.domain.protocol import Author, Protocol
from bot.domain.versions import Version
from bot.rendering.addresses import licence_address
from bot.rendering.escaping import Address, one_line

Entity = dict[str, Any]
SCHEMA = "https://schema.org"
MEDIA_TYPES = {
    "atom": "application/atom+xml",
    "bib": "application/x-bibtex",
    "cff": "application/yaml",
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "txt": "text/plain",
}
_NO_LICENCE = "No licence is stated: ask the review's authors before reusing it."


def structured(
    version: Version, protocol: Protocol, files: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """The article and its data for the head of a page; ``files`` are names with addresses."""
    common = work(version, protocol)
    contents = "Included studies"
    if protocol.vocabulary:
        contents += ", findings with their quotations, and synthesised findings"
    article = {
        **common,
        "@id": "#review",
        "@type": "ScholarlyArticle",
        "headline": common["name"],
        "abstract": common["description"],
        "hasPart": {"@id": "#data"},
    }
    data = {
        **common,
        "@id": "#data",
        "@type": "Dataset",
        "name": f"{common['name']}: extracted data",
        "description": f"{contents} of the living review: {common['description']}",
        "isPartOf": {"@id": "#review"},
        "distribution": [
            {"@type": "DataDownload", "name": name.rpartition("/")[2], "contentUrl": address,
             "encodingFormat": media_type(name)}
            for name, address in files
        ],
    }  # fmt: skip
    return {"@context": SCHEMA, "@graph": [article, data]}


def work(version: Version, protocol: Protocol) -> Entity:
    """What is said of the review however it is looked at."""
    home = Address(version.home)
    return {
        "name": title(protocol),
        "description": one_line(protocol.question),
        "version": version.name,
        "datePublished": version.on,
        "dateModified": version.on,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "keywords": "living review",
        "license": licence(protocol),
        "author": authors(protocol),
        **({"url": str(home)} if home else {}),
    }


def authors(protocol: Protocol) -> list[Entity]:
    """Who answers for the review; its reviewers as a group where nobody is named."""
    return [_person(author) for author in protocol.authors] or [
        {"@id": "#reviewers", "@type": "Organization", "name": reviewers(protocol)}
    ]


def title(protocol: Protocol) -> str:
    """What the review is cited by."""
    return f"{one_line(protocol.title)}: a living review"


def reviewers(protocol: Protocol) -> str:
    """Who is cited where the protocol names no author."""
    return f"The reviewers of {one_line(protocol.title)}"


def licence(protocol: Protocol) -> str:
    """The address of the licence, or that none is stated."""
    return str(licence_address(protocol.license)) if protocol.license else _NO_LICENCE


def media_type(path: str) -> str:
    """The media type of a file by the ending of its name."""
    return MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream")


def _person(author: Author) -> Entity:
    name = one_line(f"{author.given} {author.family}")
    orcid = author.orcid.removeprefix("https://orcid.org/")
    person: Entity = {
        "@id": f"https://orcid.org/{orcid}" if orcid else f"#{'-'.join(name.lower().split())}",
        "@type": "Person",
        "name": name,
        "familyName": one_line(author.family),
    }
    if author.given:
        person["givenName"] = one_line(author.given)
    if author.affiliation:
        person["affiliation"] = one_line(author.affiliation)
    return person
