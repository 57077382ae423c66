"""Invented papers as PubMed would send them, made from a short list of what each says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from xml.sax.saxutils import escape

from ruamel.yaml import YAML

from bot.domain.verdicts import Verdict

_SECTIONS = ("background", "methods", "results", "conclusions")


@dataclass(frozen=True, kw_only=True)
class InventedPaper:
    """One paper of a made-up corpus."""

    id: int
    part: str
    """Where the story meets it: ``seeds``, ``week1`` or ``week2``."""
    year: int
    authors: tuple[str, ...]
    journal: str
    title: str
    background: str
    methods: str
    results: str
    conclusions: str
    verdict: Verdict | None = None
    """What the invented reviewers decided before the bot came."""
    entered: date | None = None

    @property
    def xml(self) -> str:
        """The record as PubMed sends it."""
        texts = zip(_SECTIONS, (self.background, self.methods, self.results, self.conclusions),
                    strict=True)  # fmt: skip
        abstract = "".join(
            f'<AbstractText Label="{name.upper()}">{escape(text)}</AbstractText>'
            for name, text in texts
        )
        return (
            f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">'
            f'{self.id}</PMID><Article PubModel="Print"><Journal><JournalIssue '
            f'CitedMedium="Internet"><PubDate><Year>{self.year}</Year></PubDate></JournalIssue>'
            f"<Title>{escape(self.journal)}</Title></Journal><ArticleTitle>{escape(self.title)}"
            f'</ArticleTitle><ELocationID EIdType="doi" ValidYN="Y">10.5555/demo.{self.id}'
            f'</ELocationID><Abstract>{abstract}</Abstract><AuthorList CompleteYN="Y">'
            f"{''.join(map(_author, self.authors))}</AuthorList><Language>eng</Language>"
            '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
            "</PublicationTypeList></Article></MedlineCitation><PubmedData><History>"
            f'<PubMedPubDate PubStatus="entrez">{self._day}</PubMedPubDate></History>'
            "<PublicationStatus>ppublish</PublicationStatus><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{self.id}</ArticleId></ArticleIdList></PubmedData>'
            "</PubmedArticle>"
        )

    @property
    def _day(self) -> str:
        on = self.entered or date(self.year, 6, 15)
        return f"<Year>{on.year}</Year><Month>{on.month}</Month><Day>{on.day}</Day>"


def invented_papers(folder: str) -> tuple[InventedPaper, ...]:
    """The papers of one of the demo's corpora."""
    text = files("bot.demo").joinpath(folder, "papers.yaml").read_text("utf-8")
    return tuple(
        InventedPaper(
            **{
                **paper,
                "authors": tuple(paper["authors"]),
                "verdict": Verdict(paper["verdict"]) if "verdict" in paper else None,
            }
        )
        for paper in YAML(typ="safe").load(text)
    )


def protocol(folder: str) -> str:
    """The ``review.yaml`` of one of the demo's corpora."""
    return files("bot.demo").joinpath(folder, "review.yaml").read_text("utf-8")


def as_pubmed(papers: Iterable[InventedPaper]) -> bytes:
    """Papers as one answer of PubMed."""
    records = "\n".join(paper.xml for paper in papers)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC '
        '"-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
        f"<PubmedArticleSet>\n{records}\n</PubmedArticleSet>\n"
    ).encode()


def _author(name: str) -> str:
    family, _, given = name.rpartition(" ")
    initials = "".join(part[0] for part in given.split())
    return (
        f'<Author ValidYN="Y"><LastName>{escape(family)}</LastName><ForeName>{escape(given)}'
        f"</ForeName><Initials>{initials}</Initials></Author>"
    )
