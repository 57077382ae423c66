"""Paths that stay inside a folder: symbolic links below it are not followed."""

from pathlib import Path

from bot.errors import Mistake


def contained(root: Path, path: Path | str) -> Path:
    """``root / path``, unless a symbolic link stands anywhere below ``root`` on the way there.

    Whoever can commit to a review can commit a link, and what it leads to is not the review's:
    secrets of the machine to be read, folders of others to be overwritten.

    Raises:
        Mistake: a link stands on the way, or ``path`` leads out by itself.
    """
    place, inside = root, Path(path)
    astray = inside.is_absolute() or ".." in inside.parts
    for part in () if astray else inside.parts:
        place /= part
        astray = astray or place.is_symlink()
    if astray:
        raise Mistake(
            f"{path} leads elsewhere, by a symbolic link or by its name",
            hint="Put the file or the folder itself in its place: no link is followed.",
        )
    return place
