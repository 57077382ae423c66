"""The stamp: how a review's files stood when its documents were last written."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PROGRAM = (_PACKAGE, _PACKAGE.parent / "templates")
"""What writes documents: in a checkout the templates stand beside the package."""
_LEFT_OUT = (".git", "__pycache__")


class FileRenderCache:
    """Kept in one file that may be deleted at any time: then documents are written again."""

    def __init__(self, folder: Path, review: Path) -> None:
        """Keep the stamp of the files under ``review`` in ``folder``."""
        self._file = folder / "rendered"
        self._review = review

    def stands(self) -> bool:
        """Whether every file of the review and of the program is as it was."""
        return self._file.is_file() and self._file.read_text("utf-8") == self._now()

    def keep(self) -> None:
        """Remember the files as they are."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(self._now(), "utf-8")

    def _now(self) -> str:
        print_ = hashlib.sha256()
        for root in (self._review, *_PROGRAM):
            for path in _files(root):
                print_.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
                print_.update(path.read_bytes())
        return print_.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    """Every file below ``root`` that can matter, in one order."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and not any(part in _LEFT_OUT for part in path.relative_to(root).parts):
            yield path
