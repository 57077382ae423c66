"""Invented papers by the dozen, as PubMed would send them, for tests of many weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

PLACES = ("insula", "thalamus", "anterior cingulate cortex", "amygdala", "precuneus", "cerebellum")
CANCERS = ("lung cancer", "breast cancer", "prostate cancer", "myeloma", "bone metastases")
METHODS = (
    "resting state fMRI",
    "grey matter volume",
    "white matter tracts",
    "regional homogeneity",
)
OFF = ("yoghurt", "lanterns", "knee swelling", "tulip bulbs", "sleep diaries", "cough syrup")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An invented paper, and whether an all-knowing reviewer would take it in."""

    pmid: str
    title: str
    abstract: str
    belongs: bool


def papers(first: int, count: int, chance: Random, *, share: float = 0.2) -> list[Paper]:
    """``count`` papers with ids from ``first`` on, of which about ``share`` belong."""
    return [_paper(str(first + at), chance, share) for at in range(count)]


def document(some: Iterable[Paper], entered: str) -> bytes:
    """The papers in PubMed's XML, entered on the ISO date ``entered``."""
    year, month, day = entered.split("-")
    body = "".join(
        f"""<PubmedArticle><MedlineCitation><PMID Version="1">{one.pmid}</PMID><Article>
<Journal><JournalIssue><PubDate><Year>{year}</Year></PubDate></JournalIssue>
<Title>Journal of Imaginary Neuroimaging</Title></Journal>
<ArticleTitle>{one.title}</ArticleTitle><Abstract><AbstractText>{one.abstract}</AbstractText></Abstract>
<AuthorList><Author><LastName>Nobody</LastName><Initials>N</Initials></Author></AuthorList>
<Language>eng</Language>
<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
</Article></MedlineCitation><PubmedData><History><PubMedPubDate PubStatus="pubmed">
<Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></PubMedPubDate></History>
<ArticleIdList><ArticleId IdType="pubmed">{one.pmid}</ArticleId></ArticleIdList>
</PubmedData></PubmedArticle>"""
        for one in some
    )
    return f'<?xml version="1.0"?><PubmedArticleSet>{body}</PubmedArticleSet>'.encode()


def _paper(pmid: str, chance: Random, share: float) -> Paper:
    place, cancer, method = chance.choice(PLACES), chance.choice(CANCERS), chance.choice(METHODS)
    number = chance.randint(12, 80)
    if chance.random() < share:
        return Paper(
            pmid=pmid,
            belongs=True,
            title=f"{method.capitalize()} of the {place} in patients with pain from {cancer}",
            abstract=f"We scanned {number} patients with {cancer} and chronic pain, and {number} "
            f"without pain. With pain, {method} was reduced in the {place}. "
            f"It followed the severity of cancer pain in these patients.",
        )
    other = chance.choice(OFF)
    if chance.random() < 0.4:
        # Hard to tell: the right words, and pain that nobody scanned.
        return Paper(
            pmid=pmid,
            belongs=False,
            title=f"{method.capitalize()} of the {place} in patients with {cancer} and {other}",
            abstract=f"We scanned {number} patients with {cancer} before surgery. "
            f"{other.capitalize()} went with {method} of the {place}. "
            "Pain was an exclusion criterion in these patients.",
        )
    if chance.random() < 0.5:
        return Paper(
            pmid=pmid,
            belongs=False,
            title=f"{other.capitalize()} and memory after chemotherapy for {cancer}",
            abstract=f"In {number} adults {other} were counted before treatment. Memory tests and "
            f"{method} of the {place} were stable; nobody reported pain. {other.capitalize()} "
            "did not matter.",
        )
    return Paper(
        pmid=pmid,
        belongs=False,
        title=f"{other.capitalize()} in a village of {number} houses",
        abstract=f"{other.capitalize()} were given to {number} healthy adults for a season. "
        f"Taste, mood and prices of {other} were recorded in diaries, and nothing was scanned.",
    )
