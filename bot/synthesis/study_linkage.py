"""What shows that two papers may be about the same people, and how much it weighs."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.claims import Species
from bot.domain.records import Record
from bot.domain.studies import Study
from bot.synthesis.directness import species
from bot.topics.rules import LinkageRules
from bot.topics.topic import Topic

CERTAIN, LIKELY = 6, 4
"""Weights from which papers are joined, and from which a person is asked."""
_FEWEST_SHARED = 2
"""Authors. One name in common says nothing: there are thousands of Y. Wangs."""
_YEARS = 3
"""Between two reports of the same people, at most."""
_ALL_SAME = 2
"""The weight of one group of the same size where no other differs."""
_HALF, _MOST = 0.5, 0.8
_REGISTERED = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{8}|ChiCTR[-\w]*\d{6,}|ACTRN\d{14}|UMIN\d{9}|jRCT\w?\d{9,10}|DRKS\d{8}"
    r"|CTRI/\d{4}/\d+/\d+|KCT\d{7}|NTR\d+|\d{4}-\d{6}-\d{2})\b",
    re.IGNORECASE,
)
"""Numbers of the registers of the WHO's platform (ICTRP)."""
_SAME_WORK = re.compile(r"Erratum|Republished|Update|OriginalReport|Reprint|Preprint")
"""Kinds of notice that tie two reports of one study; comments come from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyProfile:
    """What one paper tells of the people in it."""

    id: str
    name: str
    """The name that a person gave to the people."""
    year: int | None
    authors: tuple[str, ...]
    sizes: frozenset[tuple[str, int]]
    """Roles of groups, else their labels, with their sizes."""
    methods: frozenset[str]
    conditions: frozenset[str]
    """What the people in it have, as far as that tells papers apart."""
    registered: frozenset[str]
    pmid: str
    notices: frozenset[str]
    """PMIDs that it corrects, continues or prints again, or that do this to it."""
    species: Species

    @classmethod
    def of(cls, record: Record, study: Study, topic: Topic) -> "StudyProfile":
        """Gather it from a record and its study."""
        named = " ".join((*record.other_ids, record.doi))
        unspecific = topic.linkage.unspecific
        return cls(
            id=study.id,
            name=study.cohort.strip(),
            year=record.year,
            authors=tuple(dict.fromkeys(map(_folded, record.authors))),
            sizes=frozenset(
                (group.role or group.label.casefold(), group.n)
                for group in study.groups
                if group.role != "total" and group.n
            ),
            methods=frozenset(fact.value for fact in study.facts.of(topic.linkage.method))
            | frozenset(finding.measure for finding in study.findings),
            conditions=frozenset(
                value
                for value in study.facts.values(topic.linkage.condition)
                if not (unspecific and re.match(unspecific, value))
            ),
            registered=frozenset(found.upper() for found in _REGISTERED.findall(named)),
            pmid=record.pmid or record.id,
            notices=frozenset(
                correction.pmid
                for correction in record.corrections
                if correction.pmid and _SAME_WORK.search(correction.kind)
            ),
            species=species(study, topic),
        )


@dataclass(frozen=True, slots=True, order=True)
class StudyLink:
    """Two papers that are, or may be, about the same people; the strongest sort first."""

    rank: int
    """The weight with its sign turned."""
    a: str
    b: str
    why: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the papers are joined without asking."""
        return -self.rank >= CERTAIN


def link(a: StudyProfile, b: StudyProfile, rules: LinkageRules) -> StudyLink | None:
    """What ties two papers, if it is enough to ask.

    Certain are a common trial number or notice, and a common team with groups of the same sizes.
    """
    a, b = sorted((a, b), key=lambda paper: paper.id)
    if a.species is not b.species:
        return None
    if a.registered & b.registered:
        number = min(a.registered & b.registered)
        return StudyLink(-2 * CERTAIN, a.id, b.id, (f"the same registration number ({number})",))
    if a.pmid in b.notices or b.pmid in a.notices:
        return StudyLink(-2 * CERTAIN, a.id, b.id, ("one corrects or continues the other",))
    return _weighed(a, b, rules)


def _weighed(a: StudyProfile, b: StudyProfile, rules: LinkageRules) -> StudyLink | None:
    """The tie by authors, sizes, methods and conditions."""
    if a.year and b.year and abs(a.year - b.year) > _YEARS:
        return None
    team, authors = _team(a, b)
    if team < _FEWEST_SHARED:
        return None
    size, groups = _sizes(a, b)
    weight, why = team + size, (*authors, groups)
    if a.methods & b.methods:
        weight, why = weight + 1, (*why, "the same method")
    if a.conditions & b.conditions:
        weight, why = weight + 1, (*why, rules.same)
    elif a.conditions and b.conditions:
        weight, why = weight - 3, (*why, rules.different)
    if size < _ALL_SAME:
        weight = min(weight, CERTAIN - 1)
    return StudyLink(-weight, a.id, b.id, why) if weight >= LIKELY else None


def _team(a: StudyProfile, b: StudyProfile) -> tuple[int, tuple[str, ...]]:
    shared = len({*a.authors} & {*b.authors})
    if shared < _FEWEST_SHARED:
        return 0, ()
    fewest = min(len(a.authors), len(b.authors))
    part = shared / fewest
    first, last = a.authors[0] == b.authors[0], a.authors[-1] == b.authors[-1]
    why = [word for word, same in (("first", first), ("last", last)) if same]
    signs = [f"the same {' and '.join(why)} author"] if why else []
    signs.append(f"{shared} of {fewest} authors in common")
    return first + last + (part >= _HALF) + (part >= _MOST), tuple(signs)


def _sizes(a: StudyProfile, b: StudyProfile) -> tuple[int, str]:
    """The weight of the groups that both papers have: certain only where all are of one size."""
    same = a.sizes & b.sizes
    other = {role for role, _ in a.sizes - same} & {role for role, _ in b.sizes - same}
    numbers = ", ".join(str(n) for n in sorted({n for _, n in same}))
    if same and other:
        return 1, f"some groups of the same size ({numbers})"
    if same:
        return (3 if len(same) > 1 else _ALL_SAME), f"groups of the same size ({numbers})"
    return (-2, "groups of other sizes") if other else (0, "sizes cannot be compared")


def _folded(author: str) -> str:
    plain = unicodedata.normalize("NFKD", author.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def blocks(papers: Iterable[StudyProfile]) -> dict[str, list[StudyProfile]]:
    """Papers by what a tie needs in common, the oldest first: no others are compared."""
    by_key: dict[str, list[StudyProfile]] = {}
    for paper in sorted(papers, key=lambda paper: (paper.year or 0, paper.id)):
        number = {f"number {one}" for one in paper.registered}
        notice = {f"notice {one}" for one in (*paper.notices, paper.pmid)}
        for key in {*(f"author {author}" for author in paper.authors), *number, *notice}:
            by_key.setdefault(key, []).append(paper)
    return by_key
