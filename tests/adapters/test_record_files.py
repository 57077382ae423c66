"""PubMed's files named by paths and addresses, and what each brought remembered."""

from pathlib import Path

import fsspec
import numpy as np
import pytest

from bot.adapters.record_files import RecordFile, listed, opened
from bot.adapters.record_files.manifest import Manifest
from bot.domain.records import Article, Record
from bot.errors import Mistake
from bot.screening.strata import STRATA, UNSCORED, Limits, Sample, Scan


def test_folders_and_files_are_listed_by_name_each_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/pubmed26n0001.xml.gz", "pubmed26n0002.xml.gz", "pubmed26n0002.xml.gz.md5"):
        (tmp_path / name).write_bytes(name.encode())
    places = [str(tmp_path), str(tmp_path / "b"), str(tmp_path / "b" / ".." / "b")]
    files = listed(places)
    assert [file.name for file in files] == ["pubmed26n0001.xml.gz", "pubmed26n0002.xml.gz"]
    with opened(files[0].path) as content:
        assert content.read() == b"b/pubmed26n0001.xml.gz"


def test_addresses_are_opened_by_fsspec() -> None:
    for name in ("pubmed26n0002.xml.gz", "pubmed26n0001.xml.gz", "README.txt"):
        fsspec.filesystem("memory").pipe(f"/pubmed/{name}", name.encode())
    files = listed(["memory://pubmed/", "memory://pubmed/pubmed26n0001.xml.gz"])
    assert [file.name for file in files] == ["pubmed26n0001.xml.gz", "pubmed26n0002.xml.gz"]
    with opened(files[1].path) as content:
        assert content.read() == b"pubmed26n0002.xml.gz"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("nowhere/pubmed", "nowhere/pubmed does not exist"),
        ("memory://nothing-here/x.xml.gz", "does not exist"),
        ("moon://pubmed/", "addresses of this kind cannot be opened"),
    ],
)
def test_a_place_that_cannot_be_used_is_named(place: str, words: str) -> None:
    with pytest.raises(Mistake, match=words):
        listed([place])


@pytest.mark.parametrize("place", ["memory://ada:sesame@nothing/x.xml.gz", "moon://ada:sesame@x/"])
def test_no_message_repeats_a_password_of_an_address(place: str) -> None:
    with pytest.raises(Mistake, match="://") as mistake:
        listed([place])
    assert "sesame" not in f"{mistake.value.message} {mistake.value.hint}"


def test_an_empty_folder_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as raised:
        listed([str(tmp_path)])
    assert "ftp.ncbi.nlm.nih.gov" in raised.value.hint


FILE = RecordFile(path="/somewhere/pubmed26n0001.xml.gz", size=7, stamp="1")


def _scan() -> Scan:
    return Scan(
        files=1, last=FILE.name, limits=Limits(best=1, drawn=1), best=(),
        pmids=np.array([1, 2], dtype=np.uint32), strata=np.array([0, 7], dtype=np.uint8),
        samples=tuple(Sample(bound=2**63 + 1) for _ in range(UNSCORED, STRATA)),
    )  # fmt: skip


def test_what_a_file_brought_is_remembered_as_long_as_it_is_the_same(tmp_path: Path) -> None:
    manifest = Manifest(folder=tmp_path / "kept", scanner="one")
    assert manifest.scan(FILE) is None
    manifest.keep(FILE, _scan())
    kept = manifest.scan(FILE)
    assert kept
    assert (kept.sizes, kept.samples, kept.last) == (_scan().sizes, _scan().samples, FILE.name)
    for other in (RecordFile(path=FILE.path, size=8, stamp="1"), RecordFile(path="/b", size=7)):
        assert manifest.scan(other) is None
    assert Manifest(folder=manifest.folder, scanner="two").scan(FILE) is None


def test_a_memory_that_is_half_written_is_none(tmp_path: Path) -> None:
    manifest = Manifest(folder=tmp_path, scanner="one")
    manifest.keep(FILE, _scan())
    (place,) = tmp_path.iterdir()
    whole = place.read_bytes()
    for content in (whole[: len(whole) // 2], b"", b"nonsense"):
        place.write_bytes(content)
        assert manifest.scan(FILE) is None


def test_the_background_stays_the_same_when_files_change(tmp_path: Path) -> None:
    manifest = Manifest(folder=tmp_path, scanner="one")
    first, second = (Article(record=Record(id=key, pmid=key)) for key in "12")
    assert manifest.background(lambda: [first]) == (first,)
    assert manifest.background(lambda: [second]) == (first,)
    Manifest(folder=tmp_path, scanner="two").prune()
    assert manifest.background(lambda: [second]) == (second,)
