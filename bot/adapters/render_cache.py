"""A fingerprint of what documents are made of: while it is the same, none is written again."""

import hashlib
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PROGRAM = (_PACKAGE, _PACKAGE.parent / "templates")
"""What writes documents: in a checkout the templates stand beside the package."""
_LEFT_OUT = (".git", "__pycache__")
_LIBRARIES = (
    "bibtexparser", "citeproc-py", "feedgen", "jinja2", "lxml", "matplotlib", "nilearn", "rispy",
    "ruamel.yaml",
)  # fmt: skip
"""Libraries that have a hand in documents, figures, references or feeds."""


def library_versions() -> dict[str, str]:
    """The versions of Python and of the libraries that documents are made with."""
    return {"python": platform.python_version()} | {name: _version(name) for name in _LIBRARIES}


class FileRenderCache:
    """Kept in one file that may be deleted at any time: then documents are written again."""

    def __init__(
        self, folder: Path, review: Path, *, versions: Mapping[str, str] | None = None
    ) -> None:
        """Keep the fingerprint of the files under ``review`` in ``folder``.

        ``versions`` are those of the libraries; without them, of what is installed.
        """
        self._file = folder / "rendered"
        self._review = review
        self._versions = library_versions() if versions is None else versions

    def stands(self) -> bool:
        """Whether the review, the program and its libraries are as they were."""
        return self._file.is_file() and self._file.read_bytes() == self._now().encode()

    def keep(self) -> None:
        """Remember them as they are."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(self._now(), "utf-8")

    def _now(self) -> str:
        fingerprint = hashlib.sha256(repr(sorted(self._versions.items())).encode())
        for root in (self._review, *_PROGRAM):
            for path in _files(root):
                size = path.stat().st_size
                fingerprint.update(f"{path.relative_to(root)}\0{size}\0".encode())
                fingerprint.update(path.read_bytes())
        return fingerprint.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _files(root: Path) -> Iterator[Path]:
    """Every file below ``root`` that can matter, in one order."""
    for path in sorted(root.rglob("*")):
        if (
            path.is_file()
            and not path.is_symlink()
            and not any(part in _LEFT_OUT for part in path.relative_to(root).parts)
        ):
            yield path
