"""What publishing needs from outside, and the ledger by which publishers keep apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.claims import Change, Synthesis
from bot.domain.state import State
from bot.domain.versions import Delivery, Stage, Version
from bot.errors import ServiceFailed
from bot.extraction.vocabulary import Vocabulary
from bot.ports import Forge, Journal, Mailer, Mainline, Report, Store, silent
from bot.rendering.review import Render

LEASE = 900
"""Seconds for which others keep off a version after its publisher was last heard of."""
TRIES = 10
"""How often others may be faster before this run gives up."""
ALL, RELEASE, MAIL = "all", "release", "mail"
"""Outlets in the ledger; the first stands for a version as a whole."""
Summarise = Callable[[Version], Version]


def as_it_is(version: Version) -> Version:
    """Without a language model no summary is drafted."""
    return version


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Everything outside that publishing needs."""

    mainline: Mainline
    store: Store
    """The review on the main branch."""
    forge: Forge | None
    mailer: Mailer | None
    receivers: Sequence[str]
    journal: Journal
    vocabulary: Vocabulary | None
    fill: Render
    synthesise: Callable[[State, Vocabulary | None], Synthesis]
    compare: Callable[[Synthesis, Synthesis], tuple[Change, ...]]
    today: date
    now: Callable[[], float]
    """Seconds since 1970."""
    by: str
    """Who this is, among publishers; the same when it is started again."""
    home: str
    """Where readers read the review."""
    next_search: str
    """ISO date, empty where none is planned."""
    summarise: Summarise = as_it_is
    report: Report = silent
    warn: Report = silent


def stage(state: State, name: str) -> Stage | None:
    """How far a version came, as a whole."""
    own = [one for one in state.deliveries if one.version == name and one.outlet == ALL]
    return own[-1].stage if own else None


def claim(outside: Outside, name: str) -> bool:
    """Take a version in hand; False where another publisher has it, or delivered it."""
    for _ in range(TRIES):
        own = [one for one in outside.store.load().deliveries if one.version == name]
        last = next((one for one in reversed(own) if one.outlet == ALL), None)
        if last and last.stage is Stage.DONE:
            return False
        if last and last.stage is Stage.BEGUN:
            heard = max(one.at for one in own if one.by == last.by)
            if last.by == outside.by:
                return True
            if outside.now() - heard < LEASE:
                return False
        if _add(outside, [line(outside, name, Stage.BEGUN)], name):
            return True
        outside.mainline.refresh()
    return False


def line(
    outside: Outside, name: str, stage: Stage, outlet: str = ALL, to: Sequence[str] = ()
) -> Delivery:
    """A line of the ledger, written now and by this publisher."""
    return Delivery(
        version=name, outlet=outlet, stage=stage, at=int(outside.now()), by=outside.by,
        to=tuple(to),
    )  # fmt: skip


def note(outside: Outside, lines: Sequence[Delivery], name: str) -> None:
    """Add lines to the ledger, whoever else adds to the main branch meanwhile.

    Raises:
        ServiceFailed: others were faster every time.
    """
    for _ in range(TRIES):
        if not lines or _add(outside, lines, name):
            return
        outside.mainline.refresh()
    raise ServiceFailed(
        "the main branch moved too often while deliveries were written down",
        hint="Run again: this machine remembers what it has sent.",
    )


def _add(outside: Outside, lines: Sequence[Delivery], name: str) -> bool:
    held = outside.store.load()
    outside.store.append(held, held.grown(deliveries=tuple(lines)), {})
    return outside.mainline.save(f"Deliver version {name}")
