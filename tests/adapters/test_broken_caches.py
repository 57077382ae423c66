"""A cache that is broken is thrown away: nothing in it cannot be fetched again."""

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.adapters.language_model.answer_cache import AnswerCache
from bot.adapters.render_cache import FileRenderCache
from bot.disposable_database import DisposableDatabase
from bot.domain.records import Article, Record

ARTICLE = Article(record=Record(id="1"))
KEPT = ("articles.sqlite", "model.sqlite")


def garbage(file: Path) -> None:
    file.write_bytes(b"\xff\x00" * 4_000)


def another(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("CREATE TABLE article (other TEXT)")
        base.execute("CREATE TABLE answer (other TEXT)")


def odd(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("CREATE TABLE article (source TEXT, id TEXT, body BLOB)")
        base.execute("INSERT INTO article VALUES ('PubMed', '1', NULL)")
        base.execute("CREATE TABLE answer (key TEXT, value TEXT)")
        base.execute("INSERT INTO answer VALUES ('1', CAST(x'ff' AS TEXT))")


def folder(file: Path) -> None:
    file.mkdir()
    (file / "x").write_text("x", "utf-8")


@pytest.mark.parametrize("breaking", [garbage, another, odd, folder])
def test_a_broken_file_is_as_none_and_is_written_anew(
    tmp_path: Path, breaking: Callable[[Path], None]
) -> None:
    for name in KEPT:
        breaking(tmp_path / name)
    cache, answers = SqliteCache(tmp_path), AnswerCache(tmp_path / "model.sqlite")

    assert cache.articles("PubMed", ["1"]) == {}
    assert answers.find("answer", "1") is None
    cache.keep("PubMed", {"2": ARTICLE})
    answers.keep("answer", "2", "x")
    assert cache.articles("PubMed", ["2"]) == {"2": ARTICLE}
    assert answers.find("answer", "2") == "x"


def test_a_file_that_another_process_is_at_work_on_is_left_alone(tmp_path: Path) -> None:
    database = DisposableDatabase(
        file=tmp_path / "x", tables=("CREATE TABLE IF NOT EXISTS x (y)",), seconds=0
    )
    database.write(lambda base: base.execute("INSERT INTO x VALUES (1)"))
    with closing(sqlite3.connect(database.file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        database.write(lambda base: base.execute("INSERT INTO x VALUES (2)"))
        assert database.read(lambda base: base.execute("SELECT * FROM x").fetchall(), []) == []

    assert database.read(lambda base: base.execute("SELECT * FROM x").fetchall(), []) == [(1,)]


def test_a_disk_that_is_full_is_named_with_the_file_and_costs_nothing_that_was_kept(
    tmp_path: Path,
) -> None:
    database = DisposableDatabase(file=tmp_path / "x", tables=("CREATE TABLE IF NOT EXISTS x (y)",))
    database.write(lambda base: base.execute("INSERT INTO x VALUES (1)"))

    def fill(base: sqlite3.Connection) -> None:
        base.execute("PRAGMA max_page_count = 2")
        base.execute("INSERT INTO x VALUES (zeroblob(100000))")

    with pytest.raises(OSError, match=r"disk is full.*x") as raised:
        database.write(fill)

    assert raised.value.errno == errno.ENOSPC
    assert database.read(lambda base: base.execute("SELECT * FROM x").fetchall(), []) == [(1,)]


def test_a_file_that_may_not_be_written_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    database = DisposableDatabase(file=tmp_path / "x", tables=())

    def forbid(base: sqlite3.Connection) -> None:
        base.execute("PRAGMA query_only = 1")
        base.execute("CREATE TABLE x (y)")

    with pytest.raises(PermissionError):
        database.write(forbid)


def test_a_broken_fingerprint_of_documents_is_as_none(tmp_path: Path) -> None:
    garbage(tmp_path / "rendered")
    (tmp_path / "review").mkdir()
    cache = FileRenderCache(tmp_path, tmp_path / "review", versions={})

    assert not cache.stands()
    cache.keep()
    assert cache.stands()
