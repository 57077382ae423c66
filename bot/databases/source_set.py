"""Fetching from the databases of a review: PubMed must answer, the others may fail and it is said.

What a failed database would have brought is not lost: it is not recorded as searched, and so it is
due again with the next run.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.domain.records import Article, Record
from bot.errors import ServiceFailed
from bot.ports import Cache, Source

REMEMBERED = 1_000
"""Papers that are fetched before they are remembered, and the next are asked for."""


@dataclass(frozen=True, kw_only=True)
class SourceSet:
    """The databases of a review, as one run sees them."""

    main: Source
    """PubMed: known papers and citations are looked up here, and no run goes without it."""
    others: tuple[Source, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)
    """What went wrong, by the name of each that failed; none is asked again in the same run."""

    def __iter__(self) -> Iterator[Source]:
        """Those that have not failed, PubMed first."""
        return (source for source in (self.main, *self.others) if source.name not in self.failed)

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.main.sent + sum(source.sent for source in self.others)

    @contextmanager
    def tolerating(self, source: Source) -> Iterator[None]:
        """Go on where a database other than PubMed fails, and remember that it did.

        Raises:
            ServiceFailed: PubMed failed.
        """
        try:
            yield
        except ServiceFailed as fault:
            if source is self.main:
                raise
            self.failed[source.name] = fault.message

    def by_source(
        self, records: Iterable[Record]
    ) -> list[tuple[Source, dict[str, tuple[Record, ...]]]]:
        """Each database with the records it is asked for, by its own ids.

        A record is asked for in one place, the first that has it; several may share an id.
        """
        asked: dict[str, dict[str, tuple[Record, ...]]] = {
            source.code: {} for source in (self.main, *self.others)
        }
        for record in records:
            places = ((code, record.key(code)) for code in asked)
            code, key = next(((code, key) for code, key in places if key), ("", ""))
            if key:
                asked[code][key] = (*asked[code].get(key, ()), record)
        return [(source, asked[source.code]) for source in self if asked[source.code]]


def articles(source: Source, ids: Iterable[str], cache: Cache) -> dict[str, Article]:
    """The papers of a database by its ids, as far as it has them; fetched where not remembered.

    Raises:
        ServiceFailed: anything but whole answers.
    """
    wanted = list(ids)
    known = cache.articles(source.name, wanted)
    missing = [id_ for id_ in wanted if id_ not in known]
    for at in range(0, len(missing), REMEMBERED):
        # A first search may take longer than a job may: the next one goes on from here.
        fetched = source.fetch(missing[at : at + REMEMBERED]).articles
        cache.keep(source.name, fetched)
        known |= fetched
    return known
