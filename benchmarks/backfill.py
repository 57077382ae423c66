"""A backfill measured: its speed part by part, on a cluster, and what it finds.

    .venv/bin/python benchmarks/backfill.py speed FILE
    .venv/bin/python benchmarks/backfill.py cluster FOLDER --workers 2
    .venv/bin/python benchmarks/backfill.py planted --records 300000
    .venv/bin/python benchmarks/backfill.py coverage

FILE and FOLDER are made by ``benchmarks/baseline.py``. Times are of the processor, not of a clock.
``speed`` also times pubmed_parser where that is installed (``pip install pubmed_parser``).
"""

import argparse
import gzip
import io
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial, reduce
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from lxml import etree

from benchmarks import planted
from benchmarks.baseline import FIRST_PMID, Paper, Shape, records
from bot import settings
from bot.adapters.dask_cluster import Cluster, ClusterOptions, Task, cluster
from bot.adapters.record_files import listed
from bot.demo import story
from bot.domain.records import Article, Record, Section
from bot.ports import silent
from bot.screening.backfill_scan import Scanner
from bot.screening.missed_estimate import Stratum, estimate
from bot.screening.strata import Limits, Scan, joined
from bot.sources.pubmed.files import entries
from bot.wiring.backfill import scan_file

PUBMED = 38_000_000
_PLANTED, _DECOYS, _FIRST = 40, 2_000, 200
_PART = 5_000
_REVIEWS = 200


def speed(path: Path) -> None:
    """Print how fast one file is parsed, read into records, and looked through."""
    scanner = taught(path)
    parts: dict[str, Callable[[], object]] = {
        "bare lxml.iterparse": partial(_bare, path),
        "full records": partial(_full, path),
        "parsed, filtered and scored": lambda: scan_file(scanner, str(path)),
    }
    if find_spec("pubmed_parser"):
        parser: Any = import_module("pubmed_parser")
        parts["pubmed_parser"] = lambda: list(parser.parse_medline_xml(str(path)))
    count = _bare(path)
    rates = {name: count / _least(work) for name, work in parts.items()}
    print(f"{count:,} records, {len(gzip.decompress(path.read_bytes())) // count:,} bytes each")
    for name, rate in rates.items():
        share = rate / rates["bare lxml.iterparse"]
        hours = PUBMED / rate / 3600
        print(f"{name:<30}{rate:>9,.0f} /s{share:>7.2f}{hours:>8.1f} core-hours for 38 million")


def on_cluster(folder: Path, workers: int) -> None:
    """Print how fast the files of a folder are looked through by so many workers."""
    files = [file.path for file in listed([str(folder)])]
    scanner = taught(Path(files[0]))
    started, clock = _children(), time.monotonic()
    with cluster(ClusterOptions(workers=workers), silent) as made:
        whole = _run(made, scanner, files)
        seconds = time.monotonic() - clock
    used = _children() - started
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{workers} workers, {len(files)} files, {len(whole.pmids):,} records:"
        f" {len(whole.pmids) / used:,.0f} a CPU-second, {len(whole.pmids) / seconds:,.0f} a second,"
        f" {memory:,.0f} MB at most; {PUBMED * used / len(whole.pmids) / 3600:.1f} core-hours for"
        " 38 million"
    )


