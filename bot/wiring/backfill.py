"""Backfill, with every adapter in its place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

from bot import __version__, settings
from bot.adapters.dask_cluster import ClusterOptions, Task, cluster
from bot.adapters.record_files import RecordFile, listed, opened
from bot.adapters.record_files.manifest import Manifest
from bot.adapters.store import DirectoryStore
from bot.domain.fingerprint import fingerprint
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.state import State
from bot.http_client.credentials import without_passwords
from bot.pipeline.backfilling import (
    BackfillTerms,
    matched_in_pubmed,
    refuse_undecided,
    sample_of,
    scanner_for,
    with_backfill,
    with_run,
)
from bot.screening.backfill_outcome import BackfillEstimate, Chosen, estimated
from bot.screening.backfill_scan import Scanner
from bot.screening.strata import Scan, joined
from bot.sources.pubmed.files import entries
from bot.wiring.locking import alone
from bot.wiring.review_folder import CACHE, usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import literature

_BACKGROUND_FILES = 5
"""Files, spread over all, from which the classifier learns how PubMed reads."""


@dataclass(frozen=True, kw_only=True)
class BackfillOptions:
    """What a person asks of a backfill."""

    cluster: ClusterOptions = field(default_factory=ClusterOptions)
    best: int = 20
    drawn: int = 5
    manifest: Path | None = None
    """Where what each file brought is kept; None for the review's cache."""
    dry: bool = False
    """Whether nothing is written but that."""


@dataclass(frozen=True, kw_only=True)
class BackfillResult:
    """What a backfill brought."""

    chosen: Chosen | None
    """None where no file could be read."""
    estimate: BackfillEstimate | None
    faults: dict[str, str]
    """Why files could not be read, by their paths."""


def backfill(
    directory: Path, places: Sequence[str], options: BackfillOptions, runtime: Runtime
) -> BackfillResult:
    """Look through the files that ``places`` name, and take in what the review should see.

    Raises:
        Mistake: files, settings or a review that cannot be used.
        ServiceFailed: the scheduler is gone, or PubMed did not answer; what was done is kept.
    """
    root, files = usable_root(directory), listed(places)
    by_path = {file.path: file for file in files}
    terms = BackfillTerms(on=runtime.today.isoformat(), best=options.best, drawn=options.drawn)
    with alone(root):
        store = DirectoryStore(root)
        protocol, state = settings.parse(store.read(settings.FILE) or ""), store.load()
    refuse_undecided(state)
    papers = literature(protocol, root / CACHE, runtime)
    # The weekly run is not held up meanwhile.
    with cluster(options.cluster, runtime.warn) as workers:
        background = files[:: -(-len(files) // _BACKGROUND_FILES)]
        manifest = Manifest(
            folder=options.manifest or root / CACHE / "backfill",
            scanner=_fingerprint(protocol, state, terms, background),
        )
        if options.manifest is None:
            manifest.prune()
        records = manifest.background(lambda: _words_of(background))
        scanner = scanner_for(protocol, state, papers, records, terms.limits)
        task = _task(scanner, manifest, by_path, runtime)
        outcome = workers.run(task, [*by_path])
    scan, unread = outcome
    if scan is None:
        return BackfillResult(chosen=None, estimate=None, faults=_shown(unread))
    matched = matched_in_pubmed(papers.sources.main, protocol, scan)
    names = [by_path[path].name for path in unread]
    with alone(root):
        state = store.load()
        taken = with_backfill(state, scan, scanner, terms, matched=matched, failed=names)
        after = with_run(taken)
        if not options.dry:
            store.append(state, after, {})
            words = {paper.article.record.pmid: paper.article for paper in taken.chosen.papers}
            papers.cache.keep(papers.sources.main.name, words)
    return BackfillResult(
        chosen=taken.chosen, estimate=estimated(after, taken.backfill), faults=_shown(unread)
    )


def _shown(faults: Mapping[str, str]) -> dict[str, str]:
    """Why files could not be read, without the passwords of their addresses."""
    return {without_passwords(path): without_passwords(why) for path, why in faults.items()}


def estimates(directory: Path) -> tuple[BackfillEstimate, ...]:
    """What people's decisions so far say of each backfill of the review, the oldest first."""
    state = DirectoryStore(usable_root(directory)).load()
    return tuple(estimated(state, run.backfill) for run in state.runs if run.backfill)


def scan_file(scanner: Scanner, path: str) -> Scan:
    """What one file brings; it runs on a worker.

    Raises:
        BrokenFile: the file cannot be read to its end.
    """
    with opened(path) as file:
        return scanner.scan(path.rpartition("/")[2], entries(file))


def _task(
    scanner: Scanner, manifest: Manifest, by_path: Mapping[str, RecordFile], runtime: Runtime
) -> Task[Scanner, Scan]:
    finished: set[str] = set()

    def known(path: str) -> Scan | None:
        scan = manifest.scan(by_path[path])
        if scan is not None:
            finished.add(path)
        return scan

    def done(path: str, scan: Scan) -> None:
        manifest.keep(by_path[path], scan)
        finished.add(path)
        runtime.progress("files", len(finished), len(by_path))

    return Task(work=scan_file, shared=scanner, join=joined, known=known, done=done)


def _words_of(files: Sequence[RecordFile]) -> Iterator[Article]:
    return chain.from_iterable(_first_of(file) for file in files)


def _first_of(file: RecordFile) -> Iterator[Article]:
    with opened(file.path) as content:
        yield from sample_of(entries(content))


def _fingerprint(
    protocol: Protocol, state: State, terms: BackfillTerms, background: Sequence[RecordFile]
) -> str:
    """Tells whether two backfills would find the same in a file."""
    facts = {
        "version": __version__,
        "lesson": state.label_fingerprint,
        "search": asdict(protocol.search),
        "screening": asdict(protocol.screening),
        "words": protocol.own_words,
        "limits": asdict(terms.limits),
        "background": [file.name for file in background],
    }
    return fingerprint(json.dumps(facts, sort_keys=True), 24)
