"""A record is one paper as a source describes it: identifiers and bibliography."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.fingerprint import fingerprint
from bot.domain.sources import PUBMED, SOURCES

SEED = "seed"
"""The source of a paper known before the first search."""
IMPORTED = "import"
"""The source of a paper that came with a file from another program."""
CITED = "citation"
"""The source of a paper found through the citations of one that is in the review."""
SUGGESTED = "suggestion"
"""The source of a paper that somebody suggested in an issue; :attr:`Record.suggested` names it."""
BEYOND = "beyond"
"""The source of a paper in PubMed's own files that no search strategy matches."""
RETRACTED = ("RetractionIn", "RetractedandRepublishedIn")
CONCERN = ("ExpressionOfConcernIn",)
"""PubMed's RefTypes of the notices that take a paper out, and of those that put it in doubt."""
RETRACTED_TYPE = "Retracted Publication"
# Control characters are legal in XML, print nothing, and break YAML and terminals; half a
# surrogate pair is legal in JSON, and no file can hold it.
_UNPRINTED = {
    code: " " if chr(code).isspace() else None
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF)
}
_BETWEEN = re.compile(r"[\W_]+")
"""What is neither a letter nor a digit."""
_RESOLVER = re.compile(r"^(?:https?://|(?:dx\.)?doi\.org/|doi:|\s)+")


