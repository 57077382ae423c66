"""Import, with every adapter in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import settings
from bot.adapters import importers
from bot.adapters.cache import SqliteCache
from bot.adapters.store import DirectoryStore
from bot.domain.decisions import Verdict
from bot.domain.sources import PUBMED
from bot.errors import Mistake
from bot.jobs.import_records import ImportResult, ImportTerms, import_records
from bot.wiring import existing
from bot.wiring.locking import alone
from bot.wiring.runtime import Runtime
from bot.wiring.services import source


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the person who imports says of decisions for which the file does not."""

    verdict: str = ""
    by: str = ""
    on: str = ""


def admitted(
    directory: Path, files: Sequence[Path], runtime: Runtime, said: Said, *, dry: bool
) -> tuple[ImportResult, ...]:
    """Import ``files`` into the review in ``directory``; all are read before anything is written.

    Raises:
        Mistake: an option or a file that cannot be used.
    """
    root = existing(directory)
    terms = _terms(runtime, said)
    listings = [importers.read(file) for file in files]
    with alone(root):
        store = DirectoryStore(root)
        protocol = settings.parse(store.read(settings.FILE) or "")
        pubmed, cache = source(PUBMED, protocol, runtime), SqliteCache(root / ".cache")
        before = after = store.load()
        accounts = []
        for import_file in listings:
            runtime.report(f"Importing {import_file.file}")
            after, account = import_records(import_file, after, pubmed, cache, terms)
            accounts.append(account)
        if not dry:
            store.append(before, after, {})
    return tuple(accounts)


def _terms(runtime: Runtime, said: Said) -> ImportTerms:
    if said.verdict not in ("", Verdict.INCLUDE, Verdict.EXCLUDE):
        raise Mistake(f"--verdict {said.verdict}", hint="It is include or exclude, or left out.")
    try:
        day = date.fromisoformat(said.on).isoformat() if said.on else ""
    except ValueError:
        raise Mistake(f"'{said.on}' is not a date", hint="Write it as 2026-11-22.") from None
    if day > runtime.today.isoformat():
        raise Mistake(f"{day} is yet to come", hint="--on is the day on which people decided.")
    verdict = Verdict(said.verdict) if said.verdict else None
    return ImportTerms(today=runtime.today, verdict=verdict, by=said.by, on=day)
