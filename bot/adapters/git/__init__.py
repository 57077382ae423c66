"""Local git: a private checkout of the update branch, merged, committed and pushed; never forced.

The user's own checkout is not touched. All work happens in a worktree inside the cache folder;
it is thrown away at the start of the next run, so a run killed at any moment leaves nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.adapters.git.log_branch import LogBranch
from bot.adapters.git.mainline import GitMainline
from bot.adapters.git.repository import Repository
from bot.adapters.git.worktree import Worktree
from bot.contained_paths import contained
from bot.errors import PersonNeeded
from bot.ports import BRANCH, Report


@dataclass(kw_only=True)
class Git(Repository):
    """The repository, and the places in which the bot works on it."""

    def begin(self) -> Worktree:
        """A worktree of the update branch with the main branch merged in.

        Raises:
            Mistake: there is no repository, or no commit.
            ServiceFailed: the remote does not answer.
            PersonNeeded: a merge conflict that must not be solved by a machine.
        """
        base, update, log = self.first_heads()
        common = self.run("merge-base", update, base, ok=(0, 1)).strip() if update else base
        if not common:
            raise PersonNeeded(
                f"{BRANCH} shares no history with {self.default_branch}: somebody forced it to"
                " another",
                hint="Force it back to the last commit of the pull request, or delete it: then the"
                " next run begins anew, without what people decided on it.",
            )
        # Begun anew where the main branch already has all that the branch has.
        start = base if common == update else update or base
        place = Worktree(
            git=self, folder=self._checkout("worktree", start), base=base, published=update,
            log=log, start=start,
        )  # fmt: skip
        if common not in (base, update):
            place.take_in_base()
        return place

    def mainline(self) -> GitMainline:
        """A private checkout of the main branch.

        Raises:
            Mistake: there is no repository, or no commit.
            ServiceFailed: the remote does not answer.
        """
        head, _, _ = self.first_heads()
        return GitMainline(git=self, folder=self._checkout("main", head), head=head)

    def clone(self, folder: Path) -> Path:
        """The review in a clone of the repository in a new ``folder``, which reads objects here.

        Nothing is written to this one; the remote and all branches are the same.
        """
        home, top = self.remote or "origin", self.run("rev-parse", "--show-toplevel").strip()
        self.run("clone", "--quiet", "--shared", "--origin", home, top, str(folder))
        heads = "+refs/heads/*:refs/heads/*"
        self.run("fetch", "--quiet", "--update-head-ok", home, heads, cwd=folder)
        address = ("set-url", home, self.url) if self.url else ("remove", home)
        self.run("remote", *address, cwd=folder)
        return folder / self.prefix

    def log(self, warn: Report, tip: str | None = None) -> LogBranch:
        """The file in which quiet searches are kept, on a branch that was just seen at ``tip``."""
        return LogBranch(git=self, warn=warn, tip=tip)

    def _checkout(self, name: str, commit: str) -> Path:
        folder = contained(self.directory, Path(".cache", name))
        if folder.exists():
            self.remove(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Twice --force: a run killed while git made the worktree leaves its name locked.
        self.run("worktree", "add", "--force", "--force", "--detach", str(folder), commit)
        return folder
