"""A cache that is broken is thrown away: nothing in it cannot be fetched again."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.adapters.language_model.answer_cache import AnswerCache
from bot.adapters.render_cache import FileRenderCache
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


def test_a_broken_fingerprint_of_documents_is_as_none(tmp_path: Path) -> None:
    garbage(tmp_path / "rendered")
    (tmp_path / "review").mkdir()
    cache = FileRenderCache(tmp_path, tmp_path / "review", versions={})

    assert not cache.stands()
    cache.keep()
    assert cache.stands()
