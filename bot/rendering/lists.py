"""The included studies and their references on pages of their own, where there are many."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.records import Record
from bot.domain.state import State
from bot.rendering.labels import TermLabels
from bot.rendering.template_functions import Render, values
from bot.topics.topic import Topic

STUDIES, REFERENCES = "review/studies.md", "review/references.md"
LISTS = (STUDIES, REFERENCES)
PAGED = 50
"""Studies from which on tables of all of them have pages of their own."""
PLACES_NAMED = 6
"""Pages of evidence to which the row of one study leads."""
CAP = 500
"""Rows of such a page: a longer one GitHub might not show. The rest is in the files beside."""


@dataclass(frozen=True, kw_only=True)
class ListView:
    """What the templates of both pages may use."""

    state: State
    included: Sequence[Record]
    topic: Topic
    names: TermLabels
    cap: int = CAP
    root: str = "../"
    """The way from these pages to the review's directory."""
    places_named: int = PLACES_NAMED


def newest_first(state: State) -> list[Record]:
    """The included studies in the order of every list of them."""
    return sorted(state.included, key=lambda record: (-(record.year or 0), record.label, record.id))


def lists(state: State, names: TermLabels, render: Render) -> dict[str, str]:
    """The text of both pages by path; none while the review itself has room for them."""
    included = newest_first(state)
    if len(included) <= PAGED:
        return {}
    seen = ListView(state=state, included=included, topic=names.topic, names=names)
    return {
        STUDIES: render("studies.md.j2", **values(seen)),
        REFERENCES: render("references.md.j2", **values(seen)),
    }
