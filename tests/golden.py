"""Golden texts: what people read, agreed once and kept in files.

``UPDATE_GOLDEN=1`` in the environment of the tests writes them anew: then read the difference.
"""

import os
from pathlib import Path


def agreed(text: str, file: Path) -> str:
    """The agreed text of ``file``, which is ``text`` where it is renewed."""
    if os.environ.get("UPDATE_GOLDEN"):  # noqa: TID251 - a person's wish, not a setting
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return file.read_text("utf-8")
