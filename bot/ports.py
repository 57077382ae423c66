"""The few things that steps need from outside, each as small as its use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from typing import Protocol as Port

from bot.domain.full_texts import FullText, FullTextLookup
from bot.domain.records import Article
from bot.domain.state import State
from bot.domain.strategies import SearchLines, Strategy

BRANCH = "living-review/update"
"""Where every update is proposed."""
Report = Callable[[str], None]
"""Tells a watching person what is being done, in one line."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much is done, and of how much."""


def silent(*_: object) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What came back for a list of ids."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    """By the source's own id."""
    unreadable: tuple[str, ...] = ()
    """Ids that were asked for and gave no readable record."""


class Source(Port):
    """A bibliographic database."""

    name: str
    """What people call it."""
    code: str
    """What ``review.yaml`` and the records call it."""

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        """A strategy exactly as it is sent; empty where it is not searched here."""

    def search(self, query: str) -> tuple[str, ...]:
        """Every id that matches today.

        Raises:
            ServiceFailed: anything but a whole answer.
        """

    def fetch(self, ids: Sequence[str]) -> Fetched:
        """Records and abstracts by id.

        Raises:
            ServiceFailed: anything but whole answers.
        """

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        """Every id to which ``route`` leads from any of ``ids``; none where it has no such route.

        Raises:
            ServiceFailed: anything but a whole answer.
        """


class FullTexts(Port):
    """A collection of papers that may be read as a whole."""

    name: str

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""

    def texts(self, pmcids: Sequence[str]) -> Mapping[str, FullText]:
        """The texts among ``pmcids`` that are free and can be read.

        Raises:
            ServiceFailed: no believable answer.
        """


class Cache(Port):
    """Disposable memory of fetched articles and texts, outside the review."""

    def articles(self, source: str, ids: Iterable[str]) -> dict[str, Article]:
        """The cached articles among ``ids``."""

    def keep(self, source: str, articles: Mapping[str, Article]) -> None:
        """Remember ``articles``."""

    def texts(self, pmcids: Iterable[str]) -> dict[str, FullTextLookup]:
        """What came of asking for the full texts among ``pmcids``, where that is remembered."""

    def keep_texts(self, sought: Mapping[str, FullTextLookup]) -> None:
        """Remember what came of asking, by PMCID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that fits its schema, and what it cost now."""

    text: str
    """One JSON object."""
    tokens_in: int = 0
    tokens_out: int = 0
    """None are spent on an answer from the cache."""
    cached: bool = False


class LanguageModel(Port):
    """One language model, asked one question at a time; several threads may ask."""

    @property
    def model(self) -> str:
        """Its name on its server."""

    def ask(self, prompt: str, schema: Mapping[str, Any], name: str) -> Reply:
        """The answer to ``prompt`` in the shape of ``schema``, which is called ``name``.

        Raises:
            BadAnswer: none that can be used; other questions may fare better.
            ServiceFailed: no question will fare better now.
        """


class Base(Port):
    """The review as it stands on the main branch."""

    def base_text(self, path: str) -> str | None:
        """A file's text, None when there is none."""

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
class Comment:
    """A comment under a pull request."""

    id: int
    by: str
    """Login of its author."""
    person: bool
    """False for a program's."""
    on: str
    """ISO date of its last change."""
    body: str


@dataclass(frozen=True, kw_only=True)
class Issue:
    """An issue as the forge knows it."""

    number: int
    body: str
    link: str = ""
    node: str = ""
    """The name by which it is pinned."""


class Forge(Port):
    """The place where pull requests live."""

    def issues(self, label: str) -> tuple[Issue, ...]:
        """The issues of a label, open or closed, the oldest first."""

    def open_issue(self, title: str, body: str, label: str) -> Issue:
        """Open one."""

    def revise_issue(self, number: int, body: str) -> None:
        """Replace the text of one."""

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
        """The comments under a pull request, oldest first."""

    def comment(self, number: int, body: str) -> None:
        """Write a comment."""

    def revise_comment(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""

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


@dataclass(frozen=True, kw_only=True)
class MailMessage:
    """One message, the same for all who get it."""

    version: str
    id: str
    """What its Message-ID is made from, beside the receiver."""
    subject: str
    text: str
    html: str


class MailOutcome(StrEnum):
    """What a mail server said to one receiver."""

    TAKEN = "taken"
    REFUSED = "refused"
    """For good."""
    LATER = "later"
    """Not now: the next run asks again."""


class Mailer(Port):
    """A mail server."""

    def send(
        self, letter: MailMessage, to: Sequence[str], told: Callable[[str, MailOutcome], None]
    ) -> None:
        """Send ``letter`` to each of ``to`` by itself; ``told`` hears at once what came of each.

        Raises:
            ServiceFailed: the server cannot be spoken with; those not told of got nothing.
        """


class WriteAheadLog(Port):
    """Words that survive this process at once, on this machine alone."""

    def read(self) -> frozenset[str]:
        """Every line so far."""

    def write(self, line: str) -> None:
        """Add a line; it is on the disk when this returns."""
