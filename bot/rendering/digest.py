"""The digest: what changed in what is believed between two versions, for people off GitHub."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import fill as fill_paragraph

from bot.domain.claims import Claim, ClaimChange, ClaimChangeKind, Synthesis
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.versions import NewsItem, NewsKind, Version
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted, day, ended, short
from bot.rendering.review import Render
from bot.rendering.sentences import change_sentence
from bot.topics.topic import Topic

SHOWN = 12
"""Lines of one kind that are printed; more are counted, and stand in the review."""
DOUBTFUL = (
    ClaimChangeKind.CONTRADICTED,
    ClaimChangeKind.FLIPPED,
    ClaimChangeKind.WEAKENED,
    ClaimChangeKind.DISAPPEARED,
)
"""Turns that make a reader trust a claim less, the gravest first."""
_WIDTH = 76
"""Characters in a line of a plain mail (RFC 5322, 2.1.1, asks for 78 at most)."""
_SURE = ("high", "moderate", "low", "very low")
_TITLES = {
    NewsKind.RETRACTED: "Retracted",
    NewsKind.DOUBTFUL: "What became doubtful",
    NewsKind.BELIEVED: "What is now believed",
    NewsKind.STUDY: "New studies",
    NewsKind.LEFT: "No longer in the review",
}


@dataclass(frozen=True, kw_only=True)
class NewsSection:
    """News of one kind, as far as it is printed."""

    title: str
    sort: NewsKind
    news: tuple[NewsItem, ...]
    more: int
    """How many are not printed."""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One edition, as every template prints it."""

    title: str
    """Of the series: what the list is called."""
    version: Version
    first: bool
    """Whether no version came before."""
    since: str
    """ISO date of the version before, empty for the first."""

    @property
    def sections(self) -> tuple[NewsSection, ...]:
        """The kinds of news that there are, retractions first."""
        sections = []
        for sort, title in _TITLES.items():
            own = tuple(news_item for news_item in self.version.news if news_item.sort is sort)
            if sort is NewsKind.BELIEVED and self.first:
                title = "What is believed"  # noqa: PLW2901 - nothing was believed before
            if own:
                sections.append(
                    NewsSection(title=title, sort=sort, news=own[:SHOWN], more=len(own[SHOWN:]))
                )
        return tuple(sections)

    @property
    def subject(self) -> str:
        """One line that tells the gravest news first: a mail's subject, a feed entry's title."""
        if self.version.quiet:
            return f"{self.title}: no change by {day(self.version.on)}"
        if self.first:
            studies = counted(self._count("studies"), "study", "studies")
            return f"{self.title}: first version, {studies}"
        return f"{self.title}: {self.headline}"

    @property
    def headline(self) -> str:
        """The news in figures."""
        number = {
            sort: sum(news_item.sort is sort for news_item in self.version.news)
            for sort in NewsKind
        }
        parts = [
            counted(number[NewsKind.RETRACTED], "retraction"),
            f"{number[NewsKind.DOUBTFUL]} became doubtful",
            f"{number[NewsKind.BELIEVED]} now believed",
            counted(number[NewsKind.STUDY], "new study", "new studies"),
            f"{counted(number[NewsKind.LEFT], 'study', 'studies')} taken out",
        ]
        order = (
            NewsKind.RETRACTED,
            NewsKind.DOUBTFUL,
            NewsKind.BELIEVED,
            NewsKind.STUDY,
            NewsKind.LEFT,
        )
        shown = [part for sort, part in zip(order, parts, strict=True) if number[sort]]
        return ", ".join(shown) or "the facts of studies were corrected"

    @property
    def waiting(self) -> str:
        """What awaits a decision by people."""
        number = self._count("waiting")
        if not number:
            return "No paper waits for a decision."
        return f"{counted(number, 'paper waits', 'papers wait')} for a person's decision."

    @property
    def search(self) -> str:
        """The last search, and the next one."""
        last, coming = self.version.searched, self.version.next_search
        sentences = [
            f"Last search with news: {day(last)}." if last else "",
            f"Next search: {day(coming)}." if coming else "",
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    @property
    def standing(self) -> str:
        """What the review rests on now."""
        studies = counted(self._count("studies"), "study", "studies")
        cohorts = self._count("cohorts")
        of = f" of {counted(cohorts, 'independent cohort')}" if cohorts else ""
        disputed = self._count("disputed")
        dispute = (
            f"; {counted(disputed, 'finding is', 'findings are')} in dispute" if disputed else ""
        )
        return f"The review {'' if self.version.quiet else 'now '}rests on {studies}{of}{dispute}."

    def _count(self, name: str) -> int:
        return self.version.counts.get(name, 0)


def digest(version: Version, versions: Iterable[Version], protocol: Protocol) -> Digest:
    """The edition for ``version``, which stands among ``versions``."""
    before = [other for other in versions if not other.quiet and other.name != version.name]
    earlier = [other for other in before if other.on <= version.on]
    return Digest(
        title=protocol.digest.title or protocol.title,
        version=version,
        first=not earlier and not version.quiet,
        since=earlier[-1].on if earlier else "",
    )


def fill(digest: Digest, kind: str, render: Render) -> str:
    """The digest in Markdown, plain text, HTML, or HTML of a feed.

    ``kind`` is ``md``, ``txt``, ``html`` or ``feed.html``.
    """
    text = render(
        f"digest.{kind}.j2",
        digest=digest,
        version=digest.version,
        causes=causes,
    )
    return "\n".join(map(_wrapped, text.split("\n"))) if kind == "txt" else text


def causes(news_item: NewsItem) -> tuple[tuple[str, str], ...]:
    """The studies behind a piece of news by name and address."""
    return tuple(zip(news_item.names, news_item.links, strict=False))


def news(
    before: State, after: State, changes: Sequence[ClaimChange], names: TermLabels
) -> tuple[NewsItem, ...]:
    """Everything that readers must hear, the gravest first."""
    was = {record.id: record for record in before.included}
    now = {record.id: record for record in after.included}
    gone = [after.by_id.get(key, was[key]) for key in was if key not in now]
    items = [
        *(_retracted(record, after, names.topic) for record in gone if record.retracted),
        *(_claim(change, NewsKind.DOUBTFUL, after, names) for change in _doubtful(changes)),
        *(_claim(change, NewsKind.BELIEVED, after, names) for change in _believed(changes)),
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
    return {
        "studies": len(state.included),
        "cohorts": len(synthesis.cohorts),
        "claims": len(synthesis.claims),
        "disputed": sum(claim.agreement.value == "contradicted" for claim in synthesis.claims),
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
        ends = {
            end for finding in study.findings for end in (finding.region, finding.region_b) if end
        }
        names |= {f"region/{end}" for end in ends}
    return tuple(sorted(names))


def _wrapped(line: str) -> str:
    """A line as mail programs show it whole; addresses are never broken."""
    hanging = "  " if line.startswith(("* ", "  ")) else ""
    return fill_paragraph(
        line, _WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _doubtful(changes: Sequence[ClaimChange]) -> list[ClaimChange]:
    own = [change for change in changes if change.turn in DOUBTFUL or _disputed_at_once(change)]
    # What is disputed from its first day ranks with what became so.
    return sorted(own, key=lambda change: (_grave(change.turn), *_weight(change)))


def _believed(changes: Sequence[ClaimChange]) -> list[ClaimChange]:
    own = [
        change
        for change in changes
        if change.turn not in DOUBTFUL and not _disputed_at_once(change)
    ]
    return sorted(own, key=_weight)


def _disputed_at_once(change: ClaimChange) -> bool:
    return (
        change.turn is ClaimChangeKind.APPEARED
        and change.after is not None
        and change.after.agreement.value == "contradicted"
    )


def _grave(turn: ClaimChangeKind) -> int:
    return DOUBTFUL.index(turn) if turn in DOUBTFUL else 0


def _weight(change: ClaimChange) -> tuple[bool, int, int, str]:
    """People before animals, the surest and best supported first."""
    claim = change.after or change.before
    if claim is None:
        return True, 0, 0, ""
    return claim.species.value != "human", _SURE.index(claim.certainty), -claim.total, claim.id


def _claim(change: ClaimChange, sort: NewsKind, state: State, names: TermLabels) -> NewsItem:
    claim = change.after or change.before
    records = [state.by_id[key] for key in change.causes if key in state.by_id]
    return NewsItem(
        sort=sort,
        text=change_sentence(change, names),
        topics=_topics_of(claim, state, change.causes, names.topic),
        **_causes(records),
    )


def _topics_of(
    claim: Claim | None, state: State, causes: Iterable[str], topic: Topic
) -> tuple[str, ...]:
    """The claim's own regions, and how and in whom the studies behind it looked."""
    regions = {f"region/{end}" for end in (claim.region, claim.region_b) if end} if claim else set()
    others = {name for name in topics(state, causes, topic) if not name.startswith("region/")}
    return tuple(sorted(regions | others))


def _study(record: Record, sort: NewsKind, state: State, topic: Topic) -> NewsItem:
    return NewsItem(
        sort=sort,
        text=ended(short(record.title)),
        topics=topics(state, [record.id], topic),
        **_causes([record]),
    )


def _retracted(record: Record, state: State, topic: Topic) -> NewsItem:
    return NewsItem(
        sort=NewsKind.RETRACTED,
        text=f"{ended(short(record.title))} Its findings count for nothing here any more.",
        topics=topics(state, [record.id], topic),
        **_causes([record]),
    )


def _causes(records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    return {
        "studies": tuple(record.id for record in records),
        "names": tuple(record.label for record in records),
        "links": tuple(record.link for record in records),
    }
