"""Decisions made on this machine, in a screening session or singly, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.git import Git
from bot.adapters.session_log_file import SessionLogFile
from bot.domain.fingerprint import fingerprint
from bot.domain.nearest_name import hint_of_names, nearest_name
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.reviewer_votes import to_decide
from bot.domain.screening_sessions import ScreeningSession
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.errors import Mistake
from bot.events.command import CommandResult
from bot.events.comments import calls
from bot.jobs.decide.follow_commands import FollowedCommands, WrittenCommands, follow_commands
from bot.jobs.decide.record_decisions import (
    REASON,
    PaperDecision,
    RecordedDecisions,
    Reviewer,
    record_decisions,
)
from bot.pipeline.context import RunContext
from bot.ports.forge import PROPOSAL
from bot.rendering.escaping import one_line
from bot.settings import FILE
from bot.wiring.locking import Busy, Unwritable, alone
from bot.wiring.review_folder import usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git
from bot.wiring.update_branch import Job, Result, on_branch

SESSION_OPEN = "a screening session of `decide` is open on this review"


@dataclass(frozen=True, kw_only=True)
class GivenDecision:
    """One decision as a person wrote it on the command line."""

    paper: str
    """The review's id, a PMID or a DOI."""
    verdict: str
    criterion: str = ""
    reason: str = ""


def save_interrupted_session(repository: Git, runtime: Runtime) -> str:
    """Save what a screening session that was cut short left behind; says what, else nothing.

    A session that is still open saves itself.
    """
    root = repository.directory
    if not repository.exists or session_log(repository).read() is None:
        return ""
    try:
        with alone(root, name="screening-session", busy=SESSION_OPEN):
            return save_interrupted(repository, runtime)
    except Busy:
        # It is open, and saves itself.
        return ""


def decide(
    directory: Path, runtime: Runtime, by: str, given: GivenDecision
) -> tuple[CommandResult, str]:
    """Decide one paper: what came of it, and the branch on which it stands.

    Raises:
        Mistake: there is no such paper, verdict or criterion, or git knows no name.
    """
    root = usable_root(directory)
    repository = git(root, runtime)
    person = reviewer(repository, by)
    save_interrupted_session(repository, runtime)

    def job(context: RunContext) -> RecordedDecisions:
        require_listed(person, context.protocol)
        wanted = _understood(given, context)
        return record_decisions(context, person, [wanted])

    done = _on_branch(root, runtime, job)
    return done.results[0], done.branch


def say(directory: Path, runtime: Runtime, by: str, text: str) -> FollowedCommands:
    """Follow commands as a comment on a pull request would give them, where there need be none.

    Papers are named by their ids, or by their numbers in ``PULL_REQUEST.md`` where a run left it.

    Raises:
        Mistake: the text holds no command, or git knows no name.
    """
    if not calls(text):
        raise Mistake(
            f"there is no command in '{one_line(text)}'",
            hint="Each begins with a slash, as in '/confirm 900000017 f2'; '/help' lists them.",
        )
    root = usable_root(directory)
    repository = git(root, runtime)
    person = reviewer(repository, by)
    save_interrupted_session(repository, runtime)
    at = datetime.fromtimestamp(runtime.time.seconds_since_epoch(), UTC).isoformat("T", "seconds")
    seen = root / PROPOSAL
    body = seen.read_text("utf-8", errors="replace") if seen.is_file() else ""
    written = WrittenCommands(text=text, at=at.replace("+00:00", "Z"), body=body)

    def job(context: RunContext) -> FollowedCommands:
        require_listed(person, context.protocol)
        return follow_commands(context, person, written)

    return _on_branch(root, runtime, job)


def papers_to_decide(directory: Path, runtime: Runtime, by: str) -> Sequence[Record]:
    """The papers that wait for a person's decision, in their order.

    Where one decides each paper, that is anybody's.
    """
    root = usable_root(directory)
    state, protocol = state_to_screen(root, runtime)
    if protocol.reviewers.decisions == 1:
        return state.queue
    person = reviewer(git(root, runtime), by)
    return left_to_decide(person, state, protocol)


def left_to_decide(person: Reviewer, state: State, protocol: Protocol) -> Sequence[Record]:
    """The papers that wait for this person's decision."""
    if protocol.reviewers.decisions == 1:
        return state.queue
    keys = to_decide((record.id for record in state.queue), state.standing_votes, person.name)
    return [state.by_id[key] for key in keys]


