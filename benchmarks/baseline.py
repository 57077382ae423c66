"""Invented PubMed files of real shape: the same seed gives the same bytes.

    .venv/bin/python benchmarks/baseline.py FOLDER --files 10 --records 30000

Sizes, languages, publication types, headings, references and deletions are spread about as in NLM's
own files; one record may have 10,000 authors. All words, names and numbers are invented.
"""

import argparse
import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

FIRST_PMID = 800_000_001
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
 "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
"""
_SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fil",
    "gam",
    "hy",
    "lor",
    "mi",
    "nex",
    "opt",
    "pra",
    "sul",
    "tro",
)
_COMMON = (  # noqa: SIM905 - words read best as a text
    "the of and in to with a for was were by from on that as at between after group patients"
    " study results effect compared significantly treatment levels increased this is we are be"
).split()
_LANGUAGES = {"eng": 900, "ger": 20, "fre": 18, "rus": 16, "jpn": 16, "chi": 20, "spa": 10}
_TYPES = {
    "Journal Article": 780,
    "Review": 110,
    "Case Reports": 60,
    "Letter": 25,
    "Editorial": 25,
}
_PLACES = (
    "Department of Tea, Lantern University Hospital, 1 Pond Road, Moon.",
    "Pond Institute of Invented Medicine, School of Reeds, Harbour Street 12, 4711 Moon.",
    "Centre for Lanterns, College of the Far Side, Crater Lane, Moon. author@example.org.",
)
_STATUSES = ("received", "revised", "accepted", "pubmed", "medline", "entrez")
_ABSTRACTS_COMMON, _REFERENCES, _AFFILIATIONS = 1995, 1990, 2000
"""Years since which PubMed has most abstracts, references, and affiliations of every author."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Words to be planted in a file."""

    title: str
    abstract: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What the records of a file are like."""

    references: int = 18
    """Mean number of references; 60 give records of 28 kB."""
    most_authors: int = 0
    """Authors of the first record; 0 for as many as any other."""


class Writer:
    """Chance, and a vocabulary in which few words are common and most are rare (Zipf)."""

    def __init__(self, seed: int, shape: Shape) -> None:
        """The same ``seed`` writes the same words."""
        vocabulary = Random(1)  # noqa: S311 - invented papers, not secrets
        rare = ("".join(vocabulary.choices(_SYLLABLES, k=at % 3 + 2)) for at in range(6_000))
        self.chance = Random(seed)  # noqa: S311 - as above
        self._shape = shape
        self._words = [*_COMMON, *dict.fromkeys(rare)]
        self._sums = [*accumulate(1 / (rank + 3) for rank in range(len(self._words)))]

    def text(self, least: int, most: int) -> str:
        """A few sentences."""
        count = self.chance.randint(least, most)
        words = self.chance.choices(self._words, cum_weights=self._sums, k=count)
        for at in range(17, count - 1, 18):
            words[at] += "."
        return " ".join(words).capitalize()

    def record(self, pmid: int, paper: Paper | None, authors: int) -> str:
        """The XML of one record, of a ``paper`` or of invented words."""
        chance = self.chance
        year = min(2026, 1975 + int(51 * chance.random() ** 0.5))
        language = "eng" if paper else self._drawn(_LANGUAGES)
        kind = "Journal Article" if paper else self._drawn(_TYPES)
        title = escape(paper.title if paper else self.text(7, 16) + ".")
        title = title if language == "eng" else f"[{title.rstrip('.')}]."
        date = f"<Year>{year}</Year><Month>{chance.randint(1, 12):02}</Month><Day>05</Day>"
        people = authors or min(60, 1 + int(chance.expovariate(1 / 6)))
        doi = f"10.9999/moon.{pmid}"
        parts = {
            "authors": "".join(self._author(year) for _ in range(people)),
            "chemicals": "".join(self._chemical() for _ in range(chance.randint(0, 5))),
            "headings": "".join(self._heading() for _ in range(chance.randint(6, 16))),
            "keywords": "".join(f"<Keyword>{self.text(1, 2)}</Keyword>" for _ in range(5)),
            "history": "".join(_step(status, date) for status in _STATUSES),
        }
        return (
            '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">'
            f"{pmid}</PMID><DateCompleted>{date}</DateCompleted><DateRevised>{date}</DateRevised>"
            '<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">9999-9999'
            f'</ISSN><JournalIssue CitedMedium="Internet"><Volume>{pmid % 99}</Volume><Issue>'
            f"{pmid % 12 + 1}</Issue><PubDate>{date}</PubDate></JournalIssue><Title>The invented"
            " journal of moon tea</Title><ISOAbbreviation>Inv J Moon Tea</ISOAbbreviation>"
            f"</Journal><ArticleTitle>{title}</ArticleTitle><Pagination><StartPage>{pmid % 900}"
            f"</StartPage><MedlinePgn>{pmid % 900}-9</MedlinePgn></Pagination>"
            f'<ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>'
            f'{self._abstract(paper, year)}<AuthorList CompleteYN="Y">{parts["authors"]}'
            f"</AuthorList><Language>{language}</Language>{self._grants()}<PublicationTypeList>"
            f'<PublicationType UI="D016428">{kind}</PublicationType></PublicationTypeList>'
            f'<ArticleDate DateType="Electronic">{date}</ArticleDate></Article>'
            "<MedlineJournalInfo><Country>Moon</Country><MedlineTA>Inv J Moon Tea</MedlineTA>"
            "<NlmUniqueID>9999999</NlmUniqueID><ISSNLinking>9999-9999</ISSNLinking>"
            f"</MedlineJournalInfo><ChemicalList>{parts['chemicals']}</ChemicalList>"
            "<CitationSubset>IM</CitationSubset>"
            f"<MeshHeadingList>{parts['headings']}</MeshHeadingList>"
            f'<KeywordList Owner="NOTNLM">{parts["keywords"]}</KeywordList></MedlineCitation>'
            f"<PubmedData><History>{parts['history']}</History><PublicationStatus>ppublish"
            "</PublicationStatus><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">{doi}'
            f'</ArticleId><ArticleId IdType="pii">{pmid}</ArticleId></ArticleIdList>'
            f"{self._references(year)}</PubmedData></PubmedArticle>\n"
        )

    def _drawn(self, weighted: dict[str, int]) -> str:
        return self.chance.choices([*weighted], [*weighted.values()])[0]

    def _abstract(self, paper: Paper | None, year: int) -> str:
        if paper:
            text = f"<AbstractText>{escape(paper.abstract)}</AbstractText>"
        elif self.chance.random() > (0.9 if year > _ABSTRACTS_COMMON else 0.55):
            return ""
        elif self.chance.getrandbits(1):
            text = f"<AbstractText>{self.text(90, 260)}.</AbstractText>"
        else:
            text = "".join(
                f'<AbstractText Label="{label}" NlmCategory="{label}">{self.text(20, 80)}.'
                "</AbstractText>"
                for label in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
            )
        return f"<Abstract>{text}<CopyrightInformation>Nobody.</CopyrightInformation></Abstract>"

    def _author(self, year: int) -> str:
        place = self.chance.choice(_PLACES)
        at = f"<AffiliationInfo><Affiliation>{place}</Affiliation></AffiliationInfo>"
        return (
            f'<Author ValidYN="Y"><LastName>{self.text(1, 1)}</LastName><ForeName>Ada B</ForeName>'
            f"<Initials>AB</Initials>{at if year > _AFFILIATIONS else ''}</Author>"
        )

    def _grants(self) -> str:
        count = max(0, self.chance.randint(-6, 4))
        grant = (
            "<Grant><GrantID>R01 MO999999</GrantID><Acronym>MO</Acronym><Agency>Moon agency"
            "</Agency><Country>Moon</Country></Grant>"
        )
        return f'<GrantList CompleteYN="Y">{grant * count}</GrantList>' if count else ""

    def _chemical(self) -> str:
        return (
            "<Chemical><RegistryNumber>0</RegistryNumber>"
            f'<NameOfSubstance UI="D000001">{self.text(2, 2)}</NameOfSubstance></Chemical>'
        )

    def _heading(self) -> str:
        name = f'<DescriptorName UI="D000001" MajorTopicYN="N">{self.text(2, 2)}</DescriptorName>'
        qualifier = '<QualifierName UI="Q000001" MajorTopicYN="Y">methods</QualifierName>'
        return f"<MeshHeading>{name}{qualifier * self.chance.getrandbits(1)}</MeshHeading>"

    def _references(self, year: int) -> str:
        mean = self._shape.references
        count = int(self.chance.expovariate(1 / mean)) if mean and year > _REFERENCES else 0
        items = "".join(
            f"<Reference><Citation>{self.text(20, 28)}. Inv J Moon Tea. 2019;{at}:1-9.</Citation>"
            f'<ArticleIdList><ArticleId IdType="doi">10.9999/{at}</ArticleId>'
            f'<ArticleId IdType="pubmed">{FIRST_PMID + at}</ArticleId></ArticleIdList></Reference>'
            for at in range(count)
        )
        return f"<ReferenceList>{items}</ReferenceList>" if items else ""


def records(
    count: int,
    seed: int,
    *,
    first: int = FIRST_PMID,
    shape: Shape = Shape(),
    planted: Iterable[Paper] = (),
) -> Iterator[str]:
    """The XML of ``count`` records with PMIDs from ``first`` on, ``planted`` ones among them."""
    writer, papers = Writer(seed, shape), [*planted]
    places = writer.chance.sample(range(count), len(papers))
    by_place = dict(zip(places, papers, strict=True))
    for at in range(count):
        authors = 0 if at else shape.most_authors
        yield writer.record(first + at, by_place.get(at), authors)


def write(
    path: Path, xml: Iterable[str], *, deleted: Sequence[int] = (), keep: float = 1.0
) -> None:
    """Write a file as NLM does; ``keep`` is the share of its bytes after which it breaks off."""
    pmids = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
    with gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as out:
        out.write(_HEAD.encode())
        for record in xml:
            out.write(record.encode())
        out.write(f"<DeleteCitation>{pmids}</DeleteCitation>".encode() if pmids else b"")
        out.write(b"</PubmedArticleSet>\n")
    if keep < 1:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * keep)])


def _step(status: str, date: str) -> str:
    return f'<PubMedPubDate PubStatus="{status}">{date}<Hour>6</Hour></PubMedPubDate>'


def main() -> None:
    """Write files into a folder; the last of them deletes records of the first."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--files", type=int, default=10)
    arguments.add_argument("--records", type=int, default=30_000, help="in each file")
    arguments.add_argument("--references", type=int, default=18, help="mean of a record")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for number in range(asked.files):
        shape = Shape(references=asked.references, most_authors=0 if number else 10_000)
        first = FIRST_PMID + number * asked.records
        path = asked.folder / f"pubmed26n{number + 1:04}.xml.gz"
        deleted = range(FIRST_PMID + 10, FIRST_PMID + 20) if number == asked.files - 1 else ()
        xml = records(asked.records, asked.seed + number, first=first, shape=shape)
        write(path, xml, deleted=deleted)
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
