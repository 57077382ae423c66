"""A person's decision on one paper, for the commands that decide."""

from bot.domain.decisions import Decision, day_of_decision
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.double_screening import vote_on
from bot.events.paper import named_record, no_such_paper
from bot.events.ruling import Ruling, is_decided_so, verdict_words
from bot.rendering.escaping import one_line
from bot.rendering.phrases import day


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
    return rule_on(state, record, ruling, context.protocol)


def rule_on(state: State, record: Record, ruling: Ruling, protocol: Protocol) -> CommandResult:
    """What comes of a person's ruling on one paper, alone or as one of several."""
    if record.retracted and ruling.verdict is Verdict.INCLUDE:
        return CommandResult(
            outcome=CommandOutcome.NOTHING,
            sentence=f"{record.label} was retracted and stays excluded from all tables",
        )
    if protocol.reviewers.decisions > 1:
        return vote_on(state, record, ruling, protocol)
    current = state.current_decisions.get(record.id)
    what = verdict_words(ruling.verdict, ruling.criterion)
    if current and is_decided_so(current, ruling.verdict, ruling.criterion):
        when = f"{what} by {current.by} on {day(current.on)}"
        return CommandResult(
            outcome=CommandOutcome.NOTHING, sentence=f"{record.label} is {when} already"
        )
    decision = Decision(
        record=record.id, verdict=ruling.verdict, judge=Judge.PERSON, by=ruling.by,
        on=day_of_decision(ruling.on, current), reasons=(ruling.reason,),
        criterion=ruling.criterion,
    )  # fmt: skip
    return CommandResult(
        outcome=CommandOutcome.DONE, decision=decision, record=record.id,
        sentence=f"{record.label} is {what}{_before(current)}",
    )  # fmt: skip


def _before(decision: Decision | None) -> str:
    if decision is None or (
        decision.judge is not Judge.PERSON and decision.verdict is Verdict.UNSURE
    ):
        return ""  # that it waited for a person goes without saying
    who = decision.by if decision.judge is Judge.PERSON else "the program"
    return f"; previously {verdict_words(decision.verdict)} by {who}"
