"""PubMed's files wherever they lie: on this machine, or at an address that fsspec can open."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from bot.errors import Mistake
from bot.http_client.credentials import without_passwords

_ENDINGS = (".xml.gz", ".xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """One file to be looked through."""

    path: str
    """Where it is: a path, or an address."""
    size: int
    stamp: str = ""
    """When it was last changed, as far as its place tells."""

    @property
    def name(self) -> str:
        """Its name without folders: NLM numbers its files, and the order of names is theirs."""
        return self.path.rstrip("/").rpartition("/")[2]


def listed(places: Sequence[str]) -> tuple[RecordFile, ...]:
    """The files that ``places`` name, folders with all PubMed files in them, each once, by name.

    Raises:
        Mistake: a place that does not exist or cannot be opened here, or no file at all.
    """
    files = {file.path: file for place in places for file in _at(place)}
    if not files:
        raise Mistake(
            f"{without_passwords(', '.join(places)) or 'nothing'}: no file of PubMed's",
            hint="Their names end in .xml.gz: download them from"
            " https://ftp.ncbi.nlm.nih.gov/pubmed/baseline/.",
        )
    return tuple(sorted(files.values(), key=lambda file: (file.name, file.path)))


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The bytes at ``path``, read as they come."""
    if "://" not in path:
        with Path(path).open("rb") as file:
            yield file
        return
    system, rest = _system(path)
    with system.open(rest, "rb") as file:
        yield cast("BinaryIO", file)


def _at(place: str) -> Iterable[RecordFile]:
    if "://" not in place:
        return _local(Path(place))
    system, rest = _system(place)
    try:
        facts = system.info(rest)
        if facts.get("type") != "directory":
            return [_remote(system.unstrip_protocol(rest), facts)]
        entries = system.ls(rest, detail=True)
    except FileNotFoundError:
        raise _missing(place) from None
    return [
        _remote(system.unstrip_protocol(entry["name"]), entry)
        for entry in entries
        if str(entry["name"]).endswith(_ENDINGS)
    ]


def _local(path: Path) -> Iterable[RecordFile]:
    if path.is_dir():
        paths = [file for file in sorted(path.iterdir()) if file.name.endswith(_ENDINGS)]
    elif path.is_file():
        paths = [path]
    else:
        raise _missing(str(path))
    for file in paths:
        facts = file.stat()
        yield RecordFile(path=str(file.resolve()), size=facts.st_size, stamp=str(facts.st_mtime_ns))


def _remote(path: str, facts: dict[str, Any]) -> RecordFile:
    stamp = facts.get("ETag") or facts.get("mtime") or facts.get("created") or ""
    return RecordFile(path=path, size=int(facts.get("size") or 0), stamp=str(stamp))


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the place in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        system, rest = url_to_fs(address)
    except (ImportError, ValueError) as fault:
        # fsspec names the package that opens addresses of that kind.
        raise Mistake(
            f"{without_passwords(address)}: addresses of this kind cannot be opened here",
            hint="pip install 'living-review-bot[backfill]'."
            f" {without_passwords(' '.join(str(fault).split()))[:200]}",
        ) from None
    return system, str(rest)


def _missing(place: str) -> Mistake:
    return Mistake(
        f"{without_passwords(place)} does not exist",
        hint="Name files of PubMed's, or a folder of them.",
    )
