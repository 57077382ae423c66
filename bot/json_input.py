"""JSON from outside: parsed into what can be stored and printed, or refused in one way."""

import json
import re
from typing import Any

_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
"""How one half of a surrogate pair is escaped; whole pairs are escaped so, too."""


def loads(text: str | bytes) -> Any:  # noqa: ANN401 - whatever it is
    """The value of a JSON text, without halves of surrogate pairs, which no file can hold.

    Raises:
        ValueError: it is no JSON, or nested deeper than anything that is meant to be read.
    """
    try:
        written = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        # strict=False: some error answers hold a raw line feed inside a string.
        value = json.loads(written, strict=False)
        if _HALF_PAIR.search(written):
            whole = json.dumps(value, ensure_ascii=False).encode("utf-8", errors="ignore")
            value = json.loads(whole)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value
