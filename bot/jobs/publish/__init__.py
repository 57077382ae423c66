"""Publish: what a merge changed goes out to readers, each thing once.

The ledgers ``state/versions.jsonl`` and ``state/deliveries.jsonl`` on the main branch say what
goes out and what went out. Only a push that nobody overtook changes them, so of two publishers
at once one makes the version and claims it, and the other finds that done.

- **Version, feeds, citation** are files of the commit that records the version: there is one
  of each, or none.
- **Release**: the tag is its name. It is drafted, completed and published, and a run that
  finds it so far goes on from there.
- **Mail** cannot be undone. Each receiver's answer is written to a log on this machine as
  soon as the server has given it, and to the ledger after every few receivers. A run that was
  killed goes on behind the last line.

What remains: a process killed between the server's yes and the log's line, or a machine lost
with its log before the ledger was pushed, leads to a second copy, of the same Message-ID as
the first; servers and readers that compare these show one. Nobody is left out.
"""

from dataclasses import dataclass, replace

from bot.domain.protocol import Protocol
from bot.domain.versions import Stage, Version
from bot.errors import Foreseen
from bot.jobs.publish.context import PublishContext, add_to_ledger, claim, ledger_line, stage
from bot.jobs.publish.deliver import mail, release
from bot.jobs.publish.record import record
from bot.ports import MailOutcome
from bot.rendering.digest import digest
from bot.rendering.labels import TermLabels

__all__ = ["PublishContext", "Published", "publish"]


@dataclass(frozen=True, kw_only=True)
class Published:
    """What one run of publishing did."""

    version: Version | None = None
    """The version that this run recorded, if it did."""
    release: str = ""
    """Address of the last release that it completed."""
    mailed: int = 0
    refused: int = 0
    waiting: int = 0
    """Receivers that the mail server put off."""
    elsewhere: bool = False
    """Whether another publisher is at work on a version."""

    @property
    def figures(self) -> dict[str, int | str]:
        """The run in figures, by the names that programs read."""
        made = self.version
        kind = "none" if made is None else ("no changes" if made.quiet else made.name)
        return {
            "new_version": kind,
            "release": self.release or "none",
            "mails_sent": self.mailed,
            "receivers_refused": self.refused,
            "receivers_deferred": self.waiting,
        }


def publish(protocol: Protocol, context: PublishContext) -> Published:
    """Record a version if the evidence changed, and deliver what is not delivered yet.

    Raises:
        Failure: the main branch or the forge does not let the bot do it.
        ServiceFailed: a service failed; the next run goes on from there.
    """
    context.mainline.refresh()
    done = Published(version=record(protocol, context))
    faults: list[Foreseen] = []
    for name in [version.name for version in context.store.load().versions]:
        if stage(context.store.load(), name) is Stage.DONE:
            continue
        if claim(context, name):
            done, more = _deliver(protocol, context, name, done)
            faults += more
        else:
            done = replace(done, elsewhere=True)
    if faults:
        raise faults[0]
    return done


def _deliver(
    protocol: Protocol, context: PublishContext, name: str, done: Published
) -> tuple[Published, list[Foreseen]]:
    """Serve each outlet of a version on its own; what went wrong comes back with what was done."""
    state = context.store.load()
    version = next(version for version in state.versions if version.name == name)
    topic = TermLabels(vocabulary=context.vocabulary).topic
    edition = digest(version, state.versions, protocol, topic.unit)
    faults: list[Foreseen] = []
    try:
        done = replace(done, release=release(context, state, edition) or done.release)
    except Foreseen as fault:
        faults.append(fault)
    try:
        sent = mail(context, state, edition)
    except Foreseen as fault:
        faults.append(fault)
        sent = {}
    later = sent.get(MailOutcome.LATER, 0)
    # Whoever comes next need not wait until the claim has run out.
    end = Stage.LEFT if later or faults else Stage.DONE
    add_to_ledger(context, [ledger_line(context, name, end)], name)
    done = replace(
        done,
        mailed=done.mailed + sent.get(MailOutcome.TAKEN, 0),
        refused=done.refused + sent.get(MailOutcome.REFUSED, 0),
        waiting=done.waiting + later,
    )
    return done, faults
