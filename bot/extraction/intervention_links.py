"""Findings about a change name the one intervention behind it, where the paper has only one."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.facts import Facts
from bot.domain.studies import Finding
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

CHANGES = frozenset(("post_vs_pre", "intervention_vs_control_change", "intervention_vs_control"))
"""Comparisons of what an intervention did."""


def with_interventions(
    findings: Sequence[Finding], facts: Facts, sentences: Sequence[Span], vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Return the findings with the intervention that the sentence, or else the study, names."""
    study = _only({fact.value for fact in facts.of("interventions")}, vocabulary)
    if not facts.of("interventions"):
        return tuple(findings)
    return tuple(
        replace(finding, intervention=_named(finding, sentences, facts, vocabulary) or study)
        if finding.comparison in CHANGES
        else finding
        for finding in findings
    )


def _named(
    finding: Finding, sentences: Sequence[Span], facts: Facts, vocabulary: Vocabulary
) -> str:
    """The one intervention of this study that the sentence of a finding names."""
    own = {fact.value for fact in facts.of("interventions")}
    words = next(
        (
            sentence.text
            for sentence in sentences
            if sentence.start <= finding.quote.start < sentence.end
        ),
        "",
    )
    named = {match.id for match in vocabulary.find(words, "intervention")} & own
    return next(iter(named)) if len(named) == 1 else ""


def _only(named: set[str], vocabulary: Vocabulary) -> str:
    """The one intervention that is tried out; what treats the tumour, where that is all."""
    terms = vocabulary.terms["intervention"]
    tried = {id for id in named if not terms[id].exposure} or named
    return next(iter(tried)) if len(tried) == 1 else ""
