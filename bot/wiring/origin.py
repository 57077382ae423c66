"""Where this program came from: the repository and commit that workflows can name."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot import __version__
from bot.adapters.git.commands import GitCommands
from bot.errors import Failure, Mistake

_DISTRIBUTION = "living-review-bot"
_REFERENCE = re.compile(r"([\w.-]+/[\w.-]+)(?:@([\w./-]+))?", re.ASCII)
_PLACEHOLDER = "OWNER/NAME"
"""What the documentation writes in place of a repository."""
_GITHUB = re.compile(r"(?:https://|git@|ssh://git@)github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?")


def reference(given: str, environment: Mapping[str, str]) -> str:
    """What stands after ``uses:`` in a workflow, as ``owner/name@commit``.

    ``given`` is what a person says; else it is found out from how the program was installed
    (PEP 610), by pip from GitHub or from a clone.

    Raises:
        Mistake: it is not written so, or cannot be found out.
    """
    if given:
        address = _GITHUB.fullmatch(given)
        match = _REFERENCE.fullmatch(address[1] if address else given)
        if match is None:
            fault = f"--bot '{given[:80]}' is no repository of GitHub's"
            raise Mistake(fault, hint="Write it as OWNER/NAME or OWNER/NAME@TAG.")
        if match[1] == _PLACEHOLDER:
            raise Mistake(
                f"{_PLACEHOLDER} stands for the repository that holds the program",
                hint="Put its own name there: the two last parts of its address on GitHub.",
            )
        return f"{match[1]}@{match[2] or f'v{__version__}'}"
    installed = _installed_from(environment)
    if not installed:
        raise Mistake(
            "it is not known from which GitHub repository the bot was installed",
            hint="Name it: `init --github --bot OWNER/NAME`, perhaps with @TAG or @COMMIT.",
        )
    return installed


def _installed_from(environment: Mapping[str, str]) -> str:
    """The reference of the installed program, empty where it names no GitHub repository."""
    try:
        text = distribution(_DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    source = json.loads(text) if text else {}
    url, commit = str(source.get("url", "")), source.get("vcs_info", {}).get("commit_id", "")
    parts = urlsplit(url)
    if parts.scheme == "file":
        url, commit = _clone(Path(unquote(parts.path)), environment)
    match = _GITHUB.fullmatch(url)
    return f"{match[1]}@{commit}" if match and commit else ""


def _clone(folder: Path, environment: Mapping[str, str]) -> tuple[str, str]:
    """The address of a clone's remote and its commit, each empty where there is none."""
    repository = GitCommands(directory=folder, environment=environment, date="")
    try:
        url = repository.run("remote", "get-url", "origin", ok=(0, 2, 128)).strip()
        return url, repository.commit_of("HEAD")
    except (Failure, OSError):
        return "", ""
