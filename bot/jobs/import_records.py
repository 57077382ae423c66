"""Admit: papers from another program's file become records, and what people decided there stays.

A file is believed as little as possible: identifiers and bibliography come from PubMed. Every
entry ends in one of four places, and the account says which and why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from bot.domain.decisions import NOT_JUDGED, Decision, Judge, Verdict
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.records import IMPORTED, Article, Record, folded_title
from bot.domain.state import State
from bot.ports import Cache, Source
from bot.source_set import articles

AT_ONCE = 50
"""Identifiers in one search."""
TITLES_AT_ONCE = 10
SAME_WORDS = 60.0
"""Likeness of two titles, from 0 to 100, below which an id is taken for another paper's."""


class ImportOutcome(StrEnum):
    """What became of an entry."""

    NEW = "new"
    MATCHED = "matched"
    DUPLICATE = "duplicate"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, kw_only=True)
class ImportEntry:
    """One line of the account."""

    place: str
    name: str
    end: ImportOutcome
    why: str
    record: str = ""
    """The record's id, where there is one."""


@dataclass(kw_only=True)
class ImportResult:
    """What one file brought; new entries are added as they are settled."""

    file: str
    kind: str
    notes: tuple[str, ...]
    entries: list[ImportEntry] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def count(self, end: ImportOutcome) -> int:
        """Entries that ended so."""
        return sum(import_entry.end is end for import_entry in self.entries)


@dataclass(frozen=True, kw_only=True)
class ImportTerms:
    """What the person who imports says of the file."""

    today: date
    verdict: Verdict | None = None
    """Holds for entries without one of their own."""
    by: str = ""
    on: str = ""


def import_records(
    listing: ImportFile, state: State, source: Source, cache: Cache, terms: ImportTerms
) -> tuple[State, ImportResult]:
    """The state with what ``listing`` brings, and the account of it."""
    done = ImportResult(file=listing.file, kind=listing.kind, notes=listing.notes)
    done.entries += [
        ImportEntry(
            place=one.partition(":")[0],
            name="",
            end=ImportOutcome.UNRESOLVED,
            why=f"cannot be read: {one}",
        )
        for one in listing.broken
    ]
    items = list(_distinct(listing.items, done))
    index = _Index(state.by_id.values())
    left = [item for item in items if not _match(item, index.find(item), state, done, terms)]
    articles = _looked_up(left, source, cache)
    taken: dict[str, str] = {}
    for item in left:
        article = articles.get(item.place)
        if article is None:
            _end(done, item, ImportOutcome.UNRESOLVED, _why_unresolved(item, source.name))
        elif not _same_words(item, article):
            told = f"its id is that of another paper: “{article.record.title[:100]}”"
            _end(done, item, ImportOutcome.UNRESOLVED, told)
        elif (place := taken.get(article.record.pmid)) is not None:
            _end(done, item, ImportOutcome.DUPLICATE, f"the same paper as {place}")
        elif not _match(item, index.find_record(article.record), state, done, terms):
            taken[article.record.pmid] = item.place
            record = replace(article.record, source=IMPORTED)
            done.records.append(record)
            decision = _decided(item, record.id, done, terms)
            done.decisions.append(decision or _undecided(record.id, done, terms))
            _end(done, item, ImportOutcome.NEW, f"taken in from {source.name}", record.id)
    grown = state.with_added(records=tuple(done.records), decisions=tuple(done.decisions))
    return grown, done