def planted_papers(count: int) -> None:
    """Print how many planted papers come first among so many records."""
    missed, chance = planted.out_of_reach(7, _PLANTED), Random(8)  # noqa: S311 - invented papers
    others = [planted.decoy(chance) for _ in range(_DECOYS * count // 300_000)]
    words = [*missed, *others]
    chance.shuffle(words)
    parts = range(-(-count // _PART))
    shares = [words[at :: len(parts)] for at in parts]
    first = _xml(_PART, 0, shares[0])
    scanner = _taught(first)
    whole = reduce(
        joined,
        (
            scanner.scan(f"{at:04}", entries(io.BytesIO(_xml(_PART, at, shares[at]))))
            for at in parts
        ),
    )
    titles = {paper.title for paper in missed}
    hits = [paper.article.record.title in titles for paper in whole.best]
    print(
        f"{len(whole.pmids):,} records, {len(others)} decoys: of {_PLANTED} planted papers"
        f" {sum(hits[:_PLANTED])} are among the first {_PLANTED} candidates, {sum(hits)} among the"
        f" first {_FIRST}; strata {whole.sizes}"
    )


def coverage() -> None:
    """Print how often the interval covers the truth in invented reviews, and how wide it is."""
    chance = Random(1)  # noqa: S311 - invented reviews, not secrets
    covered, widths, likely = 0, list[float](), list[float]()
    for _ in range(_REVIEWS):
        sizes = [int(chance.uniform(0.5, 2) * 10**power) for power in (7, 5, 4, 3, 2.5, 2, 1.5)]
        rates = [chance.uniform(0, 3) * 10**-power for power in (6.5, 4.5, 3.5, 2, 1.5, 1, 0.7)]
        truth = [
            _binomial(chance, size, min(1, rate)) for size, rate in zip(sizes, rates, strict=True)
        ]
        strata = [
            _drawn(chance, size, relevant, 5) for size, relevant in zip(sizes, truth, strict=True)
        ]
        best = chance.randint(5, 20)
        strata.append(Stratum(size=20, drawn=20, relevant=best, irrelevant=20 - best))
        made = estimate(strata)
        covered += made.low <= sum(truth) + best <= made.high
        widths.append(made.high - made.low)
        upper = estimate(strata[3:])
        likely.append(upper.high - upper.low)
    print(
        f"The interval covers the truth in {covered} of {_REVIEWS} reviews. Median width: over all"
        f" {median(widths):,.0f} papers, over the strata of high scores {median(likely):,.0f}"
    )


def taught(path: Path) -> Scanner:
    """A scanner taught by invented decisions and by the first records of a file."""
    return _taught(path.read_bytes())


def _taught(content: bytes) -> Scanner:
    labelled = [
        (_article(number, paper), relevant)
        for number, (paper, relevant) in enumerate(planted.papers(1, 60, 140), start=1)
    ]
    usual = [
        entry for entry, _ in zip(entries(io.BytesIO(content)), range(1_000), strict=False)
        if isinstance(entry, Article) and entry.record.has_abstract
    ]  # fmt: skip
    protocol = settings.parse(story.protocol())
    return Scanner.taught(protocol, labelled, usual, (), Limits(best=_FIRST, drawn=5))


def _article(number: int, paper: Paper) -> Article:
    record = Record(id=f"{number}", pmid=f"{number}", title=paper.title, has_abstract=True)
    return Article(record=record, sections=(Section(text=paper.abstract),))


def _xml(count: int, part: int, words: list[Paper]) -> bytes:
    xml = records(
        count, part, first=FIRST_PMID + part * count, shape=Shape(references=0), planted=words
    )
    return f"<PubmedArticleSet>{''.join(xml)}</PubmedArticleSet>".encode()


def _bare(path: Path) -> int:
    count = 0
    with gzip.open(path) as file:
        for _, element in etree.iterparse(file, tag="PubmedArticle"):
            element.clear()
            count += 1
    return count


def _full(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in entries(file))


def _least(work: Callable[[], object], times: int = 3) -> float:
    """The least CPU-seconds that ``work`` took: others on the machine only add to it."""

    def once() -> Iterator[float]:
        for _ in range(times):
            before = time.process_time()
            work()
            yield time.process_time() - before

    return min(once())


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _run(made: Cluster, scanner: Scanner, files: list[str]) -> Scan:
    task: Task[Scanner, Scan] = Task(
        work=scan_file, shared=scanner, join=joined, known=lambda _: None, done=lambda _, __: None
    )
    outcome = made.run(task, files)
    whole, faults = outcome
    if whole is None or faults:
        raise SystemExit(f"files could not be read: {faults}")
    return whole


def _binomial(chance: Random, size: int, rate: float) -> int:
    """About so many of ``size``: by the normal distribution where there are many."""
    if size > 5_000:  # noqa: PLR2004 - one by one would take long
        return max(0, round(chance.gauss(size * rate, (size * rate * (1 - rate)) ** 0.5)))
    return sum(chance.random() < rate for _ in range(size))


def _drawn(chance: Random, size: int, relevant: int, count: int) -> Stratum:
    """A random sample of a stratum of which so many are relevant."""
    drawn = chance.sample(range(size), min(count, size))
    hits = sum(place < relevant for place in drawn)
    return Stratum(size=size, drawn=len(drawn), relevant=hits, irrelevant=len(drawn) - hits)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked = parser.add_subparsers(dest="what", required=True)
    asked.add_parser("speed").add_argument("file", type=Path)
    files = asked.add_parser("cluster")
    files.add_argument("folder", type=Path)
    files.add_argument("--workers", type=int, default=2)
    asked.add_parser("planted").add_argument("--records", type=int, default=300_000)
    asked.add_parser("coverage")
    arguments = parser.parse_args()
    if arguments.what == "speed":
        speed(arguments.file)
    elif arguments.what == "cluster":
        on_cluster(arguments.folder, arguments.workers)
    elif arguments.what == "planted":
        planted_papers(arguments.records)
    else:
        coverage()


if __name__ == "__main__":
    main()
