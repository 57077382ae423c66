"""Gaps: what the question asks about and no included study has examined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary

THIN = 2
"""Cohorts from which a finding may be called repeated."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Terms of one kind: which of them studies examined, and which none did."""

    label: str
    kind: str
    """The kind of term in the vocabulary."""
    seen: Mapping[str, int]
    """Studies by the term's id, the most studied first."""
    missing: tuple[str, ...]
    """Ids of the vocabulary without a study."""


def gaps(state: State, synthesis: Synthesis, vocabulary: Vocabulary) -> tuple[Gap, ...]:
    """What is examined and what is not: by facts of the studies, then by what claims compare."""
    studies = [state.studies[record.id] for record in state.included if record.id in state.studies]
    gaps = [
        _gap(
            label,
            vocabulary.topic.term_kind(kind),
            ((study.id, value) for study in studies for value in study.facts.values(kind)),
            vocabulary,
        )
        for kind, label in vocabulary.topic.gaps.items()
        if vocabulary.terms.get(vocabulary.topic.term_kind(kind))
    ]
    by_comparison = ((key, claim.comparison) for claim in synthesis.claims for key in claim.studies)
    by_family = ((key, claim.family) for claim in synthesis.claims for key in claim.studies)
    gaps.append(_gap("Comparisons", "comparison", by_comparison, vocabulary))
    gaps.append(_gap("Measures", "family", by_family, vocabulary))
    return tuple(gap for gap in gaps if gap.missing or gap.seen)


def repeated(synthesis: Synthesis) -> int:
    """How many claims rest on more than one cohort."""
    return sum(claim.total >= THIN for claim in synthesis.claims)


def _gap(label: str, kind: str, pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Gap:
    counts: dict[str, int] = {}
    for _, key in sorted(set(pairs)):
        if key:
            counts[key] = counts.get(key, 0) + 1
    terms = vocabulary.terms.get(kind, {})
    return Gap(
        label=label,
        kind=kind,
        seen=dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        missing=tuple(key for key in terms if key not in counts and _asked(kind, key, vocabulary)),
    )


def _asked(kind: str, key: str, vocabulary: Vocabulary) -> bool:
    """Whether the absence of a term says something: scales of a family are only ways to count."""
    if kind == "comparison":
        return bool(vocabulary.terms[kind][key].asked)
    return ":" not in key
