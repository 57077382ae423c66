"""What may lie behind a disagreement, from the facts of both studies, and what would settle it.

A reason is what differs, or what at least one paper does not say. The facts may be in the
paper's own words: who prints reasons makes them inert.
"""

from collections.abc import Callable, Iterable

from bot.domain.claims import Evidence, Kind
from bot.domain.studies import Fact, Facts, Study
from bot.synthesis.cells import Source
from bot.synthesis.tiers import smallest_arm

NOT_STATED = "not stated"
_FACTS: tuple[tuple[str, Callable[[Facts], tuple[Fact, ...]]], ...] = (
    ("cancer", lambda one: one.cancers),
    ("pain", lambda one: one.pains),
    ("origin of the pain", lambda one: one.origins),
    ("treatment", lambda one: one.interventions),
    ("opioids and other analgesics", lambda one: one.analgesics),
    ("method", lambda one: one.modalities),
    ("whole brain or region of interest", lambda one: one.scopes),
    ("correction for multiple tests", lambda one: one.corrections),
)
_SETTLE = {
    Kind.STRICT: "A study with both cancers and treatments, opioids recorded, and the same "
    "measure, region and side.",
    Kind.REPORT: "The authors, or the full texts, can say whether these are the same people, and "
    "which result stands.",
    Kind.COMPARATOR: "A study that compares cancer with pain, cancer without pain and healthy "
    "people at once.",
    Kind.CROSS_FAMILY: "Both measures in the same people.",
    Kind.NULL: "A larger study, or the effect sizes of both with their intervals.",
    Kind.REVERSAL: "Scans before and after treatment in the same people, beside a control group.",
    Kind.SPECIES: "The same intervention and comparison in one species.",
    Kind.SIDE: "Both sides reported in the same people, with a test of the difference between "
    "them.",
    Kind.INDETERMINATE: "The full text, or the authors, can say which way it goes, and for what.",
}


def settle(kind: Kind) -> str:
    """What would settle a disagreement of one kind."""
    return _SETTLE[kind]


def reasons(a: Evidence, b: Evidence, first: Source, second: Source) -> tuple[str, ...]:
    """What differs between two studies, or is not stated by one of them."""
    said = [
        _beside(name, _listed(of(first.study.facts)), _listed(of(second.study.facts)))
        for name, of in _FACTS
    ]
    said += [
        _beside("people in the smallest group", _size(first.study), _size(second.study)),
        _beside("measure", _words(a.measure), _words(b.measure)),
        _beside("side", _side(a), _side(b)),
    ]
    return tuple(one for one in said if one)


def _beside(name: str, a: str, b: str) -> str:
    """What two studies say of one thing; nothing where they say the same."""
    if not a and not b:
        return f"{name}: {NOT_STATED}"
    return "" if a == b else f"{name}: A: {a or NOT_STATED}, B: {b or NOT_STATED}"


def _listed(facts: Iterable[Fact]) -> str:
    return " and ".join(sorted({_words(one.value) for one in facts}))


def _words(value: str) -> str:
    return value.replace("_", " ")


def _size(study: Study) -> str:
    return str(smallest_arm(study) or "")


def _side(one: Evidence) -> str:
    return "–".join(side for side in (one.hemisphere, one.hemisphere_b) if side)
