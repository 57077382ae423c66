"""Amendments of the protocol as people read them: when, which key, and what it says since."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from bot.domain.amendments import Amendment
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.screening.metadata_filters import filtered_out

MOST_TERMS = 12
"""Terms of one kind that a row names."""
WHOLE = 120
"""Letters up to which a value is shown as it was and as it is."""
LEAST_KEPT = 2 / 3
"""Share of its hits that a changed strategy may keep without a word about it."""


@dataclass(frozen=True, kw_only=True)
class AmendmentRow:
    """One change, as a row of a table."""

    on: str
    key: str
    change: str


@dataclass(frozen=True, kw_only=True)
class HitsLost:
    """A strategy that finds far less since its query was changed."""

    strategy: str
    source: str
    before: int
    after: int


def amendment_rows(amendments: Iterable[Amendment]) -> tuple[AmendmentRow, ...]:
    """The rows of the table of amendments, the newest first."""
    rows = [
        AmendmentRow(on=amendment.on, key=amendment.key, change=_change(amendment))
        for amendment in amendments
    ]
    return tuple(reversed(rows))


def _change(amendment: Amendment) -> str:
    before, after = amendment.before, amendment.after
    if not before:
        return f"new: {shorten(after, WHOLE, placeholder=' …')}"
    if not after:
        return f"taken out; it was: {shorten(before, WHOLE, placeholder=' …')}"
    if max(len(before), len(after)) <= WHOLE:
        return f"was: {before}; is: {after}"
    parts = [("added", amendment.added), ("taken out", amendment.removed)]
    return "; ".join(f"{what}: {_terms(terms)}" for what, terms in parts if terms) or (
        "the same terms in another order"
    )


def _cut(text: str) -> str:
    return shorten(text, WHOLE, placeholder=" …")


def _terms(terms: tuple[str, ...]) -> str:
    shown = [_cut(term) for term in terms[:MOST_TERMS]]
    rest = len(terms) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def hits_lost(runs: Iterable[Run]) -> tuple[HitsLost, ...]:
    """Strategies of which the last search, with a changed query, found a third less or worse."""
    last: dict[tuple[str, str], Search] = {}
    lost: dict[tuple[str, str], HitsLost] = {}
    for search in (search for run in runs for search in run.searches):
        place = search.source, search.strategy
        before = last.get(place)
        if before and before.query != search.query:
            lost.pop(place, None)
            if search.reported < LEAST_KEPT * before.reported:
                lost[place] = HitsLost(
                    strategy=search.strategy, source=search.source,
                    before=before.reported, after=search.reported,
                )  # fmt: skip
        last[place] = search
    return tuple(lost.values())


def no_longer_eligible(state: State, protocol: Protocol) -> tuple[tuple[Record, str], ...]:
    """Included studies that the rules on metadata would exclude today, and why."""
    filtered = ((record, filtered_out(record, protocol.screening)) for record in state.included)
    return tuple((record, stopped[1]) for record, stopped in filtered if stopped)
