"""Import, with every adapter in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import settings
from bot.adapters import listing
from bot.adapters.cache import SqliteCache
from bot.adapters.store import DirectoryStore
from bot.domain.decisions import Verdict
from bot.errors import Mistake
from bot.steps.admit import Admitted, Terms, admit
from bot.wiring import existing
from bot.wiring.locking import alone
from bot.wiring.services import pubmed
from bot.wiring.world import World


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the person who imports says of decisions for which the file does not."""

    verdict: str = ""
    by: str = ""
    on: str = ""


def admitted(
    directory: Path, files: Sequence[Path], world: World, said: Said, *, dry: bool
) -> tuple[Admitted, ...]:
    """Import ``files`` into the review in ``directory``; all are read before anything is written.

    Raises:
        Mistake: an option or a file that cannot be used.
    """
    root = existing(directory)
    terms = _terms(world, said)
    listings = [listing.read(file) for file in files]
    with alone(root):
        store = DirectoryStore(root)
        protocol = settings.parse(store.read(settings.FILE) or "")
        source, cache = pubmed(protocol, world), SqliteCache(root / ".cache")
        before = after = store.load()
        accounts = []
        for one in listings:
            world.report(f"Importing {one.file}")
            after, account = admit(one, after, source, cache, terms)
            accounts.append(account)
        if not dry:
            store.append(before, after, {})
    return tuple(accounts)


def _terms(world: World, said: Said) -> Terms:
    if said.verdict not in ("", Verdict.INCLUDE, Verdict.EXCLUDE):
        raise Mistake(f"--verdict {said.verdict}", hint="It is include or exclude, or left out.")
    try:
        day = date.fromisoformat(said.on).isoformat() if said.on else ""
    except ValueError:
        raise Mistake(f"'{said.on}' is not a date", hint="Write it as 2026-11-22.") from None
    if day > world.today.isoformat():
        raise Mistake(f"{day} is yet to come", hint="--on is the day on which people decided.")
    verdict = Verdict(said.verdict) if said.verdict else None
    return Terms(today=world.today, verdict=verdict, by=said.by, on=day)
