"""Papers about the same people count once: which ones they are, and which may be.

A person's word stands above every rule: papers of one name are joined, and papers of different
names are never joined, however much speaks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from bot.domain.claims import Cohort, Overlap
from bot.domain.records import Record
from bot.domain.studies import Study
from bot.synthesis.study_linkage import StudyLink, StudyProfile, blocks, link
from bot.topics.rules import LinkageRules
from bot.topics.topic import Topic

_NEAREST = 20
"""Papers after it, by year, with which each of one author is compared: cost stays linear."""


def cohorts(
    included: Iterable[tuple[Record, Study]], topic: Topic
) -> tuple[tuple[Cohort, ...], tuple[Overlap, ...]]:
    """The cohorts by their ids, and the pairs of papers of which a person is to be asked."""
    papers = {study.id: StudyProfile.of(record, study, topic) for record, study in included}
    clusters = _Clusters(papers)
    clusters.join_named()
    ties = sorted(_ties(papers, topic.linkage))
    open_ties = [link for link in ties if not (link.certain and clusters.join(link))]
    return clusters.cohorts(), tuple(clusters.asked(open_ties))


def _ties(papers: Mapping[str, StudyProfile], rules: LinkageRules) -> Iterator[StudyLink]:
    seen: set[tuple[str, str]] = set()
    for block in blocks(papers.values()).values():
        for at, paper in enumerate(block):
            for other in block[at + 1 : at + 1 + _NEAREST]:
                pair = (min(paper.id, other.id), max(paper.id, other.id))
                if pair not in seen:
                    seen.add(pair)
                    tie = link(paper, other, rules)
                    if tie:
                        yield tie


class _Clusters:
    """Papers that were joined so far, with what people called them and why they are joined."""

    def __init__(self, papers: Mapping[str, StudyProfile]) -> None:
        from scipy.cluster.hierarchy import DisjointSet  # noqa: PLC0415 - slow to import

        self.papers = papers
        self._sets = DisjointSet(sorted(papers))
        self._names: dict[str, str] = {}
        """By the root of the cluster, as below."""
        self._why: dict[str, list[str]] = {}

    def root(self, id: str) -> str:
        """The paper that stands for the cluster of one."""
        return str(self._sets[id])

    def join_named(self) -> None:
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
        if self._names.get(a) and self._names.get(b) and self._names[a] != self._names[b]:
            return False
        if a != b:
            reason = f"{link.a} and {link.b}: {', '.join(link.why)}"
            self._why.setdefault(self._unite(a, b), []).append(reason)
        return True

    def _unite(self, a: str, b: str) -> str:
        """Join two clusters and what is known of them; returns the root of both."""
        roots = dict.fromkeys((self.root(a), self.root(b)))
        why = [reason for root in roots for reason in self._why.pop(root, [])]
        name = next(filter(None, [self._names.pop(root, "") for root in roots]), "")
        self._sets.merge(a, b)
        root = self.root(a)
        self._why[root], self._names[root] = why, name
        return root

    def asked(self, ties: Iterable[StudyLink]) -> Iterator[Overlap]:
        """One question for each pair of clusters, the likeliest; none where a person spoke."""
        seen: set[tuple[str, str]] = set()
        for tie in ties:
            heads = sorted((self.root(tie.a), self.root(tie.b)))
            pair = (heads[0], heads[1])
            spoken = self.papers[tie.a].name and self.papers[tie.b].name
            if pair[0] != pair[1] and pair not in seen and not spoken:
                seen.add(pair)
                yield Overlap(a=tie.a, b=tie.b, why=", ".join(tie.why))

    def cohorts(self) -> tuple[Cohort, ...]:
        """All clusters, those of one paper too."""
        members: dict[str, list[str]] = {}
        for id in sorted(self.papers, key=lambda id: (self.papers[id].year or 0, id)):
            members.setdefault(self.root(id), []).append(id)
        clusters = (
            Cohort(
                id=self._names.get(root) or ids[0],
                studies=tuple(ids),
                why=tuple(self._why.get(root, ())),
            )
            for root, ids in members.items()
        )
        return tuple(sorted(clusters, key=lambda cohort: cohort.id))


def of_study(cohorts: Iterable[Cohort]) -> dict[str, str]:
    """The id of the cohort of each study."""
    return dict(
        chain.from_iterable(((id, cohort.id) for id in cohort.studies) for cohort in cohorts)
    )
