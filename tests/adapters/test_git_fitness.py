"""What stands in the way of git is said before anything is begun."""

import subprocess
import threading
from base64 import b64decode
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.adapters.git import Git
from bot.errors import Failure, Mistake, ServiceFailed
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


def test_a_folder_that_is_no_repository_is_to_be_made_one(tmp_path: Path) -> None:
    git = replace(repository(tmp_path), directory=tmp_path)
    with pytest.raises(Failure, match="not a git repository") as failure:
        git.run("rev-parse", "HEAD")
    assert "`git init`" in failure.value.hint


def test_a_repository_that_git_refuses_to_read_is_not_taken_for_none(tmp_path: Path) -> None:
    git = repository(tmp_path, GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    with pytest.raises(Failure, match="dubious ownership") as failure:
        _ = git.exists
    assert "safe.directory" in failure.value.hint


@pytest.mark.parametrize(
    "address",
    [
        "https://x:hidden@127.0.0.1:1/o/n.git",
        "https://x:a/hidden@127.0.0.1:1/o/n.git",
        "https://x:a@hidden@127.0.0.1:1/o/n.git",
        "https://127.0.0.1:1/o/n.git?private_token=hidden",
    ],
)
def test_what_git_says_of_an_address_tells_no_secret_in_it(address: str, tmp_path: Path) -> None:
    git = repository(tmp_path)
    git.run("remote", "add", "origin", address)
    with pytest.raises(ServiceFailed, match=r"127\.0\.0\.1") as failure:
        git.network("ls-remote", "origin")
    assert "hidden" not in failure.value.message


def test_a_folder_without_a_repository_is_in_none(tmp_path: Path) -> None:
    assert not replace(repository(tmp_path), directory=tmp_path).exists


@pytest.mark.parametrize("persisted", [False, True])
def test_git_sends_the_token_and_nothing_of_netrc(tmp_path: Path, *, persisted: bool) -> None:
    sent: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent.extend(self.headers.get_all("Authorization") or ["none"])
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login maintainer password their-own\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        git = replace(repository(tmp_path), token="the-bots-token", server_url=url)  # noqa: S106 - none
        git.run("remote", "add", "origin", f"{url}/owner/name.git")
        if persisted:
            git.run("config", f"http.{url}/.extraheader", "Authorization: Basic left-behind")
        with pytest.raises(ServiceFailed) as fault:
            git.network("ls-remote", "origin")
        server.shutdown()

    assert {b64decode(one.partition(" ")[2]) for one in sent} == {b"x-access-token:the-bots-token"}
    assert "the-bots-token" not in fault.value.message


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
