"""Look up why a paper is in the review, out of it, or awaiting a decision."""

from dataclasses import dataclass

from bot.domain.blinding import disclosed
from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.decision_reasons import criterion_name
from bot.rendering.lookup.claims import LookupData
from bot.rendering.lookup.standing import (
    CitedStudy,
    ReviewStanding,
    cited_study,
    for_assistant,
    titled,
)
from bot.rendering.lookup.study import notices, record_named
from bot.rendering.record_history import decided, sentences_of

MOST_REASONS, MOST_EARLIER = 12, 10
_STATUS = {
    Verdict.INCLUDE: "included",
    Verdict.EXCLUDE: "excluded",
    Verdict.UNSURE: "awaiting a screening decision",
}
_RETRACTED, _UNDECIDED = "included and retracted since", "not screened yet"
_MERGED = "What the program proposes to include is in the review once a person has merged it."


@dataclass(frozen=True, kw_only=True)
class EligibilityAnswer:
    """Where one paper stands, and why."""

    review: ReviewStanding
    study: CitedStudy
    title: str
    status: str
    """``included``, ``excluded``, ``awaiting a screening decision`` and the like."""
    decided: str
    """When and by whom; empty where nobody decided."""
    criterion: str
    """The criterion that failed, where one did."""
    reasons: tuple[str, ...]
    earlier: tuple[str, ...]
    """Decisions before the one that counts, oldest first."""
    notices: tuple[str, ...]
    """Retraction and expression of concern, in words."""


def why(key: str, lookup: LookupData) -> EligibilityAnswer:
    """Where the paper stands that an id, PMID or DOI names.

    Raises:
        Mistake: it is not known.
    """
    record = record_named(key, lookup)
    standing = lookup.state.current_decisions.get(record.id)
    shown = disclosed(
        (decision for decision in lookup.state.decisions if decision.record == record.id), standing
    )
    counts = standing if standing in shown else next(reversed(shown), None)
    earlier = [decision for decision in shown if decision is not counts]
    return EligibilityAnswer(
        review=lookup.review,
        study=cited_study(record),
        title=titled(record),
        status=status(record, counts),
        decided=for_assistant(decided(counts)) if counts else "",
        criterion=for_assistant(criterion_name(counts.criterion)) if counts else "",
        reasons=_reasons(counts),
        earlier=tuple(for_assistant(decided(decision)) for decision in earlier[-MOST_EARLIER:]),
        notices=notices(record),
    )


def status(record: Record, decision: Decision | None) -> str:
    """Where a record stands, in words."""
    if decision is None:
        return _UNDECIDED
    if record.retracted and decision.verdict is Verdict.INCLUDE:
        return _RETRACTED
    return _STATUS[decision.verdict]


def _reasons(decision: Decision | None) -> tuple[str, ...]:
    if decision is None:
        return ()
    sentences = [for_assistant(sentence) for sentence in sentences_of(decision)[:MOST_REASONS]]
    by_program = decision.judge is not Judge.PERSON and decision.verdict is Verdict.INCLUDE
    return (*sentences, _MERGED) if by_program else tuple(sentences)
