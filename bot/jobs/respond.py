"""Respond: follow what a person said on the pull request, on the branch, and say what came of it.

Beside the weekly job the only one that knows an order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.edit_tracking import keep_person_edits, mark_person_edits
from bot.domain.full_texts import FullText
from bot.domain.records import Article, Record
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.state import State
from bot.domain.studies import Study
from bot.errors import ServiceFailed
from bot.events.command import CommandContext, CommandOutcome, CommandResult
from bot.events.comments import CommandCall
from bot.events.dispatch import followed, perform
from bot.events.payloads import BoxEvent, CommentEvent, Event, PullRequestEnded
from bot.pipeline.check import Words, check
from bot.pipeline.context import RunContext
from bot.pipeline.read_study import read_study
from bot.pipeline.record_run import captions
from bot.pipeline.render import write_documents
from bot.ports import Forge, PullRequest
from bot.rendering.boxes import numbers
from bot.rendering.escaping import message, one_line
from bot.rendering.phrases import sentence_case
from bot.rendering.replies import Entry, mark, reply

_SUBJECT = 72
"""Characters of a commit's first line."""
NEXT_RUN = "the next run reads it"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One command, and by which id its act is known."""

    id: str
    call: CommandCall


def place_of(event: Event) -> str:
    """What is answered: a comment, or all that a person ticks in one pull request."""
    if isinstance(event, CommentEvent):
        return f"comment-{event.comment}"
    if isinstance(event, BoxEvent):
        return f"boxes-{event.pull}-{event.person.login}"
    return f"ended-{event.pull}"


def asked_in(event: Event) -> tuple[Asked, ...]:
    """The commands of a comment, or what ticks say in their stead."""
    place = place_of(event)
    if isinstance(event, CommentEvent):
        return tuple(Asked(id=f"{place}-{call.fingerprint}", call=call) for call in event.calls)
    if isinstance(event, BoxEvent):
        calls = (
            CommandCall(name=str(tick.verdict), arguments=tick.record, by_box=True)
            for tick in event.ticks
        )
        return tuple(
            Asked(id=f"{place}-{event.at}-{call.fingerprint}", call=call) for call in calls
        )
    return ()


def respond(event: Event, context: RunContext, *, may_write: bool) -> tuple[Entry, ...]:
    """Follow the commands of ``event`` and publish the branch; what came of each.

    An act that stands in the ledger is not followed again: a second delivery of an event, or an
    edit of a comment, is answered with what was done then.

    Raises:
        Overtaken: the branch was moved in the meantime, and nothing was done.
    """
    before = context.review.store.load()
    state = start = before.with_added(studies=mark_person_edits(before.studies, before.snapshots))
    commands = _command_context(event, context)
    entries: list[Entry] = []
    calls, left_out = followed(asked_in(event), may_write=may_write)
    for asked in calls:
        past = state.actions_by_id.get(asked.id)
        if past:
            entries.append(
                Entry(command=past.command, outcome=CommandOutcome.DONE, sentence=past.result)
            )
            continue
        done = perform(state, asked.call, commands, may_write=may_write)
        if done.outcome is CommandOutcome.DONE:
            state, done = _followed(state, asked, done, event, context)
        entries.append(
            Entry(
                command=asked.call.text, outcome=done.outcome, sentence=done.sentence,
                details=done.details,
            )
        )  # fmt: skip
    if left_out:
        entries.append(Entry(command="More", outcome=CommandOutcome.REFUSED, sentence=left_out))
    if state is not start:
        _publish(event, context, before, state)
    return (*_earlier(state, event, entries), *entries)


def answer(event: Event, entries: Sequence[Entry], forge: Forge, pull: PullRequest) -> str:
    """Ensure that the one reply says what came of ``event``; its text, empty if there is none."""
    place = place_of(event)
    text = reply(place, entries) if entries else ""
    comments = forge.comments(pull.number)
    # Whoever opened the pull request is the bot: a stranger's comment with our mark is not ours.
    ours = (
        comment
        for comment in comments
        if comment.body.startswith(mark(place)) and comment.by == pull.author
    )
    before = next(ours, None)
    if before is None and text:
        forge.comment(pull.number, text)
    elif before and text and before.body.split() != text.split():
        forge.revise_comment(before.id, text)
    return text


def closing(event: PullRequestEnded) -> tuple[Entry, ...]:
    """What closing without merging means; merging needs no words."""
    if event.merged:
        return ()
    return (
        Entry(
            command="Closed without merging",
            outcome="Not now",
            sentence="The papers proposed here wait for a decision again when the next update is"
            " opened, with a link to this one. To exclude them instead, put the label “rejected”"
            " on this pull request before then. What people decided here stays.",
        ),
    )


def _command_context(event: Event, context: RunContext) -> CommandContext:
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
        login=event.person.login, today=context.today, pull=event.pull, protocol=context.protocol,
        vocabulary=context.vocabulary, numbers=numbers(event.body), read_study=read_anew,
    )  # fmt: skip


def _followed(
    state: State, asked: Asked, done: CommandResult, event: Event, context: RunContext
) -> tuple[State, CommandResult]:
    """The state after one act, an included paper read at once where its words can be had."""
    studies = {done.record: done.study} if done.study else {}
    after = state.with_added(decisions=(done.decision,) if done.decision else (), studies=studies)
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
        id=asked.id, place=place_of(event), by=event.person.login, on=context.today.isoformat(),
        at=event.at, pull=event.pull, command=one_line(asked.call.text),
        result=one_line(done.sentence),
        records=(done.record,) if done.record else (), read=read, until=done.until,
    )  # fmt: skip
    return after.with_added(acts=(action,)), done


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


def _earlier(state: State, event: Event, entries: Sequence[Entry]) -> Iterator[Entry]:
    """What was done before for the same place and is not asked for again now."""
    shown = {(entry.command, entry.sentence) for entry in entries}
    for action in state.actions_by_id.values():
        if action.place == place_of(event):
            entry = Entry(
                command=action.command, outcome=CommandOutcome.DONE, sentence=action.result
            )
            if (entry.command, entry.sentence) not in shown:
                yield entry


def _publish(event: Event, context: RunContext, before: State, state: State) -> None:
    review, forge = context.review, context.target.forge
    review.store.append(before, state, captions(state))
    write_documents(state, context.protocol, context.vocabulary, review.fill, review.store)
    faults = check(state, context.vocabulary, Words())
    calls = [action.command.removeprefix("/") for action in state.actions[len(before.actions) :]]
    subject = sentence_case(message("; ".join(calls))[:_SUBJECT])
    review.workspace.commit(f"{subject}\n\n{event.person.co_author}")
    review.workspace.publish()
    if forge:
        sentence = faults[0] if faults else f"{event.person.login} decided; all is sound."
        forge.set_status(review.workspace.head, ok=not faults, sentence=sentence)
