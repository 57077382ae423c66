"""Look up what changed: in the latest version, and since."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.state import State
from bot.domain.versions import NewsItem, NewsKind
from bot.rendering.changes_since import baseline
from bot.rendering.digest import KINDS
from bot.rendering.lookup.claims import LookupData
from bot.rendering.lookup.standing import CitedStudy, ReviewStanding, cited_study, for_assistant
from bot.rendering.news import news
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised

MOST_CHANGES, MOST_CAUSES = 20, 8


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changed, with the studies that caused it."""

    kind: str
    """As the digest heads it: ``Retracted``, ``New studies`` and so on."""
    sentence: str
    """With its cohorts and certainty where it is about a claim."""
    studies: tuple[CitedStudy, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesAnswer:
    """What changed in the review, the gravest first."""

    review: ReviewStanding
    since: str
    """ISO date from which the pending changes count; empty where nothing was known before."""
    pending: tuple[Change, ...]
    """Changes since that day, which no version has yet."""
    published: tuple[Change, ...]
    """What the version that stands brought."""
    published_on: str
    """ISO date of that version, empty where there is none."""
    more: int
    """Changes that are not given here."""


def what_changed(lookup: LookupData) -> ChangesAnswer:
    """The changes since the version that stands, and those that it brought."""
    since, before = baseline(lookup.state)
    vocabulary = lookup.names.vocabulary
    turned = changes(synthesised(before, vocabulary), lookup.synthesis) if since else ()
    pending = news(before, lookup.state, turned, lookup.names) if since else ()
    version = lookup.state.version
    published = version.news if version else ()
    return ChangesAnswer(
        review=lookup.review,
        since=since,
        pending=_changes(pending, lookup.state),
        published=_changes(published, lookup.state),
        published_on=version.on if version else "",
        more=len(pending[MOST_CHANGES:]) + len(published[MOST_CHANGES:]),
    )


def _changes(items: Iterable[NewsItem], state: State) -> tuple[Change, ...]:
    order = tuple(NewsKind)
    ranked = sorted(items, key=lambda item: order.index(item.sort))[:MOST_CHANGES]
    return tuple(
        Change(
            kind=KINDS[item.sort],
            sentence=for_assistant(item.text),
            studies=tuple(
                cited_study(state.by_id[id])
                for id in item.studies[:MOST_CAUSES]
                if id in state.by_id
            ),
        )
        for item in ranked
    )
