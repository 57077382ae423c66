"""Searches of quiet weeks on a branch of their own: kept, joined, lost, broken, written at once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.git import Git
from bot.adapters.store.run_log import FileRunLog
from bot.domain.runs import Run, Search
from bot.ports import LOG_BRANCH
from tests.conftest import clean_environment

SOON = '{"on":"soon","version":"1","searches":[],"retrieved":0,"quiet":true}'


def run_on(day: str, hits: int = 7) -> Run:
    search = Search(source="PubMed", strategy="weekly", query="moon AND tea", reported=hits)
    return Run(on=day, version="1", searches=(search,), retrieved=hits, quiet=True)


@dataclass
class Clones:
    """A remote with one commit, and its clones."""

    folder: Path
    environment: dict[str, str]

    def __post_init__(self) -> None:
        first = self.folder / "first"
        first.mkdir()
        here = self._git(first)
        here.run("init", "--quiet", "--initial-branch=main")
        here.run("commit", "--quiet", "--allow-empty", "-m", "Start")
        here.run("init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        here.run("remote", "add", "origin", str(self.remote))
        here.run("push", "--quiet", "origin", "main")

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    def git(self, name: str) -> Git:
        """A clone, made when first asked for."""
        place = self.folder / name
        if not place.exists():
            self._git(self.folder).run("clone", "--quiet", str(self.remote), str(place))
        return self._git(place)

    def log(self, name: str, warn: Callable[[str], None] = print) -> FileRunLog:
        return FileRunLog(self.git(name).log(warn), warn)

    def put(self, name: str, text: str) -> None:
        """Replace the file on the branch as a person might."""
        git = self.git(name)
        git.log(print).revise(lambda _: text, "A person's words")

    def _git(self, place: Path) -> Git:
        return Git(
            directory=place,
            environment=self.environment,
            date="2026-11-16T00:00:00+0000",
            push=True,
        )


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    return Clones(tmp_path, clean_environment(tmp_path))


def test_another_clone_reads_what_one_wrote(clones: Clones) -> None:
    log = clones.log("first")
    assert log.read() == ()

    log.write(run_on("2026-11-16"), recorded=())
    log.write(run_on("2026-11-23"), recorded=())

    assert clones.log("second").read() == (run_on("2026-11-16"), run_on("2026-11-23"))
    names = clones.git("second").run("ls-tree", "-r", "--name-only", f"origin/{LOG_BRANCH}")
    assert names.split() == ["runs.jsonl"]


def test_what_main_has_is_forgotten_here(clones: Clones) -> None:
    log, first = clones.log("first"), run_on("2026-11-16")
    log.write(first, recorded=())

    log.write(run_on("2026-11-23"), recorded=[first])

    assert log.read() == (run_on("2026-11-23"),)


def test_what_others_wrote_since_it_was_read_is_kept(clones: Clones) -> None:
    log = clones.log("first")
    assert log.read() == ()
    clones.log("second").write(run_on("2026-11-16"), recorded=())

    log.write(run_on("2026-11-23"), recorded=())

    assert clones.log("third").read() == (run_on("2026-11-16"), run_on("2026-11-23"))


def test_two_that_write_at_once_lose_nothing(clones: Clones) -> None:
    first, second = clones.git("first").log(print), clones.log("second")

    def meanwhile(text: str) -> str:
        if "2026-11-16" not in text:
            second.write(run_on("2026-11-16"), recorded=())
        return text + '{"on":"2026-11-17"}\n'

    first.revise(meanwhile, "At once")

    text = clones.git("third").log(print).read()
    assert "2026-11-16" in text
    assert "2026-11-17" in text


def test_the_same_search_twice_on_a_day_is_one(clones: Clones) -> None:
    log = clones.log("first")
    log.write(run_on("2026-11-16"), recorded=())
    tip = clones.git("first").run("rev-parse", f"origin/{LOG_BRANCH}")

    clones.log("second").write(run_on("2026-11-16"), recorded=())

    clones.log("first").read()
    assert clones.git("first").run("rev-parse", f"origin/{LOG_BRANCH}") == tip


@pytest.mark.parametrize("broken", ["no JSON", '{"on": 3}', "{}", SOON, '["\x00"]', "{" * 9000])
def test_a_broken_line_costs_itself_and_is_named(clones: Clones, broken: str) -> None:
    warnings: list[str] = []
    clones.log("first").write(run_on("2026-11-16"), recorded=())
    whole = clones.git("first").log(print).read()
    clones.put("second", f"{broken}\n{whole}")

    log = clones.log("first", warnings.append)
    assert log.read() == (run_on("2026-11-16"),)
    assert "a line of living-review/log cannot be read" in warnings[0]
    log.write(run_on("2026-11-23"), recorded=())
    warnings.clear()
    assert log.read() == (run_on("2026-11-16"), run_on("2026-11-23"))
    assert warnings == []


def test_a_lost_branch_is_named_once_and_begins_anew(clones: Clones) -> None:
    warnings: list[str] = []
    clones.log("first").write(run_on("2026-11-16"), recorded=())
    clones.git("second").run("push", "--quiet", "--delete", "origin", LOG_BRANCH)

    log = clones.log("first", warnings.append)
    assert log.read() == ()
    log.write(run_on("2026-11-23"), recorded=())

    assert len(warnings) == 1
    assert "is gone from 'origin'" in warnings[0]
    assert log.read() == (run_on("2026-11-23"),)


def test_a_branch_that_holds_something_else_is_left_in_peace(clones: Clones) -> None:
    git = clones.git("first")
    git.run("push", "--quiet", "origin", f"main:{LOG_BRANCH}")
    log = clones.log("second")
    assert log.read() == ()

    log.write(run_on("2026-11-16"), recorded=())

    assert log.read() == (run_on("2026-11-16"),)
    history = clones.git("second").run("rev-list", f"origin/{LOG_BRANCH}").split()
    assert git.run("rev-parse", "main").strip() in history


def test_a_remote_that_does_not_answer_costs_the_line_alone(clones: Clones) -> None:
    warnings: list[str] = []
    log = clones.log("first", warnings.append)
    clones.remote.rename(clones.folder / "away.git")

    assert log.read() == ()
    log.write(run_on("2026-11-16"), recorded=())

    assert "searches of quiet weeks are not known now" in warnings[0]
    assert "the search of today could not be recorded" in warnings[1]


def test_without_a_remote_the_branch_is_local(clones: Clones) -> None:
    git = clones.git("first")
    git.push = False
    log = FileRunLog(git.log(print), print)

    log.write(run_on("2026-11-16"), recorded=())
    log.write(run_on("2026-11-23"), recorded=())

    assert log.read() == (run_on("2026-11-16"), run_on("2026-11-23"))
    assert clones.log("second").read() == ()


def test_two_reviews_in_one_repository_have_a_file_each(clones: Clones) -> None:
    git = clones.git("first")
    for name in ("käse und wein", "moon"):
        place = git.directory / "reviews" / name
        place.mkdir(parents=True)
        there = Git(directory=place, environment=clones.environment, date=git.date, push=True)
        FileRunLog(there.log(print)).write(run_on("2026-11-16", len(name)), recorded=())
        (read,) = FileRunLog(there.log(print)).read()
        assert read.retrieved == len(name)
    names = git.run("ls-tree", "-r", "--name-only", f"origin/{LOG_BRANCH}").split()
    assert len(names) == 2