class _Index:
    """Records by each of their identifiers, and by title with year."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by: dict[str, Record] = {}
        for record in records:
            for key in _keys(record.pmid, record.doi, record.pmcid, record.title, record.year):
                self._by.setdefault(key, record)

    def find(self, item: ImportItem) -> Record | None:
        keys = _keys(item.pmid, item.doi, item.pmcid, item.title, item.year)
        for key in keys:
            record = self._by.get(key)
            if record and not _contradict(item, record):
                return record
        return None

    def find_record(self, record: Record) -> Record | None:
        keys = _keys(record.pmid, record.doi, record.pmcid, "", None)
        return next((self._by[key] for key in keys if key in self._by), None)


def _keys(pmid: str, doi: str, pmcid: str, title: str, year: int | None) -> list[str]:
    """Names under which a paper is looked up, the surest first."""
    folded = folded_title(title)
    named = (("pmid", pmid), ("doi", doi), ("pmcid", pmcid.upper()))
    ids = [f"{kind} {value}" for kind, value in named if value]
    return [*ids, f"title {folded} {year}"] if len(folded) > len("a short title") and year else ids


def _contradict(item: ImportItem, record: Record) -> bool:
    """Whether ids of the same kind differ: then a title in common does not make them one paper."""
    return any(
        mine and other and mine != other
        for mine, other in ((item.pmid, record.pmid), (item.doi, record.doi))
    )


def _distinct(items: Iterable[ImportItem], done: ImportResult) -> Iterator[ImportItem]:
    """Each paper of the file once, with the verdict of all its entries where they agree."""
    first: dict[str, ImportItem] = {}
    verdicts: dict[str, set[Verdict]] = {}
    for item in items:
        keys = _keys(item.pmid, item.doi, item.pmcid, item.title, item.year)
        twin = next((first[key] for key in keys if key in first), None)
        if twin and _of_two_papers(twin, item):
            twin = None
        if twin is None:
            first |= {key: item for key in keys if key not in first}
        else:
            _end(done, item, ImportOutcome.DUPLICATE, f"the same paper as {twin.place}")
        if item.verdict:
            verdicts.setdefault((twin or item).place, set()).add(item.verdict)
    ended = {import_entry.place for import_entry in done.entries}
    for item in items:
        if item.place not in ended:
            said = verdicts.get(item.place, set())
            note = item.note if len(said) < 2 else f"{item.note} The file says both.".strip()  # noqa: PLR2004 - there are two verdicts
            yield replace(item, verdict=next(iter(said)) if len(said) == 1 else None, note=note)


def _of_two_papers(item: ImportItem, other: ImportItem) -> bool:
    pairs = ((item.pmid, other.pmid), (item.doi, other.doi))
    return any(mine and its and mine != its for mine, its in pairs)


def _match(
    item: ImportItem, record: Record | None, state: State, done: ImportResult, terms: ImportTerms
) -> bool:
    """Whether the paper is known; a decision of people in the file is kept where there is none."""
    if record is None:
        return False
    held = state.current_decisions.get(record.id)
    decision = _decided(item, record.id, done, terms)
    why = f"known as {record.id}"
    if decision and held and held.judge is Judge.PERSON and held.verdict is not Verdict.UNSURE:
        if held.verdict is not decision.verdict:
            why += (
                f"; {held.by} said {held.verdict} here and that stays, the file says {item.verdict}"
            )
    elif decision:
        done.decisions.append(decision)
        why += f"; its decision was taken over: {decision.verdict}"
    _end(done, item, ImportOutcome.MATCHED, why, record.id)
    return True


def _decided(item: ImportItem, key: str, done: ImportResult, terms: ImportTerms) -> Decision | None:
    """What people decided elsewhere, as theirs and with its date; None where they did not."""
    verdict = item.verdict or terms.verdict
    if verdict is None:
        return None
    today = terms.today.isoformat()
    where = f"Decided before it was imported from {done.file} ({done.kind}, {item.place})."
    return Decision(
        record=key,
        verdict=verdict,
        judge=Judge.PERSON,
        by=item.by or terms.by or f"import of {done.file}",
        on=min(item.on or terms.on or today, today),
        reasons=(where, *([item.note] if item.note else [])),
    )


def _undecided(key: str, done: ImportResult, terms: ImportTerms) -> Decision:
    return Decision(
        record=key, verdict=Verdict.UNSURE, judge=Judge.RULE, by=NOT_JUDGED,
        on=terms.today.isoformat(),
        reasons=(f"Imported from {done.file}; the next run screens it.",),
    )  # fmt: skip


def _looked_up(items: Iterable[ImportItem], source: Source, cache: Cache) -> dict[str, Article]:
    """The source's article for each place: by PMID, else DOI or PMCID, else title."""
    items = list(items)
    articles = _by_pmid([item for item in items if item.pmid], source, cache)
    left = [item for item in items if item.place not in articles and (item.doi or item.pmcid)]
    articles |= _searched(left, source, AT_ONCE, _by_id, _ids_agree)
    left = [item for item in items if item.place not in articles and item.title and not item.pmid]
    return articles | _searched(left, source, TITLES_AT_ONCE, _by_title, _titles_agree)


def _by_pmid(items: list[ImportItem], source: Source, cache: Cache) -> dict[str, Article]:
    found = articles(source, dict.fromkeys(item.pmid for item in items), cache)
    return {item.place: found[item.pmid] for item in items if item.pmid in found}


def _searched(
    items: list[ImportItem],
    source: Source,
    at_once: int,
    term: Callable[[ImportItem], str],
    agree: Callable[[ImportItem, Record], bool],
) -> dict[str, Article]:
    articles: dict[str, Article] = {}
    for at in range(0, len(items), at_once):
        some = items[at : at + at_once]
        query = " OR ".join(filter(None, map(term, some)))
        ids = source.search(query) if query else ()
        given = source.fetch(ids).articles.values() if ids else ()
        for item in some:
            hits = [article for article in given if agree(item, article.record)]
            # Two papers of one title in one year: nobody but a person can tell.
            if len(hits) == 1:
                articles[item.place] = hits[0]
    return articles


def _by_id(item: ImportItem) -> str:
    return f'"{item.doi or item.pmcid}"[aid]'


def _ids_agree(item: ImportItem, record: Record) -> bool:
    if item.doi:
        return record.doi == item.doi
    return record.pmcid.upper() == item.pmcid


def _by_title(item: ImportItem) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in item.title).split()
    return f'"{" ".join(words)}"[ti]' if len(words) > 1 else ""


def _titles_agree(item: ImportItem, record: Record) -> bool:
    near = not item.year or not record.year or abs(item.year - record.year) <= 1
    return near and folded_title(item.title) == folded_title(record.title)


def _same_words(item: ImportItem, article: Article) -> bool:
    """Whether the title in the file can be the paper's; one without a title says nothing."""
    titles = (article.record.title, article.record.vernacular_title)
    likeness = (fuzz.token_set_ratio(item.title.casefold(), title.casefold()) for title in titles)
    return not item.title or max(likeness) >= SAME_WORDS


def _why_unresolved(item: ImportItem, name: str) -> str:
    if item.pmid:
        return f"{name} has no readable record {item.pmid}"
    if item.doi or item.pmcid:
        return f"{name} has no record of {item.doi or item.pmcid}, nor of its title alone"
    if item.title:
        return f"it has no id, and {name} has not exactly one paper of that title and year"
    return "it has neither id nor title"


def _end(
    done: ImportResult, item: ImportItem, end: ImportOutcome, why: str, record: str = ""
) -> None:
    done.entries.append(
        ImportEntry(place=item.place, name=item.name, end=end, why=why, record=record)
    )


def figures(done: ImportResult) -> Mapping[str, int]:
    """The account in numbers: the first is the sum of the next four."""
    return {
        "entries": len(done.entries),
        **{str(end): done.count(end) for end in ImportOutcome},
        "decisions kept": sum(decision.judge is Judge.PERSON for decision in done.decisions),
    }
