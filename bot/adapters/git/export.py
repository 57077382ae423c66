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
    entries = (entry.split("\t", 1) for entry in filter(None, listing.split("\0")))
    hashes = {
        path: facts.split()[2] for facts, path in entries if facts.split()[0] in _FILES
    }  # fmt: skip
    for path, text in zip(hashes, git.blobs(*hashes.values()), strict=True):
        file = contained(into, str(PurePosixPath(path).relative_to(git.prefix or ".")))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((text or "").encode(errors="surrogateescape"))
