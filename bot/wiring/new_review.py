"""A new review: the files it starts with, filled in as far as can be guessed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot import settings
from bot.adapters.templates import built_in
from bot.contained_paths import contained
from bot.domain.nearest_name import hint_of_names
from bot.errors import Failure, Mistake
from bot.topics import loading
from bot.wiring.origin import reference
from bot.wiring.runtime import Runtime
from bot.wiring.services import git
from bot.wiring.starter_files import GITHUB_FILES, Pin, starter_texts

_CONTACT = re.compile(r"^contact: \S+", re.MULTILINE)
_VOCABULARY = re.compile(r"^vocabulary: .*$", re.MULTILINE)
_PLAIN_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""An address that needs no quotes in YAML."""


def new_review(directory: Path, runtime: Runtime, topic: str = "") -> tuple[Path, ...]:
    """Write what a new review needs into ``directory``; returns the files written.

    ``topic`` is the built-in one that its findings are read by, if any.

    Raises:
        Mistake: there is a review already, or no such topic.
    """
    if (directory / settings.FILE).exists():
        raise Mistake(
            f"{directory / settings.FILE} exists already",
            hint="Edit it, or name another folder; `init --github` adds the workflows to a review.",
        )
    if directory.exists() and not directory.is_dir():
        raise Mistake(f"{directory} is a file", hint="Name a folder; it is made if need be.")
    if topic and topic not in loading.names():
        raise Mistake(f"there is no topic '{topic}'", hint=hint_of_names(topic, loading.names()))
    directory.mkdir(parents=True, exist_ok=True)
    mail = _said_by_git(directory, runtime, "config", "user.email")
    protocol = _with_contact(_with_topic(built_in(f"init/{settings.FILE}"), topic), mail)
    return tuple(_written(directory, {settings.FILE: protocol, **starter_texts(None)}))


def github_files(directory: Path, runtime: Runtime, bot: str = "") -> tuple[Path, ...]:
    """Write the workflows by which GitHub keeps the review; returns the files written.

    ``bot`` is the bot's repository, as ``owner/name`` or ``owner/name@tag``. What is there stays.

    Raises:
        Mistake: that repository is not known.
    """
    pin = Pin.of(reference(bot, runtime.environment))
    branch = _said_by_git(directory, runtime, "symbolic-ref", "--quiet", "--short", "HEAD")
    made = starter_texts(pin, branch)
    return tuple(_written(directory, {path: made[path] for path in GITHUB_FILES.values()}))


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


def _with_topic(text: str, topic: str) -> str:
    """The protocol with a topic, and with what the topic asks of a protocol."""
    if not topic:
        return text
    named = f"{f'vocabulary: {topic}':<50} # the topic of its findings"
    return _VOCABULARY.sub(f"{named}\n{loading.protocol_keys(topic)}".rstrip(), text, count=1)


def _with_contact(text: str, mail: str) -> str:
    return _CONTACT.sub(f"contact: {mail}", text, count=1) if _PLAIN_MAIL.fullmatch(mail) else text
