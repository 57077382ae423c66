"""Gaps: what the question asks about and no included study has examined.

What stands in words that were not read, or in findings that wait for a person, is not a gap: it
may have been studied, and is not extracted yet.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.claims import CountRange, Synthesis
from bot.domain.state import State
from bot.domain.studies import Finding, Study
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
    unread: tuple[str, ...] = ()
    """Ids of which studies speak in what is not read or to be checked: not extracted yet."""


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
    open_findings = [finding for study in studies for finding in study.to_check]
    compared = {finding.comparison for finding in open_findings}
    gaps.append(_gap("Comparisons", "comparison", by_comparison, vocabulary, compared))
    families = set(_families(studies, open_findings, vocabulary))
    gaps.append(_gap("Measures", "family", by_family, vocabulary, families))
    return tuple(gap for gap in gaps if gap.missing or gap.seen or gap.unread)


def _families(
    studies: Iterable[Study], open_findings: Iterable[Finding], vocabulary: Vocabulary
) -> Iterator[str]:
    """The families of the measures that are named, and not extracted."""
    terms = vocabulary.terms.get("measure", {})
    named = [finding.measure for finding in open_findings]
    named += [
        value
        for study in studies
        for facts in study.facts.by_kind
        for value in study.facts.values(facts)
    ]
    if "measure" in vocabulary.lexicons:
        named += [
            match.id
            for study in studies
            for quote in study.unread
            for match in vocabulary.find(quote.text, "measure")
        ]
    return (terms[key].family for key in named if key in terms)


def repeated(synthesis: Synthesis) -> CountRange:
    """How many claims rest on more than one cohort."""
    return CountRange(
        fewest=sum(claim.fewest >= THIN for claim in synthesis.claims),
        most=sum(claim.total >= THIN for claim in synthesis.claims),
    )


def _gap(
    label: str,
    kind: str,
    pairs: Iterable[tuple[str, str]],
    vocabulary: Vocabulary,
    named: Collection[str] = (),
) -> Gap:
    counts: dict[str, int] = {}
    for _, key in sorted(set(pairs)):
        if key:
            counts[key] = counts.get(key, 0) + 1
    terms = vocabulary.terms.get(kind, {})
    absent = [key for key in terms if key not in counts and _asked(kind, key, vocabulary)]
    return Gap(
        label=label,
        kind=kind,
        seen=dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        missing=tuple(key for key in absent if key not in named),
        unread=tuple(key for key in absent if key in named),
    )


def _asked(kind: str, key: str, vocabulary: Vocabulary) -> bool:
    """Whether the absence of a term says something: scales of a family are only ways to count."""
    if kind == "comparison":
        return bool(vocabulary.terms[kind][key].asked)
    return ":" not in key
