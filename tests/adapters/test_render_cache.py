"""Documents are written again when anything that they are made of has changed."""

from pathlib import Path

import pytest

from bot.adapters.render_cache import FileRenderCache, library_versions

VERSIONS = {"jinja2": "3.1.6", "citeproc-py": "0.8.2"}


def cache(tmp_path: Path, versions: dict[str, str]) -> FileRenderCache:
    review = tmp_path / "review"
    review.mkdir(exist_ok=True)
    (review / "REVIEW.md").write_text("# Tea", "utf-8")
    return FileRenderCache(tmp_path / "cache", review, versions=versions)


def test_what_nothing_has_changed_stands(tmp_path: Path) -> None:
    assert not cache(tmp_path, VERSIONS).stands()
    cache(tmp_path, VERSIONS).keep()
    assert cache(tmp_path, VERSIONS).stands()


@pytest.mark.parametrize("library", VERSIONS)
def test_an_upgraded_library_writes_documents_again(library: str, tmp_path: Path) -> None:
    cache(tmp_path, VERSIONS).keep()
    assert not cache(tmp_path, {**VERSIONS, library: "9"}).stands()


def test_a_changed_file_writes_documents_again(tmp_path: Path) -> None:
    kept = cache(tmp_path, VERSIONS)
    kept.keep()
    (tmp_path / "review" / "REVIEW.md").write_text("# Coffee", "utf-8")
    assert not kept.stands()


def test_the_versions_of_what_draws_are_known() -> None:
    versions = library_versions()
    assert {"python", "jinja2", "citeproc-py"} <= versions.keys()
    assert all(versions.values())
