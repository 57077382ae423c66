"""Respond: follow what a person said on the pull request, on the branch, and say what came of it.

After ``run`` the second module that knows an order of steps.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.conversation.boxes import numbers
from bot.conversation.comments import Command
from bot.conversation.events import Commented, Ended, Event, Ticked
from bot.domain.acts import Act
from bot.domain.decisions import Verdict
from bot.domain.full_texts import FullText
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.written import kept, recognised
from bot.errors import ServiceFailed
from bot.ports import Forge, PullRequest
from bot.rendering.foreign import message, one_line
from bot.rendering.replies import Entry, mark, reply
from bot.steps.check import Words, check
from bot.steps.command import Done, Kind, Said, command
from bot.steps.extract import read_one
from bot.steps.render import render
from bot.steps.run import Outside, captions
from bot.steps.screen import words_of

_SUBJECT = 72
"""Characters of a commit's first line."""
NEXT_RUN = "the next run reads it"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One command, and by which id its act is known."""

    id: str
    command: Command


def place_of(event: Event) -> str:
    """What is answered: a comment, or all that a person ticks in one pull request."""
    if isinstance(event, Commented):
        return f"comment-{event.comment}"
    if isinstance(event, Ticked):
        return f"boxes-{event.pull}-{event.person.login}"
    return f"ended-{event.pull}"


def asked_in(event: Event) -> tuple[Asked, ...]:
    """The commands of a comment, or what ticks say in their stead."""
    place = place_of(event)
    if isinstance(event, Commented):
        return tuple(Asked(id=f"{place}-{one.fingerprint}", command=one) for one in event.commands)
    if isinstance(event, Ticked):
        said = (Command(name=str(one.verdict), rest=one.record) for one in event.ticks)
        return tuple(Asked(id=f"{place}-{event.at}-{one.fingerprint}", command=one) for one in said)
    return ()


def respond(
    event: Event, protocol: Protocol, outside: Outside, *, may_write: bool
) -> tuple[Entry, ...]:
    """Follow the commands of ``event`` and publish the branch; what came of each.

    An act that stands in the ledger is not followed again: a second delivery of an event, or an
    edit of a comment, is answered with what was done then.

    Raises:
        Overtaken: the branch was moved in the meantime, and nothing was done.
    """
    held = outside.store.load()
    state = start = held.grown(studies=recognised(held.studies, held.written))
    said = _said(event, protocol, outside)
    entries: list[Entry] = []
    for asked in asked_in(event):
        past = state.acts_by_id.get(asked.id)
        if past:
            entries.append(Entry(said=past.said, outcome=Kind.DONE, sentence=past.result))
            continue
        by_box = isinstance(event, Ticked) and asked.command.name == Verdict.EXCLUDE
        done = command(state, asked.command, said, may_write=may_write, by_box=by_box)
        if done.kind is Kind.DONE:
            state, done = _followed(state, asked, done, event, outside)
        entries.append(
            Entry(
                said=asked.command.text, outcome=done.kind, sentence=done.sentence,
                details=done.details,
            )
        )  # fmt: skip
    if state is not start:
        _publish(event, protocol, outside, held, state)
    return (*_earlier(state, event, entries), *entries)


def answer(event: Event, entries: Sequence[Entry], forge: Forge, pull: PullRequest) -> str:
    """Ensure that the one reply says what came of ``event``; its text, empty if there is none."""
    place = place_of(event)
    text = reply(place, entries) if entries else ""
    said = forge.comments(pull.number)
    # Whoever opened the pull request is the bot: a stranger's comment with our mark is not ours.
    ours = (one for one in said if one.body.startswith(mark(place)) and one.by == pull.author)
    before = next(ours, None)
    if before is None and text:
        forge.say(pull.number, text)
    elif before and text and before.body.split() != text.split():
        forge.say_anew(before.id, text)
    return text


def closing(event: Ended) -> tuple[Entry, ...]:
    """What closing without merging means; merging needs no words."""
    if event.merged:
        return ()
    return (
        Entry(
            said="Closed without merging",
            outcome="Not now",
            sentence="The papers proposed here wait for a decision again when the next update is"
            " opened, with a link to this one. To exclude them instead, put the label “rejected”"
            " on this pull request before then. What people decided here stays.",
        ),
    )


def _said(event: Event, protocol: Protocol, outside: Outside) -> Said:
    def read(state: State, record: Record) -> Study | None:
        found = _words(state, [record.id], outside).get(record.id)
        theirs = state.studies.get(record.id)
        text = _whole(record, protocol, outside)
        if found is None or (theirs and theirs.full_text_hash and text is None):
            # Reading the abstract alone would lose what the full text said.
            return None
        fresh = read_one(record, found, outside.vocabulary, text)
        return (kept(theirs, fresh) if theirs else fresh).sealed

    return Said(
        by=event.person.login, today=outside.today, pull=event.pull, protocol=protocol,
        vocabulary=outside.vocabulary, numbers=numbers(event.body), read=read,
    )  # fmt: skip


def _followed(
    state: State, asked: Asked, done: Done, event: Event, outside: Outside
) -> tuple[State, Done]:
    """The state after one act, an included paper read at once where its words can be had."""
    studies = {done.record: done.study} if done.study else {}
    after = state.grown(decisions=(done.decision,) if done.decision else (), studies=studies)
    read: tuple[str, ...] = ()
    included = {one.id: one for one in after.included}
    if done.decision and done.record in included and done.record not in after.studies:
        article = _words(after, [done.record], outside).get(done.record)
        told = NEXT_RUN
        if article:
            # Its full text, if it has one, comes with the next run.
            study = read_one(included[done.record], article, outside.vocabulary).sealed
            after = after.grown(studies={study.id: study})
            read = (study.id,)
            told = f"findings read from it: {len(study.findings)}"
        done = replace(done, sentence=f"{done.sentence}; {told}")
    act = Act(
        id=asked.id, place=place_of(event), by=event.person.login, on=outside.today.isoformat(),
        at=event.at, pull=event.pull, said=one_line(asked.command.text),
        result=one_line(done.sentence),
        records=(done.record,) if done.record else (), read=read, until=done.until,
    )  # fmt: skip
    return after.grown(acts=(act,)), done


def _whole(record: Record, protocol: Protocol, outside: Outside) -> FullText | None:
    """The full text where it is at hand; a reply does not wait for another service."""
    if not (protocol.full_text and record.pmcid):
        return None
    known = outside.cache.texts([record.pmcid]).get(record.pmcid)
    return known.text if known else None


def _words(state: State, keys: Sequence[str], outside: Outside) -> Mapping[str, Article]:
    try:
        return words_of(keys, state, {}, outside.sources, outside.cache)
    except ServiceFailed as fault:
        outside.warn(f"{fault.message}; {NEXT_RUN}")
        return {}


def _earlier(state: State, event: Event, entries: Sequence[Entry]) -> Iterator[Entry]:
    """What was done before for the same place and is not asked for again now."""
    shown = {(one.said, one.sentence) for one in entries}
    for act in state.acts_by_id.values():
        if act.place == place_of(event):
            entry = Entry(said=act.said, outcome=Kind.DONE, sentence=act.result)
            if (entry.said, entry.sentence) not in shown:
                yield entry


def _publish(event: Event, protocol: Protocol, outside: Outside, held: State, state: State) -> None:
    outside.store.append(held, state, captions(state))
    render(state, protocol, outside.vocabulary, outside.fill, outside.store)
    faults = check(state, outside.vocabulary, Words())
    said = [act.said.removeprefix("/") for act in state.acts[len(held.acts) :]]
    subject = message("; ".join(said))[:_SUBJECT].capitalize()
    outside.workspace.commit(f"{subject}\n\n{event.person.co_author}")
    outside.workspace.publish()
    if outside.forge:
        sentence = faults[0] if faults else f"{event.person.login} decided; all is sound."
        outside.forge.status(outside.workspace.head, ok=not faults, sentence=sentence)
