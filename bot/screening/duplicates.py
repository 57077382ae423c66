"""Which records are one paper: by their identifiers, else by title, first author and year.

What is sure is merged, what is not is asked: a wrong merge hides a paper for good, a missed one
costs a reader a second look.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz

from bot.domain.duplicates import DuplicatePair
from bot.domain.records import Correction, Record, bare_doi
from bot.screening.duplicate_candidates import VERSIONS, candidates
from bot.screening.titles import FEW_WORDS, likeness, plain

SAME, PERHAPS = 98.0, 88.0
"""Likeness of titles from 0 to 100 from which two records are one paper, or may be one.

Measured by ``benchmarks/duplicates.py``, which says why.
"""
SAME_ID = 75.0
"""Likeness below which one DOI stands for two papers, as where an issue of abstracts has one."""
SAME_WORD = 70.0
"""Likeness of two words, as of grey and gray, from which they are spellings of one."""
INITIALS = 2
"""Letters of a word that may be initials and no name."""
PMID = "PMID"
_OF_ANOTHER = re.compile(
    r"^\W*(?:(?:author|publisher)s?\W+)?(?:erratum|corrigendum|corrections?|retraction|retracted|"
    r"addendum|comments?|commentary|reply|repl(?:y|ies)|response|author'?s reply|letter|editorial|"
    r"expression of concern|in reply|re)\b(?:\s+(?:to|on|of|for|note))?\W",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\b[ivx]+\b|\b(?:first|second|third|one|two|three|four|five)\b")
_TURNING = re.compile(
    r"\b(?:no|not|without|non|left|right|increased?|decreased?|higher|lower|reduced|before|after|"
    r"prospective|retrospective|randomi[sz]ed|men|women|male|female|males|females|boys|girls|rats?|mice|mouse|protocol|baseline|follow)\b"
)
_PREPRINT = re.compile(r"rxiv\b|research square|\bssrn\b|preprint|\bauthorea\b", re.IGNORECASE)
_OTHER_PAPER = (
    "ErratumFor", "ErratumIn", "CommentOn", "CommentIn", "RetractionOf", "RetractionIn",
    "ExpressionOfConcernFor", "ExpressionOfConcernIn", "SummaryForPatientsIn",
)  # fmt: skip


def pairs(
    records: Sequence[Record], among: Collection[str] | None = None
) -> tuple[DuplicatePair, ...]:
    """The pairs that are or may be one paper, in the order of the records.

    With ``among``, only pairs of which one has its id there.
    """
    pairs = []
    for first, other in sorted(candidates(records, among)):
        pair = compared(records[first], records[other])
        if pair:
            pairs.append(pair)
    return tuple(pairs)


def compared(record: Record, other: Record) -> DuplicatePair | None:
    """Whether two records are one paper; None where they are two."""
    linked = {note.kind for note in _links(record, other)}
    if linked & set(_OTHER_PAPER):
        return None
    alike = likeness(record.title, other.title)
    if kind := _shared_id(record, other):
        # An issue of abstracts may share a DOI, and "part 2" is as good as like "part 1".
        two = say_two_papers if kind != PMID else _is_about_another
        sure = alike >= SAME_ID and not two(record, other)
        why = f"same {kind}" if sure else f"same {kind}, and other titles"
        return _pair(record, other, sure=sure, why=why)
    if linked & set(VERSIONS) and (is_preprint(record) or is_preprint(other)):
        return _pair(record, other, sure=True, why="one is named as a version of the other")
    return _by_title(record, other, alike)


def is_preprint(record: Record) -> bool:
    """Whether the record is of a version that no journal has published."""
    return "Preprint" in record.publication_types or bool(_PREPRINT.search(record.journal))


def _by_title(record: Record, other: Record, alike: float) -> DuplicatePair | None:
    if alike < PERHAPS or say_two_papers(record, other):
        return None
    years = abs(record.year - other.year) if record.year and other.year else 0
    preprint = is_preprint(record) != is_preprint(other)
    authors = _same_author(record, other)
    if years > (3 if preprint else 1) or authors is False:
        return None
    why = f"same first author, year and title (likeness {alike:.0f} of 100)"
    doubt = _doubt(record, other, preprint=preprint, years=years, authors=authors)
    if alike < SAME or _says_another_word(record, other):
        doubt = doubt or "titles that are not quite the same"
    return _pair(record, other, sure=not doubt, why=f"{why}; {doubt}" if doubt else why)


def _doubt(
    record: Record, other: Record, *, preprint: bool, years: int, authors: bool | None
) -> str:
    """What keeps two records of one title from being surely one paper; empty if nothing."""
    doubts = (
        (len(plain(record.title).split()) < FEW_WORDS, "the title is short"),
        (authors is None or not (record.year and other.year), "author or year is not known"),
        (not preprint and record.doi and other.doi, "each has a DOI of its own"),
        (not preprint and record.pmid and other.pmid, "each has a PMID of its own"),
        (not preprint and _elsewhere(record, other), "printed in two places"),
        (not preprint and years and not _same_place(record, other), "the years differ"),
    )
    return next((reason for doubted, reason in doubts if doubted), "")


def say_two_papers(record: Record, other: Record) -> bool:
    """Whether the titles themselves say that these are two papers."""
    if _is_about_another(record, other):
        return True
    mine, its = plain(record.title), plain(other.title)
    return any(
        sorted(set(signs.findall(mine))) != sorted(set(signs.findall(its)))
        for signs in (_NUMBER, _TURNING)
    )


def _says_another_word(record: Record, other: Record) -> bool:
    """Whether a word stands in one title alone that is no other spelling of one in the other."""
    mine, its = plain(record.title), plain(other.title)
    if mine.replace(" ", "") == its.replace(" ", ""):
        return False
    only_mine, only_its = set(mine.split()) - set(its.split()), set(its.split()) - set(mine.split())
    return any(
        max((fuzz.ratio(word, near) for near in others), default=0.0) < SAME_WORD
        for words, others in ((only_mine, only_its), (only_its, only_mine))
        for word in words
    )


def _is_about_another(record: Record, other: Record) -> bool:
    """Whether exactly one is an erratum, a reply or the like."""
    return bool(_OF_ANOTHER.match(record.title)) != bool(_OF_ANOTHER.match(other.title))


def _shared_id(record: Record, other: Record) -> str:
    """The kind of identifier that both have in common, empty if none."""
    for kind in ("pmid", "doi", "pmcid"):
        mine, its = (str(getattr(paper, kind)) for paper in (record, other))
        if mine and bare_doi(mine) == bare_doi(its):
            return kind.upper()
    return ""


def _links(record: Record, other: Record) -> Iterator[Correction]:
    for here, there in ((record, other), (other, record)):
        for note in here.corrections:
            # Crossref names the other version by its DOI.
            names = {note.pmid, bare_doi(note.citation)} - {""}
            if not names.isdisjoint((there.pmid, bare_doi(there.doi))):
                yield note


def _same_author(record: Record, other: Record) -> bool | None:
    """Whether the first authors share a name; None where one has no author."""
    mine, its = _names(record), _names(other)
    return bool(mine & its) if mine and its else None


def _names(record: Record) -> frozenset[str]:
    """The words of the first author's family name, as far as initials do not end it."""
    words = plain(record.authors[0]).split() if record.authors else []
    family = [at for at, word in enumerate(words) if len(word) <= INITIALS and at]
    return frozenset(word for word in words[: family[0] if family else 3] if len(word) > INITIALS)


def _elsewhere(record: Record, other: Record) -> bool:
    """Whether both say where they were printed, and say it differently."""
    return bool(
        record.volume and other.volume and record.volume != other.volume
        and _page(record) and _page(other) and _page(record) != _page(other)
    )  # fmt: skip


def _same_place(record: Record, other: Record) -> bool:
    return bool(_page(record)) and (record.volume, _page(record)) == (other.volume, _page(other))


def _page(record: Record) -> str:
    match = re.search(r"\w+", record.pages)
    return match[0].lstrip("0").lower() if match else ""


def _pair(record: Record, other: Record, *, sure: bool, why: str) -> DuplicatePair:
    return DuplicatePair(one=record.id, other=other.id, sure=sure, why=why)
