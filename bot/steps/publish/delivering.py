"""One version on its way: the release, and mail to everybody who has not got it."""

import hashlib
from collections.abc import Mapping

from bot.domain.state import State
from bot.domain.versions import Stage
from bot.ports import Answer, Letter, Mailer, Store
from bot.rendering.digest import Digest, fill
from bot.steps.publish.outside import MAIL, RELEASE, Outside, claim, line, note

AT_ONCE = 25
"""Receivers between two lines in the ledger."""


def release(outside: Outside, state: State, edition: Digest) -> str:
    """Ensure the release, with the review and its tables as the version left them."""
    version = edition.version
    settled = any(one.version == version.name and one.outlet == RELEASE for one in state.deliveries)
    if outside.forge is None or version.quiet or settled:
        return ""
    outside.report(f"Releasing {version.name}")
    commit = outside.mainline.adding(f'"name":"{version.name}"', "state/versions.jsonl")
    outside.mainline.look(commit)
    try:
        assets = _assets(outside.store)
    finally:
        outside.mainline.look(outside.mainline.head)
    address = outside.forge.release(
        version.name, edition.subject, fill(edition, "md", outside.fill), commit, assets
    )
    note(outside, [line(outside, version.name, Stage.DONE, RELEASE)], version.name)
    return address


_ASSETS = (
    "REVIEW.md", "review/studies.csv", "review/findings.csv", "review/references.bib",
    "review/references.ris", "review/references.json",
)  # fmt: skip
"""Files that a release carries, as far as they are there."""


def _assets(store: Store) -> Mapping[str, bytes]:
    texts = {path.rpartition("/")[2]: store.read(path) for path in _ASSETS}
    return {name: text.encode() for name, text in texts.items() if text is not None}


def mail(outside: Outside, state: State, edition: Digest) -> dict[Answer, int]:
    """Send to those who have not got it; how many answers of each kind this run got."""
    if outside.mailer is None or not outside.receivers:
        return {}
    name = edition.version.name
    codes = {code(name, one): one for one in outside.receivers}
    settled = {
        to for one in state.deliveries if one.version == name and one.outlet == MAIL
        for to in one.to
    }  # fmt: skip
    letter = Letter(
        version=name,
        id=f"{name}.{edition.version.evidence}",
        subject=edition.subject,
        text=fill(edition, "txt", outside.fill),
        html=fill(edition, "html", outside.fill),
    )
    waiting = [key for key in codes if key not in settled]
    heard: dict[Answer, int] = {}
    for start in range(0, len(waiting), AT_ONCE):
        if start and not claim(outside, name):
            # Another publisher took over, because this one was too slow.
            break
        outside.report(f"Mailing version {name}")
        some = {key: codes[key] for key in waiting[start : start + AT_ONCE]}
        _mail_some(outside, outside.mailer, letter, some, heard)
    return heard


def _mail_some(
    outside: Outside,
    mailer: Mailer,
    letter: Letter,
    some: Mapping[str, str],
    heard: dict[Answer, int],
) -> None:
    """Send to a few, and write down at once what came of it: in the journal, then in the ledger."""
    name = letter.version
    keys = {address: key for key, address in some.items()}
    known = outside.journal.read()
    got = {answer: [key for key in some if f"{name} {key} {answer}" in known] for answer in Answer}

    def told(address: str, answer: Answer) -> None:
        if answer is not Answer.LATER:
            outside.journal.write(f"{name} {keys[address]} {answer}")
        got[answer].append(keys[address])
        heard[answer] = heard.get(answer, 0) + 1

    settled = {*got[Answer.TAKEN], *got[Answer.REFUSED]}
    try:
        mailer.send(letter, [address for key, address in some.items() if key not in settled], told)
    finally:
        lines = [
            line(outside, name, stage, MAIL, got[answer])
            for answer, stage in ((Answer.TAKEN, Stage.DONE), (Answer.REFUSED, Stage.REFUSED))
            if got[answer]
        ]
        note(outside, lines, name)


def code(version: str, address: str) -> str:
    """A receiver's code for one version.

    The ledger is public and addresses are not: guessing one from its code takes this slow
    function for every guess (scrypt, RFC 7914), and codes of two versions cannot be joined.
    """
    made = hashlib.scrypt(
        address.strip().lower().encode(), salt=version.encode(), n=2**14, r=8, p=1, dklen=8
    )
    return made.hex()
