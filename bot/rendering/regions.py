"""Marked regions: the parts of a document that the bot fills, between people's prose.

<!-- living-review:begin NAME -->
the bot's
<!-- living-review:seal HASH -->
<!-- living-review:end NAME -->

The seal tells what the bot wrote, so that what a person wrote there is noticed and not lost.
"""

import re
from collections.abc import Mapping

from bot.domain.fingerprint import fingerprint
from bot.errors import PersonNeeded

_MARK = re.compile(r"<!-- living-review:(begin|end) ([a-z][a-z0-9-]*) -->")
_SEAL = re.compile(r"<!-- living-review:seal ([0-9a-f]{12}) -->")


def filled(text: str, contents: Mapping[str, str], *, file: str = "REVIEW.md") -> str:
    """``text`` with each marked region's content replaced; all else byte for byte as it was.

    A region that a person removed stays removed; one that ``contents`` does not name is left.

    Raises:
        PersonNeeded: the marks do not pair up, so that filling might eat prose.
    """
    parts: list[str] = []
    done = 0
    for name, start, end in spans(text, file):
        if name in contents:
            newline = "\r\n" if text[start : start + 2] == "\r\n" else "\n"
            body = contents[name].strip("\n").replace("\n", newline)
            parts += [text[done:start], newline]
            parts += [body, newline, seal(body), newline] if body else []
            done = end
    return "".join(parts) + text[done:]


def emptied(text: str) -> str:
    """``text`` with nothing between the marks; as it is when the marks do not pair up."""
    try:
        regions = spans(text, "")
    except PersonNeeded:
        return text
    return filled(text, {name: "" for name, _, _ in regions})


def without_repeated(text: str) -> str:
    """``text`` with the first marks of each region alone, as when two versions become one."""
    seen: set[str] = set()
    lines = []
    for line in text.splitlines(keepends=True):
        mark = _MARK.fullmatch(line.strip())
        if not mark or mark[0] not in seen:
            lines.append(line)
        if mark:
            seen.add(mark[0])
    return "".join(lines)


def edited(text: str, *, file: str = "REVIEW.md") -> dict[str, str]:
    """What stands in each region whose text is no longer what the bot wrote there.

    Raises:
        PersonNeeded: the marks do not pair up.
    """
    edits = {}
    for name, start, end in spans(text, file):
        mark = _SEAL.search(text, start, end)
        body = (text[start : mark.start()] + text[mark.end() : end]).strip() if mark else ""
        if mark and mark[0] != seal(body):
            edits[name] = body
    return edits


def names(text: str, *, file: str = "REVIEW.md") -> tuple[str, ...]:
    """The names of the marked regions in order."""
    return tuple(name for name, _, _ in spans(text, file))


def region_marks(name: str) -> tuple[str, str]:
    """The marks at the beginning and the end of a region."""
    return f"<!-- living-review:begin {name} -->", f"<!-- living-review:end {name} -->"


def spans(text: str, file: str) -> list[tuple[str, int, int]]:
    """Name, start and end of each region's content.

    The start lies right behind the opening mark, so the line end there is part of the content.

    Raises:
        PersonNeeded: the marks do not pair up.
    """
    found: list[tuple[str, int, int]] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        kind, name = mark.groups()
        if kind == "begin":
            if opened:
                raise _unpaired(text, opened, file)
            if any(name == other for other, _, _ in found):
                raise _unpaired(text, mark, file)
            opened = mark
        else:
            if not opened or opened[2] != name:
                raise _unpaired(text, mark, file)
            found.append((name, opened.end(), mark.start()))
            opened = None
    if opened:
        raise _unpaired(text, opened, file)
    return found


def seal(body: str) -> str:
    """The mark by which these words are known again, whatever their line ends."""
    plain = "\n".join(line.rstrip() for line in body.strip().splitlines())
    return f"<!-- living-review:seal {fingerprint(plain, 12)} -->"


def _unpaired(text: str, mark: re.Match[str], file: str) -> PersonNeeded:
    line = text.count("\n", 0, mark.start()) + 1
    return PersonNeeded(
        f"{file}, line {line}: the mark '{mark[0]}' has no partner",
        hint="Each region needs one begin mark and one end mark with the same name, in order."
        " Nothing in the file was changed.",
    )
