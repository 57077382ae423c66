"""From the ids of a vocabulary to words that people read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.domain.claims import Agreement, Claim, Species
from bot.domain.studies import OTHER, Direction, Finding, Study
from bot.extraction.terms import Term
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.escaping import Safe
from bot.rendering.estimate_words import printed_size
from bot.rendering.phrases import sentence_case
from bot.topics.topic import NO_TOPIC, FactColumn, Topic

NOT_EXTRACTED = "not extracted"
"""Of what a paper may state although the program read it nowhere."""
NO_REGION, NO_COMPARATOR = "region not specified", "comparator not specified"
NO_DIRECTION = "direction not reported"
NO_DIFFERENCE, NO_CORRELATION = "no clear difference", "no clear correlation"
"""Where none is reported as significant, which does not show that there is none."""
NO_SINGLE_REGION = "No single region"
"""Heads what is of no region, beside the regions: two kinds that are not told apart by a name."""
_AGREEMENT = {Agreement.CONTRADICTED: "conflicting", Agreement.UNSIGNED: NO_DIRECTION}
SIDES = ("left", "right", "bilateral")
_EPONYMS = ("Bonferroni", "Gaussian")
_UNNAMED = re.compile(r"\b(?:an )?intervention\b(?! group)", re.IGNORECASE)
"""What the name of a comparison calls any intervention."""
_MOST_NAMED = 3
"""Measures that one sentence names; of more it names the family."""


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
        if term:
            return term.name
        return self._of_scale(key) or key.removeprefix(OTHER).replace("_", " ")

    def _of_scale(self, family: str) -> str:
        """The measures of a scale of a family that has no name of its own; else empty."""
        known = self.vocabulary.terms.get("measure", {}) if self.vocabulary else {}
        names = [term.name for term in known.values() if f"{term.family}:{term.scale}" == family]
        return " or ".join([*names[:1], *map(lowered, names[1:])])

    def stated(self, study: Study, column: FactColumn) -> str:
        """What a study states of the kinds of one column, by name."""
        facts = self.topic.facts
        named = ", ".join(self._values(study, *column.kinds)) or NOT_EXTRACTED
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

    @property
    def end_word(self) -> str:
        """What findings are filed under: a region, or an outcome."""
        return "outcome" if self.effects else "region"

    @property
    def effects(self) -> bool:
        """Whether the findings are effects of interventions, which have no place."""
        return self.topic.of_effects

    def compared(self, part: Finding | Claim) -> str:
        """What is compared with what, where that was read, and under which intervention."""
        if self.effects:
            return self.sides(part)
        named = self.name("comparison", part.comparison) or sentence_case(NO_COMPARATOR)
        if not part.intervention:
            return named
        done = lowered(self.name("intervention", part.intervention))
        given, several = _UNNAMED.subn(done, named, count=1)
        return sentence_case(given) if several else f"{named}, {done}"

    def sides(self, part: Finding | Claim) -> str:
        """The intervention and what it is compared with: ``Exercise versus usual care``."""
        done = self.name("intervention", part.intervention) if part.intervention else "Intervention"
        if self.topic.comparison(part.comparison).before_after:
            return f"{sentence_case(done)}, before and after"
        against = lowered(self.against(part.comparator)) or NO_COMPARATOR
        return f"{sentence_case(done)} versus {against}"

    def correlate(self, claim: Claim) -> str:
        """The variable with which a claim says that a measure goes, within a sentence."""
        return lowered(self.name("variable", claim.clinical_variable))

    def in_animals(self, claim: Claim) -> str:
        """In whom a claim was found, in brackets, where that is not people."""
        many = self.topic.animals.many
        return f" ({many})" if many and claim.species is Species.ANIMAL else ""

    def against(self, comparator: str) -> str:
        """What a comparator is called, which may be another intervention."""
        if not comparator:
            return ""
        kind = "comparator" if self.term("comparator", comparator) else "intervention"
        return self.name(kind, comparator)

    def where(self, finding: Finding) -> str:
        """The region with its side, or both ends of a connection; a regionless measure itself."""
        if self.effects:
            return sentence_case(self.name("measure", finding.measure))
        if not finding.region:
            measured = self.name("measure", finding.measure)
            return measured if self._placeless(finding) else sentence_case(NO_REGION)
        first = (finding.region, finding.hemisphere)
        return self._ends(first, (finding.region_b, finding.hemisphere_b))

    def detail(self, finding: Finding) -> str:
        """What stands behind the place of a finding: its measure, or the time of its outcome."""
        if self.effects:
            return f", {finding.time}" if finding.time else ""
        if self._placeless(finding):
            return ""
        return f", {lowered(self.name('measure', finding.measure))}"

    def size(self, finding: Finding) -> str:
        """How large an effect is, behind its direction; empty where nothing is printed of it."""
        printed = printed_size(finding.estimate, finding.statistic)
        return f", {printed}" if self.effects and printed else ""

    def place(self, claim: Claim) -> str:
        """The region of a claim, or both ends of a connection, without sides."""
        return self._ends((claim.region, ""), (claim.region_b, ""))

    def region(self, key: str) -> str:
        """A region's name, or that there is none."""
        if self.effects:
            return sentence_case(self.name("measure", key))
        return self.name("region", key) if key else NO_SINGLE_REGION

    def measured(self, claim: Claim) -> str:
        """What a claim is about: its family of measures, or what its sign is of within it."""
        if self.effects:
            return sentence_case(self.name("measure", claim.family))
        return self.name("family", claim.scaled_family)

    def quantity(self, claim: Claim) -> str:
        """What was measured, by name: ``ALFF or regional homogeneity (ReHo)``."""
        terms = self._measures(claim)
        if not 0 < len(terms) <= _MOST_NAMED:
            return self.measured(claim)
        first, *others = (term.short or term.name for term in terms)
        return " or ".join([first, *map(lowered, others)])

    def bearer(self, claim: Claim) -> str:
        """What is more or less: the measure itself, or what it is measured of."""
        bearers = {term.bearer for term in self._measures(claim)}
        return (bearers.pop() if len(bearers) == 1 else "") or self.quantity(claim)

    def regionless(self, claim: Claim) -> bool:
        """Whether all that was measured is of no region, so that none is missing."""
        if self.effects:
            return True
        terms = self._measures(claim)
        return bool(terms) and all(term.regionless for term in terms)

    def _placeless(self, finding: Finding) -> bool:
        """Whether a finding is of a measure that has no region, so that none is missing."""
        term = self.term("measure", finding.measure)
        return not finding.region and term is not None and term.regionless

    def words(self, claim: Claim) -> Mapping[Direction, str]:
        """What each direction is called of a claim's measures."""
        nothing = NO_CORRELATION if claim.clinical_variable else NO_DIFFERENCE
        return {**_directions(self._measures(claim)), Direction.NONE: nothing}

    def direction(self, measure: str) -> Mapping[Direction, str]:
        """What each direction is called of one measure."""
        term = self.term("measure", measure)
        return _directions([term] if term else [])

    def _measures(self, claim: Claim) -> list[Term]:
        """The measures that a claim rests on, as the vocabulary orders them."""
        known = self.vocabulary.terms.get("measure", {}) if self.vocabulary else {}
        used = known.keys() & {evidence.measure for evidence in claim.evidence}
        return [known[id] for id in sorted(used, key=self._places_of_measures.__getitem__)]

    @cached_property
    def _places_of_measures(self) -> Mapping[str, int]:
        """Where each measure stands in the vocabulary: looking through all takes long."""
        known = self.vocabulary.terms.get("measure", {}) if self.vocabulary else {}
        return {id: at for at, id in enumerate(known)}

    def _ends(self, first: tuple[str, str], second: tuple[str, str]) -> str:
        near = f"{self.region(first[0])}{side(first[1])}"
        if not second[0]:
            return near
        if second == first:
            return f"{near} (within)"
        return f"{near} – {self.region(second[0])}{side(second[1])}"


