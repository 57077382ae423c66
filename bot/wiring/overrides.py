"""Templates and prompts of a review's own: those that people approved, whatever is checked out.

They decide what the program writes and asks, and a language of templates is nearly a program:
from a branch that somebody proposes, only state, documents and settings are taken.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from bot.adapters.git import Git
from bot.adapters.git.export import export
from bot.domain.fingerprint import fingerprint
from bot.errors import Foreseen

FOLDERS = ("templates", "prompts")


def approved_overrides(repository: Git, commit: str, topic: str) -> Path:
    """A folder with the review's own templates and prompts as they stand in ``commit``."""
    folder = _private() / fingerprint(f"{commit} {repository.prefix} {topic}", 16)
    if not folder.exists():
        own = [f"{topic}/{folder}" for folder in FOLDERS] if topic else []
        export(repository, commit, (*FOLDERS, *own), folder)
    return folder


def overrides_of_checkout(root: Path, repository: Git, topic: str) -> Path:
    """The folder whose templates and prompts count for the review as it stands at ``root``.

    On the main branch, and outside of git, a person's own files do; on any other branch those of
    the main branch, and none where no main branch is known, as in a job that checks out a commit.
    """
    try:
        branch, main = repository.current_branch, repository.known_main()
    except Foreseen:
        return root
    if main is None:
        return root if branch else _private() / "none"
    name, commit = main
    return root if branch == name else approved_overrides(repository, commit, topic)


@cache
def _private() -> Path:
    """A folder of this process alone: into one of the review, anything may have been committed."""
    folder = Path(tempfile.mkdtemp(prefix="living-review-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
