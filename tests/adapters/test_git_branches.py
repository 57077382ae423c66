"""Without a remote the bot moves branches of a person's own clone, and loses no commit in them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.git import Git
from bot.errors import Overtaken, PersonNeeded
from bot.ports import BRANCH
from tests.adapters.test_git_fitness import repository


def commit_to(git: Git, branch: str) -> str:
    """What a person adds to a branch while the bot is at work; the new commit."""
    commit = git.run("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "A person's").strip()
    git.run("update-ref", f"refs/heads/{branch}", commit)
    return commit


def test_an_update_goes_over_no_commit_that_a_person_made_meanwhile(tmp_path: Path) -> None:
    git = repository(tmp_path)
    place = git.begin()
    (place.root / "REVIEW.md").write_text("The bot's.\n", "utf-8")
    place.commit("Update")
    theirs = commit_to(git, BRANCH)

    with pytest.raises(Overtaken):
        place.publish()

    assert git.commit_of(BRANCH) == theirs


def test_a_version_is_made_again_where_somebody_committed_meanwhile(tmp_path: Path) -> None:
    git = repository(tmp_path)
    mainline = git.mainline()
    (mainline.root / "REVIEW.md").write_text("The bot's.\n", "utf-8")
    git.run("checkout", "--quiet", "-b", "elsewhere")
    theirs = commit_to(git, "main")

    assert not mainline.save("Publish")
    assert git.commit_of("main") == theirs


def test_a_branch_that_was_forced_elsewhere_is_for_a_person_to_mend(tmp_path: Path) -> None:
    git = repository(tmp_path)
    unrelated = git.run("commit-tree", "HEAD^{tree}", "-m", "Another's").strip()
    git.run("update-ref", f"refs/heads/{BRANCH}", unrelated)

    with pytest.raises(PersonNeeded, match="shares no history with main"):
        git.begin()

    assert git.commit_of(BRANCH) == unrelated


def test_a_clone_without_history_is_made_whole_once_and_begun_with_as_often_as_needed(
    tmp_path: Path,
) -> None:
    origin = repository(tmp_path)
    commit_to(origin, "main")
    origin.run("clone", "--quiet", "--depth=1", origin.directory.as_uri(), str(tmp_path / "clone"))
    git = replace(origin, directory=tmp_path / "clone", push=True)

    for _ in range(2):
        git.begin()

    assert git.run("rev-list", "--count", "HEAD").strip() == "2"


def test_what_a_rule_of_a_person_ignores_is_committed_all_the_same(tmp_path: Path) -> None:
    git = repository(tmp_path)
    (git.directory / ".git" / "info").mkdir(exist_ok=True)
    (git.directory / ".git" / "info" / "exclude").write_text("*.jsonl\nREVIEW.md\n", "utf-8")
    for number in (1, 2):
        place = git.begin()
        (place.root / "state").mkdir(exist_ok=True)
        (place.root / "state" / f"{number}.jsonl").write_text("{}\n", "utf-8")
        (place.root / "REVIEW.md").write_text(f"{number}\n", "utf-8")

        assert place.commit("Update")
        assert place.ahead
        assert not place.commit("Again")

        place.publish()
    names = git.run("ls-tree", "-r", "--name-only", BRANCH).split()
    assert names == ["REVIEW.md", "state/1.jsonl", "state/2.jsonl"]
