"""A branch of the bot's own that holds one small file for each review, and shares nothing else.

It is written without a checkout, only moved forward, and nothing depends on it: where it is lost or
cannot be written, a review loses the dates of searches that brought nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from bot.adapters.git.repository import Repository
from bot.errors import Overtaken
from bot.ports import LOG_BRANCH, Report, silent

NAME = "runs.jsonl"
_TRIES = 5
"""How often the file is written again on top of what others pushed in the meantime."""


@dataclass(kw_only=True)
class LogBranch:
    """The file of one review on that branch, as it was when somebody first looked."""

    git: Repository
    warn: Report = silent
    tip: str | None = None
    """The commit of the branch where it was last seen, None before anybody looked for it."""

    def read(self) -> str:
        """The text of the file, empty where there is none.

        Raises:
            Failure: it is not to be had.
            ServiceFailed: the remote does not answer.
        """
        return self._text(self._seen())

    def revise(self, change: Callable[[str], str], message: str) -> None:
        """Replace the text by what ``change`` makes of it, also where others write at once.

        Raises:
            Failure: the branch does not take commits from the bot.
            ServiceFailed: the remote does not answer.
            Overtaken: others were faster every time.
        """
        for attempt in range(1, _TRIES + 1):
            tip = self._seen()
            before = self._text(tip)
            text = change(before)
            if text == before:
                return
            commit = self._commit(tip, text, message)
            try:
                self._move(tip, commit)
            except Overtaken:
                self.tip = None
                if attempt == _TRIES:
                    raise
            else:
                self.tip = commit
                return

    @property
    def _file(self) -> str:
        """Two reviews in one repository have a file each."""
        return quote(self.git.prefix, safe="") + NAME

    @property
    def _tracking(self) -> str:
        return f"refs/remotes/{self.git.remote}/{LOG_BRANCH}"

    def _seen(self) -> str:
        """The commit of the branch, empty if there is none."""
        if self.tip is None:
            self.tip = self.git.heads(LOG_BRANCH)[LOG_BRANCH]
            if not self.tip and self.git.pushes and self.git.commit_of(self._tracking):
                self.git.run("update-ref", "-d", self._tracking)
                self.warn(
                    f"the branch {LOG_BRANCH} is gone from '{self.git.remote}': searches that"
                    " brought nothing since the last proposal are not known any more"
                )
        return self.tip

    def _text(self, tip: str) -> str:
        return (self.git.blob(f"{tip}:{self._file}") if tip else None) or ""

    def _commit(self, tip: str, text: str, message: str) -> str:
        content = text.encode(errors="surrogateescape")
        blob = self.git.run("hash-object", "-w", "--stdin", stdin=content).strip()
        listing = self.git.run("ls-tree", "-z", "--full-tree", tip).split("\0") if tip else []
        others = [line for line in listing if line and line.partition("\t")[2] != self._file]
        entries = "\0".join([*others, f"100644 blob {blob}\t{self._file}"]) + "\0"
        tree = self.git.run("mktree", "-z", stdin=entries.encode(errors="surrogateescape")).strip()
        parent = ("-p", tip) if tip else ()
        return self.git.run("commit-tree", tree, *parent, "-m", message).strip()

    def _move(self, tip: str, commit: str) -> None:
        """Move the branch to ``commit``, never by force."""
        if self.git.pushes:
            branch = f"refs/heads/{LOG_BRANCH}"
            self.git.network("push", "--quiet", self.git.remote, f"{commit}:{branch}")
            self.git.run("update-ref", self._tracking, commit)
        else:
            self.git.move_branch(LOG_BRANCH, tip, commit)
