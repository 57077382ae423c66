"""Propose: one branch, one rolling pull request, brought to what it should be and no further."""

import re
from dataclasses import dataclass

from bot.domain.protocol import Protocol
from bot.ports import BRANCH, Forge, PullRequest, Workspace

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
    branch: str = ""
    """Where the proposal lies when there is no pull request."""


def propose(
    workspace: Workspace,
    forge: Forge | None,
    base: str,
    text: Text,
    protocol: Protocol,
) -> Proposed:
    """Commit, publish the branch, and ensure its pull request.

    Closing the pull request is an answer: the same proposal is not opened again.
    """
    before = workspace.head
    workspace.commit(text.title)
    if not workspace.ahead:
        return Proposed(action="none")
    pull = forge.latest(BRANCH) if forge else None
    if pull and not pull.open and not pull.merged and _marker(pull) == text.marker:
        return Proposed(action="none", link=pull.link)
    if workspace.head != workspace.published:
        workspace.publish()
    if forge is None:
        action = "branch" if workspace.head != before else "unchanged"
        return Proposed(action=action, branch=workspace.branch)
    return _ensure(forge, pull, base, text, protocol, workspace.head)


def _ensure(
    forge: Forge, pull: PullRequest | None, base: str, text: Text, protocol: Protocol, head: str
) -> Proposed:
    if pull is None or not pull.open:
        pull = forge.create(BRANCH, base, text.title, text.body)
        forge.ask(pull.number, protocol.reviewers)
        action = "opened"
    elif (pull.title, _plain(pull.body)) != (text.title, _plain(text.body)):
        forge.update(pull.number, text.title, text.body)
        action = "updated"
    else:
        action = "unchanged"
    wanted = [LABEL, text.urgent] if text.urgent else [LABEL]
    forge.label(pull.number, [one for one in wanted if one not in pull.labels])
    sound = "The state is sound and the documents follow from it."
    forge.status(head, ok=not text.faults, sentence=text.faults[0] if text.faults else sound)
    return Proposed(action=action, link=pull.link)


def _marker(pull: PullRequest) -> str:
    found = _MARKER.search(pull.body)
    return found[1] if found else ""


def _plain(body: str) -> str:
    """GitHub may change line ends and trailing blanks of a body."""
    return "\n".join(line.rstrip() for line in body.strip().splitlines())
