"""Releases: exactly one for a tag, with all its files, however often it is asked for.

A release is drafted, given its files, and published last, so that nobody sees half of one and
watchers are told once. GitHub lets two drafts share a tag: the older one is completed and the
others go.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests

from bot import json_input
from bot.adapters.github.answers import documented_form
from bot.errors import Failure, ServiceFailed
from bot.http_client import Unbelievable

_PAGE = 100
"""Releases that are looked through: a draft that was cut short is among the newest."""
LONGEST_BODY = 120_000
"""Characters. GitHub takes 125,000 at most."""


@dataclass(frozen=True, kw_only=True)
class Releases:
    """The releases of one repository."""

    ask: Callable[..., Any]
    """Sends a request to GitHub and checks the answer."""
    upload: Callable[[str, str, bytes], None]
    """Sends a file to an address by a name."""

    @documented_form
    def ensure(
        self, tag: str, title: str, body: str, commit: str, assets: Mapping[str, bytes]
    ) -> str:
        """The address of the one published release of ``tag``."""
        own = self._of(tag)
        # A published one counts before any draft, then the oldest.
        release = min(own, key=lambda entry: (bool(entry["draft"]), entry["id"]), default=None)
        for other in own:
            if other is not release and other["draft"]:
                self.ask("DELETE", f"releases/{other['id']}", _nothing)
        if release is None:
            release = self._draft(tag, title, body, commit)
        self._complete(release, assets)
        if release["draft"]:
            release = self.ask("PATCH", f"releases/{release['id']}", _release, {"draft": False})
        return str(release.get("html_url") or "")

    def _draft(self, tag: str, title: str, body: str, commit: str) -> dict[str, Any]:
        wanted = {
            "tag_name": tag,
            "target_commitish": commit,
            "name": title[:250],
            "body": _cut(body),
            "draft": True,
        }
        try:
            made = self.ask("POST", "releases", _release, wanted, retry=False)
        except (ServiceFailed, Failure):
            # The answer may be lost and the release made: look before giving up.
            releases = self._of(tag)
            if not releases:
                raise
            made = releases[0]
        return dict(made)

    def _complete(self, release: Mapping[str, Any], assets: Mapping[str, bytes]) -> None:
        """Send the files that are missing, and again those of which only a part arrived."""
        there = {asset["name"]: asset for asset in release.get("assets") or ()}
        for name, content in assets.items():
            asset = there.get(name)
            if asset and asset.get("state") == "uploaded" and asset.get("size") == len(content):
                continue
            if asset and not release["draft"]:
                continue
            if asset:
                self.ask("DELETE", f"releases/assets/{asset['id']}", _nothing)
            self.upload(release["upload_url"], name, content)

    def _of(self, tag: str) -> list[dict[str, Any]]:
        releases = self.ask("GET", f"releases?per_page={_PAGE}", _listed)
        return [release for release in releases if release.get("tag_name") == tag]


def _cut(body: str) -> str:
    """The body in whole lines, as far as GitHub takes it."""
    if len(body) <= LONGEST_BODY:
        return body
    return body[:LONGEST_BODY].rpartition("\n")[0] + "\n\n… and more in the review.\n"


def _release(answer: requests.Response) -> dict[str, Any]:
    body = _parsed(answer)
    if not isinstance(body, dict) or "id" not in body or "draft" not in body:
        raise Unbelievable("an answer that is no release")
    return body


def _listed(answer: requests.Response) -> list[dict[str, Any]]:
    body = _parsed(answer)
    if not isinstance(body, list):
        raise Unbelievable("an answer that is no list of releases")
    return [item for item in body if isinstance(item, dict)]


def _nothing(_: requests.Response) -> None:
    return None


def _parsed(answer: requests.Response) -> object:
    try:
        return json_input.loads(answer.content)
    except ValueError:
        return None