def agreement(value: Agreement) -> str:
    """How the cohorts of a claim stand to each other, in the words of tables and figures."""
    return _AGREEMENT.get(value, value.value)


def side(hemisphere: str) -> Safe:
    """The side behind a region's name."""
    return Safe(f" ({hemisphere})" if hemisphere in SIDES else "")


def lowered(name: str) -> str:
    """A name within a sentence: small first letter, unless it is an abbreviation or somebody's."""
    word = name.partition(" ")[0]
    abbreviated = any(letter.isupper() for letter in word[1:]) or word[1:2] == "-"
    kept = abbreviated or word.endswith("'s") or word in _EPONYMS
    return name if kept else name[:1].lower() + name[1:]


def _directions(measures: Iterable[Term]) -> dict[Direction, str]:
    """What directions are called of measures, in the usual words where these differ."""
    pairs = {(term.more, term.less) for term in measures}
    more, less = pairs.pop() if len(pairs) == 1 else ("", "")
    return {
        Direction.INCREASE: more or "higher",
        Direction.DECREASE: less or "lower",
        Direction.NONE: NO_DIFFERENCE,
        Direction.ALTERED: NO_DIRECTION,
        Direction.POSITIVE_CORRELATION: "positive correlation",
        Direction.NEGATIVE_CORRELATION: "negative correlation",
    }
