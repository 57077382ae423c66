"""Propose: one branch, one rolling pull request, brought to what it should be and no further."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.protocol import Protocol
from bot.ports import BRANCH, Forge, PullRequest, Workspace
from bot.rendering.proposal.overwritten_edits import kept

LABEL = "living-review"
_MARKER = re.compile(r"<!-- living-review:proposal (\S+) -->")


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is proposed, in words."""

    title: str
    body: str
    marker: str
    urgent: str
    """The label of news that cannot wait, empty if there is none."""
    faults: tuple[str, ...] = ()
    """What a check of the state found wrong."""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What became of the proposal."""

    action: str
    """``none``, ``branch``, ``opened``, ``updated`` or ``unchanged``."""
    link: str = ""
    pull: PullRequest | None = None
    """The pull request that is open."""
    branch: str = ""
    """Where the proposal lies when there is no pull request."""


def propose(  # noqa: PLR0913 - one call site; a class would only rename the arguments
    workspace: Workspace,
    forge: Forge | None,
    base: str,
    text: Text,
    protocol: Protocol,
    *,
    quiet: bool = False,
    again: bool = False,
) -> Proposed:
    """Commit, publish the branch, and ensure its pull request.

    Closing the pull request is an answer: the same proposal is not opened again. While ``quiet``
    nobody is asked: none is opened, unless it is urgent. ``again`` is a person's wish to see it
    all the same.
    """
    before = workspace.head
    workspace.commit(text.title)
    if not workspace.ahead:
        return Proposed(action="none")
    pulls = forge.pull_requests(BRANCH) if forge else ()
    pull = pulls[0] if pulls else None
    closed = pull and not pull.open and not pull.merged and _marker(pull) == text.marker
    if pull and closed and not again:
        return Proposed(action="none", link=pull.link)
    if workspace.head != workspace.published:
        workspace.publish()
    if forge is None:
        action = "branch" if workspace.head != before else "unchanged"
        return Proposed(action=action, branch=workspace.branch)
    if pull is None or not pull.open:
        if quiet and not (text.urgent or again):
            return Proposed(action="none", branch=workspace.branch)
        pull = forge.open_pull_request(BRANCH, base, text.title, text.body)
        forge.request_reviews(pull.number, reviewer(protocol.reviewers, len(pulls), pull.author))
        return _ensured(forge, pull, text, workspace.head, "opened")
    return _revised(forge, pull, text, workspace.head)


def reviewer(reviewers: Sequence[str], before: int, author: str) -> tuple[str, ...]:
    """Whose turn it is after ``before`` pull requests; nobody can review their own.

    Where the protocol names nobody, GitHub asks the owners that CODEOWNERS names by itself.
    """
    able = [reviewer for reviewer in reviewers if reviewer.lower() != author.lower()]
    return (able[before % len(able)],) if able else ()


def _revised(forge: Forge, pull: PullRequest, text: Text, head: str) -> Proposed:
    body = kept(pull.body, text.body)
    if (pull.title, _plain(pull.body)) != (text.title, _plain(body)):
        forge.revise_pull_request(pull.number, text.title, body)
        action = "updated"
    else:
        action = "unchanged"
    return _ensured(forge, pull, text, head, action)


def _ensured(forge: Forge, pull: PullRequest, text: Text, head: str, action: str) -> Proposed:
    wanted = [LABEL, text.urgent] if text.urgent else [LABEL]
    forge.add_labels(pull.number, [one for one in wanted if one not in pull.labels])
    sound = "The state is sound and the documents follow from it."
    forge.set_status(head, ok=not text.faults, sentence=text.faults[0] if text.faults else sound)
    return Proposed(action=action, link=pull.link, pull=pull)


def _marker(pull: PullRequest) -> str:
    match = _MARKER.search(pull.body)
    return match[1] if match else ""


def _plain(body: str) -> str:
    """GitHub may change line ends and trailing blanks of a body."""
    return "\n".join(line.rstrip() for line in body.strip().splitlines())
