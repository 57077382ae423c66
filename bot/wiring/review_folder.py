"""The folder in which a review lies."""

from pathlib import Path

from bot import settings
from bot.adapters.store.state_format import format_of
from bot.contained_paths import contained
from bot.errors import Mistake

CACHE = ".cache"


def usable_root(directory: Path) -> Path:
    """The directory that holds a review which this version can keep.

    Raises:
        Mistake: there is none, or a newer version wrote its state.
    """
    root = review_root(directory)
    format_of(root)
    return root


def review_root(directory: Path) -> Path:
    """The directory that holds a review: the one named, else this one or the nearest above it.

    Raises:
        Mistake: there is none.
    """
    root = directory.resolve()
    if directory == Path():
        above = (folder for folder in (root, *root.parents) if (folder / settings.FILE).is_file())
        root = next(above, root)
    contained(root, settings.FILE)
    # Its files are deleted and written over without further looks.
    for path in contained(root, CACHE).glob("*"):
        contained(root, path.relative_to(root))
    if not (root / settings.FILE).is_file():
        raise Mistake(
            f"{'this folder' if directory == Path() else directory} holds no {settings.FILE}",
            hint="Name its directory with --dir, or begin one with `living-review-bot init`.",
        )
    return root
