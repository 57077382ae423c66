"""GitHub's REST API for the pull request itself; branches and merges are git's.

Reference: GitHub REST API, version 2022-11-28.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests

from bot.adapters.github.releases import Releases
from bot.adapters.http import LONGEST_WAIT, Checked, Http, Unbelievable
from bot.errors import Failure, ServiceFailed
from bot.ports import PullRequest

log = logging.getLogger(__name__)

CONTEXT = "living-review/check"
_LONGEST_STATUS = 140
"""Characters of a commit status; GitHub refuses more."""


@dataclass(kw_only=True)
class GitHub:
    """One repository on GitHub or GitHub Enterprise."""

    http: Http
    url: str
    repository: str
    """``owner/name``."""

    def latest(self, branch: str) -> PullRequest | None:
        """The newest pull request from ``branch`` of this repository, open or not."""
        owner = self.repository.split("/")[0]
        query = urlencode({
            "head": f"{owner}:{branch}", "state": "all", "sort": "created",
            "direction": "desc", "per_page": "20",
        })  # fmt: skip
        found = self._ask("GET", f"pulls?{query}", _listed)
        ours = [_pull(one) for one in found if _from(one, self.repository, branch)]
        opened = [one for one in ours if one.open]
        return max(opened or ours, key=lambda one: one.number, default=None)

    def create(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """Open one; if it was opened a moment ago by another run, that one is updated."""
        try:
            created = self._ask(
                "POST", "pulls", _one,
                {"title": title, "head": branch, "base": base, "body": body}, retry=False,
            )  # fmt: skip
        except (ServiceFailed, Failure):
            # The answer may be lost and the pull request made: look before giving up.
            found = self.latest(branch)
            if found is None or not found.open:
                raise
            self.update(found.number, title, body)
            return found
        return _pull(created)

    def update(self, number: int, title: str, body: str) -> None:
        """Replace title and body."""
        self._ask("PATCH", f"pulls/{number}", _one, {"title": title, "body": body})

    def label(self, number: int, labels: Sequence[str]) -> None:
        """Add labels."""
        if labels:
            self._ask("POST", f"issues/{number}/labels", _any, {"labels": list(labels)})

    def ask(self, number: int, reviewers: Sequence[str]) -> None:
        """Ask people to review; someone who cannot be asked does not stop the run."""
        if reviewers:
            self._try(
                f"pulls/{number}/requested_reviewers",
                {"reviewers": list(reviewers)},
                "reviewers were not asked: are all of them collaborators?",
            )

    def status(self, commit: str, *, ok: bool, sentence: str) -> None:
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

    def _upload(self, url: str, name: str, content: bytes) -> None:
        """Send one file to the address that a release names for it."""
        address = f"{url.partition('{')[0]}?{urlencode({'name': name})}"
        self.http.ask(
            "POST", address, lambda answer: _any(self._understood(answer)), data=content,
            content_type="application/octet-stream", retry=False,
        )  # fmt: skip

    def _try(self, path: str, body: object, consequence: str) -> None:
        try:
            self._ask("POST", path, _any, body)
        except (ServiceFailed, Failure) as fault:
            log.warning("%s (%s)", consequence, fault.message)

    def _ask(
        self,
        method: str,
        path: str,
        check: Callable[[requests.Response], Checked],
        body: object = None,
        *,
        retry: bool = True,
    ) -> Checked:
        url = f"{self.url.rstrip('/')}/repos/{self.repository}/{path}"
        return self.http.ask(
            method, url, lambda answer: check(self._understood(answer)), json=body, retry=retry
        )

    def _understood(self, answer: requests.Response) -> requests.Response:
        """The answer, unless it says what a person must put right."""
        if answer.ok:
            return answer
        code, words = answer.status_code, _message(answer)
        if code == requests.codes.unauthorized:
            raise Failure(
                "GitHub does not accept the token", hint="Set GITHUB_TOKEN to one that is valid."
            )
        spent = answer.headers.get("X-RateLimit-Remaining") == "0"
        if spent or "rate limit" in words.lower():
            asked = answer.headers.get("Retry-After", "")
            wait = float(asked) if asked.isdecimal() else LONGEST_WAIT + 1
            raise Unbelievable(f"rate limit reached ({words})", wait=wait)
        if "not permitted to create" in words:
            raise Failure(
                "GitHub Actions may not open pull requests in this repository",
                hint="Settings, Actions, General, Workflow permissions: tick 'Allow GitHub"
                " Actions to create and approve pull requests'. The branch is pushed already.",
            )
        if code in (requests.codes.forbidden, requests.codes.not_found):
            raise Failure(
                f"GitHub refuses access to {self.repository}: {words}",
                hint="The token needs 'contents: write' and 'pull-requests: write' there, and"
                " the repository must not be archived.",
            )
        raise Failure(
            f"GitHub refuses the request (HTTP {code}): {words}",
            hint="The branch is pushed; the pull request is not as it should be.",
        )


def _message(answer: requests.Response) -> str:
    try:
        body = answer.json()
    except ValueError:
        return answer.reason or "no reason given"
    if not isinstance(body, dict):
        return answer.reason or "no reason given"
    details = [one.get("message", "") for one in body.get("errors") or () if isinstance(one, dict)]
    return "; ".join(filter(None, [str(body.get("message", "")), *details]))[:300]


def _any(_: requests.Response) -> None:
    return None


def _one(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or "number" not in body:
        raise Unbelievable("an answer that is no pull request")
    return body


def _listed(answer: requests.Response) -> list[dict[str, Any]]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, list):
        raise Unbelievable("an answer that is no list of pull requests")
    return [one for one in body if isinstance(one, dict)]


def _from(body: dict[str, Any], repository: str, branch: str) -> bool:
    """False for a branch of the same name in somebody's fork."""
    head = body.get("head") or {}
    full_name = (head.get("repo") or {}).get("full_name", "")
    return head.get("ref") == branch and full_name.lower() == repository.lower()


def _pull(body: dict[str, Any]) -> PullRequest:
    return PullRequest(
        number=body["number"],
        title=body.get("title") or "",
        body=body.get("body") or "",
        link=body.get("html_url") or "",
        open=body.get("state") == "open",
        merged=bool(body.get("merged_at")),
        labels=tuple(one.get("name", "") for one in body.get("labels") or ()),
    )
