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


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The databases of a review, as one run sees them."""

    main: Source
    """PubMed: known papers and citations are looked up here, and no run goes without it."""
    others: tuple[Source, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)
    """What went wrong, by the name of each that failed; none is asked again in the same run."""

    def __iter__(self) -> Iterator[Source]:
        """Those that have not failed, PubMed first."""
        return (one for one in (self.main, *self.others) if one.name not in self.failed)

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.main.sent + sum(one.sent for one in self.others)

    @contextmanager
    def forgiving(self, source: Source) -> Iterator[None]:
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

    def of(self, records: Iterable[Record]) -> list[tuple[Source, dict[str, Record]]]:
        """Each database with the papers it is asked for, by its own ids.

        A paper is asked for in one place, the first that has it.
        """
        held: dict[str, dict[str, Record]] = {one.code: {} for one in (self.main, *self.others)}
        for record in records:
            found = ((code, record.key(code)) for code in held)
            code, key = next(((code, key) for code, key in found if key), ("", ""))
            if key:
                held[code][key] = record
        return [(one, held[one.code]) for one in self if held[one.code]]


def articles(source: Source, ids: Iterable[str], cache: Cache) -> dict[str, Article]:
    """The papers of a database by its ids, as far as it has them; fetched where not remembered.

    Raises:
        ServiceFailed: anything but whole answers.
    """
    wanted = list(ids)
    cached = cache.articles(source.name, wanted)
    fetched = source.fetch([one for one in wanted if one not in cached]).articles
    cache.keep(source.name, fetched)
    return {**cached, **fetched}
