"""Apply reviewer actions: what people ticked and wrote since the program last looked.

The first step of the weekly run, and all that a command's job does. It alone publishes before the
proposal: what people decided does not wait for a database that is down.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.state import State
from bot.errors import Foreseen
from bot.events.double_screening import shown_command
from bot.events.inbox import Request, beyond_bounds, own_reply, requests, unanswered
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard_issue import PAGES, as_pull_request, find_dashboard
from bot.pipeline.draft import RunDraft
from bot.pipeline.follow_request import done_at, follow_request
from bot.pipeline.publish_update import publish_update
from bot.pipeline.replying import ensure_note, ensure_reply
from bot.ports import BRANCH, Account, Comment, Forge, PullRequest, Revision
from bot.rendering.escaping import markdown, message
from bot.rendering.phrases import sentence_case
from bot.rendering.replies import Entry, Mark

_LATEST = 3
"""Pull requests that are looked at without being asked for."""
_PEOPLE = 100
"""People of whom a job asks whether they may write; the next job asks of others."""
_SUBJECT = 72
"""Characters of a commit's first line."""
_ENDED = Entry(
    command="Closed without merging",
    outcome="Not now",
    sentence="The papers proposed here are postponed: the next update proposes them again,"
    " with a link to this one. To exclude them instead, put the label “rejected” on this pull"
    " request before then. Decisions that people made here are kept. Until then the dashboard lists"
    " what awaits a decision, with the same boxes.",
)


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """What stands on one pull request, or on the dashboard."""

    pull: PullRequest
    comments: tuple[Comment, ...]
    asked: tuple[Request, ...]
    """All that people ask for, in order."""

    @property
    def unanswered(self) -> tuple[Request, ...]:
        """What no reply has answered yet."""
        return unanswered(self.asked, self.pull, self.comments)


@dataclass(kw_only=True)
class Answer:
    """What is to be answered at one place."""

    pull: PullRequest
    mark: Mark
    entries: list[Entry] = field(default_factory=list)


def apply_reviewer_actions(draft: RunDraft, context: RunContext) -> RunDraft:
    """Follow what people asked for on the pull requests, publish it, and answer each of them.

    What stands in the ledger is not followed again, however often and in whichever order it is
    heard of; what was answered before is answered no more.

    Raises:
        Overtaken: the branch was moved in the meantime, and nothing was done.
        ServiceFailed: GitHub does not tell what people did.
    """
    forge = context.target.forge
    if forge is None:
        return draft
    inboxes = tuple(read_inboxes(forge, context.target.pull))
    before = draft.marked
    state, answers, people = _followed(inboxes, before, context)
    if state is not before:
        draft = _published(draft, state, people, context)
    if context.target.dry:
        return draft
    for answer in (*answers, *_ends(inboxes, state)):
        ensure_reply(forge, answer.pull, answer.mark, answer.entries)
    return replace(draft, answered=tuple(_sentences(answers)))


def read_inboxes(forge: Forge, number: int) -> Iterator[Inbox]:
    """The dashboard, then the newest pull requests and that of a ``number``, the oldest first."""
    if issue := find_dashboard(forge):
        board = as_pull_request(issue)
        yield _inbox(forge, board, forge.revisions(board.number, pages=PAGES))
    pulls = sorted(forge.pull_requests(BRANCH), key=lambda pull: pull.number)
    for pull in pulls:
        if pull in pulls[-_LATEST:] or pull.number == number:
            yield _inbox(forge, pull, forge.revisions(pull.number))


def _inbox(forge: Forge, pull: PullRequest, revisions: Sequence[Revision]) -> Inbox:
    comments = forge.comments(pull.number)
    return Inbox(pull=pull, comments=comments, asked=requests(pull, revisions, comments))


def explain_delay(forge: Forge, number: int, fault: Foreseen) -> None:
    """Say at each unanswered place why nothing was done there yet, beside what was done before."""
    note = (
        f"⚠ **Not done yet:** {markdown(fault.message)}. {markdown(fault.hint)} Nothing is lost:"
        " the next comment, tick or weekly run brings in what stands above."
    )
    for inbox in read_inboxes(forge, number):
        for place in dict.fromkeys(request.place for request in inbox.unanswered):
            ensure_note(forge, inbox.pull, place, note)


def _followed(
    inboxes: Iterable[Inbox], state: State, context: RunContext
) -> tuple[State, list[Answer], list[Account]]:
    """The state after all that is unanswered, with one answer to each place and who acted."""
    answers: dict[str, Answer] = {}
    acted: dict[str, Account] = {}
    writers: dict[str, bool] = {}
    for inbox in inboxes:
        for request in inbox.unanswered:
            may_write = _may_write(request.person, writers, context)
            if may_write is None or (not may_write and beyond_bounds(request, inbox.asked)):
                continue
            known = len(state.actions)
            state, others = follow_request(request, state, context, may_write=may_write)
            if len(state.actions) > known:
                acted[request.person.login] = request.person
            mark = Mark(place=request.place, at=request.at)
            answer = answers.setdefault(request.place, Answer(pull=inbox.pull, mark=mark))
            answer.mark = mark
            answer.entries += others
    for place, answer in answers.items():
        answer.entries[:0] = done_at(place, state)
    return state, list(answers.values()), list(acted.values())


def _may_write(person: Account, writers: dict[str, bool], context: RunContext) -> bool | None:
    """Whether somebody may write; None where it is left to the next job to ask."""
    forge = context.target.forge
    if person.login not in writers and forge:
        if len(writers) >= _PEOPLE:
            return None
        writers[person.login] = forge.may_write(person.login)
    return writers.get(person.login)


def _published(
    draft: RunDraft, state: State, people: Sequence[Account], context: RunContext
) -> RunDraft:
    """The draft with what people did, which is published at once."""
    new = state.actions[len(draft.previous.actions) :]
    calls = [shown_command(action, state).removeprefix("/") for action in new]
    subject = sentence_case(message("; ".join(calls))[:_SUBJECT])
    co_authors = "\n".join(person.co_author for person in people)
    names = ", ".join(person.login for person in people)
    return publish_update(draft, state, f"{subject}\n\n{co_authors}", f"{names} decided", context)


def _ends(inboxes: Iterable[Inbox], state: State) -> Iterator[Answer]:
    """What closing without merging means, said once; merging needs no words."""
    for inbox in inboxes:
        pull, place = inbox.pull, f"ended-{inbox.pull.number}"
        if pull.open or pull.merged or f"pull-{pull.number}-ended" in state.actions_by_id:
            continue
        if not any(own_reply(comment, pull, place) for comment in inbox.comments):
            yield Answer(pull=pull, mark=Mark(place=place, at=pull.ended), entries=[_ENDED])


def _sentences(answers: Iterable[Answer]) -> Iterator[str]:
    for answer in answers:
        for entry in answer.entries:
            yield f"{entry.command}: {entry.outcome}"
