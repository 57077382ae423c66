"""What each file brought so far, kept on disk: a backfill that was stopped does only the rest."""

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from bot.adapters.record_files import RecordFile
from bot.domain.fingerprint import fingerprint
from bot.domain.records import Article
from bot.screening.strata import BackfillCandidate, Limits, Sample, Scan


@checked(frozen=True, slots=True, kw_only=True)
class _StoredScan:
    """What a scan has beside its arrays."""

    files: int
    last: str
    limits: Limits
    best: tuple[BackfillCandidate, ...]
    samples: tuple[Sample, ...]


_STORED_SCAN = TypeAdapter(_StoredScan)
_BACKGROUND = TypeAdapter(tuple[Article, ...])


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A folder with one small file for each that was looked through."""

    folder: Path
    scanner: str
    """Fingerprint of what looked through them: what another one found is of no use."""

    def scan(self, file: RecordFile) -> Scan | None:
        """What ``file``, as it is now, brought before; None where that is not known."""
        try:
            with (
                self._place(file).open("rb") as content,
                np.load(content, allow_pickle=False) as arrays,
            ):
                kept = _STORED_SCAN.validate_json(arrays["kept"].tobytes())
                pmids, strata = arrays["pmids"], arrays["strata"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, ValidationError):
            # Half written, or from another version: it is looked through again.
            return None
        return Scan(
            files=kept.files, last=kept.last, limits=kept.limits, pmids=pmids, strata=strata,
            best=kept.best, samples=kept.samples,
        )  # fmt: skip

    def keep(self, file: RecordFile, scan: Scan) -> None:
        """Remember what ``file`` brought: whole, or not at all."""
        kept = _StoredScan(
            files=scan.files, last=scan.last, limits=scan.limits, best=scan.best,
            samples=scan.samples,
        )  # fmt: skip
        text = np.frombuffer(_STORED_SCAN.dump_json(kept), dtype=np.uint8)
        self._write(
            self._place(file),
            lambda out: np.savez_compressed(out, pmids=scan.pmids, strata=scan.strata, kept=text),
        )

    def prune(self) -> None:
        """Remove what other scanners found."""
        for path in self.folder.glob("*"):
            if not path.name.startswith(self.scanner):
                path.unlink()

    def _write(self, place: Path, write: Callable[[BinaryIO], object]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            write(out)
        Path(name).replace(place)

    def background(self, records: Callable[[], Iterable[Article]]) -> tuple[Article, ...]:
        """The records that taught the classifier how PubMed reads: the same as the first time.

        A file that was mended meanwhile would else teach it something else, and all others would
        have to be looked through again.
        """
        place = self.folder / f"{self.scanner}.json"
        try:
            return _BACKGROUND.validate_json(place.read_bytes())
        except (OSError, ValidationError):
            chosen = tuple(records())
        self._write(place, lambda out: out.write(_BACKGROUND.dump_json(chosen)))
        return chosen

    def _place(self, file: RecordFile) -> Path:
        facts = "\n".join((self.scanner, file.path, str(file.size), file.stamp))
        return self.folder / f"{self.scanner}-{fingerprint(facts, 24)}.npz"
