"""What is fixed about each database of papers: its names, addresses, pace and citation routes.

The module ``bot.sources.CODE`` asks the database itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PUBMED = "pubmed"
EUROPE_PMC = "europe_pmc"
OPENALEX = "openalex"
CROSSREF = "crossref"

CITED_BY, REFERENCES, SIMILAR = "cited-by", "references", "similar"
ROUTES = (CITED_BY, REFERENCES, SIMILAR)
"""Ways from an included study to other papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """One database of papers."""

    code: str
    """What ``review.yaml`` and the records call it."""
    title: str
    """What people call it."""
    url_variable: str
    """The environment variable that names another address of its service."""
    url: str
    """The address of its service."""
    link: str
    """Where a reader finds a paper; ``{key}`` stands for the database's own id of it."""
    rate: float
    """Requests a second that it allows."""
    key_variable: str = ""
    """The environment variable that holds an API key, empty where none is taken."""
    rate_with_key: float = 0.0
    routes: tuple[str, ...] = ()
    """Of :data:`ROUTES`, those that can be followed in it; none where it has no citations."""
    by_doi: bool = False
    """Whether its own id of a paper is the DOI."""
    by_pmid: bool = False
    """Whether citations can be followed in it from ``pmid:`` and a PMID, too."""


SOURCES: Mapping[str, SourceSpec] = {
    spec.code: spec
    for spec in (
        SourceSpec(
            code=PUBMED,
            title="PubMed",
            url_variable="NCBI_EUTILS_URL",
            url="https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
            link="https://pubmed.ncbi.nlm.nih.gov/{key}/",
            rate=3.0,
            key_variable="NCBI_API_KEY",
            rate_with_key=10.0,
            routes=ROUTES,
        ),
        SourceSpec(
            code=EUROPE_PMC,
            title="Europe PMC",
            url_variable="EUROPE_PMC_URL",
            url="https://www.ebi.ac.uk/europepmc/webservices/rest/",
            link="https://europepmc.org/article/{key}",
            # Its documentation forbids none; this many disturb nobody.
            rate=5.0,
        ),
        SourceSpec(
            code=OPENALEX,
            title="OpenAlex",
            url_variable="OPENALEX_URL",
            url="https://api.openalex.org/",
            link="https://openalex.org/{key}",
            rate=5.0,
            key_variable="OPENALEX_API_KEY",
            rate_with_key=10.0,
            routes=ROUTES,
            by_pmid=True,
        ),
        SourceSpec(
            code=CROSSREF,
            title="Crossref",
            url_variable="CROSSREF_URL",
            url="https://api.crossref.org/",
            link="https://doi.org/{key}",
            # Lists: one a second in the public pool, three in the polite one.
            rate=1.0,
            routes=(REFERENCES,),
            by_doi=True,
        ),
    )
}
"""Every database that can be searched, by its code, in the order in which they are asked."""


def title_of(code: str) -> str:
    """What people call a database; its code where it is none of ours."""
    return SOURCES[code].title if code in SOURCES else code
