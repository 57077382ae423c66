"""The repository that holds a review: its branches, its remote, and whether the bot can use it."""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.adapters.git.commands import GitCommands
from bot.errors import Failure, Mistake
from bot.ports import BRANCH, LOG_BRANCH

OLDEST = (2, 38)
"""git that can merge without a checkout, `merge-tree --write-tree`."""
_ROOT = BRANCH.partition("/")[0]
_ROOT_BRANCH = f"refs/heads/{_ROOT}"
_OURS = BRANCH, LOG_BRANCH
_VERSIONS: dict[str, str] = {}
"""What the git on each PATH said of itself: once is enough for a process."""
_NO_REPOSITORY = ("not a git repository", "must be run in a work tree")
"""How git says that there is none, or one without files."""


class _Place(NamedTuple):
    """Where a review lies, as git sees it."""

    inside: bool
    """Whether it is in a repository."""
    shallow: bool
    """Whether commits are missing from that."""
    git_directory: str
    """Git's own folder of this checkout."""
    prefix: str
    """The review's place in the repository, empty for the top."""


@dataclass(kw_only=True)
class Repository(GitCommands):
    """The repository that holds a review."""

    push: bool = False
    """Whether to push without a token, with git's own credentials."""

    @cached_property
    def remote_host(self) -> str:
        """The remote's host, empty for a path."""
        return host_of(self.url)

    @cached_property
    def remote_path(self) -> str:
        """The remote's ``owner/name``."""
        path = urlsplit(self.url).path if "://" in self.url else self.url.partition(":")[2]
        return path.strip("/").removesuffix(".git")

    @property
    def pushes(self) -> bool:
        """Whether proposals go to the remote: with a token, or when a person says so."""
        return bool(self.remote) and (bool(self.token) or self.push)

    @cached_property
    def default_branch(self) -> str:
        """The branch that holds what people approved."""
        if self.pushes and self._listed["HEAD"]:
            return self._listed["HEAD"]
        current = self.run("symbolic-ref", "--quiet", "--short", "HEAD", ok=(0, 1)).strip()
        if current in (BRANCH, LOG_BRANCH):
            raise Mistake(
                f"this checkout is on the branch {current}, which belongs to the bot",
                hint="Go back to your main branch with `git checkout main`, and run again.",
            )
        return current or "main"

    @cached_property
    def current_branch(self) -> str:
        """The branch that is checked out, empty where a commit is.

        Raises:
            Failure: there is no repository.
        """
        return self.run("symbolic-ref", "--quiet", "--short", "HEAD", ok=(0, 1)).strip()

    def known_main(self) -> tuple[str, str] | None:
        """The main branch and its commit as far as this clone knows them, without asking."""
        remote = f"refs/remotes/{self.remote}" if self.remote else ""
        head = self.run("symbolic-ref", "--quiet", f"{remote}/HEAD", ok=(0, 1)) if remote else ""
        names = [head.strip()] if head.strip() else []
        for home in filter(None, (remote, "refs/heads")):
            names += [f"{home}/main", f"{home}/master"]
        for name in names:
            if commit := self.commit_of(name):
                return name.removeprefix(f"{remote}/").removeprefix("refs/heads/"), commit
        return None

    @property
    def prefix(self) -> str:
        """The review's place in the repository, empty for the top."""
        return self._place.prefix

    @property
    def exists(self) -> bool:
        """Whether the review is in a repository."""
        return self._place.inside

    @property
    def git_directory(self) -> Path:
        """Git's own folder of this checkout.

        Raises:
            Mistake: there is no repository.
        """
        self._require_inside()
        return Path(self._place.git_directory)

    @cached_property
    def _place(self) -> _Place:
        try:
            answers = self.run(
                "rev-parse", "--is-inside-work-tree", "--is-shallow-repository",
                "--absolute-git-dir", "--show-prefix",
            )  # fmt: skip
        except Failure as fault:
            # Any other failure is of a repository that is there, and `git init` mends none.
            if not any(sign in fault.message for sign in _NO_REPOSITORY):
                raise
            answers = ""
        inside, shallow, folder, prefix, *_ = [*answers.split("\n", 3), "", "", ""]
        return _Place(inside == "true", shallow == "true", folder, prefix.removesuffix("\n"))

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        """The commits of the bot's branches and the main one on the remote; its name as HEAD."""
        names = ("HEAD", *(f"refs/heads/{name}" for name in (_ROOT, *_OURS)))
        refs = self._on_remote(*names)
        listed = {name: commit for commit, name in refs if not commit.startswith("ref: ")}
        mains = [first.removeprefix("ref: ") for first, name in refs if name == "HEAD"]
        if "HEAD" in listed and mains and mains[0].startswith("refs/heads/"):
            branch = mains[0].removeprefix("refs/heads/")
            return {**listed, mains[0]: listed["HEAD"], "HEAD": branch}
        return {**listed, "HEAD": ""}

    def _on_remote(self, *names: str) -> list[tuple[str, str]]:
        """The refs of these names on the remote: a commit, or what HEAD stands for, and a name."""
        lines = self.network("ls-remote", "--symref", self.remote, *names).splitlines()
        return [(first, name) for first, _, name in (line.partition("\t") for line in lines)]

    def require_fitness(self) -> str:
        """The version of git, if it can do what is asked of it here, and no name stands in the way.

        Raises:
            Failure: git is older than that.
            Mistake: a branch is named as the folder of the bot's branches would be.
        """
        version = self._require_version()
        self._require_free_name(self._refs(_ROOT_BRANCH))
        return version

    def _require_version(self) -> str:
        """The version of git; fails where it is too old."""
        path = self.environment.get("PATH", "")
        version = _VERSIONS.get(path) or self.run("version").removeprefix("git version ").strip()
        _VERSIONS[path] = version
        numbers = re.match(r"(\d+)\.(\d+)", version)
        if numbers and tuple(map(int, numbers.groups())) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise Failure(
                f"git {version} is too old: {oldest} is needed",
                hint="Install a newer git; nothing was changed.",
            )
        return version

    def _require_free_name(self, refs: Mapping[str, str]) -> None:
        """Fail where a branch is in the way, here among ``refs`` or on the remote."""
        if _ROOT_BRANCH in refs or (self.pushes and _ROOT_BRANCH in self._listed):
            raise Mistake(
                f"a branch is named {_ROOT}, so that git can make none named {BRANCH}",
                hint=f"`git branch --move {_ROOT} another-name`, and likewise on the remote.",
            )

    def _require_inside(self) -> None:
        if not self.exists:
            raise Mistake(
                f"{self.directory} is not in a git repository",
                hint="The review lives in git: `git init`, `git add .`, `git commit`, run again.",
            )

    def _unshallow(self) -> None:
        """Fetch the history that a clone without it lacks."""
        if self._place.shallow and self.pushes:
            self.network("fetch", "--quiet", "--unshallow", self.remote)
            vars(self).pop("_place")

    def tip(self) -> str:
        """The commit of the main branch: the remote's, if that is where the proposal goes."""
        return self._require_main(self.heads(self.default_branch)[self.default_branch])

    def first_heads(self) -> tuple[str, str, str | None]:
        """The commits of the main branch, of the update branch and of the log as they stand now.

        That of the log is None where it is gone from the remote.

        Raises:
            Mistake: there is no repository, or no commit.
            ServiceFailed: the remote does not answer.
        """
        vars(self).pop("_listed", None)  # what the remote said earlier may be old
        self._require_inside()
        self._require_version()
        main = self.default_branch
        self._unshallow()
        here = self._refs(_ROOT_BRANCH, *self._places((main, *_OURS)))
        if "HEAD" not in here:
            again = "`git add .`, `git commit`, and run again."
            raise Mistake("nothing is committed yet", hint=again)
        self._require_free_name(here)
        listed = self._listed if self.pushes and self._listed["HEAD"] == main else None
        heads = self._heads((main, *_OURS), listed, here)
        lost = None if self._places((LOG_BRANCH,))[0] in here else ""
        return self._require_main(heads[main]), heads[BRANCH], heads[LOG_BRANCH] or lost

    def heads(self, *branches: str) -> Mapping[str, str]:
        """The commit of each branch as it stands now, empty where there is no such branch.

        Where proposals go to a remote, they are fetched from there, and a local branch of the same
        name is a person's own affair.
        """
        return self._heads(branches, None, self._refs(*self._places(branches)))

    def _heads(
        self, branches: Sequence[str], listed: Mapping[str, str] | None, here: Mapping[str, str]
    ) -> Mapping[str, str]:
        """:meth:`heads`, after ``listed`` was said by the remote, and ``here`` by the clone."""
        places = dict(zip(branches, self._places(branches), strict=True))
        if not self.pushes:
            return {branch: here.get(place, "") for branch, place in places.items()}
        names = {branch: f"refs/heads/{branch}" for branch in branches}
        if listed is None:
            listed = {name: commit for commit, name in self._on_remote(*names.values())}
        there = {branch: listed[name] for branch, name in names.items() if name in listed}
        wanted = [branch for branch in there if there[branch] != here.get(places[branch])]
        if wanted:
            ways = [f"+{names[branch]}:{places[branch]}" for branch in wanted]
            self.network("fetch", "--quiet", self.remote, *ways)
            here = self._refs(*places.values())
        return {
            branch: here.get(place, "") if branch in there else ""
            for branch, place in places.items()
        }

    def _places(self, branches: Sequence[str]) -> list[str]:
        """The names by which this clone knows branches as they count: the remote's, or its own."""
        home = f"refs/remotes/{self.remote}" if self.pushes else "refs/heads"
        return [f"{home}/{branch}" for branch in branches]

    def _refs(self, *names: str) -> Mapping[str, str]:
        """The commits of those refs that there are, by their names, HEAD among them."""
        listing = self.run("show-ref", "--head", "--", *names, ok=(0, 1))
        pairs = (line.split(" ", 1) for line in listing.splitlines())
        return {name: commit for commit, name in pairs if name in {"HEAD", *names}}

    def _require_main(self, main: str) -> str:
        """The commit of the main branch, where there is one."""
        if main or not self.pushes:
            return main or self.commit_of("HEAD")
        raise Mistake(
            f"the branch {self.default_branch} is not on {self.remote} yet",
            hint=f"`git push {self.remote} {self.default_branch}`, and run again.",
        )

    def differing(self, base: str) -> list[str]:
        """The review's own files that differ here from the commit ``base``."""
        own = ("review.yaml", "REVIEW.md", "state", "templates", "prompts")
        listing = self.run("diff", "--name-only", "-z", "--relative", base, "--", *own)
        return [path for path in listing.split("\0") if path]

    def remove(self, folder: Path) -> None:
        """Remove a worktree, whatever state it is in."""
        shutil.rmtree(folder, ignore_errors=True)
        self.run("worktree", "prune")


def host_of(url: str) -> str:
    """The host of a remote's address, empty for a path; ``git@host:path`` is understood."""
    if "://" in url:
        return urlsplit(url).hostname or ""
    head, colon, _ = url.partition(":")
    return head.rpartition("@")[2].lower() if colon and "/" not in head else ""
