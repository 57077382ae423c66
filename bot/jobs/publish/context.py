"""What publishing needs from outside, and the ledger by which publishers keep apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.state import State
from bot.domain.versions import Delivery, Stage, Version
from bot.errors import ServiceFailed
from bot.extraction.vocabulary import Vocabulary
from bot.ports import Forge, Mailer, Mainline, Report, RunLog, Store, WriteAheadLog, silent
from bot.rendering.template_functions import Render

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
class PublishContext:
    """Everything outside that publishing needs."""

    mainline: Mainline
    store: Store
    """The review on the main branch."""
    run_log: RunLog
    """Searches of quiet weeks, which the main branch does not have."""
    forge: Forge | None
    mailer: Mailer | None
    receivers: Sequence[str]
    log: WriteAheadLog
    vocabulary: Vocabulary | None
    fill: Render
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
    own = [
        delivery
        for delivery in state.deliveries
        if delivery.version == name and delivery.outlet == ALL
    ]
    return own[-1].stage if own else None


def claim(context: PublishContext, name: str) -> bool:
    """Take a version in hand; False where another publisher has it, or delivered it."""
    for _ in range(TRIES):
        own = [delivery for delivery in context.store.load().deliveries if delivery.version == name]
        last = next((delivery for delivery in reversed(own) if delivery.outlet == ALL), None)
        if last and last.stage is Stage.DONE:
            return False
        if last and last.stage is Stage.BEGUN:
            last_seen = max(delivery.at for delivery in own if delivery.by == last.by)
            if last.by == context.by:
                return True
            if context.now() - last_seen < LEASE:
                return False
        if _add(context, [ledger_line(context, name, Stage.BEGUN)], name):
            return True
        context.mainline.refresh()
    return False


def ledger_line(
    context: PublishContext, name: str, stage: Stage, outlet: str = ALL, to: Sequence[str] = ()
) -> Delivery:
    """A line of the ledger, written now and by this publisher."""
    return Delivery(
        version=name, outlet=outlet, stage=stage, at=int(context.now()), by=context.by,
        to=tuple(to),
    )  # fmt: skip


def add_to_ledger(context: PublishContext, lines: Sequence[Delivery], name: str) -> None:
    """Add lines to the ledger, whoever else adds to the main branch meanwhile.

    Raises:
        ServiceFailed: others were faster every time.
    """
    for _ in range(TRIES):
        if not lines or _add(context, lines, name):
            return
        context.mainline.refresh()
    raise ServiceFailed(
        "the main branch moved too often while deliveries were written down",
        hint="Run again: this machine remembers what it has sent.",
    )


def _add(context: PublishContext, lines: Sequence[Delivery], name: str) -> bool:
    state = context.store.load()
    context.store.append(state, state.with_added(deliveries=tuple(lines)), {})
    return context.mainline.save(f"Deliver version {name}")
