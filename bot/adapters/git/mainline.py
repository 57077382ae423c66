"""The main branch in a private checkout: read as it stands anywhere, and added to, never rewritten.

Whoever pushes first wins; the other one looks again, and finds the work done.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.adapters.git.push_errors import PushRefused
from bot.adapters.git.repository import Repository
from bot.errors import Failure, Overtaken


@dataclass(kw_only=True)
class GitMainline:
    """A private checkout of the main branch."""

    git: Repository
    folder: Path
    head: str
    """The commit of the main branch as it was last seen."""

    @property
    def root(self) -> Path:
        """The review's directory in it."""
        return self.folder / self.git.prefix

    def refresh(self) -> None:
        """See the main branch as it stands now, and forget what was not saved."""
        self.head = self.git.tip()
        self._show(self.head)

    def check_out(self, commit: str) -> bool:
        """See an earlier commit; False when this repository does not have it."""
        resolved = self.git.commit_of(commit)
        if resolved:
            self._show(resolved)
        return bool(resolved)

    def commit_that_added(self, words: str, path: str) -> str:
        """The commit that first added ``words`` to a file of the review, or the newest."""
        listing = self._run(
            "log", "--format=%H", "--reverse", f"-S{words}", self.head, "--", str(self.root / path)
        )
        return listing.split("\n", 1)[0] or self.head

    def save(self, message: str) -> bool:
        """Add all changes to the main branch; False when somebody else was faster.

        Raises:
            Failure: the main branch does not take commits from the bot.
            ServiceFailed: the remote does not answer.
        """
        self._run("add", "--all", "--force", "--", str(self.root))
        if not self._run("status", "--porcelain", "--untracked-files=no"):
            return True
        self._run("commit", "--quiet", "-m", message)
        commit = self._run("rev-parse", "HEAD").strip()
        saved = self._push() if self.git.pushes else self._move(commit)
        if saved:
            self.head = commit
        return saved

    def close(self) -> None:
        """Remove the checkout."""
        self.git.remove(self.folder)

    def _push(self) -> bool:
        branch = self.git.default_branch
        try:
            self.git.network(
                "push", "--quiet", self.git.remote, f"HEAD:refs/heads/{branch}", cwd=self.folder
            )
        except Overtaken:
            return False
        except PushRefused as fault:
            raise Failure(
                f"{branch} does not take commits from the bot: {fault.message}",
                hint=f"Versions are recorded on {branch}: let the bot pass its rules"
                " (Settings, Rules, Bypass list), and run again. Nothing was sent.",
            ) from None
        return True

    def _move(self, commit: str) -> bool:
        """Move the local main branch, and the person's checkout with it where it stands there."""
        branch = self.git.default_branch
        current = self.git.run("symbolic-ref", "--quiet", "--short", "HEAD", ok=(0, 1)).strip()
        if current != branch:
            try:
                self.git.move_branch(branch, self.head, commit)
            except Overtaken:
                return False
            return True
        if self.git.run("rev-parse", "HEAD").strip() != self.head:
            return False
        try:
            self.git.run("merge", "--quiet", "--ff-only", commit)
        except Failure as fault:
            raise Failure(
                f"your checkout of {branch} cannot take the new version: {fault.message}",
                hint="Commit or put away your changes there, and run again. Nothing was sent.",
            ) from None
        return True

    def _show(self, commit: str) -> None:
        self._run("checkout", "--quiet", "--force", "--detach", commit)
        self._run("clean", "--quiet", "-fd")

    def _run(self, *arguments: str) -> str:
        return self.git.run(*arguments, cwd=self.folder)
