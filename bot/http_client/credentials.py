"""What a request carries that only its own service may see: given to that one, and never shown."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

import requests
from requests.auth import HTTPBasicAuth
from requests.utils import get_auth_from_url

_SHORTEST_SECRET = 8
"""Characters. What is shorter is no key, and would be cut out of words that mean no harm."""
_MASK = "***"
_PASSWORD = re.compile(r"://[^\s'\"]+@")
"""Up to the last @: a password written as it is may hold a slash or another @."""
_QUERY = re.compile(r"(://[^\s'\"?]+)\?[^\s'\"]*")
_SECRET_FIELDS = ("api_key", "token", "password")


def without_passwords(text: str) -> str:
    """``text`` with every address in it bare of user, password and query, as messages may be."""
    return _QUERY.sub(r"\1", _PASSWORD.sub("://", text))


def shown_address(url: str) -> str:
    """``url`` as a log may have it: no user, password or query."""
    return without_passwords(url)


def credentials_of_address(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """``request`` with the user and password of its own address, where it names them.

    Without an authentication of its own, requests would take one from ``~/.netrc`` and replace
    the token by it.
    """
    user, password = get_auth_from_url(request.url or "")
    return HTTPBasicAuth(user, password)(request) if user or password else request


def secrets_of(
    url: str, headers: Mapping[str, str], data: Mapping[str, str] | bytes | None
) -> tuple[str, ...]:
    """What a request says that nobody else may read: its token, its key, its password."""
    secrets = [headers.get("Authorization", "").rpartition(" ")[2], get_auth_from_url(url)[1]]
    query = parse_qs(urlsplit(url).query)
    secrets += [value for name in _SECRET_FIELDS for value in query.get(name, ())]
    if isinstance(data, Mapping):
        secrets += [data.get(name, "") for name in _SECRET_FIELDS]
    return tuple(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)


def mask(answer: requests.Response, content: bytes, secrets: Sequence[str]) -> None:
    """Take secrets out of an answer that repeats them: its words go to logs and messages."""
    reason = answer.reason or ""
    for secret in secrets:
        content = content.replace(secret.encode(), _MASK.encode())
        reason = reason.replace(secret, _MASK)
    answer._content, answer.reason = content, reason  # noqa: SLF001 - requests has no other way
