"""Known papers are watched, each of them."""

from pathlib import Path

from bot.adapters.cache import SqliteCache
from bot.databases.source_set import SourceSet
from bot.demo.eutils import EutilsServer
from bot.domain.corrections import ChangeKind
from bot.domain.decisions import Decision
from bot.domain.records import SEED, Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.http_client import Http
from bot.pipeline.recheck_records import recheck
from bot.sources.pubmed import PubMed
from tests.conftest import HANG, TODAY, still_time
from tests.notices import document, noticed, paper, typed

PMID = "900000108"


def test_of_two_records_with_one_pmid_both_are_watched(tmp_path: Path) -> None:
    names = ("first", "second")
    state = State(
        records=tuple(Record(id=name, pmid=PMID, source=SEED) for name in names),
        decisions=tuple(
            Decision(
                record=name, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="x", on="2026-11-02",
                reasons=("Belongs.",),
            )
            for name in names
        ),
    )  # fmt: skip
    withdrawn = typed(
        noticed(paper(PMID), "RetractionIn", "900000901", "Moon J. 2026"), "Retracted Publication"
    )
    with EutilsServer([document(withdrawn)]) as server:
        http = Http(service="PubMed", time=still_time(), read_seconds=HANG)
        pubmed = PubMed(http=http, url=server.url, contact="demo@example.org", today=TODAY, key="k")

        done = recheck(state, SourceSet(main=pubmed), SqliteCache(tmp_path))

    retracted = {one.record for one in done.changes if one.kind is ChangeKind.RETRACTED}
    assert retracted == set(names)
    assert set(done.articles) == set(names)
