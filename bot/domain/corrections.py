"""What a source says of a paper after it appeared: notices, and other words than before."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.records import CONCERN, RETRACTED, Correction, Record

LONGEST_PASSAGE = 200
"""Characters of changed words that are kept: enough to see, too few to republish."""
_CONTEXT = 6
"""Words kept on either side of a change."""


class ChangeKind(StrEnum):
    """What happened to a paper that the review knows."""

    RETRACTED = "retracted"
    REINSTATED = "reinstated"
    CONCERN = "expression of concern"
    CLEARED = "concern withdrawn"
    ERRATUM = "erratum"
    REPUBLISHED = "corrected and republished"
    UPDATED = "updated"
    WORDS = "title or abstract changed"


_NOTICES = {
    **dict.fromkeys(RETRACTED, ChangeKind.RETRACTED),
    **dict.fromkeys(CONCERN, ChangeKind.CONCERN),
    "ErratumIn": ChangeKind.ERRATUM,
    "PartialRetractionIn": ChangeKind.ERRATUM,
    "RepublishedIn": ChangeKind.REPUBLISHED,
    "CorrectedandRepublishedIn": ChangeKind.REPUBLISHED,
    "UpdateIn": ChangeKind.UPDATED,
}
"""PubMed's RefTypes (NLM, pubmed.dtd) that name a notice about the paper itself."""
_AT_FIRST_SIGHT = (ChangeKind.RETRACTED, ChangeKind.CONCERN)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """One thing that happened to a paper since the review last looked."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    record: str
    """The record's id."""
    kind: ChangeKind
    notice: str = ""
    """The notice as PubMed cites it, where there is one."""
    pmid: str = ""
    """The notice's own PMID."""
    hash_before: str = ""
    hash_after: str = ""
    """Fingerprints of title and abstract, where these changed."""
    was: str = ""
    now: str = ""
    """The first changed words with a few around them; empty where the old ones are not at hand."""


def changes(before: Record, record: Record) -> tuple[RecordChange, ...]:
    """What is new in ``record`` against ``before``, the gravest first.

    A paper known from elsewhere and seen for the first time has no old words: of such a one only
    what puts it in doubt is news.
    """
    first_sight = not before.text_hash
    changes = [
        change
        for change in _noticed(before, record)
        if not first_sight or change.kind in _AT_FIRST_SIGHT
    ]
    if before.text_hash not in ("", record.text_hash):
        changes.append(
            RecordChange(
                record=before.id,
                kind=ChangeKind.WORDS,
                hash_before=before.text_hash,
                hash_after=record.text_hash,
            )
        )
    return tuple(sorted(changes, key=lambda change: list(ChangeKind).index(change.kind)))


def _noticed(before: Record, record: Record) -> Iterator[RecordChange]:
    for correction in record.corrections:
        if correction.kind in _NOTICES and _name(correction) not in set(
            map(_name, before.corrections)
        ):
            kind = _NOTICES[correction.kind]
            yield RecordChange(
                record=before.id, kind=kind, notice=correction.citation, pmid=correction.pmid
            )
    change_kinds = {_NOTICES.get(correction.kind) for correction in record.corrections}
    if record.retracted and not before.retracted and ChangeKind.RETRACTED not in change_kinds:
        yield RecordChange(record=before.id, kind=ChangeKind.RETRACTED)
    if before.retracted and not record.retracted:
        yield RecordChange(record=before.id, kind=ChangeKind.REINSTATED)
    if before.concern and not record.concern:
        yield RecordChange(record=before.id, kind=ChangeKind.CLEARED)


def _name(notice: Correction) -> tuple[str, str]:
    """What makes it the same notice: PubMed may complete a citation later."""
    return notice.kind, notice.pmid or notice.citation


def passage(before: str, after: str) -> tuple[str, str]:
    """The first words that differ between two texts, as they were and as they are."""
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, *places in matcher.get_opcodes():
        if tag != "equal":
            return _around(old, places[0], places[1]), _around(new, places[2], places[3])
    return "", ""


def _around(words: list[str], start: int, end: int) -> str:
    text = " ".join(words[max(0, start - _CONTEXT) : end + _CONTEXT])
    if len(text) <= LONGEST_PASSAGE:
        return text
    return f"{text[:LONGEST_PASSAGE].rpartition(' ')[0] or text[:LONGEST_PASSAGE]} …"
