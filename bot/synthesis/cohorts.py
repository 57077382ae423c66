"""Papers about the same people count once: which ones they are, and which may be.

A person's word stands above every rule: papers of one name are joined, and papers of different
names are never joined, however much speaks for it. Cohorts that may be the same people share a
group, so that a count of cohorts is a range: at most all of them, at least all of their groups.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.domain.claims import Cohort, PossibleOverlap
from bot.domain.records import Record
from bot.domain.studies import Study
from bot.synthesis.study_linkage import StudyLink, StudyProfile, blocks, link_between
from bot.topics.rules import LinkageRules
from bot.topics.topic import Topic

_NEAREST = 20
"""Papers after it, by year, with which each of one author is compared: cost stays linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """Which papers are about the same people, and which may be."""

    cohorts: tuple[Cohort, ...]
    overlaps: tuple[PossibleOverlap, ...]
    """What a person is asked: no more pairs than settle which cohorts are one."""
    possible: frozenset[tuple[str, str]]
    """Every two cohorts that a link suggests may be one."""


def linkage(included: Iterable[tuple[Record, Study]], topic: Topic) -> Linkage:
    """The cohorts by their ids, with all that is not certain about them."""
    papers = {study.id: StudyProfile.of(record, study, topic) for record, study in included}
    links = sorted(_links(papers, topic.linkage), key=lambda link: link.order)
    sure = _Clusters(papers)
    unsure = [link for link in links if not (link.certain and sure.join(link))]
    wider = _Clusters(papers)
    for certain in (link for link in links if link.certain):
        wider.join(certain)
    asked = [link for link in unsure if wider.asks(link)]
    cohorts = sure.cohorts(wider)
    name = of_study(cohorts)
    return Linkage(
        cohorts=cohorts,
        overlaps=tuple(
            PossibleOverlap(a=link.a, b=link.b, why=", ".join(link.why)) for link in asked
        ),
        possible=frozenset(
            (min(name[link.a], name[link.b]), max(name[link.a], name[link.b]))
            for link in unsure
            if name[link.a] != name[link.b] and not wider.told_apart(link)
        ),
    )


def _links(papers: Mapping[str, StudyProfile], rules: LinkageRules) -> Iterator[StudyLink]:
    seen: set[tuple[str, str]] = set()
    for block in blocks(papers.values()).values():
        for at, paper in enumerate(block):
            for other in block[at + 1 : at + 1 + _NEAREST]:
                pair = (min(paper.id, other.id), max(paper.id, other.id))
                if pair not in seen:
                    seen.add(pair)
                    link = link_between(paper, other, rules)
                    if link:
                        yield link


class _Clusters:
    """Papers that were joined so far, with what people called them and why they are joined."""

    def __init__(self, papers: Mapping[str, StudyProfile]) -> None:
        self.papers = papers
        self._joined_to: dict[str, str] = {}
        """A disjoint-set forest; scipy's takes half a second to import, in every job."""
        self._names: dict[str, str] = {}
        """By the root of the cluster, as below."""
        self._why: dict[str, list[str]] = {}
        self._join_named()

    def root(self, id: str) -> str:
        """The paper that stands for the cluster of one."""
        path = []
        while id in self._joined_to:
            path.append(id)
            id = self._joined_to[id]
        self._joined_to |= dict.fromkeys(path, id)
        return id

    def _join_named(self) -> None:
        """Join what a person called by one name."""
        first: dict[str, str] = {}
        for id in sorted(self.papers):
            name = self.papers[id].name
            if name:
                self._names[id] = name
                root = self._unite(first.setdefault(name, id), id)
                self._why[root] = [f"a person named them: {name}"]

    def join(self, link: StudyLink) -> bool:
        """Join two clusters, unless a person gave them different names."""
        a, b = self.root(link.a), self.root(link.b)
        if self.told_apart(link):
            return False
        if a != b:
            reason = f"{link.a} and {link.b}: {', '.join(link.why)}"
            self._why.setdefault(self._unite(a, b), []).append(reason)
        return True

    def told_apart(self, link: StudyLink) -> bool:
        """Whether a person gave different names to the clusters of two papers."""
        first, second = (self._names.get(self.root(id)) for id in (link.a, link.b))
        return bool(first and second and first != second)

    def asks(self, link: StudyLink) -> bool:
        """Whether a link leaves a question: then its clusters are joined, for the next ones."""
        if self.root(link.a) == self.root(link.b):
            return False
        spoken = self.papers[link.a].name and self.papers[link.b].name
        return not spoken if self.told_apart(link) else self.join(link)

    def _unite(self, a: str, b: str) -> str:
        """Join two clusters and what is known of them; returns the root of both."""
        roots = dict.fromkeys((self.root(a), self.root(b)))
        why = [reason for root in roots for reason in self._why.pop(root, [])]
        name = next(filter(None, [self._names.pop(root, "") for root in roots]), "")
        root, *other = roots
        self._joined_to |= dict.fromkeys(other, root)
        self._why[root], self._names[root] = why, name
        return root

    def cohorts(self, wider: "_Clusters") -> tuple[Cohort, ...]:
        """All clusters, those of one paper too, grouped by those of ``wider``."""
        members: dict[str, list[str]] = {}
        for id in sorted(self.papers, key=lambda id: (self.papers[id].year or 0, id)):
            members.setdefault(self.root(id), []).append(id)
        names = {root: self._names.get(root) or ids[0] for root, ids in members.items()}
        groups: dict[str, str] = {}
        for root, name in sorted(names.items(), key=lambda pair: pair[1]):
            groups.setdefault(wider.root(root), name)
        clusters = (
            Cohort(
                id=names[root],
                studies=tuple(ids),
                why=tuple(self._why.get(root, ())),
                group=groups[wider.root(root)],
            )
            for root, ids in members.items()
        )
        return tuple(sorted(clusters, key=lambda cohort: cohort.id))


def of_study(cohorts: Iterable[Cohort]) -> dict[str, str]:
    """The id of the cohort of each study."""
    return dict(
        chain.from_iterable(((id, cohort.id) for id in cohort.studies) for cohort in cohorts)
    )
