"""The review's files, on the main branch and on the branch of the update."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol as Port

from bot.domain.runs import Run
from bot.domain.state import State


class Base(Port):
    """The review as it stands on the main branch."""

    def base_texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        """The texts of files by their paths, empty where there is none."""

    def base_paths(self, folder: str) -> frozenset[str]:
        """The paths of the files in a folder."""


class Store(Port):
    """The review's directory: its state and its documents."""

    def load(self) -> State:
        """The whole state.

        Raises:
            Mistake: a line that this version cannot read, named by file and line.
        """

    def append(self, before: State, after: State, captions: Mapping[str, str]) -> None:
        """Write what ``after`` has and ``before`` has not; ``captions`` head new study files."""

    def added_since(self, base: Base) -> State:
        """Only the lines and study files that ``base`` has not."""

    def read(self, path: str) -> str | None:
        """A document's text, None when there is none."""

    def write(self, path: str, text: str) -> None:
        """Replace a document, atomically, if its text differs."""

    def paths(self, folder: str) -> tuple[str, ...]:
        """The documents in a folder."""

    def remove(self, path: str) -> None:
        """Remove a document."""


class RunLog(Port):
    """Where the searches of quiet weeks are kept until a proposal takes them along."""

    def read(self) -> tuple[Run, ...]:
        """The searches that are kept; those that cannot be read are left out, and it is said."""

    def write(self, run: Run, recorded: Collection[Run]) -> None:
        """Add one, and forget those that are ``recorded`` on the main branch."""


class RenderCache(Port):
    """Disposable memory of the files from which documents were last written."""

    def stands(self) -> bool:
        """Whether every file of the review and of the program is as it was."""

    def keep(self) -> None:
        """Remember the files as they are."""


class Workspace(Base, Port):
    """A private checkout of the update branch, with the main branch merged in."""

    @property
    def root(self) -> Path:
        """The review's directory in it."""

    def commit(self, message: str) -> bool:
        """Commit all changes; False when there are none."""

    @property
    def ahead(self) -> bool:
        """Whether the branch holds anything the main branch has not."""

    @property
    def branch(self) -> str:
        """The name by which git here finds the branch."""

    @property
    def head(self) -> str:
        """The commit the workspace stands at."""

    @property
    def published(self) -> str:
        """The commit at which others see the branch, empty if there is none."""

    def publish(self) -> None:
        """Move the branch to what was committed, here and on the remote; never by force.

        Raises:
            Overtaken: somebody else moved it in the meantime.
            ServiceFailed: the remote did not take it.
        """


class Mainline(Port):
    """The main branch: read as it stands anywhere, and added to, never rewritten."""

    @property
    def root(self) -> Path:
        """The review's directory in it."""

    @property
    def head(self) -> str:
        """The commit of the main branch as it was last seen."""

    def refresh(self) -> None:
        """See the main branch as it stands now, and forget what was not saved."""

    def check_out(self, commit: str) -> bool:
        """See an earlier commit; False when it is not to be had."""

    def commit_that_added(self, words: str, path: str) -> str:
        """The commit that first added ``words`` to a file of the review, or the newest."""

    def save(self, message: str) -> bool:
        """Add all changes to the main branch; False when somebody else was faster."""
