"""A new review: the files it starts with, filled in as far as can be guessed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot import __version__, settings
from bot.adapters.templates import built_in
from bot.contained_paths import contained
from bot.errors import Failure, Mistake
from bot.wiring.origin import reference
from bot.wiring.runtime import Runtime
from bot.wiring.services import git

_FILES = {
    "review.yaml": settings.FILE,
    "review.schema.json": "review.schema.json",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
}
"""Templates of a new review, and where they go."""
WORKFLOWS = ("update.yml", "commands.yml", "publish.yml", "check.yml")
_GITHUB_FILES = {
    **{f"workflows/{name}": f".github/workflows/{name}" for name in WORKFLOWS},
    "dependabot.yml": ".github/dependabot.yml",
}
"""The same of one that lives on GitHub."""
_CONTACT = re.compile(r"^contact: \S+", re.MULTILINE)
_PLAIN_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""An address that needs no quotes in YAML."""


def new_review(directory: Path, runtime: Runtime) -> tuple[Path, ...]:
    """Write what a new review needs into ``directory``; returns the files written.

    Raises:
        Mistake: there is a review already.
    """
    if (directory / settings.FILE).exists():
        raise Mistake(
            f"{directory / settings.FILE} exists already", hint="Edit it, or name another folder."
        )
    directory.mkdir(parents=True, exist_ok=True)
    texts = {path: built_in(f"init/{name}") for name, path in _FILES.items()}
    mail = _said_by_git(directory, runtime, "config", "user.email")
    texts[settings.FILE] = _with_contact(texts[settings.FILE], mail)
    return tuple(_written(directory, texts))


def github_files(directory: Path, runtime: Runtime, bot: str = "") -> tuple[Path, ...]:
    """Write the workflows by which GitHub keeps the review; returns the files written.

    ``bot`` is the bot's repository, as ``owner/name`` or ``owner/name@tag``. What is there stays.

    Raises:
        Mistake: that repository is not known.
    """
    used = reference(bot, runtime.environment)
    tag = "" if used.endswith(f"@v{__version__}") else f" # {__version__}"
    branch = _said_by_git(directory, runtime, "symbolic-ref", "--quiet", "--short", "HEAD")
    texts = {
        path: built_in(f"init/{name}")
        .replace("uses: BOT", f"uses: {used}{tag}")
        .replace("[BRANCH]", f"[{branch or 'main'}]")
        for name, path in _GITHUB_FILES.items()
    }
    return tuple(_written(directory, texts))


def _written(directory: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    """Write each file that is not there yet, and yield its path."""
    for path, text in texts.items():
        target = directory / path
        if not target.exists():
            place = contained(directory, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            yield target


def _said_by_git(directory: Path, runtime: Runtime, *arguments: str) -> str:
    """What git prints, empty where it knows nothing, is not there, or there is no repository."""
    try:
        return git(directory, runtime).run(*arguments, ok=(0, 1, 128)).strip()
    except Failure:
        return ""


def _with_contact(text: str, mail: str) -> str:
    return _CONTACT.sub(f"contact: {mail}", text, count=1) if _PLAIN_MAIL.fullmatch(mail) else text
