"""The digest: what changed in the conclusions between two versions, for people off GitHub."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import fill as fill_paragraph

from bot.domain.protocol import Protocol
from bot.domain.versions import NewsItem, NewsKind, Version
from bot.rendering.addresses import page_address
from bot.rendering.phrases import counted, day, extraction
from bot.rendering.template_functions import Render
from bot.topics.topic import NO_TOPIC

SHOWN = 12
"""Lines of one kind that are printed; more are counted, and stand in the review."""
_WIDTH = 76
"""Characters in a line of a plain mail (RFC 5322, 2.1.1, asks for 78 at most)."""
KINDS = {
    NewsKind.RETRACTED: "Retracted",
    NewsKind.DOUBTFUL: "Weakened or conflicting findings",
    NewsKind.SETTLED: "No longer conflicting",
    NewsKind.BELIEVED: "New or strengthened findings",
    NewsKind.UPDATED: "Updated findings",
    NewsKind.STUDY: "New studies",
    NewsKind.LEFT: "Studies removed",
}
"""What each kind of news is headed, in the order of a digest."""
_COUNTED = {
    NewsKind.RETRACTED: ("retraction", "retractions"),
    NewsKind.DOUBTFUL: ("weakened or conflicting finding", "weakened or conflicting findings"),
    NewsKind.SETTLED: ("finding no longer conflicting", "findings no longer conflicting"),
    NewsKind.BELIEVED: ("new or strengthened finding", "new or strengthened findings"),
    NewsKind.UPDATED: ("updated finding", "updated findings"),
    NewsKind.STUDY: ("new study", "new studies"),
    NewsKind.LEFT: ("study removed", "studies removed"),
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
    unit: str
    """What the review counts as independent: a cohort, a trial."""
    contact: str
    """Whom readers write to."""
    leave: str
    """Where readers of its mails leave the list."""

    @property
    def sections(self) -> tuple[NewsSection, ...]:
        """The kinds of news that there are, retractions first."""
        sections = []
        for sort, title in KINDS.items():
            own = tuple(news_item for news_item in self.version.news if news_item.sort is sort)
            if sort is NewsKind.BELIEVED and self.first:
                title = "Main findings"  # noqa: PLW2901 - there were none before
            if own:
                sections.append(
                    NewsSection(title=title, sort=sort, news=own[:SHOWN], more=len(own[SHOWN:]))
                )
        return tuple(sections)

    @property
    def subject(self) -> str:
        """One line that tells the gravest news first: a mail's subject, a feed entry's title."""
        if self.version.quiet:
            return f"{self.title}: no changes as of {day(self.version.on)}"
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
        parts = [counted(number[sort], *_COUNTED[sort]) for sort in KINDS if number[sort]]
        return ", ".join(parts) or "extracted data corrected"

    @property
    def waiting(self) -> str:
        """How many papers await a decision by people."""
        number = self._count("waiting")
        if not number:
            return "No paper awaits a screening decision."
        return f"{counted(number, 'paper awaits', 'papers await')} a screening decision."

    @property
    def search(self) -> str:
        """The last search, and the next one."""
        last, coming = self.version.searched, self.version.next_search
        sentences = [
            f"Last search: {day(last)}." if last else "",
            f"Next search: {day(coming)}." if coming else "",
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    @property
    def standing(self) -> str:
        """What the review rests on now."""
        studies = counted(self._count("studies"), "study", "studies")
        cohorts = self._count("cohorts")
        fewer = 0 < cohorts < self._count("studies")
        of = f" from {counted(cohorts, f'independent {self.unit}')}" if fewer else ""
        disputed = self._count("disputed")
        conflicts = counted(disputed, "finding has", "findings have")
        dispute = f"; {conflicts} conflicting evidence" if disputed else ""
        return f"The review {'' if self.version.quiet else 'now '}includes {studies}{of}{dispute}."

    @property
    def extraction(self) -> str:
        """How its findings come about; empty where it has none."""
        if not self._count("claims"):
            return ""
        return extraction(self._count("read"), self._count("full_texts"), self._count("to_check"))

    def _count(self, name: str) -> int:
        return self.version.counts.get(name, 0)


def digest(
    version: Version, versions: Iterable[Version], protocol: Protocol, unit: str = NO_TOPIC.unit
) -> Digest:
    """The edition for ``version``, which stands among ``versions``.

    ``unit`` is what the topic counts as independent, for those who print on what the review rests.
    """
    before = [other for other in versions if not other.quiet and other.name != version.name]
    earlier = [other for other in before if other.on <= version.on]
    return Digest(
        title=protocol.digest.title or protocol.title,
        version=version,
        first=not earlier and not version.quiet,
        since=earlier[-1].on if earlier else "",
        unit=unit,
        contact=protocol.contact,
        leave=protocol.digest.page
        or f"mailto:{protocol.digest.sender or protocol.contact}?subject=unsubscribe",
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
        evidence_address=evidence_address,
    )
    return "\n".join(map(_wrapped, text.split("\n"))) if kind == "txt" else text


def evidence_address(news_item: NewsItem, home: str) -> str:
    """Where the quotes behind a finding are read on the web; empty where that is not known."""
    return page_address(home, news_item.evidence)


def causes(news_item: NewsItem) -> tuple[tuple[str, str], ...]:
    """The studies behind a piece of news by name and address."""
    return tuple(zip(news_item.names, news_item.links, strict=False))


def _wrapped(line: str) -> str:
    """A line as mail programs show it whole; addresses are never broken."""
    hanging = "  " if line.startswith(("* ", "  ")) else ""
    return fill_paragraph(
        line, _WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
