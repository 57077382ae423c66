"""Without a remote the bot moves branches of a person's own clone, and loses no commit in them."""

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
