"""From the ids of a vocabulary to words that people read."""

from dataclasses import dataclass

from bot.domain.claims import Claim
from bot.domain.studies import Finding, Study
from bot.extraction.terms import Term
from bot.extraction.vocabulary import OTHER, Vocabulary
from bot.rendering.escaping import Safe
from bot.topics.topic import NO_TOPIC, FactColumn, Topic

NO_REGION, NOT_READ_HERE, NOT_STATED = "no region named", "not read", "not stated"
SIDES = ("left", "right", "bilateral")


@dataclass(frozen=True, kw_only=True)
class TermLabels:
    """What the terms of one vocabulary are called."""

    vocabulary: Vocabulary | None

    @property
    def topic(self) -> Topic:
        """What the field decides beside its words."""
        return self.vocabulary.topic if self.vocabulary else NO_TOPIC

    def term(self, kind: str, key: str) -> Term | None:
        """The term, None where the vocabulary has none of that id."""
        terms = self.vocabulary.terms.get(kind, {}) if self.vocabulary else {}
        return terms.get(key)

    def name(self, kind: str, key: str) -> str:
        """The display name of a term; its id in words where the vocabulary has none."""
        term = self.term(kind, key)
        return term.name if term else key.removeprefix(OTHER).replace("_", " ")

    def stated(self, study: Study, column: FactColumn) -> str:
        """What a study states of the kinds of one column, by name."""
        facts = self.topic.facts
        named = ", ".join(self._values(study, *column.kinds)) or NOT_STATED
        behind = (
            facts[kind].phrase.format(facts[kind].joint.join(values).lower())
            for kind in column.then
            if (values := self._values(study, kind))
        )
        return "".join((named, *behind))

    def _values(self, study: Study, *kinds: str) -> list[str]:
        """The names of what a study states, each once."""
        values = (
            self.name(self.topic.term_kind(kind), fact.value)
            for kind in kinds
            for fact in study.facts.of(kind)
        )
        return list(dict.fromkeys(values))

    def compared(self, part: Finding | Claim) -> str:
        """What is compared with what, where that was read."""
        return self.name("comparison", part.comparison) or NOT_READ_HERE

    def where(self, finding: Finding) -> str:
        """The region with its side, or both ends of a connection."""
        first = (finding.region, finding.hemisphere)
        return self._ends(first, (finding.region_b, finding.hemisphere_b))

    def place(self, claim: Claim) -> str:
        """The region of a claim, or both ends of a connection, without sides."""
        return self._ends((claim.region, ""), (claim.region_b, ""))

    def region(self, key: str) -> str:
        """A region's name, or that none is named."""
        return self.name("region", key) if key else NO_REGION

    def measured(self, claim: Claim) -> str:
        """What a claim is about: its family of measures, or what its sign is of within it."""
        return self.name("family", f"{claim.family}:{claim.scale}" if claim.scale else claim.family)

    def _ends(self, first: tuple[str, str], second: tuple[str, str]) -> str:
        near = f"{self.region(first[0])}{side(first[1])}"
        if not second[0]:
            return near
        if second == first:
            return f"within: {near}"
        return f"{near} – {self.region(second[0])}{side(second[1])}"


def side(hemisphere: str) -> Safe:
    """The side behind a region's name."""
    return Safe(f" ({hemisphere})" if hemisphere in SIDES else "")


def lowered(name: str) -> str:
    """A name within a sentence: small first letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() or name[1:2] == "-" else name[:1].lower() + name[1:]
