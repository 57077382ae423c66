"""What may lie behind a disagreement, from the facts of both studies, and what would settle it.

A reason is what differs, or what at least one paper does not say. The facts may be in the
paper's own words: who prints reasons makes them inert.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import DisagreementKind, Evidence, StudyDifference
from bot.domain.studies import Fact, Study
from bot.synthesis.directness import smallest_arm
from bot.topics.topic import Topic

_SMALLEST = "people in the smallest group"
_SETTLE = {
    DisagreementKind.STRICT: "A study of both populations, with the same measure, region and side.",
    DisagreementKind.REPORT: "The authors, or the full texts, can say whether these are the"
    " same people, and which result stands.",
    DisagreementKind.COMPARATOR: "A study that makes both comparisons at once.",
    DisagreementKind.CROSS_FAMILY: "Both measures in the same people.",
    DisagreementKind.NULL: "A larger study, or the effect sizes of both with their intervals.",
    DisagreementKind.REVERSAL: "Measures before and after the intervention in the same people,"
    " beside a control group.",
    DisagreementKind.SPECIES: "The same intervention and comparison in one species.",
    DisagreementKind.SIDE: "Both sides reported in the same people, with a test of the"
    " difference between them.",
    DisagreementKind.INDETERMINATE: "The full text, or the authors, can say which way it goes,"
    " and for what.",
}


def settle(kind: DisagreementKind, topic: Topic) -> str:
    """What would settle a disagreement of one kind."""
    words = topic.disagreements.get(kind)
    return words.settle if words and words.settle else _SETTLE[kind]


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What one study says of everything that may lie behind a disagreement, by what it is."""

    facts: Mapping[str, str]

    @classmethod
    def of(cls, study: Study, topic: Topic) -> "StatedFacts":
        """Put the facts of a study in words, in the order in which they are compared."""
        facts = {name: _listed(study.facts.of(kind)) for kind, name in topic.contrasts.items()}
        return cls({**facts, _SMALLEST: str(smallest_arm(study) or "")})


def reasons(
    a: Evidence, b: Evidence, first: StatedFacts, second: StatedFacts
) -> tuple[StudyDifference, ...]:
    """What differs between two studies, or is not stated by one of them."""
    contrasts = [
        *(_beside(name, stated, second.facts[name]) for name, stated in first.facts.items()),
        _beside("measure", _words(a.measure), _words(b.measure)),
        _beside("side", _side(a), _side(b)),
    ]
    return tuple(contrast for contrast in contrasts if contrast)


def _beside(what: str, a: str, b: str) -> StudyDifference | None:
    """What two studies say of one thing; nothing where they say the same."""
    return None if a == b != "" else StudyDifference(what=what, a=a, b=b)


def _listed(facts: Iterable[Fact]) -> str:
    return " and ".join(sorted({_words(fact.value) for fact in facts}))


def _words(value: str) -> str:
    return value.replace("_", " ")


def _side(evidence: Evidence) -> str:
    return "–".join(side for side in (evidence.hemisphere, evidence.hemisphere_b) if side)
