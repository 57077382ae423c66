"""A person's decision on one paper, for the commands that decide."""

from dataclasses import dataclass

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.records import Record
from bot.domain.state import State
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.paper import named_record, no_such_paper
from bot.rendering.escaping import one_line
from bot.rendering.phrases import day


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a person says of one paper."""

    verdict: Verdict
    by: str
    """The person, as the ledger names them."""
    on: str
    """ISO date."""
    reason: str
    criterion: str = ""
    """The name of the criterion that the paper fails."""


def decide(
    state: State, arguments: str, context: CommandContext, verdict: Verdict, criterion: str = ""
) -> CommandResult:
    """Decide the paper that ``arguments`` open with; the rest of them is the reason."""
    key, _, reason = arguments.partition(" ")
    record = named_record(state, key, context)
    if record is None:
        return no_such_paper(key)
    ruling = Ruling(
        verdict=verdict, by=context.login, on=context.today.isoformat(), criterion=criterion,
        reason=one_line(reason) or f"Decided in pull request {context.pull}.",
    )  # fmt: skip
    return rule_on(state, record, ruling)


def rule_on(state: State, record: Record, ruling: Ruling) -> CommandResult:
    """What comes of a person's ruling on one paper."""
    if record.retracted and ruling.verdict is Verdict.INCLUDE:
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence=f"{record.label} was retracted and stays excluded from all tables",
        )
    current = state.current_decisions.get(record.id)
    same = (Judge.PERSON, ruling.verdict, ruling.criterion)
    if current and (current.judge, current.verdict, current.criterion) == same:
        when = f"{_phrase(ruling.verdict, ruling.criterion)} by {current.by} on {day(current.on)}"
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label} is {when} already"
        )
    decision = Decision(
        record=record.id, verdict=ruling.verdict, judge=Judge.PERSON, by=ruling.by,
        # A clock that runs behind must not put a decision before the one it replaces.
        on=max(ruling.on, current.on if current else ""),
        reasons=(ruling.reason,), criterion=ruling.criterion,
    )  # fmt: skip
    return CommandResult(
        outcome=CommandOutcome.DONE, decision=decision, record=record.id,
        sentence=f"{record.label} is {_phrase(ruling.verdict, ruling.criterion)}{_before(current)}",
    )  # fmt: skip


def _phrase(verdict: Verdict, criterion: str) -> str:
    if verdict is Verdict.EXCLUDE:
        return f"excluded ({criterion})" if criterion else "excluded"
    return "included" if verdict is Verdict.INCLUDE else "awaiting a decision"


def _before(decision: Decision | None) -> str:
    if decision is None:
        return ""
    who = decision.by if decision.judge is Judge.PERSON else "the program"
    return f"; previously {_phrase(decision.verdict, '')} by {who}"
