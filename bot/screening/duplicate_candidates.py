"""Which records are worth comparing: those that share an id, or a piece of their titles.

Records are compared only within blocks of bounded size, so that the work grows with the number of
records and not with its square.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from bot.domain.records import Record, bare_doi
from bot.screening.titles import plain

_END = 20
"""Letters at either end of a title that put it into a block."""
LARGEST_BLOCK = 60
"""Records in one block; titles such as "Editorial" would make larger ones, and say nothing."""
VERSIONS = ("UpdateIn", "UpdateOf")
"""Kinds of notices that name another version of the paper."""


def candidates(records: Sequence[Record], among: Collection[str] | None) -> set[tuple[int, int]]:
    """Places of the records worth comparing, the earlier first.

    With ``among``, only pairs of which one has its id there.
    """
    by_id = {record.id: at for at, record in enumerate(records)}
    wanted = None if among is None else {by_id[id_] for id_ in among if id_ in by_id}
    blocks = _blocked(records, wanted)
    places_of_pairs: set[tuple[int, int]] = set()
    for places in blocks.values():
        if not 1 < len(places) <= LARGEST_BLOCK or (
            wanted is not None and wanted.isdisjoint(places)
        ):
            continue
        places_of_pairs.update(
            pair
            for pair in combinations(places, 2)
            if wanted is None or not wanted.isdisjoint(pair)
        )
    return places_of_pairs


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
        if note.kind in VERSIONS and note.pmid:
            yield f"pmid {note.pmid}"
        elif note.kind in VERSIONS and note.citation:
            yield f"doi {bare_doi(note.citation)}"


def _pieces(title: str) -> Iterator[str]:
    """Names of the blocks of a plain title: its beginning, its end and its longest words."""
    if title:
        yield f"start {title[:_END]}"
        yield f"end {title[-_END:]}"
        yield f"words {' '.join(sorted(_longest(title.split())))}"


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))[:4]
