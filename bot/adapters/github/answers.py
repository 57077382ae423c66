"""What GitHub answers: refusals in plain words, and pull requests and comments out of JSON."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import requests

from bot import json_input
from bot.errors import Failure, Foreseen, ServiceFailed
from bot.http_client import LONGEST_WAIT, Time, Unbelievable, asked_wait
from bot.ports import Account, Issue, PullRequest

WRITERS = ("admin", "maintain", "write")
"""Roles that may push; of a role of the organisation's own GitHub says which of these it is."""
Read = TypeVar("Read")
Given = ParamSpec("Given")
_LIMITS = ("rate limit", "abuse detection")


class TokenRefused(Failure):
    """The token is not, or no longer, one of GitHub's."""


def understood(answer: requests.Response, repository: str, time: Time) -> requests.Response:
    """The answer, unless it says what a person must put right.

    Raises:
        Unbelievable: a limit is reached; it may be asked again.
        Failure: GitHub refuses.
    """
    if answer.ok:
        return answer
    words = message(answer)
    # GitHub may name the wait alone: "rate limits for the REST API", exceeding the rate limit.
    spent = answer.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in answer.headers
    if spent or any(sign in words.lower() for sign in _LIMITS):
        wait = asked_wait(answer.headers, time) or LONGEST_WAIT + 1
        raise Unbelievable(f"rate limit reached ({words})", wait=wait)
    raise _refusal(answer.status_code, words, repository)


def _refusal(code: int, words: str, repository: str) -> Foreseen:
    if code == requests.codes.unauthorized:
        return TokenRefused(
            "GitHub does not accept the token",
            hint="It is mistyped, expired or revoked: set GITHUB_TOKEN to one that is valid.",
        )
    if "not permitted to create" in words:
        return Failure(
            "GitHub Actions may not open pull requests in this repository",
            hint="Settings, Actions, General, Workflow permissions: tick 'Allow GitHub"
            " Actions to create and approve pull requests'. The branch is pushed already.",
        )
    if "archived" in words.lower():
        return Failure(
            f"GitHub refuses access to {repository}: it is archived, and so read-only",
            hint="Settings, Danger zone, Unarchive; or disable the workflow to let it rest.",
        )
    if code in (requests.codes.forbidden, requests.codes.not_found):
        return Failure(
            f"GitHub refuses access to {repository}: {words}",
            hint="The token needs 'contents: write' and 'pull-requests: write' there;"
            " `living-review-bot doctor` says what is missing.",
        )
    return Failure(
        f"GitHub refuses the request (HTTP {code}): {words}",
        hint="The branch is pushed; the pull request is not as it should be.",
    )


def message(answer: requests.Response) -> str:
    """What GitHub says in words."""
    try:
        body = json_input.loads(answer.content)
    except ValueError:
        return answer.reason or "no reason given"
    if not isinstance(body, dict):
        return answer.reason or "no reason given"
    errors = body.get("errors")
    details = [
        str(error.get("message", ""))
        for error in (errors if isinstance(errors, list) else ())
        if isinstance(error, dict)
    ]
    return "; ".join(filter(None, [str(body.get("message", "")), *details]))[:300]


def documented_form(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """``read``, with an answer of another form than GitHub documents as a foreseen failure."""

    @wraps(read)
    def reading(*given: Given.args, **named: Given.kwargs) -> Read:
        try:
            return read(*given, **named)
        except (Unbelievable, AttributeError, KeyError, TypeError, ValueError):
            raise ServiceFailed(
                "GitHub failed: an answer in another form than it documents",
                hint="Run again later; the next run catches up.",
            ) from None

    return reading


def nothing(_: requests.Response) -> None:
    """Nothing: that it was accepted is enough."""
    return


def single(answer: requests.Response) -> dict[str, Any]:
    """One object."""
    try:
        body = json_input.loads(answer.content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Unbelievable("an answer that is no object")
    return body


def listed(answer: requests.Response) -> list[dict[str, Any]]:
    """A list of objects."""
    try:
        body = json_input.loads(answer.content)
    except ValueError:
        body = None
    if not isinstance(body, list):
        raise Unbelievable("an answer that is no list")
    return [item for item in body if isinstance(item, dict)]


@documented_form
def pull_request(body: Mapping[str, Any], repository: str, ended_by: str = "") -> PullRequest:
    """A pull request; its branch is empty where it comes from somebody's fork."""
    if "number" not in body:
        raise Unbelievable("an answer that is no pull request")
    head = body.get("head") or {}
    full_name = str((head.get("repo") or {}).get("full_name", ""))
    return PullRequest(
        number=body["number"],
        title=body.get("title") or "",
        body=body.get("body") or "",
        link=body.get("html_url") or "",
        open=body.get("state") == "open",
        merged=bool(body.get("merged_at")),
        labels=labels(body),
        branch=str(head.get("ref", "")) if full_name.lower() == repository.lower() else "",
        author=str((body.get("user") or {}).get("login", "")),
        opened=str(body.get("created_at") or "")[:10],
        ended=str(body.get("closed_at") or ""),
        ended_by=ended_by,
    )


def labels(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the labels of an issue or a pull request."""
    given = body.get("labels") or ()
    return tuple(
        label.get("name", "") if isinstance(label, dict) else str(label) for label in given
    )


@documented_form
def issue(body: Mapping[str, Any]) -> Issue:
    """An issue."""
    if "number" not in body:
        raise Unbelievable("an answer that is no issue")
    return Issue(
        number=body["number"],
        body=body.get("body") or "",
        link=body.get("html_url") or "",
        node=str(body.get("node_id") or ""),
        by=_account(body.get("user")),
        open=body.get("state") != "closed",
        comments=int(body.get("comments") or 0),
        updated=str(body.get("updated_at") or ""),
    )


def _account(user: Mapping[str, Any] | None) -> Account:
    """Who did it; a deleted account is nobody's."""
    if not user:
        return Account(login="", person=False)
    return Account(
        login=str(user["login"]), id=int(user.get("id") or 0), person=user.get("type") == "User"
    )


@documented_form
def login_of_person(user: Mapping[str, Any] | None) -> str:
    """A person's login; empty for programs and deleted accounts."""
    return str(user["login"]) if user and user.get("type") != "Bot" else ""
