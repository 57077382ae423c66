"""One version on its way: the release, and mail to everybody who has not got it."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.state import State
from bot.domain.versions import Stage
from bot.jobs.publish.context import (
    MAIL,
    RELEASE,
    PublishContext,
    add_to_ledger,
    claim,
    ledger_line,
)
from bot.ports import Mailer, MailMessage, MailOutcome, Store
from bot.rendering.attachments import FOLDER
from bot.rendering.crate import CRATE
from bot.rendering.data_package import data_package
from bot.rendering.digest import Digest, fill
from bot.rendering.documents import REVIEW
from bot.rendering.exports.registry import EXPORTS

AT_ONCE = 25
"""Receivers between two lines in the ledger."""


def release(context: PublishContext, state: State, edition: Digest) -> str:
    """Ensure the release, with the review and its tables as the version left them."""
    version = edition.version
    settled = any(
        delivery.version == version.name and delivery.outlet == RELEASE
        for delivery in state.deliveries
    )
    if context.forge is None or version.quiet or settled:
        return ""
    context.report(f"Releasing {version.name}")
    commit = context.mainline.commit_that_added(f'"name":"{version.name}"', "state/versions.jsonl")
    context.mainline.check_out(commit)
    try:
        assets = _assets(context.store, version.name)
    finally:
        context.mainline.check_out(context.mainline.head)
    address = context.forge.release(
        version.name, edition.subject, fill(edition, "md", context.fill), commit, assets
    )
    add_to_ledger(context, [ledger_line(context, version.name, Stage.DONE, RELEASE)], version.name)
    return address


_ASSETS = (REVIEW, CRATE, *(f"{FOLDER}/{export.name}" for export in EXPORTS))
"""Files that a release carries, as far as they are there."""


def _assets(store: Store, version: str) -> Mapping[str, bytes]:
    texts = {path.rpartition("/")[2]: store.read(path) for path in _ASSETS}
    files = {name: text.encode() for name, text in texts.items() if text is not None}
    return {**files, f"data-{version}.zip": data_package(store.read)}


def mail(context: PublishContext, state: State, edition: Digest) -> dict[MailOutcome, int]:
    """Send to those who have not got it; how many answers of each kind this run got."""
    if context.mailer is None or not context.receivers:
        return {}
    name = edition.version.name
    codes = {receiver_code(name, receiver): receiver for receiver in context.receivers}
    settled = {
        to for delivery in state.deliveries if delivery.version == name and delivery.outlet == MAIL
        for to in delivery.to
    }  # fmt: skip
    letter = MailMessage(
        version=name,
        id=f"{name}.{edition.version.evidence}",
        subject=edition.subject,
        text=fill(edition, "txt", context.fill),
        html=fill(edition, "html", context.fill),
    )
    waiting = [key for key in codes if key not in settled]
    counts: dict[MailOutcome, int] = {}
    for start in range(0, len(waiting), AT_ONCE):
        if start and not claim(context, name):
            # Another publisher took over, because this one was too slow.
            break
        context.report(f"Mailing version {name}")
        some = {key: codes[key] for key in waiting[start : start + AT_ONCE]}
        _mail_some(context, context.mailer, letter, some, counts)
    return counts


def _mail_some(
    context: PublishContext,
    mailer: Mailer,
    letter: MailMessage,
    some: Mapping[str, str],
    counts: dict[MailOutcome, int],
) -> None:
    """Send to a few, and write down at once what came of it: in the log, then in the ledger."""
    name = letter.version
    keys = {address: key for key, address in some.items()}
    known = context.log.read()
    by_answer = {
        answer: [key for key in some if f"{name} {key} {answer}" in known] for answer in MailOutcome
    }

    def count(address: str, answer: MailOutcome) -> None:
        if answer is not MailOutcome.LATER:
            context.log.write(f"{name} {keys[address]} {answer}")
        by_answer[answer].append(keys[address])
        counts[answer] = counts.get(answer, 0) + 1

    settled = {*by_answer[MailOutcome.TAKEN], *by_answer[MailOutcome.REFUSED]}
    try:
        mailer.send(letter, [address for key, address in some.items() if key not in settled], count)
    finally:
        lines = [
            ledger_line(context, name, stage, MAIL, by_answer[answer])
            for answer, stage in (
                (MailOutcome.TAKEN, Stage.DONE),
                (MailOutcome.REFUSED, Stage.REFUSED),
            )
            if by_answer[answer]
        ]
        add_to_ledger(context, lines, name)


@lru_cache(maxsize=10_000)
def receiver_code(version: str, address: str) -> str:
    """A receiver's code for one version.

    The ledger is public and addresses are not: guessing one from its code takes this slow
    function for every guess (scrypt, RFC 7914), and codes of two versions cannot be joined.
    """
    made = hashlib.scrypt(
        address.strip().lower().encode(), salt=version.encode(), n=2**14, r=8, p=1, dklen=8
    )
    return made.hex()
