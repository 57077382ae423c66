"""Templates and prompts of a review's own: those that people approved, whatever is checked out.

They decide what the program writes and asks, and a language of templates is nearly a program:
from a branch that somebody proposes, only state, documents and settings are taken.
"""

from pathlib import Path

from bot.adapters.git import Git
from bot.adapters.git.export import export
from bot.errors import Foreseen

FOLDERS = ("templates", "prompts")


def approved(repository: Git, commit: str, topic: str, cache: Path) -> Path:
    """A folder with the review's own templates and prompts as they stand in ``commit``."""
    own = [f"{topic}/{folder}" for folder in FOLDERS] if topic else []
    folder = cache / "approved"
    export(repository, commit, (*FOLDERS, *own), folder)
    return folder


def beside(root: Path, repository: Git, topic: str) -> Path:
    """The folder whose templates and prompts count for the review as it stands at ``root``.

    On the main branch, and outside of git, a person's own files do; on any other branch those of
    the main branch, and none where no main branch is known, as in a job that checks out a commit.
    """
    try:
        branch, main = repository.current_branch, repository.known_main()
    except Foreseen:
        return root
    if main is None:
        return root if branch else root / ".cache" / "nothing approved"
    name, commit = main
    return root if branch == name else approved(repository, commit, topic, root / ".cache")
