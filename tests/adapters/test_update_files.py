"""NLM's update files listed, fetched in pieces, and checked before they are believed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.baseline import Shape, records, write
from bot.domain.records import Article
from bot.errors import ServiceFailed
from bot.http_client import Http
from bot.sources.pubmed.update_files import PubMedUpdates
from tests.conftest import still_time
from tests.file_server import FileServer

NAME = "pubmed26n1335.xml.gz"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    write(tmp_path / NAME, records(3, 1, shape=Shape(references=1)))
    with FileServer({NAME: (tmp_path / NAME).read_bytes()}) as made:
        yield made


@pytest.fixture
def updates(server: FileServer, tmp_path: Path) -> PubMedUpdates:
    http = Http(service="NLM", time=still_time())
    return PubMedUpdates(http=http, url=server.url, folder=tmp_path / "fetched", piece=1_000)


def test_a_file_is_fetched_in_pieces_and_once_and_does_not_stay(
    updates: PubMedUpdates, server: FileServer
) -> None:
    server.failing.extend([NAME, NAME])
    first = next(iter(updates.entries(NAME)))
    assert len([*updates.entries(NAME)]) == 3
    assert isinstance(first, Article)
    pieces = [line for line in server.asked if line.startswith(f"{NAME} ")]
    assert pieces[:4] == [f"{NAME} 0-999"] * 3 + [f"{NAME} 1000-1999"]
    assert len(pieces) == -(-len(server.files[NAME]) // 1_000) + 2
    assert not [*updates.folder.iterdir()]


def test_what_arrived_before_is_not_fetched_again(
    updates: PubMedUpdates, server: FileServer
) -> None:
    updates.folder.mkdir()
    (updates.folder / f"{NAME}.part").write_bytes(server.files[NAME][:2_000])
    assert all(isinstance(entry, Article) for entry in updates.entries(NAME))
    assert f"{NAME} 0-999" not in server.asked
    assert f"{NAME} 2000-2999" in server.asked


def test_a_file_that_arrived_whole_before_it_was_checked_is_checked_now(
    updates: PubMedUpdates, server: FileServer
) -> None:
    updates.folder.mkdir()
    (updates.folder / f"{NAME}.part").write_bytes(server.files[NAME])
    assert len([*updates.entries(NAME)]) == 3


def test_a_file_that_is_not_what_its_md5_says_is_not_believed(
    updates: PubMedUpdates, server: FileServer
) -> None:
    server.digests[NAME] = "0" * 32
    with pytest.raises(ServiceFailed, match="not what its MD5 says"):
        list(updates.entries(NAME))
    server.digests.clear()
    assert len([*updates.entries(NAME)]) == 3


def test_the_list_has_the_files_and_not_their_md5s(
    updates: PubMedUpdates, server: FileServer
) -> None:
    server.files["pubmed26n1334.xml.gz"] = b""
    assert updates.names() == ("pubmed26n1334.xml.gz", NAME)
    server.files.clear()
    with pytest.raises(ServiceFailed, match="a list without a file"):
        updates.names()
