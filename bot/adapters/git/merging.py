"""How two versions of one file of a review are brought together when git alone cannot."""

import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.rendering.regions import emptied, without_repeated

ANCESTOR, OURS, THEIRS = 1, 2, 3
"""git's stage numbers: the common ancestor, the update branch, the main branch."""


def resolve(path: str, texts: Mapping[int, str]) -> str | None:
    """The file's one version, or None when only a person can choose.

    The ledgers keep the lines of both sides. Generated files are made again in any case.
    In the review the marked regions are made again too, and where both sides changed the
    same prose both wordings stay. A region that one side moved stands where it is first.
    """
    if path.startswith("state/") and path.endswith(".jsonl"):
        return _union(texts, lambda text: text)
    if path == "state/format.json":
        # Both sides were written by new versions: the newer one knows both formats.
        return max(texts.get(OURS, ""), texts.get(THEIRS, ""), key=_number)
    if path.startswith("review/") or path in ("CITATION.cff", ".zenodo.json"):
        return texts.get(OURS, texts.get(THEIRS, ""))
    if path == "REVIEW.md" and OURS in texts and THEIRS in texts:
        return without_repeated(_union(texts, emptied))
    return None


def _number(text: str) -> int:
    """The first number in a text, 0 where there is none."""
    match = re.search(r"\d+", text)
    return int(match[0]) if match else 0


def _union(texts: Mapping[int, str], prepare: Callable[[str], str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for stage in (OURS, ANCESTOR, THEIRS):
            file = Path(folder) / str(stage)
            text = prepare(texts.get(stage, ""))
            file.write_bytes(text.encode(errors="surrogateescape"))
            files.append(str(file))
        done = subprocess.run(
            ["git", "merge-file", "-p", "--union", *files], capture_output=True, check=True
        )
    return done.stdout.decode(errors="surrogateescape")
