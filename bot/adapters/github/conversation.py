"""What was said on a pull request, and by whom: its comments and the history of its body.

REST tells neither who edited a comment nor what a body was before; GraphQL does. Of an edit, the
field ``diff`` is the whole text as the edit left it, and the latest edit comes first.
Reference: https://docs.github.com/en/graphql/reference/objects#usercontentedit
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import requests

from bot.adapters.github.answers import documented_form, single
from bot.http_client import Unbelievable
from bot.ports import Account, Comment, Revision

MOST = 30
"""Pages that are read, the latest first: what is older was followed in its time."""
Read = TypeVar("Read")
Post = Callable[[object, Callable[[requests.Response], dict[str, Any]]], dict[str, Any]]
_QUERY = """
query($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    issueOrPullRequest(number: $number) {
      ... on Issue { %(of_both)s }
      ... on PullRequest { %(of_both)s }
    }
  }
}
fragment account on Actor { login __typename ... on User { databaseId } }
"""
_EDITS = _QUERY % {
    # A body has up to 65,536 characters: few of them to a page.
    "of_both": """userContentEdits(first: 20, after: $cursor) {
        pageInfo { more: hasNextPage cursor: endCursor }
        nodes { editedAt diff editor { ...account } }
      }"""
}
_COMMENTS = _QUERY % {
    "of_both": """comments(last: 100, before: $cursor) {
        pageInfo { more: hasPreviousPage cursor: startCursor }
        nodes {
          fullDatabaseId body createdAt lastEditedAt author { ...account } editor { ...account }
        }
      }"""
}


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What was said on one pull request or issue."""

    post: Post
    """Sends a query, and has its answer checked."""
    repository: str
    """``owner/name``."""
    number: int

    def comments(self) -> tuple[Comment, ...]:
        """The latest comments, oldest first."""
        pages = [list(map(_comment, nodes)) for nodes in self._pages(_COMMENTS, "comments")]
        return tuple(comment for page in reversed(pages) for comment in page)

    def revisions(self, pages: int = MOST) -> tuple[Revision, ...]:
        """The latest texts of the body that can still be had, oldest first."""
        latest_first = [
            _revision(node)
            for nodes in self._pages(_EDITS, "userContentEdits", pages)
            for node in nodes
            # Whoever may edit may remove a former text from the history.
            if node.get("diff") is not None
        ]
        # Of two within one second the later stays behind the earlier.
        latest_first.reverse()
        return tuple(sorted(latest_first, key=lambda revision: revision.at))

    def _pages(self, query: str, field: str, most: int = MOST) -> Iterator[list[dict[str, Any]]]:
        cursor = None
        owner, _, name = self.repository.partition("/")
        for _ in range(most):
            variables = {"owner": owner, "name": name, "number": self.number, "cursor": cursor}
            page = self.post(
                {"query": query, "variables": variables}, lambda got: _page(got, field)
            )
            yield page["nodes"]
            if not page["pageInfo"].get("more"):
                return
            cursor = page["pageInfo"]["cursor"]


def _page(answer: requests.Response, field: str) -> dict[str, Any]:
    """One page of a list; GraphQL answers 200 to what it cannot do, and says so in ``errors``."""
    body = single(answer)
    try:
        page = body["data"]["repository"]["issueOrPullRequest"][field]
        nodes, info = page["nodes"], page["pageInfo"]
        if not isinstance(info, dict) or (info.get("more") and "cursor" not in info):
            raise TypeError  # noqa: TRY301 - one fault, found in two ways
        return {"nodes": [node for node in nodes if isinstance(node, dict)], "pageInfo": info}
    except (KeyError, TypeError):
        raise Unbelievable(_error(body)) from None


def _error(body: Mapping[str, Any]) -> str:
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    words = str(first.get("message", "")) if isinstance(first, dict) else ""
    return words[:200] or "an answer in another form than it documents"


@documented_form
def _comment(node: Mapping[str, Any]) -> Comment:
    by, editor = _account(node.get("author")), node.get("editor")
    return Comment(
        id=int(node["fullDatabaseId"]),
        by=by,
        at=str(node.get("lastEditedAt") or node["createdAt"]),
        body=node.get("body") or "",
        own=editor is None or _account(editor).login == by.login,
    )


@documented_form
def _revision(node: Mapping[str, Any]) -> Revision:
    return Revision(
        at=str(node["editedAt"]), by=_account(node.get("editor")), body=str(node["diff"])
    )


def _account(actor: Mapping[str, Any] | None) -> Account:
    """Who did it; a deleted account is nobody's. REST puts ``[bot]`` behind a program's name."""
    if not actor:
        return Account(login="", person=False)
    kind, login = actor.get("__typename"), str(actor["login"])
    if kind == "Bot":
        login = f"{login.removesuffix('[bot]')}[bot]"
    return Account(login=login, id=int(actor.get("databaseId") or 0), person=kind == "User")