def reviewer(repository: Git, given: str) -> Reviewer:
    """Who decides: as ``given``, or as git's settings name them.

    Raises:
        Mistake: nobody is named.
    """
    name = given or _setting(repository, "github.user") or _setting(repository, "user.name")
    if not one_line(name):
        raise Mistake(
            "it is not known who decides",
            hint='Say it once with `git config user.name "Your Name"`, or with --by.',
        )
    return Reviewer(name=one_line(name), email=one_line(_setting(repository, "user.email")))


def require_listed(person: Reviewer, protocol: Protocol) -> None:
    """Refuse a person by another name than the protocol's, who might count as two.

    Raises:
        Mistake: several decide each paper, and the person is none of those that are named.
    """
    known = protocol.reviewers.logins
    if (
        protocol.reviewers.decisions > 1
        and known
        and person.name.lower() not in map(str.lower, known)
    ):
        raise Mistake(
            f"'{person.name}' is not among the reviewers of {FILE}",
            hint=f"Name yourself with --by, as one of: {', '.join(known)}.",
        )


def _setting(repository: Git, key: str) -> str:
    return repository.run("config", "--get", key, ok=(0, 1)).strip()


def state_to_screen(root: Path, runtime: Runtime) -> tuple[State, Protocol]:
    """State and protocol as they stand on the update branch, the main branch merged in."""

    def job(context: RunContext) -> tuple[State, Protocol]:
        return context.review.store.load(), context.protocol

    try:
        return _on_branch(root, runtime, job)
    except Unwritable:
        # To read a review nothing of it need be written.
        with TemporaryDirectory(prefix="living-review-") as folder:
            return _on_branch(git(root, runtime).clone(Path(folder) / "clone"), runtime, job)


def _on_branch(root: Path, runtime: Runtime, job: Job[Result]) -> Result:
    repository = git(root, runtime)
    return on_branch(root, runtime, repository, forge(repository, runtime), job)


def save_interrupted(repository: Git, runtime: Runtime) -> str:
    """As :func:`save_interrupted_session`, for a caller that holds the lock of the session."""
    log = session_log(repository)
    left = log.read()
    saved = save_session(repository.directory, runtime, left) if left and left.decided else ""
    if saved:
        runtime.warn(f"an earlier session was cut short. {saved}")
    log.clear()
    return saved


def session_log(repository: Git) -> SessionLogFile:
    """Where a session is kept until it is saved: among git's files, which nobody cleans up."""
    name = f"living-review-screening-{fingerprint(repository.prefix, 8)}.jsonl"
    return SessionLogFile(repository.git_directory / name)


def save_session(root: Path, runtime: Runtime, done: ScreeningSession) -> str:
    """Take the decisions of a session into the ledger, and say what came of it."""
    decisions = [
        PaperDecision(record=key, verdict=action.verdict, criterion=action.criterion, on=done.on)
        for key, action in done.decided.items()
    ]
    if not decisions:
        return "Nothing was decided."
    person = Reviewer(name=done.by, email=done.email)
    return _on_branch(
        root, runtime, lambda context: record_decisions(context, person, decisions)
    ).sentence


def _understood(given: GivenDecision, context: RunContext) -> PaperDecision:
    state, protocol = context.review.store.load(), context.protocol
    record = state.index.find(given.paper)
    if record is None:
        raise Mistake(
            f"no record is known as '{given.paper}'",
            hint="Name it by the review's id, its PMID or DOI; `decide --list` lists them.",
        )
    if given.verdict not in list(Verdict):
        near = nearest_name(given.verdict, Verdict)
        raise Mistake(
            f"'{given.verdict}' is no decision" if given.verdict else "no decision is given",
            hint=f"Did you mean '{near}'?" if near else "It is include, exclude or unsure.",
        )
    verdict, names = Verdict(given.verdict), protocol.exclusion_criteria
    _check_criterion(given.criterion, verdict, names)
    return PaperDecision(
        record=record.id, verdict=verdict, criterion=given.criterion,
        on=context.today.isoformat(),
        reason=one_line(given.reason) or REASON,
    )  # fmt: skip


def _check_criterion(criterion: str, verdict: Verdict, names: Sequence[str]) -> None:
    """Refuse an exclusion without the criterion that the paper fails, and one without exclusion."""
    if verdict is Verdict.EXCLUDE and not criterion:
        raise Mistake(
            "the criterion that the paper does not meet is missing",
            hint=f"Name it with --criterion: {', '.join(names)}.",
        )
    if criterion and verdict is not Verdict.EXCLUDE:
        raise Mistake(
            "only an exclusion names a criterion",
            hint="Leave --criterion out, or exclude the paper.",
        )
    if criterion and criterion not in names:
        raise Mistake(f"no criterion is called '{criterion}'", hint=hint_of_names(criterion, names))
