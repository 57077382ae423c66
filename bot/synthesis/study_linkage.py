"""What shows that two papers may be about the same people, and how much it weighs."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from bot.domain.claims import Species
from bot.domain.records import Record
from bot.domain.studies import Study
from bot.synthesis.directness import species
from bot.topics.rules import LinkageRules
from bot.topics.topic import Topic

CERTAIN, LIKELY = 0.95, 0.2
"""Probabilities from which papers are joined, and from which a person is asked."""
_UNSURE = 0.5
"""The probability at most where two papers name different conditions."""
_INTERCEPT, _SHARED, _SIZE, _ELSEWHERE = -2.9, 4.8, 1.9, -1.8
"""Log odds that two reports are of one study: a logistic regression over pairs of real reports
(``benchmarks/cohort_links.py``), of the part of the shorter list of authors that they share, and
of groups of one size, and of centres none of which they share. Who stands first or last, and the
years between them, added nothing."""
_INITIALS = 4
"""Letters of a word that may be initials."""
_MOST_SIZES = 2
"""Groups of one size that count: a third says no more."""
_FEWEST_SHARED = 2
"""Authors. One name in common says nothing: there are thousands of Y. Wangs."""
_YEARS = 5
"""Between two reports of the same people, at most; three in the pairs that were measured."""
REGISTERED = re.compile(
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
    authors: frozenset[str]
    """Family names with their first initials: journals print one initial or several."""
    centres: frozenset[str]
    """Institutions of the first and last authors, in plain small letters."""
    sizes: frozenset[tuple[str, int]]
    """Roles of groups, else their labels, with their sizes."""
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
            authors=frozenset(map(name_key, record.authors)),
            centres=frozenset(map(_plain, record.centres)),
            sizes=frozenset(
                (group.role or group.label.casefold(), group.n)
                for group in study.groups
                if group.role != "total" and group.n
            ),
            conditions=frozenset(
                value
                for value in study.facts.values(topic.linkage.condition)
                if not (unspecific and re.match(unspecific, value))
            ),
            registered=frozenset(found.upper() for found in REGISTERED.findall(named)),
            pmid=record.pmid or record.id,
            notices=frozenset(
                correction.pmid
                for correction in record.corrections
                if correction.pmid and _SAME_WORK.search(correction.kind)
            ),
            species=species(study, topic),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyLink:
    """Two papers that are, or may be, about the same people."""

    a: str
    b: str
    probability: float
    why: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the papers are joined without asking."""
        return self.probability >= CERTAIN

    @property
    def order(self) -> tuple[float, str, str]:
        """Where it stands among others: the most probable first."""
        return -self.probability, self.a, self.b


def link_between(a: StudyProfile, b: StudyProfile, rules: LinkageRules) -> StudyLink | None:
    """What ties two papers, if it is enough to ask.

    A common trial number or notice is certain.
    """
    a, b = sorted((a, b), key=lambda paper: paper.id)
    if a.species is not b.species:
        return None
    numbers = a.registered & b.registered
    if numbers:
        why = f"the same registration number ({min(numbers)})"
        return StudyLink(a=a.id, b=b.id, probability=1, why=(why,))
    if a.pmid in b.notices or b.pmid in a.notices:
        why = "one corrects or continues the other"
        return StudyLink(a=a.id, b=b.id, probability=1, why=(why,))
    apart = a.year and b.year and abs(a.year - b.year) > _YEARS
    return None if apart else _likely(a, b, rules)


def _likely(a: StudyProfile, b: StudyProfile, rules: LinkageRules) -> StudyLink | None:
    """The link by authors and sizes; sizes that differ may be of a part, and say nothing.

    Two conditions speak for two studies, unless groups of one size speak for one condition under
    two names: that is for a person to say.
    """
    shared, fewest = len(a.authors & b.authors), min(len(a.authors), len(b.authors))
    sizes = a.sizes & b.sizes
    other = bool(a.conditions and b.conditions and a.conditions.isdisjoint(b.conditions))
    if shared < _FEWEST_SHARED or (other and not sizes):
        return None
    elsewhere = bool(a.centres and b.centres and a.centres.isdisjoint(b.centres))
    probability = likelihood(shared / fewest, len(sizes), elsewhere=elsewhere)
    if other:
        probability = min(probability, _UNSURE)
    numbers = ", ".join(str(n) for n in sorted({n for _, n in sizes}))
    why = (
        f"{shared} of {fewest} authors in common",
        f"groups of the same size ({numbers})" if sizes else "",
        "the same centre" if a.centres & b.centres else "",
        rules.same if a.conditions & b.conditions else "",
    )
    if probability < LIKELY:
        return None
    return StudyLink(a=a.id, b=b.id, probability=probability, why=tuple(filter(None, why)))


def likelihood(shared: float, sizes: int, *, elsewhere: bool = False) -> float:
    """How probable it is that two reports which share so much are of the same people.

    ``elsewhere`` says that both name their centres, and none in common.
    """
    log_odds = _INTERCEPT + _SHARED * shared + _SIZE * min(sizes, _MOST_SIZES)
    return 1 / (1 + exp(-(log_odds + _ELSEWHERE * elsewhere)))


def name_key(author: str) -> str:
    """Family name and first initial, in plain small letters; a group's name whole.

    Reads ``Mosswood AB``, ``Mosswood A. B.``, ``Mosswood, Ada`` and ``Mosswood, A.-B.``.
    """
    family, comma, given = author.partition(",")
    words = family.split()
    while not comma and len(words) > 1 and _are_initials(words[-1]):
        given = words.pop() + given
    return _plain(f"{' '.join(words)} {given.strip()[:1]}")


def _plain(name: str) -> str:
    """A name in small letters without accents, spaces or points."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def _are_initials(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return 0 < len(letters) <= _INITIALS and all(map(str.isupper, letters))


def blocks(papers: Iterable[StudyProfile]) -> dict[str, list[StudyProfile]]:
    """Papers by what a tie needs in common, the oldest first: no others are compared."""
    by_key: dict[str, list[StudyProfile]] = {}
    for paper in sorted(papers, key=lambda paper: (paper.year or 0, paper.id)):
        number = {f"number {id}" for id in paper.registered}
        notice = {f"notice {id}" for id in (*paper.notices, paper.pmid)}
        for key in {*(f"author {author}" for author in paper.authors), *number, *notice}:
            by_key.setdefault(key, []).append(paper)
    return by_key
