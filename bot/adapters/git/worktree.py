"""The private checkout in which an update is prepared: merging, committing, publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bot.adapters.git.merging import resolve
from bot.adapters.git.repository import Repository
from bot.contained_paths import contained
from bot.errors import PersonNeeded
from bot.ports import BRANCH

_IGNORED, _UNKNOWN = "!!", "??"
"""How git marks what its rules leave out, and what nobody added."""


@dataclass(kw_only=True)
class Worktree:
    """A private checkout in which the update is prepared."""

    git: Repository
    folder: Path
    base: str
    """Commit of the main branch."""
    published: str
    """Commit of the update branch as others see it, empty if there is none."""
    log: str | None
    """Commit of the branch of quiet searches as it was found, empty if there was none.

    None where it is gone from the remote.
    """
    start: str
    """Commit at which the worktree was begun."""
    _head: str = field(default="", init=False)
    """Commit that the worktree stands at, empty where that is to be asked."""

    def __post_init__(self) -> None:
        self._head = self.start

    @property
    def root(self) -> Path:
        """The review's directory in it."""
        return self.folder / self.git.prefix

    @property
    def head(self) -> str:
        """The commit the worktree stands at."""
        if not self._head:
            self._head = self._run("rev-parse", "HEAD").strip()
        return self._head

    @property
    def ahead(self) -> bool:
        """Whether the branch holds anything the main branch has not."""
        if self._head == self.base:
            return False
        names = "HEAD", "HEAD^{tree}", f"{self.base}^{{tree}}"
        self._head, *trees = self._run("rev-parse", *names).split()
        return len(set(trees)) > 1

    @property
    def branch(self) -> str:
        """The name by which git here finds the branch."""
        return f"{self.git.remote}/{BRANCH}" if self.git.pushes else BRANCH

    def base_texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        """Files of the review as they stand on the main branch; empty where there is none."""
        texts = self.git.blobs(*(f"{self.base}:{self.git.prefix}{path}" for path in paths))
        return {path: text or "" for path, text in zip(paths, texts, strict=True)}

    def base_paths(self, folder: str) -> frozenset[str]:
        """The paths, in the review, of the files in a folder on the main branch."""
        listing = self._run(
            "ls-tree", "-z", "--name-only", self.base, f"{self.git.prefix}{folder.rstrip('/')}/",
        )  # fmt: skip
        paths = filter(None, listing.split("\0"))
        return frozenset(path.removeprefix(self.git.prefix) for path in paths)

    def take_in_base(self) -> None:
        """Merge the main branch, which has grown apart.

        Raises:
            PersonNeeded: the two do not fit together.
        """
        self._head = ""
        if self._merged_by_other_means():
            # Squashed or rebased: main's files win whole, and the old commits stay behind as a
            # parent, so that the branch moves forward and nothing is rewritten.
            self._run("merge", "--quiet", "-s", "ours", "--no-commit", self.base)
            self._run("read-tree", "-u", "--reset", self.base)
            self._run("commit", "--quiet", "-m", "Start anew from what was merged")
            return
        self._merge()

    def commit(self, message: str) -> bool:
        """Commit all changes; False when there are none."""
        self._run("add", "--all", "--", str(self.root))
        marks = self._marks()
        # A person's rules for what git ignores must not make the bot forget.
        own = [name for name in ("state", "review", "REVIEW.md") if (self.root / name).exists()]
        if _IGNORED in marks and own:
            self._run("add", "--force", "--", *(str(self.root / name) for name in own))
            marks = self._marks()
        if not marks - {_IGNORED}:
            return False
        self._run("commit", "--quiet", "-m", message)
        self._head = ""
        return True

    def _marks(self) -> set[str]:
        """How git marks what differs here from the commit, and what it ignores."""
        listing = self._run("status", "--porcelain", "--untracked-files=normal", "--ignored")
        return {line[:2] for line in listing.splitlines()} - {_UNKNOWN}

    def publish(self) -> None:
        """Push without force; without a remote to push to, move the local branch."""
        head = self.head
        if not self.git.pushes:
            self.git.move_branch(BRANCH, self.published, head)
        else:
            self.git.network("push", "--quiet", self.git.remote, f"{head}:refs/heads/{BRANCH}")
        self.published = head

    def close(self) -> None:
        """Remove the worktree."""
        self.git.remove(self.folder)

    def _merged_by_other_means(self) -> bool:
        """True when merging the branch into main would change nothing there."""
        merged = self._run("merge-tree", "--write-tree", self.base, self.published, ok=(0, 1))
        return merged.split()[0] == self._run("rev-parse", f"{self.base}^{{tree}}").strip()

    def _merge(self) -> None:
        self._run("merge", "--quiet", "--no-ff", "--no-commit", self.base, ok=(0, 1))
        stages: dict[str, dict[int, str]] = {}
        listing = self._run("ls-files", "--unmerged", "-z")
        for entry in filter(None, listing.split("\0")):
            facts, path = entry.split("\t", 1)
            _, blob, stage = facts.split()
            stages.setdefault(path, {})[int(stage)] = blob
        for path, blobs in stages.items():
            self._settle(path, {stage: self.git.blob(blob) or "" for stage, blob in blobs.items()})
        self._run("commit", "--quiet", "-m", f"Merge {self.git.default_branch}")

    def _settle(self, path: str, texts: Mapping[int, str]) -> None:
        inside = PurePosixPath(path)
        if self.git.prefix and inside.is_relative_to(self.git.prefix):
            inside = inside.relative_to(self.git.prefix)
        settled = resolve(str(inside), texts)
        if settled is None:
            raise PersonNeeded(
                f"{path} was changed on {self.git.default_branch} and on {BRANCH},"
                " and the two do not fit together",
                hint=f"Merge {self.git.default_branch} into {BRANCH} by hand; nothing was lost.",
            )
        target = contained(self.folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(settled.encode(errors="surrogateescape"))
        self._run("add", "--", path)

    def _run(self, *arguments: str, ok: Sequence[int] = (0,)) -> str:
        return self.git.run(*arguments, cwd=self.folder, ok=ok)
