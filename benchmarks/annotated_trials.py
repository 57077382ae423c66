"""Annotated results of trials, and the finding of the reader that names the outcome of each.

A folder holds ``abstracts.jsonl`` and ``gold.jsonl`` (Evidence Inference 2.0): for an outcome, an
intervention and a comparator whether the abstract reports an increase, a decrease or no significant
difference, with the words that say so. Only results whose words stand in the abstract are read.

A result is found when a finding names its outcome: half of the telling words of the shorter name
where its quote overlaps the annotated words, else two thirds of those of the longer. Where the
finding's index arm is what the annotation compares with, its direction is turned round first. An
annotated outcome may be an improvement: that is more where the finding has its outcome go the
better way. Of several findings one whose quote overlaps the annotated words goes first, then one
between arms, then the one whose name is nearest, then the surest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.lent_abstracts import lines
from bot.domain.protocol import Better
from bot.domain.studies import FLIPPED, OTHER, Direction, Finding
from bot.extraction.confidence import LinkModel
from bot.extraction.effects.arm_reading import read_trial_arms
from bot.extraction.effects.polarity import better_way
from bot.extraction.effects.reading import BETWEEN_ARMS, read_effects
from bot.extraction.effects.whole_confidence import WholeModel
from bot.extraction.text import sentences
from bot.extraction.vocabulary import Vocabulary

OPENING = 50
"""Letters of the annotated words that must stand in the abstract."""
STEM = 5
WORD = re.compile(r"[a-z0-9]{2,}")
CONTROL = re.compile(
    r"\b(?:control|placebo|sham|usual|standard|routine|no|without|alone|only)\b", re.IGNORECASE
)
IMPROVEMENT = re.compile(r"\bimprovements?\b", re.IGNORECASE)
_WORDS = """
the a an of in and or for to at on with by from mean median rate rates score scores level levels
number total change changes percentage proportion patients participants group between after before
during week weeks month months day days outcome outcomes measures as per
"""
EMPTY = frozenset(_WORDS.split())
"""Words that tell no outcome from another."""


@dataclass(frozen=True, kw_only=True)
class Gold:
    """One annotated result."""

    outcome: str
    intervention: str
    comparator: str
    direction: Direction
    evidence: str

    @classmethod
    def of(cls, result: Mapping[str, Any], evidence: str) -> "Gold":
        """The result that a line of annotations names, with the words that say so."""
        return cls(
            outcome=result["outcome"],
            intervention=result["intervention"],
            comparator=result["comparator"],
            direction=Direction(result["direction"]),
            evidence=evidence,
        )


@dataclass(frozen=True, kw_only=True)
class Case:
    """One abstract with its annotated results."""

    name: str
    title: str
    abstract: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One annotated result, the finding that names its outcome, and what that says."""

    case: Case
    gold: Gold
    finding: Finding | None
    direction: Direction | None
    overlaps: bool


def read_cases(folder: Path) -> list[Case]:
    """Read the abstracts of a folder with the results whose words they hold."""
    texts = {line["record_id"]: line for line in lines(folder / "abstracts.jsonl")}
    return [
        Case(
            name=line["record_id"],
            title=texts[line["record_id"]]["title"],
            abstract=(abstract := texts[line["record_id"]]["abstract"]),
            gold=tuple(
                Gold.of(result, result["evidence"])
                for result in line["findings"]
                if plain(result["evidence"])[:OPENING] in plain(abstract)
            ),
        )
        for line in lines(folder / "gold.jsonl")
    ]


def judge(
    case: Case,
    vocabulary: Vocabulary,
    model: LinkModel | None = None,
    whole: WholeModel | None = None,
) -> Iterator[Judged]:
    """Yield each annotated result of an abstract with what the reader says of it."""
    spans = sentences(case.abstract)
    arms = read_trial_arms(case.title, case.abstract, spans, vocabulary)
    findings = read_effects(case.abstract, spans, arms, vocabulary, model, whole).findings
    for gold in case.gold:
        yield matched(case, gold, findings, vocabulary)


