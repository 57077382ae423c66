"""A fingerprint of what documents are made of: while it is the same, none is written again."""

import hashlib
import os
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from stat import S_ISREG

_PACKAGE = Path(__file__).resolve().parent.parent
_PROGRAM = (_PACKAGE, _PACKAGE.parent / "templates")
"""What writes documents: in a checkout the templates stand beside the package."""
_LEFT_OUT = (".git", "__pycache__")
_LIBRARIES = (
    "bibtexparser",
    "citeproc-py",
    "feedgen",
    "jinja2",
    "lxml",
    "rispy",
    "ruamel.yaml",
)
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
        made_by = repr((sorted(self._versions.items()), _program()))
        return f"{_fingerprint(self._review)} {hashlib.sha256(made_by.encode()).hexdigest()}"


@cache
def _program() -> tuple[str, ...]:
    """The program as this process runs it: what is installed over it in the meantime is not."""
    return tuple(map(_fingerprint, _PROGRAM))


@cache
def _version(name: str) -> str:
    """The version as this process loaded the library, likewise."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _fingerprint(root: Path) -> str:
    """Of every file below ``root`` that can matter."""
    fingerprint = hashlib.sha256()
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if name not in _LEFT_OUT)
        inside = Path(folder).relative_to(root)
        for name in sorted(set(names).difference(_LEFT_OUT)):
            path = Path(folder, name)
            if S_ISREG(path.lstat().st_mode):
                content = path.read_bytes()
                fingerprint.update(f"{inside / name}\0{len(content)}\0".encode())
                fingerprint.update(content)
    return fingerprint.hexdigest()
