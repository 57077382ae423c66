"""The one answer to an issue in which somebody suggested a paper."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.bibliography import short
from bot.rendering.decision_reasons import criterion_name, decision_reasons
from bot.rendering.escaping import link, markdown
from bot.rendering.phrases import day, ended
from bot.rendering.replies import Mark

PLACE = "suggestion-"
"""How the marks of answers to suggestions begin; the end of the suggestion follows."""
_MOST_REASONS = 4


class SuggestionEnd(StrEnum):
    """What became of a suggestion."""

    INCLUDED = "included"
    RETRACTED = "retracted"
    EXCLUDED = "excluded"
    WAITING = "waiting"
    QUEUED = "queued"
    UNKNOWN = "unknown"
    """PubMed has no record of it."""
    AMBIGUOUS = "ambiguous"
    """Several papers have its DOI, as where an issue of abstracts shares one."""
    UNNAMED = "unnamed"
    """The issue names no paper."""

    @property
    def settled(self) -> bool:
        """Whether nothing more is asked of whoever suggested it."""
        return self not in (
            SuggestionEnd.UNKNOWN, SuggestionEnd.AMBIGUOUS, SuggestionEnd.UNNAMED,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SuggestionAnswer:
    """What is answered to one issue."""

    issue: int
    end: SuggestionEnd
    paper: str = ""
    """The identifier in the issue, as ``PMID 123``; empty where it names none."""
    record: str = ""
    """The review's id of the paper, where it knows it."""

    @property
    def mark(self) -> Mark:
        """The mark of the answer: by it the program knows what it has answered."""
        return Mark(place=f"{PLACE}{self.end}", at=self.paper.replace(" ", ":"))


def suggestion_end(record: Record, issue: int, state: State) -> SuggestionEnd:
    """Where a known paper stands that an issue suggests."""
    decision = state.current_decisions.get(record.id)
    if decision is None or decision.verdict is Verdict.UNSURE:
        return SuggestionEnd.QUEUED if record.suggested == issue else SuggestionEnd.WAITING
    if decision.verdict is Verdict.EXCLUDE:
        return SuggestionEnd.EXCLUDED
    return SuggestionEnd.RETRACTED if record.retracted else SuggestionEnd.INCLUDED


def suggestion_reply(answer: SuggestionAnswer, state: State) -> str:
    """The answer in words, with everything from outside made inert."""
    record = state.by_id.get(answer.record)
    words = _of_paper(answer, record, state) if record else _of_no_paper(answer)
    return f"{answer.mark.text}\nThank you. {words}\n"


def _of_no_paper(answer: SuggestionAnswer) -> str:
    if answer.end is SuggestionEnd.UNNAMED:
        return (
            "This issue names no paper that can be looked up. Please edit it and add a PMID, a DOI"
            " or the paper's address at PubMed; it is then looked at again."
        )
    if answer.end is SuggestionEnd.AMBIGUOUS:
        return (
            f"PubMed has several papers with {markdown(answer.paper)}. Please edit the issue and"
            " name the one that is meant by its PMID; it is then looked at again."
        )
    return (
        f"PubMed has no record of {markdown(answer.paper)}. If there is a slip in it, please edit"
        " the issue; it is then looked at again. A paper that PubMed does not have can be imported"
        " from a file by whoever keeps this review."
    )


def _of_paper(answer: SuggestionAnswer, record: Record, state: State) -> str:
    paper = f"{link(record.label, record.link)}, “{markdown(short(record.title))}”,"
    decision = state.current_decisions.get(record.id)
    waiting = len(state.queue)
    if answer.end is SuggestionEnd.INCLUDED:
        return f"{paper} is in the review already."
    if answer.end is SuggestionEnd.RETRACTED:
        return f"{paper} was included, and retracted since: its findings have been removed."
    if answer.end is SuggestionEnd.EXCLUDED and decision:
        return f"{paper} was screened and excluded. {_why(decision)}"
    if answer.end is SuggestionEnd.WAITING:
        return f"{paper} is known already, and one of {waiting} awaiting a screening decision."
    place = next((at for at, other in enumerate(state.queue, 1) if other.id == record.id), waiting)
    return (
        f"{paper} is queued as number {place} of {waiting} awaiting a screening decision. The next"
        " run screens it by the same criteria as every other paper. That it was suggested here, and"
        " not found by the search, stays on record."
    )


def _why(decision: Decision) -> str:
    who = markdown(decision.by) if decision.judge is Judge.PERSON else "the program"
    criterion = (
        f", criterion: {markdown(criterion_name(decision.criterion))}" if decision.criterion else ""
    )
    reasons = (ended(markdown(reason)) for reason in decision_reasons(decision)[:_MOST_REASONS])
    return " ".join([f"Decided on {day(decision.on)} by {who}{criterion}.", *reasons])
