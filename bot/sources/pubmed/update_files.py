"""NLM's update files of PubMed: listed, fetched piece by piece, and checked before they are read.

*Download PubMed Data* (https://pubmed.ncbi.nlm.nih.gov/download/): a new file on most days, beside
each its MD5.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from bot.domain.records import Article
from bot.errors import ServiceFailed
from bot.http_client import Http, Unbelievable
from bot.ports import Progress, silent
from bot.screening.strata import NoRecord
from bot.sources.pubmed.files import BrokenFile, entries

_FOLDER = "updatefiles/"
_NAME = re.compile(r'"(pubmed\d\dn\d{4,5}\.xml\.gz)"')
_DIGEST = re.compile(r"\b[0-9a-f]{32}\b")


@dataclass(kw_only=True)
class PubMedUpdates:
    """The update files, each fetched into a folder once."""

    http: Http
    url: str
    folder: Path
    progress: Progress = silent
    name: str = "PubMed's update files"
    piece: int = 8_000_000
    """Bytes of one request: what arrived is kept when the next one fails."""

    def names(self) -> tuple[str, ...]:
        """Every file that is there today, the oldest first.

        Raises:
            ServiceFailed: no list came.
        """
        return self.http.ask("GET", self._address(""), _listed)

    def entries(self, name: str) -> Iterator[Article | NoRecord]:
        """What a file holds; it is fetched where it is not here yet, and gone when it was read.

        Raises:
            ServiceFailed: it cannot be had whole.
        """
        path = self._fetched(name)
        try:
            with path.open("rb") as file:
                yield from entries(file)
        except BrokenFile as fault:
            path.unlink(missing_ok=True)
            raise ServiceFailed(f"{name}: {fault}", hint="The next run fetches it again.") from None
        # A week of them would fill the cache with a gigabyte.
        path.unlink(missing_ok=True)

    def _fetched(self, name: str) -> Path:
        path = self.folder / name
        if path.exists():
            return path
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = self.http.ask("GET", self._address(f"{name}.md5"), _digest)
        part = self.folder / f"{name}.part"
        self._fetch(name, part)
        if hashlib.md5(part.read_bytes(), usedforsecurity=False).hexdigest() != wanted:
            part.unlink()
            raise ServiceFailed(
                f"{name} is not what its MD5 says", hint="The next run fetches it again."
            )
        return part.replace(path)

    def _fetch(self, name: str, part: Path) -> None:
        """Fetch what is still missing of a file."""
        done = part.stat().st_size if part.exists() else 0
        while True:
            headers = {
                "Range": f"bytes={done}-{done + self.piece - 1}",
                # What a server packs on the way has other ranges.
                "Accept-Encoding": "identity",
            }
            piece, total = self.http.ask("GET", self._address(name), _piece, headers=headers)
            with part.open("ab" if done else "wb") as out:
                out.write(piece)
            done += len(piece)
            self.progress(name, done, total)
            if done >= total:
                return

    def _address(self, name: str) -> str:
        return f"{self.url.rstrip('/')}/{_FOLDER}{name}"


def _listed(answer: requests.Response) -> tuple[str, ...]:
    _check_status(answer, requests.codes.ok)
    names = sorted(set(_NAME.findall(answer.text)))
    if not names:
        raise Unbelievable("a list without a file")
    return tuple(names)


def _digest(answer: requests.Response) -> str:
    _check_status(answer, requests.codes.ok)
    if match := _DIGEST.search(answer.text.lower()):
        return match[0]
    raise Unbelievable("no MD5 where one should be")


def _piece(answer: requests.Response) -> tuple[bytes, int]:
    """A piece of a file, and how long the whole is."""
    if answer.status_code == requests.codes.ok:
        # A server that knows no ranges gives the whole; it must not be added to a part.
        if answer.request.headers.get("Range", "").startswith("bytes=0-"):
            return answer.content, len(answer.content)
        raise Unbelievable("the whole file where a part was asked for", final=True)
    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        return b"", 0
    _check_status(answer, requests.codes.partial_content)
    total = answer.headers.get("Content-Range", "").rpartition("/")[2]
    if not total.isdecimal() or not answer.content:
        raise Unbelievable("a part of a file without its length")
    return answer.content, int(total)


def _check_status(answer: requests.Response, wanted: int) -> None:
    if answer.status_code != wanted:
        raise Unbelievable(f"HTTP {answer.status_code} {answer.reason}".strip())
