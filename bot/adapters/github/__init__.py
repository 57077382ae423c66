"""GitHub's REST API for the pull request itself; branches and merges are git's.

Reference: GitHub REST API, version 2022-11-28.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from bot.adapters.github import answers
from bot.adapters.github.conversation import MOST, Conversation
from bot.adapters.github.releases import Releases
from bot.adapters.github.repository_api import RepositoryApi
from bot.errors import Failure, ServiceFailed
from bot.ports import Comment, Issue, PullRequest, Revision

log = logging.getLogger(__name__)

CONTEXT = "living-review/check"
_LONGEST_STATUS = 140
"""Characters of a commit status; GitHub refuses more."""


@dataclass(kw_only=True)
class GitHub(RepositoryApi):
    """One repository on GitHub or GitHub Enterprise."""

    def pull_requests(self, branch: str) -> tuple[PullRequest, ...]:
        """The pull requests from ``branch`` of this repository, the open one first."""
        owner = self.repository.split("/")[0]
        query = urlencode({
            "head": f"{owner}:{branch}", "state": "all", "sort": "created", "direction": "desc",
        })  # fmt: skip
        pulls = (self._pull(pull) for pull in self._all(f"pulls?{query}"))
        ours = [pull_request for pull_request in pulls if pull_request.branch == branch]
        return tuple(
            sorted(ours, key=lambda pull_request: (not pull_request.open, -pull_request.number))
        )

    def pull_request(self, number: int) -> PullRequest:
        """One pull request, and who ended it."""
        body = self._ask("GET", f"pulls/{number}", answers.single)
        by = body.get("merged_by")
        if body.get("state") != "open" and not by:
            by = (self.get(f"issues/{number}") or {}).get("closed_by")
        return self._pull(body, answers.login_of_person(by))

    def may_write(self, login: str) -> bool:
        """Whether a person has write access; someone unknown here has none."""
        path = f"collaborators/{quote(login, safe='')}/permission"
        nobody: dict[str, Any] = {}
        access = self._ask("GET", path, answers.single, absent=nobody)
        return bool({access.get("permission"), access.get("role_name")} & set(answers.WRITERS))

    def open_pull_request(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Open one; if it was opened a moment ago by another run, that one is updated."""
        try:
            created = self._ask(
                "POST", "pulls", answers.single,
                {"title": title, "head": branch, "base": base, "body": body}, retry=False,
            )  # fmt: skip
        except (ServiceFailed, Failure):
            # The answer may be lost and the pull request made: look before giving up.
            pull_request = next(
                (pull_request for pull_request in self.pull_requests(branch) if pull_request.open),
                None,
            )
            if pull_request is None:
                raise
            self.revise_pull_request(pull_request.number, title, body)
            return pull_request
        return self._pull(created)

    def revise_pull_request(self, number: int, title: str, body: str) -> None:
        """Replace title and body."""
        self._ask("PATCH", f"pulls/{number}", answers.single, {"title": title, "body": body})

    def add_labels(self, number: int, labels: Sequence[str]) -> None:
        """Add labels."""
        if labels:
            self._ask("POST", f"issues/{number}/labels", answers.nothing, {"labels": list(labels)})

    def comments(self, number: int) -> tuple[Comment, ...]:
        """The latest comments under a pull request, oldest first."""
        return self._conversation(number).comments()

    def revisions(self, number: int, *, pages: int = MOST) -> tuple[Revision, ...]:
        """What the body of a pull request or an issue has been, oldest first."""
        return self._conversation(number).revisions(pages)

    def comment(self, number: int, body: str) -> None:
        """Write a comment; never twice, so a lost answer is not asked for again."""
        path = f"issues/{number}/comments"
        self._ask("POST", path, answers.nothing, {"body": body}, retry=False)

    def revise_comment(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""
        self._ask("PATCH", f"issues/comments/{comment}", answers.nothing, {"body": body})

    def remove_comment(self, comment: int) -> None:
        """Remove a comment of our own, if it is there."""
        self._ask("DELETE", f"issues/comments/{comment}", lambda _: True, absent=True)

    def request_reviews(self, number: int, reviewers: Sequence[str]) -> None:
        """Ask people to review; someone who cannot be asked does not stop the run."""
        if reviewers:
            self._try(
                f"pulls/{number}/requested_reviewers",
                {"reviewers": list(reviewers)},
                "reviewers were not asked: are all of them collaborators?",
            )

    def set_status(self, commit: str, *, ok: bool, sentence: str) -> None:
        """Post a commit status; a token that may not does not stop the run."""
        state = "success" if ok else "failure"
        body = {"state": state, "context": CONTEXT, "description": sentence[:_LONGEST_STATUS]}
        self._try(
            f"statuses/{commit}",
            body,
            "no commit status was posted: the token needs 'statuses: write'",
        )

    def release(
        self, tag: str, title: str, body: str, commit: str, assets: Mapping[str, bytes]
    ) -> str:
        """Ensure one published release of this tag with these assets; returns its address."""
        return Releases(ask=self._ask, upload=self._upload).ensure(tag, title, body, commit, assets)

    def keep_alive(self, workflow: str) -> None:
        """Enable a workflow: GitHub stops the schedules of repositories that rest for 60 days."""
        self._try(
            f"actions/workflows/{quote(workflow, safe='')}/enable",
            None,
            "the schedule was not prolonged: the token needs 'actions: write'",
            method="PUT",
        )

    def get(self, path: str) -> dict[str, Any] | None:
        """Any one thing of the repository, None where there is none or it may not be seen.

        Raises:
            TokenRefused: nothing may be seen with this token.
        """
        nothing: dict[str, Any] = {}
        try:
            thing = self._ask("GET", path, answers.single, absent=nothing)
        except answers.TokenRefused:
            raise
        except Failure as fault:
            log.info("%s (%s)", path, fault.message)
            return None
        return thing or None

    def issues(self, label: str, *, open_only: bool = False) -> tuple[Issue, ...]:
        """The issues of a label, the oldest first; none where issues are off."""
        query = urlencode({"labels": label, "state": "open" if open_only else "all"})
        bodies = (body for body in self._all(f"issues?{query}") if "pull_request" not in body)
        ours = (answers.issue(body) for body in bodies if label in answers.labels(body))
        return tuple(sorted(ours, key=lambda issue: issue.number))

    def open_issue(self, title: str, body: str, label: str) -> Issue:
        """Open one; never twice, so a lost answer is not asked for again."""
        wanted = {"title": title, "body": body, "labels": [label]}
        return answers.issue(self._ask("POST", "issues", answers.single, wanted, retry=False))

    def revise_issue(self, number: int, body: str) -> None:
        """Replace the text of one."""
        self._ask("PATCH", f"issues/{number}", answers.nothing, {"body": body})

    def close_issue(self, number: int, *, done: bool = False) -> None:
        """Close one, as done or as not needed."""
        body = {"state": "closed", "state_reason": "completed" if done else "not_planned"}
        self._ask("PATCH", f"issues/{number}", answers.nothing, body)

    def ensure_label(self, name: str, meaning: str) -> None:
        """Ensure that a label is there; a token that may not make it does not stop the run."""
        if self.get(f"labels/{quote(name, safe='')}") is None:
            body = {"name": name, "description": meaning, "color": "c5def5"}
            self._try("labels", body, f"there is no label {name}: a person can make it by hand")

    def pin(self, issue: Issue) -> None:
        """Pin an issue, which only GraphQL can; a token that may not does not stop the run."""
        query = "mutation($id: ID!) { pinIssue(input: {issueId: $id}) { issue { id } } }"
        body = {"query": query, "variables": {"id": issue.node}}
        self._try(
            self._graphql, body, f"issue {issue.number} was not pinned: a person can do it by hand"
        )

    def dispatch(self, workflow: str, base: str) -> None:
        """Start a workflow on the main branch now; never twice."""
        path = f"actions/workflows/{quote(workflow, safe='')}/dispatches"
        self._ask("POST", path, answers.nothing, {"ref": base}, retry=False)

    @property
    def _graphql(self) -> str:
        """GitHub Enterprise has REST at /api/v3 and GraphQL at /api/graphql."""
        return f"{self.url.rstrip('/').removesuffix('/v3')}/graphql"

    def _conversation(self, number: int) -> Conversation:
        return Conversation(
            post=lambda query, check: self._ask("POST", self._graphql, check, query),
            repository=self.repository,
            number=number,
        )

    def _pull(self, body: dict[str, Any], ended_by: str = "") -> PullRequest:
        return answers.pull_request(body, self.repository, ended_by)

    def _upload(self, url: str, name: str, content: bytes) -> None:
        """Send one file to the address that a release names for it."""
        address = f"{self._own(url).partition('{')[0]}?{urlencode({'name': name})}"
        self.http.ask(
            "POST", address,
            lambda answer: answers.nothing(
                answers.understood(answer, self.repository, self.http.time)
            ),
            data=content, headers={"Content-Type": "application/octet-stream"}, retry=False,
        )  # fmt: skip
