"""A screening session at its page: the server in front of it, and the log behind it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bot.adapters.decide_server import Secrets, serving
from bot.adapters.git import Git
from bot.adapters.templates import built_in, renderer
from bot.domain.screening_sessions import ScreeningSession
from bot.jobs.decide.record_decisions import Reviewer
from bot.jobs.decide.running_session import RunningSession
from bot.wiring.decisions import (
    SESSION_OPEN,
    left_to_decide,
    require_listed,
    reviewer,
    save_interrupted,
    save_session,
    session_log,
    state_to_screen,
)
from bot.wiring.locking import alone
from bot.wiring.review_folder import CACHE, usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import git, literature

_FILES = ("style.css", "page.js")


@dataclass(frozen=True, kw_only=True)
class ServedSession:
    """A screening session whose page is served."""

    address: str
    """Of the page; who knows it may decide."""
    one_time_address: str
    """Leads to the page the first time that it is asked for."""
    running: RunningSession
    ended: Event
    """Set when the person finished the session on the page."""

    def finish(self) -> str:
        """Save it, if that is not done, and say what was saved."""
        self.running.finish()
        return self.running.saved


@contextmanager
def screening_session(
    directory: Path, runtime: Runtime, by: str, *, port: int = 0
) -> Iterator[ServedSession]:
    """A screening session of the person named ``by``, or else by git, on a page of its own.

    What an earlier session left behind is saved first.

    Raises:
        Mistake: git knows no name, or the port is taken.
        Failure: another session is open on this review.
    """
    root = usable_root(directory)
    repository = git(root, runtime)
    person = reviewer(repository, by)
    with alone(root, name="screening-session", busy=SESSION_OPEN):
        save_interrupted(repository, runtime)
        running = _running_session(repository, runtime, person)
        runtime.report("Fetching abstracts")
        running.prepare()
        running.log.begin(running.session)
        files = {name: built_in(f"decide/{name}") for name in _FILES}
        secrets = Secrets(token=runtime.secret(), ticket=runtime.secret())
        with serving(running, secrets, files, port=port) as (server, ended):
            yield ServedSession(
                address=f"{server}/{secrets.token}/",
                one_time_address=f"{server}/open/{secrets.ticket}",
                running=running,
                ended=ended,
            )


def _running_session(repository: Git, runtime: Runtime, person: Reviewer) -> RunningSession:
    root = repository.directory
    state, protocol = state_to_screen(root, runtime)
    require_listed(person, protocol)
    return RunningSession(
        state=state,
        protocol=protocol,
        literature=literature(protocol, root / CACHE, runtime),
        fill=renderer(root / CACHE / "no-templates"),
        log=session_log(repository),
        background=_start,
        save=lambda session: save_session(root, runtime, session),
        session=ScreeningSession(by=person.name, email=person.email, on=runtime.today.isoformat()),
        order=tuple(record.id for record in left_to_decide(person, state, protocol)),
    )


def _start(work: Callable[[], None]) -> None:
    """Work that the end of the program does not wait for: a database may be silent for minutes."""
    Thread(target=work, daemon=True).start()
