"""Which columns of a table hold coordinates, and which the statistic, by what stands above them.

Publishers print ``x``, ``MNI x (mm)``, ``MNI coordinates (x, y, z)`` over one column or over three,
and ``Z`` for a statistic beside a ``z`` in millimetres.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Rows = Sequence[Sequence[str]]

_LETTERS = re.compile(r"[a-z]+")
_FILLING = frozenset(
    ("mni", "talairach", "tal", "tlrc", "mm", "coordinate", "coordinates", "coord", "coords",
     "peak", "peaks", "axis", "local", "maximum", "maxima", "in", "the", "space", "of", "at",
     "stereotactic", "stereotaxic", "montreal", "neurological", "institute", "location", "voxel")
)  # fmt: skip
_COORDINATES = frozenset(("coordinate", "coordinates", "coord", "coords", "mni", "talairach"))
_ALL = ["x", "y", "z"]
_STATISTIC = re.compile(
    r"(?:peak |max(?:imum|imal)? |local maxim(?:um|a) )?(?P<letter>[tzf])"
    r"(?:[ -]?(?:max|\(?peak\)?|values?|scores?|stat(?:istic)?s?|\(?df ?= ?\d+\)?"
    r"|\(\d+(?:, ?\d+)?\)))*",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(?:side|hemi(?:sphere)?|lateral\w*|l/r|l / r|laterality)", re.IGNORECASE)
_CONTRAST = re.compile(
    r"(?:group )?(?:contrasts?|comparisons?|differences?)|effects?", re.IGNORECASE
)
_SIGNS = str.maketrans(
    {**dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-"), "\u00a0": " "}
)
_AMOUNT = r"[+-]?\s?\d{1,3}(?:\.\d{1,3})?"
_ONE = re.compile(rf"(?P<n>{_AMOUNT})\s?[*†‡§]*")
_THREE = re.compile(
    r"[(\[]?\s*"
    + r"(?:\s*[,;/|]\s*|\s+)".join(rf"(?:{axis}\s?[=:]\s?)?(?P<{axis}>{_AMOUNT})" for axis in _ALL)
    + r"\s*[)\]]?[*†‡§]*",
    re.IGNORECASE,
)
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class CoordinateColumns:
    """Where a table prints x, y and z."""

    indices: tuple[int, ...]
    """Three columns, or one that holds all three."""
    above: str
    """The words over the names of the axes, or else those names."""
    heading: str
    """All words over them."""
    names: tuple[str, ...]
    """The row of the head that names the columns."""
    over: tuple[tuple[str, ...], ...] = ()
    """The rows of the head above that one."""

    def point(self, row: Sequence[str]) -> Point | None:
        """The point in a row, None where it is not three plain numbers."""
        cells = [row[at].translate(_SIGNS).strip() for at in self.indices]
        if len(cells) == 1:
            hit = _THREE.fullmatch(cells[0])
            values = [hit[axis] for axis in _ALL] if hit else []
        else:
            hits = [_ONE.fullmatch(cell) for cell in cells]
            values = [hit["n"] for hit in hits if hit]
        if len(values) != len(_ALL):
            return None
        x, y, z = (float(re.sub(r"\s", "", value)) for value in values)
        return x, y, z

    def printed(self, row: Sequence[str]) -> str:
        """What a row prints there."""
        return ", ".join(row[at] for at in self.indices)


def head_and_body(header: Rows, rows: Rows) -> tuple[Rows, Rows]:
    """Part a table that marks no head: its head ends where coordinates are named first."""
    if header:
        return header, rows
    for end in range(1, min(4, len(rows))):
        if any(_columns_in(rows[end - 1], rows[end:], ())):
            return rows[:end], rows[end:]
    return (), rows


def coordinate_columns(header: Rows, rows: Rows) -> list[CoordinateColumns]:
    """Each set of coordinates that a table has; more than one where it has columns side by side.

    A head that is marked up badly names its axes over other columns: there the row above counts.
    """
    named = (
        list(_columns_in(header[at], rows, header[:at])) for at in reversed(range(len(header)))
    )
    candidates = [sets for sets in named if sets]
    filled = (sets for sets in candidates if any(each.point(row) for each in sets for row in rows))
    return next(filled, next(iter(candidates), []))


def statistic(taken: CoordinateColumns) -> tuple[int, str] | None:
    """The column of the statistic that belongs to the coordinates, and its letter as printed.

    Of several it is the nearest among those under the same heading.
    """
    candidates = [
        (_heads(taken, at) != _heads(taken, taken.indices[0]), abs(at - taken.indices[-1]), at, hit)
        for at in range(len(taken.names))
        if not (at in taken.indices or _is_axis(taken.names, at))
        and (hit := _STATISTIC.fullmatch(_named(taken, at)))
    ]
    if not candidates:
        return None
    _, _, at, hit = min(candidates, key=lambda candidate: candidate[:3])
    return at, hit["letter"]


def column(taken: CoordinateColumns, *, side: bool) -> int | None:
    """The column that names the side, or else the contrast."""
    pattern = _SIDE if side else _CONTRAST
    width = len(taken.names)
    return next((at for at in range(width) if pattern.fullmatch(_named(taken, at))), None)


def repeats(row: Sequence[str], taken: CoordinateColumns) -> bool:
    """Whether a row says the names of the axes once more."""
    heading = " ".join(row[at] for at in taken.indices)
    return sorted(set(_bare(heading)) & set(_ALL)) == _ALL and not re.search(r"\d", heading)


def amount(cell: str) -> str:
    """A number as a cell prints it, with a plain sign; empty where it is none."""
    text = cell.translate(_SIGNS).strip().rstrip("*†‡§")
    return text.replace(" ", "") if re.fullmatch(r"[+-]?\s?\d{1,4}(?:\.\d+)?", text) else ""


def _columns_in(names: Sequence[str], rows: Rows, above: Rows) -> Iterator[CoordinateColumns]:
    bare = [_bare(name) for name in names]
    at = 0
    while at < len(names):
        if bare[at : at + 3] == [["x"], ["y"], ["z"]]:
            yield _columns_at((at, at + 1, at + 2), names, above)
            at += 3
        elif bare[at] == _ALL or (bare[at] == [] and _names_coordinates(names[at])):
            alike = at + 1
            while alike < len(names) and names[alike] == names[at]:
                alike += 1
            columns = tuple(range(at, alike))
            taken = _columns_at(columns, names, above)
            if len(columns) in (1, len(_ALL)) and any(taken.point(row) for row in rows):
                yield taken
            at = alike
        else:
            at += 1


def _columns_at(columns: tuple[int, ...], names: Sequence[str], above: Rows) -> CoordinateColumns:
    over = " ".join(dict.fromkeys(row[columns[0]] for row in above if row[columns[0]]))
    own = " ".join(dict.fromkeys(names[at] for at in columns))
    return CoordinateColumns(
        indices=columns, above=over or own, heading=f"{over} {own}".strip(), names=tuple(names),
        over=tuple(map(tuple, above)),
    )  # fmt: skip


def _bare(name: str) -> list[str]:
    """The words of a heading without those that say what kind of number it is."""
    words = _LETTERS.findall(name.lower())
    in_voxels = {"voxel", "voxels"} & set(words) and not {"mni", "talairach", "mm"} & set(words)
    return words if in_voxels else [word for word in words if word not in _FILLING]


def _names_coordinates(name: str) -> bool:
    return bool(_COORDINATES & set(_LETTERS.findall(name.lower())))


def _named(taken: CoordinateColumns, at: int) -> str:
    """The name of a column, which may stand above an empty cell."""
    rows = (taken.names, *reversed(taken.over))
    return next((name for row in rows if (name := " ".join(row[at].split()))), "")


def _is_axis(names: Sequence[str], at: int) -> bool:
    """Whether a ``z`` is the third axis of another set of coordinates."""
    return at > 1 and [_bare(name) for name in names[at - 2 : at + 1]] == [["x"], ["y"], ["z"]]


def _heads(taken: CoordinateColumns, at: int) -> tuple[str, ...]:
    """What stands over the name of a column."""
    return tuple(row[at] for row in taken.over if row[at] != taken.names[at])
