"""The news between two states: what readers must hear, and whom it may interest."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from bot.domain.claims import Claim, ClaimChange, ClaimChangeKind, Species, Synthesis
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Direction, Study
from bot.domain.versions import NewsItem, NewsKind
from bot.rendering.answer import place_of
from bot.rendering.bibliography import short
from bot.rendering.change_sentences import change_sentence
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import RETRACTED, ended
from bot.topics.topic import Topic

DOUBTFUL = (
    ClaimChangeKind.CONTRADICTED,
    ClaimChangeKind.FLIPPED,
    ClaimChangeKind.WEAKENED,
    ClaimChangeKind.DISAPPEARED,
)
"""Changes that make a reader trust a claim less, the gravest first."""
_GROUPS = 4
"""Groups of a new study that its news names."""
_SURE = ("high", "moderate", "low", "very low")


def news(
    before: State, after: State, changes: Sequence[ClaimChange], names: TermLabels
) -> tuple[NewsItem, ...]:
    """Everything that readers must hear, the gravest first."""
    before, after = before.lettered, after.lettered
    was = {record.id: record for record in before.included}
    now = {record.id: record for record in after.included}
    gone = [after.by_id.get(key, was[key]) for key in was if key not in now]
    items = [
        *(_retracted(record, after, names.topic) for record in gone if record.retracted),
        *(_claim(change, NewsKind.DOUBTFUL, after, names) for change in _doubtful(changes)),
        *(
            _claim(change, NewsKind.SETTLED, after, names)
            for change in _turned(changes, ClaimChangeKind.SETTLED)
        ),
        *(_claim(change, NewsKind.BELIEVED, after, names) for change in _believed(changes)),
        *(
            _claim(change, NewsKind.UPDATED, after, names)
            for change in _turned(changes, ClaimChangeKind.UPDATED)
        ),
        *(
            _study(record, NewsKind.STUDY, after, names.topic)
            for key, record in now.items()
            if key not in was
        ),
        *(
            _study(record, NewsKind.LEFT, after, names.topic)
            for record in gone
            if not record.retracted
        ),
    ]
    return tuple(items)


def counts(state: State, synthesis: Synthesis) -> dict[str, int]:
    """The figures that a version keeps."""
    read = [state.studies[record.id] for record in state.included if record.id in state.studies]
    return {
        "studies": len(state.included),
        "read": len(read),
        "full_texts": sum(study.read_from == FULL_TEXT for study in read),
        "to_check": sum(len(study.to_check) for study in read),
        "cohorts": len(synthesis.cohorts),
        "claims": len(synthesis.claims),
        "disputed": sum(claim.conflicting for claim in synthesis.claims),
        "waiting": len(state.queue),
        "identified": len(state.by_id),
    }


def topics(state: State, studies: Iterable[str], topic: Topic) -> tuple[str, ...]:
    """Whom these studies may interest: by the topic's kinds of facts and by region."""
    names: set[str] = set()
    for key in studies:
        study = state.studies.get(key)
        if study is None:
            continue
        names |= {
            f"{topic.term_kind(kind)}/{value}"
            for kind in topic.feeds
            for value in study.facts.values(kind)
        }
        names |= {
            f"{filed_under(topic)}/{end}"
            for finding in study.counted
            for end in finding.ends(topic.findings)
        }
    return tuple(sorted(names))


def _doubtful(changes: Sequence[ClaimChange]) -> list[ClaimChange]:
    own = [change for change in changes if change.turn in DOUBTFUL or change.conflicting]
    # What conflicts from its first day ranks with what came to conflict.
    return sorted(own, key=lambda change: (_grave(change.turn), *_weight(change)))


def _turned(changes: Sequence[ClaimChange], turn: ClaimChangeKind) -> list[ClaimChange]:
    """Conflicts that ended, as by a retraction, or updates: neither is new or stronger."""
    own = (change for change in changes if change.turn is turn and not change.conflicting)
    return sorted(own, key=_weight)


def _believed(changes: Sequence[ClaimChange]) -> list[ClaimChange]:
    others = (*DOUBTFUL, ClaimChangeKind.SETTLED, ClaimChangeKind.UPDATED)
    own = [change for change in changes if change.turn not in others and not change.conflicting]
    return sorted(own, key=_weight)


def _grave(turn: ClaimChangeKind) -> int:
    return DOUBTFUL.index(turn) if turn in DOUBTFUL else 0


def _weight(change: ClaimChange) -> tuple[bool, int, int, bool, int, str]:
    """People before animals; the surest and best supported, what differs, and the largest first."""
    claim = change.after or change.before
    if claim is None:
        return True, 0, 0, True, 0, ""
    animals, sure = claim.species is Species.ANIMAL, _SURE.index(claim.certainty)
    null = claim.direction is Direction.NONE
    return animals, sure, -claim.total, null, -claim.participants, claim.id


def _claim(change: ClaimChange, sort: NewsKind, state: State, names: TermLabels) -> NewsItem:
    claim = change.after or change.before
    records = [state.by_id[key] for key in change.causes if key in state.by_id]
    return NewsItem(
        sort=sort,
        text=change_sentence(change, names),
        topics=_topics_of(claim, state, change.causes, names.topic),
        evidence=place_of(change.after) if change.after else "",
        **_causes(records, marked=True),
    )


def _topics_of(
    claim: Claim | None, state: State, causes: Iterable[str], topic: Topic
) -> tuple[str, ...]:
    """The claim's own regions, and how and in whom the studies behind it looked."""
    kind = filed_under(topic)
    own = {f"{kind}/{end}" for end in claim.ends if end} if claim else set()
    others = {name for name in topics(state, causes, topic) if not name.startswith(f"{kind}/")}
    return tuple(sorted(own | others))


def filed_under(topic: Topic) -> str:
    """The kind of term under which news of findings is filed: a place, or an outcome."""
    return "measure" if topic.of_effects else "region"


def _study(record: Record, sort: NewsKind, state: State, topic: Topic) -> NewsItem:
    new = sort is NewsKind.STUDY
    return NewsItem(
        sort=sort,
        text=ended(short(record.title)) + (_participants(state.studies.get(record.id)) * new),
        topics=topics(state, [record.id], topic),
        **_causes([record]),
    )


def _participants(study: Study | None) -> str:
    """Whom a study is about, in a sentence; empty where that was not read."""
    groups = "; ".join(group.printed for group in study.groups[:_GROUPS]) if study else ""
    return f" Participants: {ended(groups)}" if groups else ""


def _retracted(record: Record, state: State, topic: Topic) -> NewsItem:
    return NewsItem(
        sort=NewsKind.RETRACTED,
        text=f"{ended(short(record.title))} Its findings have been removed.",
        topics=topics(state, [record.id], topic),
        **_causes([record]),
    )


class _Causes(TypedDict):
    """The studies behind a piece of news: their ids, names and addresses."""

    studies: tuple[str, ...]
    names: tuple[str, ...]
    links: tuple[str, ...]


def _causes(records: Sequence[Record], *, marked: bool = False) -> _Causes:
    """The studies behind a piece of news; ``marked``: it is said which were retracted."""
    return {
        "studies": tuple(record.id for record in records),
        "names": tuple(
            f"{record.label}{RETRACTED if marked and record.retracted else ''}"
            for record in records
        ),
        "links": tuple(record.link for record in records),
    }
