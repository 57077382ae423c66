"""Papers about the same people count once: which ones they are, and which may be.

A person's word stands above every rule: papers of one name are joined, and papers of different
names are never joined, however much speaks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from bot.domain.claims import Cohort, Overlap
from bot.domain.records import Record
from bot.domain.studies import Study
from bot.synthesis.study_linkage import Link, Paper, blocks, link
from bot.topics.topic import LinkageRules, Topic

_NEAREST = 20
"""Papers after it, by year, with which each of one author is compared: cost stays linear."""


def cohorts(
    included: Iterable[tuple[Record, Study]], topic: Topic
) -> tuple[tuple[Cohort, ...], tuple[Overlap, ...]]:
    """The cohorts by their ids, and the pairs of papers of which a person is to be asked."""
    papers = {study.id: Paper.of(record, study, topic) for record, study in included}
    clusters = _Clusters(papers)
    clusters.join_named()
    ties = sorted(_ties(papers, topic.linkage))
    open_ties = [link for link in ties if not (link.certain and clusters.join(link))]
    return clusters.cohorts(), tuple(clusters.asked(open_ties))


def _ties(papers: Mapping[str, Paper], rules: LinkageRules) -> Iterator[Link]:
    seen: set[tuple[str, str]] = set()
    for block in blocks(papers.values()).values():
        for at, paper in enumerate(block):
            for other in block[at + 1 : at + 1 + _NEAREST]:
                pair = (min(paper.id, other.id), max(paper.id, other.id))
                if pair not in seen:
                    seen.add(pair)
                    found = link(paper, other, rules)
                    if found:
                        yield found


@dataclass
class _Clusters:
    """Papers that were joined so far."""

    papers: Mapping[str, Paper]
    head: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    why: dict[str, list[str]] = field(default_factory=dict)

    def find(self, id: str) -> str:
        """The paper that stands for the cluster of one."""
        while self.head.get(id, id) != id:
            self.head[id] = self.head.get(self.head[id], self.head[id])
            id = self.head[id]
        return id

    def join_named(self) -> None:
        """Join what a person called by one name."""
        first: dict[str, str] = {}
        for id in sorted(self.papers):
            name = self.papers[id].name
            if name:
                self.names[id] = name
                self._unite(first.setdefault(name, id), id)
                self.why[self.find(id)] = [f"a person named them: {name}"]

    def join(self, link: Link) -> bool:
        """Join two clusters, unless a person gave them different names."""
        a, b = self.find(link.a), self.find(link.b)
        if self.names.get(a) and self.names.get(b) and self.names[a] != self.names[b]:
            return False
        if a != b:
            head = self._unite(a, b)
            said = f"{link.a} and {link.b}: {', '.join(link.why)}"
            self.why.setdefault(head, []).append(said)
        return True

    def _unite(self, a: str, b: str) -> str:
        a, b = self.find(a), self.find(b)
        if a != b:
            self.head[b] = a
            self.why[a] = self.why.pop(a, []) + self.why.pop(b, [])
            self.names[a] = self.names.get(a) or self.names.get(b, "")
        return a

    def asked(self, ties: Iterable[Link]) -> Iterator[Overlap]:
        """One question for each pair of clusters, the likeliest; none where a person spoke."""
        seen: set[tuple[str, str]] = set()
        for tie in ties:
            heads = sorted((self.find(tie.a), self.find(tie.b)))
            pair = (heads[0], heads[1])
            spoken = self.papers[tie.a].name and self.papers[tie.b].name
            if pair[0] != pair[1] and pair not in seen and not spoken:
                seen.add(pair)
                yield Overlap(a=tie.a, b=tie.b, why=", ".join(tie.why))

    def cohorts(self) -> tuple[Cohort, ...]:
        """All clusters, those of one paper too."""
        members: dict[str, list[str]] = {}
        for id in sorted(self.papers, key=lambda id: (self.papers[id].year or 0, id)):
            members.setdefault(self.find(id), []).append(id)
        found = (
            Cohort(
                id=self.names.get(head) or ids[0],
                studies=tuple(ids),
                why=tuple(self.why.get(head, ())),
            )
            for head, ids in members.items()
        )
        return tuple(sorted(found, key=lambda cohort: cohort.id))


def of_study(cohorts: Iterable[Cohort]) -> dict[str, str]:
    """The id of the cohort of each study."""
    return dict(
        chain.from_iterable(((id, cohort.id) for id in cohort.studies) for cohort in cohorts)
    )
