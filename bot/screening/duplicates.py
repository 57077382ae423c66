"""Which records are one paper: by their identifiers, else by title, first author and year.

What is sure is merged, what is not is asked: a wrong merge hides a paper for good, a missed one
costs a reader a second look. Records are compared only within blocks of bounded size, so that the
work grows with the number of records and not with its square.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from bot.domain.duplicates import DuplicatePair
from bot.domain.records import Correction, Record, bare_doi

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
FEW_WORDS = 4
"""Words below which many papers share a title."""
_END = 20
"""Letters at either end of a title that put it into a block."""
LARGEST_BLOCK = 60
"""Records in one block; titles such as "Editorial" would make larger ones, and say nothing."""
_OF_ANOTHER = re.compile(
    r"^\W*(?:(?:author|publisher)s?\W+)?(?:erratum|corrigendum|corrections?|retraction|retracted|"
    r"addendum|comments?|commentary|reply|repl(?:y|ies)|response|author'?s reply|letter|editorial|"
    r"expression of concern|in reply|re)\b(?:\s+(?:to|on|of|for|note))?\W",
    re.IGNORECASE,
)
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\b[ivx]+\b|\b(?:first|second|third|one|two|three|four|five)\b")
_TURNING = re.compile(
    r"\b(?:no|not|without|non|left|right|increased?|decreased?|higher|lower|reduced|before|after|"
    r"prospective|retrospective|randomi[sz]ed|men|women|male|female|males|females|boys|girls|rats?|mice|mouse|protocol|baseline|follow)\b"
)
_PREPRINT = re.compile(r"rxiv\b|research square|\bssrn\b|preprint|\bauthorea\b", re.IGNORECASE)
_VERSIONS = ("UpdateIn", "UpdateOf")
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
    by_id = {record.id: at for at, record in enumerate(records)}
    pairs = []
    for first, other in sorted(_candidates(records, among, by_id)):
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
    if linked & set(_VERSIONS) and (is_preprint(record) or is_preprint(other)):
        return _pair(record, other, sure=True, why="one is named as a version of the other")
    return _by_title(record, other, alike)


def is_preprint(record: Record) -> bool:
    """Whether the record is of a version that no journal has published."""
    return "Preprint" in record.publication_types or bool(_PREPRINT.search(record.journal))


def likeness(title: str, other: str) -> float:
    """How alike two titles are, from 0 to 100, markup, accents and punctuation aside."""
    return fuzz.ratio(plain(title), plain(other))


@lru_cache(maxsize=200_000)
def plain(title: str) -> str:
    """A title as bare words: without markup, accents, brackets and signs."""
    bare = re.sub(r"</?[a-zA-Z][^>]{0,40}>", "", title) if "<" in title else title
    if bare.isascii():
        # The same, fast: of a large archive every title comes by.
        return " ".join(bare.lower().translate(_SIGNS).split())
    text = unicodedata.normalize("NFKD", bare).casefold()
    kept = (letter for letter in text if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())


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


def _candidates(
    records: Sequence[Record], among: Collection[str] | None, by_id: Mapping[str, int]
) -> set[tuple[int, int]]:
    """Places of the records worth comparing, the earlier first."""
    wanted = None if among is None else {by_id[id_] for id_ in among if id_ in by_id}
    blocks = _blocked(records, wanted)
    candidates: set[tuple[int, int]] = set()
    for places in blocks.values():
        if not 1 < len(places) <= LARGEST_BLOCK or (
            wanted is not None and wanted.isdisjoint(places)
        ):
            continue
        candidates.update(
            pair
            for pair in combinations(places, 2)
            if wanted is None or not wanted.isdisjoint(pair)
        )
    return candidates


def _blocked(records: Sequence[Record], wanted: Collection[int] | None) -> dict[str, list[int]]:
    """The places of the records in each block; only in blocks of the ``wanted`` where some are.

    A week brings few papers and the archive may hold very many: what no new paper could match is
    passed over before its title is taken apart.
    """
    blocks: dict[str, list[int]] = {}
    if wanted is None:
        for at, record in enumerate(records):
            for key in (*_ids(record), *_pieces(plain(record.title))):
                blocks.setdefault(key, []).append(at)
        return blocks
    titles = [plain(records[at].title) for at in wanted]
    keys = {key for at in wanted for key in _ids(records[at])}
    keys |= {piece for title in titles for piece in _pieces(title)}
    starts, ends = {title[:_END] for title in titles}, {title[-_END:] for title in titles}
    # Of the words that name a block, one is enough to tell that a title cannot be in it.
    telling = {_longest(title.split())[0] for title in titles if title}
    for at, record in enumerate(records) if wanted else ():
        title = plain(record.title)
        near = title[:_END] in starts or title[-_END:] in ends
        near = near or not telling.isdisjoint(title.split())
        for key in (*_ids(record), *(_pieces(title) if near else ())):
            if key in keys:
                blocks.setdefault(key, []).append(at)
    return blocks


def _ids(record: Record) -> Iterator[str]:
    """Names of the blocks of a record by its ids, and by those of its other versions."""
    if record.pmid:
        yield f"pmid {record.pmid}"
    if record.doi:
        yield f"doi {bare_doi(record.doi)}"
    if record.pmcid:
        yield f"pmcid {bare_doi(record.pmcid)}"
    for note in record.corrections:
        if note.kind in _VERSIONS and note.pmid:
            yield f"pmid {note.pmid}"
        elif note.kind in _VERSIONS and note.citation:
            yield f"doi {bare_doi(note.citation)}"


def _pieces(title: str) -> Iterator[str]:
    """Names of the blocks of a plain title: its beginning, its end and its longest words."""
    if title:
        yield f"start {title[:_END]}"
        yield f"end {title[-_END:]}"
        yield f"words {' '.join(sorted(_longest(title.split())))}"


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))[:4]