def matched(case: Case, gold: Gold, findings: Sequence[Finding], vocabulary: Vocabulary) -> Judged:
    """Return an annotated result with the finding that names its outcome."""
    named = [
        finding for finding in findings
        if same_outcome(outcome_words(finding, vocabulary), gold, finding)
    ]  # fmt: skip
    ordered = sorted(
        named,
        key=lambda finding: (
            not overlap(finding, gold),
            finding.comparison != BETWEEN_ARMS,
            -likeness(outcome_words(finding, vocabulary), gold.outcome),
            -finding.confidence,
        ),
    )
    if not ordered:
        return Judged(case=case, gold=gold, finding=None, direction=None, overlaps=False)
    best = ordered[0]
    direction = told_of(best.direction, best, gold, vocabulary)
    return Judged(
        case=case, gold=gold, finding=best, direction=direction, overlaps=overlap(best, gold)
    )


def told_of(
    direction: Direction, finding: Finding, gold: Gold, vocabulary: Vocabulary
) -> Direction:
    """Return a direction as the annotation would have it: of its arm, and of its outcome."""
    turned = reverse(finding, gold, vocabulary)
    if IMPROVEMENT.search(gold.outcome):
        name = outcome_words(finding, vocabulary)
        measure = finding.measure
        turned ^= better_way(name, measure, vocabulary) == Better.LOWER
    return FLIPPED.get(direction, direction) if turned else direction


def outcome_words(finding: Finding, vocabulary: Vocabulary) -> str:
    """What a finding calls its outcome: the vocabulary's name, and the words it was read from."""
    start, end = finding.marked
    printed = finding.quote.text[start:end]
    known = vocabulary.terms["measure"].get(finding.measure)
    return f"{known.name} {printed}" if known else finding.measure.removeprefix(OTHER)


def same_outcome(printed: str, gold: Gold, finding: Finding) -> bool:
    """Whether a finding is of an annotated outcome: from other words, only under its very name."""
    return names(printed, gold.outcome) if overlap(finding, gold) else alike(printed, gold.outcome)


def alike(printed: str, outcome: str) -> bool:
    """Whether two names share most of the telling words of either."""
    mine, theirs = stems(printed), stems(outcome)
    return 3 * len(mine & theirs) >= 2 * max(len(mine), len(theirs), 1)


def likeness(printed: str, outcome: str) -> float:
    """How many of the telling words of two names they share."""
    mine, theirs = stems(printed), stems(outcome)
    return len(mine & theirs) / max(1, len(mine | theirs))


def names(printed: str, outcome: str) -> bool:
    """Whether two names may be of one outcome."""
    mine, theirs = stems(printed), stems(outcome)
    shared = mine & theirs
    return bool(shared) and 2 * len(shared) >= min(len(mine), len(theirs))


def stems(name: str) -> frozenset[str]:
    """The telling words of a name, without their endings."""
    words = WORD.findall(name.lower())
    return frozenset(word[:STEM] for word in words if word not in EMPTY)


def reverse(finding: Finding, gold: Gold, vocabulary: Vocabulary) -> bool:
    """Whether the finding is told of what the annotation compares with.

    A control is never what was tried, whatever words its description shares.
    """
    if CONTROL.search(gold.comparator) and not CONTROL.search(gold.intervention):
        return False
    index = stems(called(finding.intervention, "intervention", vocabulary))
    against = stems(called(finding.comparator, "comparator", vocabulary))
    tried, other = stems(gold.intervention), stems(gold.comparator)
    straight = len(index & tried - other) + len(against & other - tried)
    turned = len(index & other - tried) + len(against & tried - other)
    return turned > straight


def called(id: str, kind: str, vocabulary: Vocabulary) -> str:
    """What an id is called."""
    term = vocabulary.terms[kind].get(id)
    return term.name if term else id.removeprefix(OTHER)


def overlap(finding: Finding, gold: Gold) -> bool:
    """Whether the quote of a finding and the annotated words have a stretch in common."""
    quote, evidence = plain(finding.quote.text), plain(gold.evidence)
    return (
        quote[:OPENING] in evidence
        or evidence[:OPENING] in quote
        or any(
            quote[at : at + OPENING] in evidence
            for at in range(0, max(1, len(quote) - OPENING), 10)
        )
    )


def plain(text: str) -> str:
    """A text in small letters without spaces, as both sources space it differently."""
    return re.sub(r"\s+|&nbsp;|&amp;", "", text.lower())
