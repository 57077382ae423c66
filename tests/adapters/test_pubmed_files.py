"""PubMed's own files read record by record: revisions, deletions, and whatever is broken."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.baseline import FIRST_PMID, Shape, records, write
from bot.domain.records import Article
from bot.screening.strata import DELETED, UNREADABLE, NoRecord
from bot.sources.pubmed.files import BrokenFile, entries
from bot.sources.pubmed.parsing import parse


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "pubmed26n0001.xml.gz"
    xml = records(40, 1, shape=Shape(references=2, most_authors=10_000))
    write(path, xml, deleted=(5, 6))
    return path


def test_a_file_gives_what_the_same_document_gives_whole(file: Path) -> None:
    with file.open("rb") as opened:
        streamed = [*entries(opened)]
    articles = [entry for entry in streamed if isinstance(entry, Article)]
    assert tuple(articles) == parse(gzip.decompress(file.read_bytes())).articles
    assert streamed[40:] == [NoRecord(5, DELETED), NoRecord(6, DELETED)]
    assert len(articles[0].record.authors) == 10_000


def test_a_file_that_is_unpacked_or_packed_in_parts_is_read_as_well(file: Path) -> None:
    plain = gzip.decompress(file.read_bytes())
    parts = gzip.compress(plain[:9_000]) + gzip.compress(plain[9_000:])
    for content in (plain, parts):
        assert len([*entries(io.BytesIO(content))]) == 42


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda whole: whole[: len(whole) // 2], "breaks off in the middle"),
        (lambda whole: whole[:-4], "breaks off in the middle"),
        (lambda whole: whole[:200] + b"\0" * 50 + whole[250:], "no whole"),
        (lambda whole: gzip.decompress(whole)[:-20], "no whole XML"),
        (lambda _: b"<html><body>Not found</body></html>", "a html document"),
        (lambda _: b"", "no whole XML"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason(
    file: Path, content: Callable[[bytes], bytes], why: str
) -> None:
    with pytest.raises(BrokenFile, match=why):
        list(entries(io.BytesIO(content(file.read_bytes()))))


def test_a_record_that_cannot_be_read_costs_no_other() -> None:
    (good,) = records(1, 1, shape=Shape(references=0))
    nothing = "<PubmedArticle><MedlineCitation><PMID>7</PMID></MedlineCitation></PubmedArticle>"
    absurd = good.replace(str(FIRST_PMID), "9" * 5_000, 1)
    body = f"<PubmedArticleSet>{nothing}{absurd}{good}</PubmedArticleSet>".encode()
    first, other, second = entries(io.BytesIO(body))
    assert (first, other) == (NoRecord(7, UNREADABLE), NoRecord(0, UNREADABLE))
    assert isinstance(second, Article)
    assert second.record.pmid == str(FIRST_PMID)
