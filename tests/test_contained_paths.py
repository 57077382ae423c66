"""Nothing is read or written through a symbolic link that leads out of the review."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import settings
from bot.adapters.store import DirectoryStore
from bot.adapters.templates import prompts, renderer
from bot.contained_paths import contained
from bot.demo import story
from bot.domain.records import Record
from bot.domain.state import State
from bot.errors import Mistake
from bot.wiring import lay_out_site
from bot.wiring.new_review import new_review
from bot.wiring.review_folder import usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.vocabularies import chosen_vocabulary

SECRET = "a secret of the machine"  # noqa: S105 - invented


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the review, with a file."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret").write_text(SECRET, "utf-8")
    return folder


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review of settings alone."""
    root = tmp_path / "review"
    root.mkdir()
    (root / settings.FILE).write_text(story.protocol(), "utf-8")
    return root


def link(review: Path, path: str, target: Path) -> None:
    (review / path).parent.mkdir(parents=True, exist_ok=True)
    (review / path).unlink(missing_ok=True)
    (review / path).symlink_to(target)


@pytest.mark.parametrize("path", ["REVIEW.md", "review/x.csv", "state/acts.jsonl"])
def test_a_link_is_neither_read_nor_written(review: Path, outside: Path, path: str) -> None:
    link(review, path, outside / "secret")
    store = DirectoryStore(review)
    uses: tuple[Callable[[], object], ...] = (
        lambda: store.read(path), lambda: store.write(path, "x"), lambda: store.remove(path),
    )  # fmt: skip
    for use in uses:
        with pytest.raises(Mistake, match="symbolic link"):
            use()
    assert (outside / "secret").read_text("utf-8") == SECRET
    assert store.paths("review") == ()


@pytest.mark.parametrize("path", ["state", "state/studies", "state/records.jsonl"])
def test_a_state_behind_a_link_is_refused(review: Path, outside: Path, path: str) -> None:
    link(review, path, outside if path != "state/records.jsonl" else outside / "secret")
    store = DirectoryStore(review)

    with pytest.raises(Mistake, match="symbolic link"):
        store.load()
    if path != "state/studies":
        with pytest.raises(Mistake, match="symbolic link"):
            store.append(State(), State(records=(Record(id="1"),)), {})


def test_no_template_and_no_prompt_is_read_through_a_link(review: Path, outside: Path) -> None:
    link(review, "templates/REVIEW.md.j2", outside / "secret")
    link(review, "prompts", outside)

    with pytest.raises(Mistake, match="symbolic link"):
        renderer(review)("REVIEW.md.j2")
    with pytest.raises(Mistake, match="symbolic link"):
        prompts(review)("secret")


def test_no_vocabulary_is_read_through_a_link(review: Path, outside: Path) -> None:
    link(review, "words/own.yaml", outside / "secret")
    protocol = settings.parse(f"{story.protocol()}\nvocabulary: words\n".replace(
        "vocabulary: neuroimaging\n", ""
    ))  # fmt: skip

    with pytest.raises(Mistake, match="symbolic link"):
        chosen_vocabulary(protocol, review)


@pytest.mark.parametrize("path", [".cache", ".cache/worktree", ".cache/articles.sqlite"])
def test_a_cache_behind_a_link_is_refused(review: Path, outside: Path, path: str) -> None:
    link(review, path, outside)

    with pytest.raises(Mistake, match="symbolic link"):
        usable_root(review)


def test_settings_behind_a_link_are_refused(review: Path, outside: Path) -> None:
    link(review, settings.FILE, outside / "secret")

    with pytest.raises(Mistake, match="symbolic link"):
        usable_root(review)


def test_a_new_review_is_written_through_no_link(tmp_path: Path, outside: Path) -> None:
    link(tmp_path / "new", ".gitignore", outside / "nothing yet")

    with pytest.raises(Mistake, match="symbolic link"):
        new_review(tmp_path / "new", Runtime(environment={}))
    assert not (outside / "nothing yet").exists()


def test_a_site_removes_no_file_outside_of_it(tmp_path: Path, outside: Path) -> None:
    folder = tmp_path / "site"
    lay_out_site({"index.html": "x"}, folder)
    (folder / ".living-review-site").write_text("../outside/secret\n", "utf-8")

    with pytest.raises(Mistake, match="leads elsewhere"):
        lay_out_site({"index.html": "x"}, folder)
    assert (outside / "secret").exists()


def test_a_site_is_laid_over_no_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")

    with pytest.raises(Mistake, match="is a file"):
        lay_out_site({"index.html": "x"}, tmp_path / "notes.txt")


def test_a_site_that_was_cut_short_is_written_over_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with pytest.raises(UnicodeEncodeError):
        lay_out_site({"index.html": "x", "old.html": "x", "other.html": "\ud800"}, folder)

    assert lay_out_site({"index.html": "y"}, folder) == 1
    assert sorted(path.name for path in folder.iterdir()) == [".living-review-site", "index.html"]


def test_a_review_may_itself_stand_behind_a_link(review: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(review)

    assert usable_root(tmp_path / "link") == review.resolve()
    assert contained(tmp_path / "link", settings.FILE).is_file()
