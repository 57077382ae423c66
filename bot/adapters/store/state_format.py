"""The format in which a state is written, and how one of a former version becomes the present one.

Within a format, fields may be added; a version that renames or moves one raises the number, and
keeps reading what was written before.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import __version__, json_input
from bot.adapters.store.former_lines import current_form
from bot.adapters.store.ledgers import Ledger
from bot.adapters.store.line_types import line_type
from bot.contained_paths import contained
from bot.errors import Mistake

FORMAT = 2
"""The format that this version writes. 1 is that of states which do not say."""
FILE = "state/format.json"


def text() -> str:
    """What stands in the file of a state that this version wrote."""
    return json.dumps({"format": FORMAT}) + "\n"


def format_of(root: Path) -> int:
    """The format of the state at ``root``.

    Raises:
        Mistake: it is newer than this version, or the file does not say.
    """
    try:
        number = json_input.loads(contained(root, FILE).read_bytes())["format"]
    except FileNotFoundError:
        return 1
    except (ValueError, KeyError, TypeError):
        number = None
    if type(number) is not int or number < 1:
        raise Mistake(
            f"{FILE} does not say which format the state has",
            hint=f"Restore it with `git checkout -- {FILE}`.",
        )
    if number > FORMAT:
        raise Mistake(
            f"this review's state has format {number}, and living-review-bot {__version__} knows"
            f" none beyond {FORMAT}: a newer version wrote it",
            hint="Install the newest version of the bot. Nothing was changed.",
        )
    return number


def migrated(root: Path, ledgers: Iterable[Ledger]) -> Iterator[tuple[str, int, bytes]]:
    """Yield each ledger with lines in a former form: its path, how many, and its new content.

    All other lines stay as they are, and what is no sound line is left to whoever reads it.
    """
    for ledger in ledgers:
        file = contained(root, ledger.path)
        before = file.read_bytes().split(b"\n") if file.exists() else []
        after = [_present_line(ledger.kind, line) for line in before]
        if count := sum(old != new for old, new in zip(before, after, strict=True)):
            yield ledger.path, count, b"\n".join(after)


def _present_line(kind: type, line: bytes) -> bytes:
    present = current_form(kind, line)
    if present == line:
        return line
    adapter = line_type(kind)
    return adapter.dump_json(adapter.validate_json(present), exclude_defaults=True)
