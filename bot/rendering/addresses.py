"""Where files and pages of the review lie on the web, by the review's own address."""

import re

from bot.rendering.escaping import Address

_REPOSITORY = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)/?")


def file_address(home: str, path: str) -> Address:
    """Where a file of the review lies on the web, by the review's address; empty if unknown.

    A repository on GitHub shows pages about files: feed readers need the files themselves.
    """
    repository = _REPOSITORY.fullmatch(home)
    if repository:
        return Address(f"https://raw.githubusercontent.com/{repository[1]}/HEAD/{path}")
    return _beside(home, path)


def page_address(home: str, path: str) -> Address:
    """Where people read a page of the review, ``path`` with its place; empty if unknown.

    A site has made a page of HTML of each document.
    """
    repository = _REPOSITORY.fullmatch(home)
    if repository and path:
        return Address(f"https://github.com/{repository[1]}/blob/HEAD/{path}")
    return _beside(home, path if home.endswith(".md") else path.replace(".md#", ".html#"))


def licence_address(name: str) -> Address:
    """Where the words of a licence stand, by its SPDX identifier."""
    return Address(f"https://spdx.org/licenses/{name}")


def _beside(home: str, path: str) -> Address:
    folder = home.rpartition("/")[0] if home.endswith((".html", ".md")) else home.rstrip("/")
    return Address(f"{folder}/{path}" if home and path else "")