_LONGEST_NAME = 150
"""Letters of a first author that stand in a label; names of groups may be long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A notice about a paper, or from it: an erratum, a retraction, a comment."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: str
    """PubMed's RefType, for example ``RetractionIn``."""
    citation: str = ""
    pmid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Identifiers and bibliography of one paper; never its abstract."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    id: str
    """The name under which the review knows the paper for good; for PubMed, the PMID."""
    source: str = PUBMED
    """Where it came from: a database, as ``pubmed``, or ``seed``, ``import``, ``citation``,
    ``suggestion`` or ``beyond``."""
    pmid: str = ""
    doi: str = ""
    pmcid: str = ""
    other_ids: tuple[str, ...] = ()
    """Further identifiers as ``type:value``."""
    keys: tuple[str, ...] = ()
    """What databases other than PubMed call it, as ``europe_pmc:PPR/PPR1``."""
    title: str = ""
    vernacular_title: str = ""
    authors: tuple[str, ...] = ()
    """Family name and initials, or the name of a group."""
    centres: tuple[str, ...] = ()
    """Institutions of its first and last authors, where the source prints them."""
    journal: str = ""
    journal_abbreviation: str = ""
    published: str = ""
    """The publication date as printed, which may be a season or a span of months."""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publication_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    entered: str = ""
    """ISO date on which the record entered PubMed (EDAT)."""
    created: str = ""
    """ISO date on which the record was made (CRDT)."""
    revised: str = ""
    """ISO date of the last revision."""
    suggested: int = 0
    """Number of the issue in which somebody suggested it; 0 where nobody did."""
    has_abstract: bool = False
    text_hash: str = ""
    """First 16 hex digits of the SHA-256 of title and abstract: tells when the words change."""
    letter: str = ""
    """``a``, ``b`` … where several studies share first author and year, as in 2022a. It is given
    when documents are written (:attr:`State.lettered`), and never stored."""

    def key(self, database: str) -> str:
        """What a database calls the paper; empty where it is not known to have it."""
        if database == PUBMED:
            return self.pmid
        if database in SOURCES and SOURCES[database].by_doi and self.doi:
            return bare_doi(self.doi)
        named = (key.partition(":") for key in self.keys)
        return next((key for code, _, key in named if code == database), "")

    @property
    def in_database(self) -> bool:
        """Whether any database is known to have it."""
        return bool(self.pmid or self.keys)

    @property
    def searched(self) -> bool:
        """Whether a search of a database found it."""
        return self.source not in (SEED, IMPORTED, CITED, SUGGESTED, BEYOND)

    def known_as(self, known: "Record") -> "Record":
        """The same paper under the id, and with the origin, by which the review knows it."""
        return replace(self, id=known.id, source=known.source, suggested=known.suggested)

    @property
    def retracted(self) -> bool:
        """True when PubMed itself says that the paper was retracted."""
        return RETRACTED_TYPE in self.publication_types or any(
            correction.kind in RETRACTED for correction in self.corrections
        )

    @property
    def unretracted(self) -> "Record":
        """The paper as if nobody had retracted it."""
        return replace(
            self,
            publication_types=tuple(
                kind for kind in self.publication_types if kind != RETRACTED_TYPE
            ),
            corrections=tuple(
                correction for correction in self.corrections if correction.kind not in RETRACTED
            ),
        )

    @property
    def concern(self) -> bool:
        """True when an editor has published an expression of concern and not withdrawn it."""
        return any(correction.kind in CONCERN for correction in self.corrections)

    @property
    def notices(self) -> tuple[Correction, ...]:
        """The notices by which the paper was retracted or put in doubt."""
        return tuple(
            correction
            for correction in self.corrections
            if correction.kind in (*RETRACTED, *CONCERN)
        )

    @property
    def label(self) -> str:
        """The short name people use: first author and year."""
        first = self.authors[0] if self.authors else self.journal_abbreviation or "No author"
        first = first if len(first) <= _LONGEST_NAME else f"{first[:_LONGEST_NAME]}…"
        return f"{first} {self.year}{self.letter}" if self.year else first

    @property
    def link(self) -> str:
        """Where a reader finds the paper, empty if nowhere is known."""
        if self.pmid:
            return SOURCES[PUBMED].link.format(key=self.pmid)
        if self.doi:
            return f"https://doi.org/{self.doi}"
        keys = ((code, self.key(code)) for code in SOURCES)
        return next((SOURCES[code].link.format(key=key) for code, key in keys if key), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of an abstract, with the label the journal printed, if any."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A record together with its words, which live in the cache and are never committed."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    record: Record
    sections: tuple[Section, ...] = ()
    other_abstracts: tuple[Section, ...] = ()
    """Abstracts in other languages or from other bodies; the label is the language."""

    @property
    def abstract(self) -> str:
        """The whole abstract, one labelled section a line."""
        return abstract_of(self.sections)


def abstract_of(sections: Iterable[Section]) -> str:
    """An abstract as text, one labelled section a line."""
    return "\n".join(f"{part.label}: {part.text}" if part.label else part.text for part in sections)


def text_fingerprint(title: str, sections: Iterable[Section]) -> str:
    """The hash of a paper's words: see :attr:`Record.text_hash`."""
    return fingerprint(f"{title}\n{abstract_of(sections)}", 16)


def sealed(article: Article) -> Article:
    """``article`` with what its record says of its words: whether there are any, and their hash."""
    text_hash = text_fingerprint(article.record.title, article.sections)
    record = replace(article.record, has_abstract=bool(article.sections), text_hash=text_hash)
    return replace(article, record=record)


def printed(text: str) -> str:
    """``text`` with single spaces, and without characters that print nothing."""
    if text.isprintable():
        # Most texts are: no control characters, and no blanks but spaces.
        return text if "  " not in text and text == text.strip() else " ".join(text.split())
    return " ".join(text.translate(_UNPRINTED).split())


def latest(records: Iterable[Record]) -> dict[str, Record]:
    """The last line of each record counts, in the order in which ids first appeared."""
    return {record.id: record for record in records}


def bare_doi(text: str) -> str:
    """A DOI in lower case without resolver or prefix, so that two spellings compare equal."""
    return _RESOLVER.sub("", text.strip().lower())


def folded_title(title: str) -> str:
    """A title's letters and digits in lower case: equal for two printings of one title."""
    return _BETWEEN.sub("", title.casefold())
