"""A sitting at the page: the desk, the server in front of it, and the journal behind it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bot.adapters.decide_server import Secrets, serving
from bot.adapters.git import Git
from bot.adapters.templates import built_in, renderer
from bot.domain.sittings import Sitting
from bot.jobs.decide.desk import Desk
from bot.jobs.decide.record import Reviewer
from bot.wiring.decisions import (
    SITTING_OPEN,
    journal_of,
    left_to,
    require_listed,
    reviewer,
    save,
    save_left_over,
    state_to_screen,
)
from bot.wiring.locking import alone
from bot.wiring.review_folder import CACHE, existing
from bot.wiring.runtime import Runtime
from bot.wiring.services import git, literature

_FILES = ("style.css", "page.js")


@dataclass(frozen=True, kw_only=True)
class OpenSitting:
    """A sitting that can be reached."""

    address: str
    """Of the page; who knows it may decide."""
    once: str
    """Leads to the page the first time that it is asked for."""
    desk: Desk
    ended: Event
    """Set when the person finished the sitting on the page."""

    def finish(self) -> str:
        """Save it, if that is not done, and say what was saved."""
        self.desk.finish()
        return self.desk.saved


@contextmanager
def sitting(directory: Path, runtime: Runtime, by: str, *, port: int = 0) -> Iterator[OpenSitting]:
    """A sitting of the person named ``by``, or else as git names them, on a page of its own.

    What an earlier sitting left behind is saved first.

    Raises:
        Mistake: git knows no name, or the port is taken.
        Failure: another sitting is open on this review.
    """
    root = existing(directory)
    repository = git(root, runtime)
    person = reviewer(repository, by)
    with alone(root, name="sitting", busy=SITTING_OPEN):
        save_left_over(repository, runtime)
        desk = _desk(repository, runtime, person)
        runtime.report("Fetching abstracts")
        desk.prepare()
        desk.journal.begin(desk.sitting)
        files = {name: built_in(f"decide/{name}") for name in _FILES}
        secrets = Secrets(token=runtime.secret(), ticket=runtime.secret())
        with serving(desk, secrets, files, port=port) as (server, ended):
            yield OpenSitting(
                address=f"{server}/{secrets.token}/",
                once=f"{server}/open/{secrets.ticket}",
                desk=desk,
                ended=ended,
            )


def _desk(repository: Git, runtime: Runtime, person: Reviewer) -> Desk:
    root = repository.directory
    state, protocol = state_to_screen(root, runtime)
    require_listed(person, protocol)
    return Desk(
        state=state,
        protocol=protocol,
        literature=literature(protocol, root / CACHE, runtime),
        fill=renderer(root / CACHE / "no-templates"),
        journal=journal_of(repository),
        background=_start,
        save=lambda sitting: save(root, runtime, sitting),
        sitting=Sitting(by=person.name, email=person.email, on=runtime.today.isoformat()),
        order=tuple(record.id for record in left_to(person, state, protocol)),
    )


def _start(work: Callable[[], None]) -> None:
    """Work that the end of the program does not wait for: a database may be silent for minutes."""
    Thread(target=work, daemon=True).start()
