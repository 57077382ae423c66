"""What stands in the way of git is said before anything is begun."""

import subprocess
from pathlib import Path

import pytest

from bot.adapters.git import Git
from bot.errors import Failure, Mistake
from tests.conftest import clean_environment


def repository(tmp_path: Path, **more: str) -> Git:
    root = tmp_path / "review"
    environment = clean_environment(tmp_path)
    if not root.exists():
        root.mkdir()
        for arguments in (
            ("init", "--quiet", "--initial-branch=main"),
            ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet",
             "--allow-empty", "-m", "x"),
        ):  # fmt: skip
            subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)
    return Git(directory=root, environment={**environment, **more}, date="2026-11-16T00:00:00+0000")


def test_git_that_is_too_old_is_named(tmp_path: Path) -> None:
    repository(tmp_path)
    (tmp_path / "bin").mkdir()
    old = tmp_path / "bin" / "git"
    old.write_text(
        '#!/bin/sh\ntest "$1" = version && echo "git version 2.30.2" && exit\n'
        'PATH="${PATH#*:}" exec git "$@"\n'
    )
    old.chmod(0o755)
    path = f"{tmp_path / 'bin'}:{clean_environment(tmp_path)['PATH']}"

    with pytest.raises(Failure, match=r"git 2\.30\.2 is too old: 2\.38 is needed"):
        repository(tmp_path, PATH=path).begin()


def test_a_branch_in_the_way_of_the_bots_is_named(tmp_path: Path) -> None:
    git = repository(tmp_path)
    git.run("branch", "living-review")

    with pytest.raises(Mistake, match="a branch is named living-review"):
        git.begin()


def test_a_branch_in_the_way_on_the_remote_is_named(tmp_path: Path) -> None:
    git = repository(tmp_path)
    git.run("init", "--quiet", "--bare", str(tmp_path / "remote"))
    git.run("remote", "add", "origin", str(tmp_path / "remote"))
    git.run("push", "--quiet", "origin", "main", "main:refs/heads/living-review")
    pushing = repository(tmp_path)
    pushing.push = True

    with pytest.raises(Mistake, match="a branch is named living-review"):
        pushing.begin()


def test_git_that_is_new_enough_says_its_version(tmp_path: Path) -> None:
    assert repository(tmp_path).require_fitness()
