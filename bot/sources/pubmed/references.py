"""Reference lists cut out of PubMed's XML before it is parsed: half of its bytes, never read."""

from collections.abc import Iterable, Iterator

_OPEN, _CLOSE = b"<ReferenceList>", b"</ReferenceList>"
_AROUND = b"</PubmedData>"
"""What ends the element that holds a list: no list reaches beyond it."""
_LONGEST = 32_000_000
"""Bytes after which a list without an end is taken for something else."""


def without_references(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The document that comes in ``pieces``, without its reference lists."""
    rest = b""
    for piece in pieces:
        kept, rest = _cut(rest + piece)
        yield kept
    yield rest


def _cut(text: bytes) -> tuple[bytes, bytes]:
    """``text`` without the lists that are whole, and what must wait for more of the document."""
    kept: list[bytes] = []
    at = 0
    while (start := text.find(_OPEN, at)) >= 0:
        end = _end(text, start)
        if end is None and len(text) - start < _LONGEST:
            kept.append(text[at:start])
            return b"".join(kept), text[start:]
        kept.append(text[at:start])
        # A list that seems to have no end is none; the parser says what is wrong with it.
        kept.append(b"" if end else _OPEN)
        at = end or start + len(_OPEN)
    # The name of a list may be cut by the end of a piece.
    last = text.find(b"<", max(at, len(text) - len(_OPEN) + 1))
    last = last if last >= 0 else len(text)
    kept.append(text[at:last])
    return b"".join(kept), text[last:]


def _end(text: bytes, start: int) -> int | None:
    """Where the list that begins at ``start`` ends; 0 for none, None where that is not told yet."""
    at, depth = start + len(_OPEN), 1
    while depth:
        close = text.find(_CLOSE, at)
        if close < 0:
            return None if text.find(_AROUND, start) < 0 else 0
        inner = text.find(_OPEN, at, close)
        depth += 1 if inner >= 0 else -1
        at = inner + len(_OPEN) if inner >= 0 else close + len(_CLOSE)
    return at if text.find(_AROUND, start, at) < 0 else 0
