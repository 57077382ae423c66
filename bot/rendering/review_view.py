"""What all templates of the review are filled with: its studies, its news and its sections."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Synthesis
from bot.domain.decisions import Decision
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.registrations import Registration, planned_studies
from bot.domain.state import State
from bot.domain.versions import NewsItem
from bot.rendering.answer import place_of
from bot.rendering.changes_since import ChangesSince, since
from bot.rendering.citation import cited_as
from bot.rendering.digest import causes
from bot.rendering.editions import Edition, editions
from bot.rendering.escaping import Safe
from bot.rendering.labels import TermLabels
from bot.rendering.layout import anchor_of
from bot.rendering.lists import PAGED, PLACES_NAMED, newest_first
from bot.rendering.tables import near_misses
from bot.synthesis.overview import Overview, overview
from bot.topics.topic import Topic

MOST, FEW, CAP = 8, 20, 200
"""Sentences that stand open; studies in lists of news; rows of a table. The rest is in the files
beside."""


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """What every template of the review may use, each by its name."""

    protocol: Protocol
    state: State
    overview: Overview
    included: Sequence[Record]
    """The newest first."""
    planned: Sequence[Registration]
    """Registered studies that are planned or under way: no evidence."""
    near: Sequence[tuple[Record, Decision]]
    """Papers that a person looked at and left out."""
    since: ChangesSince
    editions: Sequence[Edition]
    cite: Safe
    """How the version that stands is cited; empty where there is none."""
    causes: Callable[[NewsItem], Sequence[tuple[str, str]]]
    """The studies behind a piece of news by name and address."""
    quotes: Callable[[NewsItem], Safe]
    """A link to the quotes behind a piece of news, empty where the review has them no more."""
    names: TermLabels
    topic: Topic
    headings: Mapping[str, str]
    """What each section is called in the document, by its name."""
    anchors: Mapping[str, str]
    """What links lead to, by the section's name."""
    most: int = MOST
    few: int = FEW
    cap: int = CAP
    paged: int = PAGED
    places_named: int = PLACES_NAMED
    root: str = ""
    """The way from the document to the review's directory."""
    contents: Sequence[Safe] = ()
    """Links to the sections that have something to say, from the news on."""


def review_view(
    state: State,
    synthesis: Synthesis,
    protocol: Protocol,
    names: TermLabels,
    headings: Mapping[str, str],
) -> ReviewView:
    """The view of a review whose document has these headings, by the section's name."""
    return ReviewView(
        protocol=protocol,
        state=state,
        overview=overview(state, synthesis, names.topic),
        included=newest_first(state),
        planned=planned_studies(state.registrations),
        near=near_misses(state),
        since=since(state, synthesis, names.vocabulary),
        editions=editions(state, protocol),
        cite=cited_as(state.version, protocol) if state.version else Safe(),
        causes=causes,
        quotes=_quotes(synthesis),
        names=names,
        topic=names.topic,
        headings=headings,
        anchors={name: anchor_of(heading) for name, heading in headings.items()},
    )


def _quotes(synthesis: Synthesis) -> Callable[[NewsItem], Safe]:
    places = {place_of(claim) for claim in synthesis.claims}
    return lambda item: Safe(f"[evidence]({item.evidence})" if item.evidence in places else "")
