"""The place where pull requests and issues live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from typing import Protocol as Port

BRANCH = "living-review/update"
"""Where every update is proposed."""
LOG_BRANCH = "living-review/log"
"""Where searches that brought nothing are kept until the next proposal."""


@dataclass(frozen=True, kw_only=True)
class PullRequest:
    """A pull request as the forge knows it."""

    number: int
    title: str
    body: str
    link: str
    open: bool
    merged: bool = False
    labels: tuple[str, ...] = ()
    branch: str = ""
    """The branch it comes from, empty for one in another repository."""
    author: str = ""
    opened: str = ""
    """ISO date."""
    ended: str = ""
    """ISO date and time at which it was merged or closed."""
    ended_by: str = ""
    """Login of the person who merged or closed it, where that was asked for."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who acts on the forge."""

    login: str
    id: int = 0
    person: bool = True
    """False for programs and for accounts that were deleted."""

    @property
    def co_author(self) -> str:
        """The line that names them in a commit."""
        return f"Co-authored-by: {self.login} <{self.id}+{self.login}@users.noreply.github.com>"


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment under a pull request."""

    id: int
    by: Account
    at: str
    """ISO date and time of its last change."""
    body: str
    own: bool = True
    """Whether its author wrote it as it stands: others may edit it, too."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """The body of a pull request or an issue as one edit left it."""

    at: str
    """ISO date and time."""
    by: Account
    body: str


@dataclass(frozen=True, kw_only=True)
class Issue:
    """An issue as the forge knows it."""

    number: int
    body: str
    link: str = ""
    node: str = ""
    """The name by which it is pinned."""
    by: Account = field(default_factory=lambda: Account(login="", person=False))
    """Who opened it."""
    open: bool = True
    comments: int = 0
    """How many comments it has."""
    updated: str = ""
    """ISO date and time of the last change, a comment included."""


class Forge(Port):
    """The place where pull requests live."""

    def issues(self, label: str, *, open_only: bool = False) -> tuple[Issue, ...]:
        """The issues of a label, the oldest first; without ``open_only`` closed ones, too."""

    def open_issue(self, title: str, body: str, label: str) -> Issue:
        """Open one."""

    def revise_issue(self, number: int, body: str) -> None:
        """Replace the text of one."""

    def close_issue(self, number: int, *, done: bool = False) -> None:
        """Close one, as done or as not needed."""

    def ensure_label(self, name: str, meaning: str) -> None:
        """Ensure that a label is there for a form to put on issues."""

    def pin(self, issue: Issue) -> None:
        """Keep one at the top of the list, where that is allowed."""

    def dispatch(self, workflow: str, base: str) -> None:
        """Start a workflow now.

        Raises:
            Failure: it may not be started.
        """

    def pull_requests(self, branch: str) -> tuple[PullRequest, ...]:
        """The pull requests from ``branch``, the open one first, then the newest."""

    def pull_request(self, number: int) -> PullRequest:
        """One of them, and who ended it."""

    def may_write(self, login: str) -> bool:
        """Whether a person has write access to the repository."""

    def comments(self, number: int) -> tuple[Comment, ...]:
        """The latest comments under a pull request, oldest first."""

    def revisions(self, number: int, *, pages: int = ...) -> tuple[Revision, ...]:
        """What the body of a pull request or an issue has been, oldest first.

        The first is how it was opened; there is none where nobody edited it since. Of a long
        history the latest ``pages`` of it count.
        """

    def comment(self, number: int, body: str) -> None:
        """Write a comment."""

    def revise_comment(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""

    def remove_comment(self, comment: int) -> None:
        """Remove a comment of our own, if it is there."""

    def open_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Open one."""

    def revise_pull_request(self, number: int, title: str, body: str) -> None:
        """Replace title and body."""

    def add_labels(self, number: int, labels: Sequence[str]) -> None:
        """Add labels."""

    def request_reviews(self, number: int, reviewers: Sequence[str]) -> None:
        """Ask people to review."""

    def set_status(self, commit: str, *, ok: bool, sentence: str) -> None:
        """Post a commit status."""

    def release(
        self, tag: str, title: str, body: str, commit: str, assets: Mapping[str, bytes]
    ) -> str:
        """Ensure one published release of this tag with these files; returns its address."""

    def keep_alive(self, workflow: str) -> None:
        """Keep the schedule of a workflow from being stopped for want of other activity."""

    def get(self, path: str) -> Mapping[str, Any] | None:
        """One thing of the repository, None where there is none or it may not be seen."""


PROPOSAL = "PULL_REQUEST.md"
"""The file that holds the text of a proposal which has no pull request."""
