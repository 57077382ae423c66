"""How one repository's REST API is asked: page by page, at moved addresses, and twice for free.

Reference: GitHub REST API, version 2022-11-28.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from bot.adapters.github import answers
from bot.errors import Failure, ServiceFailed
from bot.http_client import Checked, Http

log = logging.getLogger(__name__)

_PAGE = 100
"""Things on one page, the most that GitHub gives."""
_PAGES = 30
"""Pages that are followed: nothing asked for here is longer."""
_NOT_MODIFIED = 304


@dataclass(kw_only=True)
class RepositoryApi:
    """The addresses below one repository."""

    http: Http
    url: str
    repository: str
    """``owner/name``."""
    _seen: dict[str, tuple[str, requests.Response]] = field(default_factory=dict, repr=False)
    """Answers by address with their ETag: asked again they cost nothing of the rate limit."""

    def _try(self, path: str, body: object, consequence: str, *, method: str = "POST") -> None:
        try:
            self._ask(method, path, answers.nothing, body)
        except (ServiceFailed, Failure) as fault:
            log.warning("%s (%s)", consequence, fault.message)

    def _all(self, path: str) -> list[dict[str, Any]]:
        """Every page of a list."""
        items: list[dict[str, Any]] = []
        next_path: str | None = f"{path}&per_page={_PAGE}"
        for _ in range(_PAGES):
            if next_path is None:
                break
            page, next_path = self._ask("GET", next_path, _page)
            items += page
        return items

    def _ask(
        self,
        method: str,
        path: str,
        check: Callable[[requests.Response], Checked],
        body: object = None,
        *,
        retry: bool = True,
        absent: Checked | None = None,
    ) -> Checked:
        """What ``check`` makes of the answer; ``absent`` where GitHub has no such thing."""
        top = f"{self.url.rstrip('/')}/repos/{self.repository}/"
        url = self._own(path) if "://" in path else f"{top}{path}".rstrip("/")
        seen = self._seen.get(url) if method == "GET" else None

        def understood(answer: requests.Response) -> Checked:
            if seen and answer.status_code == _NOT_MODIFIED:
                return check(seen[1])
            if answer.status_code == requests.codes.not_found and absent is not None:
                return absent
            if answer.is_redirect:
                raise _Moved(self._own(answer.headers.get("Location", "")))
            sound = answers.understood(answer, self.repository, self.http.time)
            if method == "GET" and (etag := answer.headers.get("ETag")):
                self._seen[url] = etag, answer
            return check(sound)

        headers = {"If-None-Match": seen[0]} if seen else None
        try:
            return self.http.ask(method, url, understood, json=body, headers=headers, retry=retry)
        except _Moved as moved:
            url = moved.url
        try:
            return self.http.ask(method, url, understood, json=body, retry=retry)
        except _Moved:
            raise ServiceFailed(
                f"{self.http.service} failed: it sends us from one address to the next",
                hint=self.http.hint,
            ) from None

    def _own(self, url: str) -> str:
        """An address that an answer names, unless the token would go to another host by it.

        Raises:
            ServiceFailed: it leads elsewhere.
        """
        ours = urlsplit(self.url)
        hosts = {ours.netloc}
        if ours.netloc.startswith("api."):
            # Files are sent to a host of their own, on github.com and on ghe.com.
            hosts.add(f"uploads.{ours.netloc.removeprefix('api.')}")
        named = urlsplit(url)
        if named.scheme != ours.scheme or named.netloc not in hosts:
            raise ServiceFailed(
                f"{self.http.service} failed: it sends us to another host", hint=self.http.hint
            )
        return url


class _Moved(Exception):
    """The repository was renamed: the same is to be asked at another address."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def _page(answer: requests.Response) -> tuple[list[dict[str, Any]], str | None]:
    """The things on one page, and where the next one is."""
    url = answer.links.get("next", {}).get("url")
    return answers.listed(answer), url
