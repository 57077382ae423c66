"""Import, with every adapter in its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import settings
from bot.adapters import importers
from bot.adapters.cache import SqliteCache
from bot.adapters.store import DirectoryStore
from bot.domain.records import IMPORTED
from bot.domain.sources import PUBMED
from bot.domain.verdicts import Verdict
from bot.errors import Mistake
from bot.jobs.import_records import ImportResult, ImportTerms, import_records
from bot.jobs.import_records.leftovers import leftovers
from bot.wiring.locking import alone
from bot.wiring.review_folder import CACHE, usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import source


@dataclass(frozen=True, kw_only=True)
class GivenTerms:
    """What the person who imports says where the file does not."""

    verdict: str = ""
    by: str = ""
    on: str = ""
    offline: bool = False
    """Whether PubMed is not to be asked."""


@dataclass(frozen=True, kw_only=True)
class FileImport:
    """What came of one file, and where its unresolved entries lie."""

    result: ImportResult
    unresolved: Path | None = None


def require_readable(files: Sequence[Path]) -> None:
    """Read ``files`` for nothing but their faults, before a review is begun with them.

    Raises:
        Mistake: one of them cannot be used.
    """
    for file in files:
        importers.read(file)


def import_files(
    directory: Path, files: Sequence[Path], runtime: Runtime, given: GivenTerms, *, dry: bool
) -> tuple[FileImport, ...]:
    """Import ``files`` into the review in ``directory``; all are read before anything is written.

    Raises:
        Mistake: an option or a file that cannot be used.
    """
    root = usable_root(directory)
    terms = _terms(runtime, given)
    import_files = [importers.read(file) for file in files]
    with alone(root):
        store, cache = DirectoryStore(root), SqliteCache(root / CACHE)
        protocol = settings.parse(store.read(settings.FILE) or "")
        pubmed = None if given.offline else source(PUBMED, protocol, runtime)
        before = after = store.load()
        imports = []
        for import_file in import_files:
            runtime.report(f"Importing {import_file.file}")
            after, result = import_records(import_file, after, pubmed, cache, terms)
            if result.fault:
                # It was waited for once: the other files come in without it.
                pubmed = None
                runtime.warn(
                    f"{result.fault}. Papers come in as the file has them, and later runs look"
                    " them up"
                )
            cache.keep(IMPORTED, {article.record.id: article for article in result.from_file})
            imports.append(FileImport(result=result, unresolved=_kept(root, result)))
        if not dry:
            store.append(before, after, {})
    return tuple(imports)


def _kept(root: Path, result: ImportResult) -> Path | None:
    """Where the unresolved entries were written, None where there are none.

    Beside the cache: abstracts are not to be committed.
    """
    name = re.sub(r"[^\w.-]+", "_", result.file).removesuffix(".csv")
    file = root / CACHE / f"unresolved-{name}.csv"
    text = leftovers(result)
    if not text:
        # What an earlier import of the same file left over is resolved.
        file.unlink(missing_ok=True)
        return None
    file.write_text(text, encoding="utf-8")
    return file


def _terms(runtime: Runtime, given: GivenTerms) -> ImportTerms:
    if given.verdict not in ("", Verdict.INCLUDE, Verdict.EXCLUDE):
        raise Mistake(
            f"--verdict cannot be '{given.verdict}'", hint="It is include or exclude, or left out."
        )
    try:
        day = date.fromisoformat(given.on).isoformat() if given.on else ""
    except ValueError:
        raise Mistake(f"'{given.on}' is not a date", hint="Write it as 2026-11-22.") from None
    if day > runtime.today.isoformat():
        raise Mistake(f"{day} is yet to come", hint="--on is the day on which people decided.")
    verdict = Verdict(given.verdict) if given.verdict else None
    return ImportTerms(today=runtime.today, verdict=verdict, by=given.by, on=day)
