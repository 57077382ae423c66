"""Files of a review as they stand in a commit, written where nothing else is."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from bot.adapters.git.repository import Repository
from bot.contained_paths import contained

_FILES = ("100644", "100755")
"""git's modes of files; a link is none."""


def export(git: Repository, commit: str, folders: Sequence[str], into: Path) -> None:
    """Write the review's ``folders`` as they stand in ``commit`` into a new folder."""
    into.mkdir()
    names = [f"{git.prefix}{folder}" for folder in folders]
    listing = git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *names)
    for entry in filter(None, listing.split("\0")):
        facts, path = entry.split("\t", 1)
        mode, _, blob = facts.split()
        if mode in _FILES:
            inside = PurePosixPath(path).relative_to(git.prefix or ".")
            file = contained(into, str(inside))
            file.parent.mkdir(parents=True, exist_ok=True)
            text = git.blob(blob) or ""
            file.write_bytes(text.encode(errors="surrogateescape"))
