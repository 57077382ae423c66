"""Follow what a person asked for at one place: what it changes, and what is answered."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.edit_tracking import keep_person_edits
from bot.domain.full_texts import FullText
from bot.domain.records import Article, Record
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.verdicts import Judge
from bot.errors import ServiceFailed
from bot.events.bulk import all_proposed
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.command_call import CommandCall
from bot.events.dispatch import followed, perform
from bot.events.double_screening import shown_command
from bot.events.inbox import Request
from bot.events.outstanding import action_id, outstanding, superseded
from bot.pipeline.context import RunContext
from bot.pipeline.read_study import read_study
from bot.rendering.boxes import numbers
from bot.rendering.escaping import one_line
from bot.rendering.phrases import day
from bot.rendering.replies import Entry

NEXT_RUN = "the next run reads it"


def follow_request(
    request: Request, state: State, context: RunContext, *, may_write: bool
) -> tuple[State, tuple[Entry, ...]]:
    """Follow the commands of ``request`` that are outstanding.

    The state after that, and the answers to what changed nothing: what was done is told from
    the ledger, by :func:`done_at`.
    """
    commands = _command_context(request, context)
    if may_write:
        proposed = _proposed(state, commands)
        request = replace(request, calls=all_proposed(request.calls, proposed))
    entries: list[Entry] = []
    asked = outstanding(request, state, commands)
    # Each box was ticked by hand: there is no line that stands for many.
    by_hand = may_write and request.by_box
    calls, left_out = (asked, "") if by_hand else followed(asked, may_write=may_write)
    for call in calls:
        done = _performed(call, request, state, commands, may_write=may_write)
        if done.outcome is CommandOutcome.DONE:
            state = _recorded(call, done, request, state, context)
            continue
        entries.append(
            Entry(
                command=call.text,
                outcome=done.outcome,
                sentence=done.sentence,
                details=done.details,
            )
        )
    if left_out:
        entries.append(Entry(command="More", outcome=CommandOutcome.REFUSED, sentence=left_out))
    return state, tuple(entries)


def _proposed(state: State, commands: CommandContext) -> list[str]:
    """The papers that the program proposes to include, of those that the person saw."""
    included = {record.id for record in state.included}
    return [
        key
        for key in dict.fromkeys(commands.numbers.values())
        if key in included and state.current_decisions[key].judge is not Judge.PERSON
    ]


def done_at(place: str, state: State) -> Iterator[Entry]:
    """What was done for one place, now and before."""
    for action in state.actions_by_id.values():
        if action.place == place:
            yield Entry(
                command=shown_command(action, state),
                outcome=CommandOutcome.DONE,
                sentence=action.result,
            )


def _performed(
    call: CommandCall, request: Request, state: State, commands: CommandContext, *, may_write: bool
) -> CommandResult:
    later = superseded(call, request.at, state, commands) if may_write else None
    if later is None:
        return perform(state, call, commands, may_write=may_write)
    return CommandResult(
        outcome=CommandOutcome.NOTHING,
        sentence=f"{later.by} said “{later.command}” after that, on {day(later.at[:10])}",
    )


def _command_context(request: Request, context: RunContext) -> CommandContext:
    def read_anew(state: State, record: Record) -> Study | None:
        article = _article(record.id, state, context)
        before = state.studies.get(record.id)
        text = _full_text(record, context)
        if article is None or (before and before.full_text_hash and text is None):
            # Reading the abstract alone would lose what the full text said.
            return None
        fresh = read_study(record, article, context.vocabulary, text)
        return (keep_person_edits(before, fresh) if before else fresh).sealed

    return CommandContext(
        login=request.person.login, today=context.today, pull=request.pull,
        protocol=context.protocol, vocabulary=context.vocabulary,
        numbers=numbers(request.body), read_study=read_anew,
        article=lambda state, record: _article(record.id, state, context),
    )  # fmt: skip


def _recorded(
    call: CommandCall, done: CommandResult, request: Request, state: State, context: RunContext
) -> State:
    """The state after a command, an included paper read at once where its words can be had."""
    after = done.applied_to(state)
    read: tuple[str, ...] = ()
    included = {record.id: record for record in after.included}
    if done.decision and done.record in included and done.record not in after.studies:
        article = _article(done.record, after, context)
        what = NEXT_RUN
        if article:
            # Its full text, if it has one, comes with the next run.
            study = read_study(included[done.record], article, context.vocabulary).sealed
            after = after.with_added(studies={study.id: study})
            read = (study.id,)
            what = f"findings read from it: {len(study.counted)}"
            if study.to_check:
                what += f"; to check: {len(study.to_check)}"
        done = replace(done, sentence=f"{done.sentence}; {what}")
    action = ReviewerAction(
        id=action_id(request, call, state), place=request.place, by=request.person.login,
        on=context.today.isoformat(), at=request.at, pull=request.pull,
        command=one_line(call.text), result=one_line(done.sentence),
        records=(done.record,) if done.record else (), read=read, until=done.until,
    )  # fmt: skip
    return after.with_added(actions=(action,))


def _full_text(record: Record, context: RunContext) -> FullText | None:
    """The full text where it is at hand; a reply does not wait for another service."""
    if not (context.protocol.full_text and record.pmcid):
        return None
    known = context.literature.cache.texts([record.pmcid]).get(record.pmcid)
    return known.text if known else None


def _article(key: str, state: State, context: RunContext) -> Article | None:
    try:
        return context.literature.articles([key], state, {}).get(key)
    except ServiceFailed as fault:
        context.messages.warn(f"{fault.message}; {NEXT_RUN}")
        return None
