"""A new review: the files it starts with, filled in as far as can be guessed."""

import re
from pathlib import Path

from bot import settings
from bot.adapters.templates import built_in
from bot.contained_paths import contained
from bot.errors import Failure, Mistake
from bot.wiring.runtime import Runtime
from bot.wiring.services import git

_FILES = {
    "review.yaml": settings.FILE,
    "review.schema.json": "review.schema.json",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
}
"""Templates of a new review, and where they go."""
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
    written = []
    for name, path in _FILES.items():
        target = directory / path
        if not target.exists():
            text = built_in(f"init/{name}")
            if path == settings.FILE:
                text = _with_contact(text, _mail_of_git(directory, runtime))
            contained(directory, path).write_text(text, encoding="utf-8")
            written.append(target)
    return tuple(written)


def _mail_of_git(directory: Path, runtime: Runtime) -> str:
    """The address that git puts on this person's commits, empty where it knows none."""
    try:
        return git(directory, runtime).run("config", "user.email", ok=(0, 1)).strip()
    except Failure:
        return ""


def _with_contact(text: str, mail: str) -> str:
    return _CONTACT.sub(f"contact: {mail}", text, count=1) if _PLAIN_MAIL.fullmatch(mail) else text
