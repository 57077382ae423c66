"""Peak coordinates are read from tables of results, or not at all.

A table counts when it says that it reports what was found, in which space, and for which contrast.
Seeds, regions chosen before, other people's peaks and numbers outside the brain are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.full_texts import FullText, Role, Table
from bot.domain.studies import Focus, Rejected
from bot.extraction.coordinate_columns import (
    CoordinateColumns,
    Point,
    Rows,
    amount,
    column,
    coordinate_columns,
    head_and_body,
    repeats,
    statistic,
)
from bot.extraction.vocabulary_check import BOX

_FOUND = re.compile(
    r"\b(?:signific\w+|differ\w*|alter\w*|abnormal\w*|chang\w+|increas\w+|decreas\w+|reduc\w+"
    r"|greater|higher|lower|correlat\w+|associat\w+|activat\w+|deactivat\w+|compar\w+|between"
    r"|versus|vs|effects?|interaction|peaks?|clusters?|results?|show(?:ing|ed|s)|atroph\w+|loss)\b"
    r"|[<>]",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"\b(?:seeds?|regions? of interest|[a-z]?ROIs?|nodes?|spheres?|VOIs?)\b", re.IGNORECASE
)
_NO_RESULT = re.compile(
    r"\b(?:defin\w+|used (?:as|for|in)|selected|chosen|literature|previous(?:ly)?|prior"
    r"|meta-?analy\w+|published|included studies|electrodes?|optodes?|channels?|montage"
    r"|stimulation (?:site|target)s?|parcel\w*|templates?|atlas (?:regions|nodes))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"(?:study|studies|authors?|references?|publications?)", re.IGNORECASE)
_COMPARES = re.compile(
    r"[<>]|\b(?:vs|versus|compar\w+|contrast|correlat\w+|increas\w+|decreas\w+|reduc\w+|greater"
    r"|higher|lower|interaction|main effect|before|after|pre|post|baseline|differ\w+)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    _COMPARES.pattern + r"|\b(?:de)?activat\w+\b|\b(?:positive|negative)\b", re.IGNORECASE
)
"""Words by which a heading within a table says how the rows under it differ from the others."""
_DIRECTION = re.compile(r"(?:positive|negative|increas\w*|decreas\w*|\+|-)", re.IGNORECASE)
"""What a column of contrasts may print where the caption says of what."""
_HEMISPHERE = re.compile(r"\b(?:left|right|[LR]H)\b", re.IGNORECASE)
_WHOLE = re.compile(r"[<>]|\b(?:vs|versus|compared|than)\b", re.IGNORECASE)
_MNI = re.compile(r"\bMNI(?:-?152)?\b|\bMontreal Neurological")
_TAL = re.compile(r"\bTalairach\b|\bTAL\b|\bTLRC\b", re.IGNORECASE)
_PLACED = re.compile(r"coordinat|normali[sz]|template|stereota|\bspace\b", re.IGNORECASE)
_LEFT = re.compile(r"(?:l|left|lt|lh)\.?", re.IGNORECASE)
_RIGHT = re.compile(r"(?:r|right|rt|rh)\.?", re.IGNORECASE)
_NEAR_MIDDLE = 4.0
"""Millimetres by which a peak may lie beyond the middle and still be named after its side."""
_MANY = 6
"""Peaks among which one at least lies left, behind or below the origin, unless they are voxels."""
_LONGEST = 200
_WRITTEN = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"(?<!\bvs\.)(?<=[.;])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Peaks:
    """The peaks that a full text prints, and what looked like some and is not counted."""

    foci: tuple[Focus, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with a point, and the heading it stands under."""

    cells: Sequence[str]
    heading: str


def peaks(text: FullText, by: str) -> Peaks:
    """Read the tables of a full text; ``by`` is who reads, for the list of what is left out."""
    foci: dict[tuple[object, ...], Focus] = {}
    rejected = []
    for number, table in enumerate(text.tables, start=1):
        name = table.label or f"Table {number}"
        printed, faults = _read(table, name, text)
        for peak in printed:
            foci.setdefault((peak.x, peak.y, peak.z, peak.contrast), peak)
        rejected += [Rejected(finding=what, by=by, why=why) for what, why in faults]
    return Peaks(tuple(foci.values()), tuple(rejected))


def _read(table: Table, name: str, text: FullText) -> tuple[list[Focus], list[tuple[str, str]]]:
    header, rows = head_and_body(table.header, table.rows)
    sets = coordinate_columns(header, rows) if header else []
    if not sets:
        return [], []
    whole = f"coordinates of {name}"
    if why := _unfit(table, header, sets):
        return [], [(whole, why)]
    sets = _one_space(sets)
    spaces = [_space(table, columns, text) for columns in sets]
    if not all(spaces):
        return [], [(whole, "it is not certain in which space they are, MNI or Talairach")]
    foci, faults = [], []
    for columns, space in zip(sets, spaces, strict=True):
        over = columns.above if len(sets) > 1 else ""
        for row in _rows(header, rows, columns):
            peak = _focus(row, columns, table, (space, name, over))
            if isinstance(peak, Focus):
                foci.append(peak)
            else:
                faults.append((f"coordinates {columns.printed(row.cells)} of {name}", peak))
    if why := _doubtful(foci, faults):
        return [], [(whole, why)]
    return foci, faults


def _unfit(table: Table, header: Rows, sets: Sequence[CoordinateColumns]) -> str:
    """Why a table with coordinates reports no peaks of this study, or nothing."""
    scores = [score[0] for columns in sets if (score := statistic(columns))]
    scored = len(scores) == len(sets)
    heading = f"{table.caption} {' '.join(cell for row in header for cell in row)}"
    others = any(_OTHERS.fullmatch(" ".join(cell.split())) for row in header for cell in row)
    reports = bool(_FOUND.search(table.caption)) or any(
        _COMPARES.search(cell) for row in table.rows for cell in dict.fromkeys(row)
    )
    compared = all(_COMPARES.search(columns.above) for columns in sets)
    # Columns side by side, each with a statistic of its own, are of as many maps.
    parted = len({columns.above for columns in sets}) == len(set(scores)) == len(sets)
    apart = len(_one_space(sets)) == 1 or compared or parted
    faults = (
        (table.role is Role.METHODS, "the table stands in the methods"),
        (others, "the table lists other studies"),
        (_NO_RESULT.search(table.caption), "the table lists what was chosen or known before"),
        (_CHOSEN.search(heading) and not (scored and reports), "it lists regions that were chosen"),
        (not (scored or reports), "the table does not say that it reports what was found"),
        (not apart, "it has several sets of coordinates and does not say how they differ"),
    )
    return next((why for fault, why in faults if fault), "")


def _one_space(sets: Sequence[CoordinateColumns]) -> list[CoordinateColumns]:
    """Of the same peaks in both spaces, those in MNI."""
    mni = [
        columns
        for columns in sets
        if _MNI.search(columns.heading) and not _TAL.search(columns.heading)
    ]
    tal = [
        columns
        for columns in sets
        if _TAL.search(columns.heading) and not _MNI.search(columns.heading)
    ]
    return mni if mni and len(mni) == len(tal) and len(sets) == len(mni) * 2 else list(sets)


def _space(table: Table, columns: CoordinateColumns, text: FullText) -> str:
    """The space that is named nearest to the numbers; empty where none is, or both are."""
    methods = (
        sentence
        for passage in text.passages
        if passage.role is Role.METHODS
        for sentence in _ENDS.split(passage.text)
        if _PLACED.search(sentence)
    )
    for words in (columns.heading, table.caption, table.notes, " ".join(methods)):
        mni, tal = _MNI.search(words), _TAL.search(words)
        if mni or tal:
            return "" if mni and tal else "MNI" if mni else "TAL"
    return ""


def _rows(header: Rows, rows: Rows, columns: CoordinateColumns) -> Iterator[_Row]:
    """Each row that has something where coordinates stand, with the last heading that compares."""
    heading = next(filter(None, map(_heading, header)), "")
    for row in rows:
        if not any(cell.strip() for cell in row) or repeats(row, columns):
            continue
        if not columns.point(row) and len({cell for cell in row if cell.strip()}) == 1:
            heading = _heading(row) or heading
        elif any(_WRITTEN.search(row[at]) for at in columns.indices):
            yield _Row(row, heading)


def _heading(row: Sequence[str]) -> str:
    """What a row says that has one text alone, in a merged cell, where it parts the table."""
    cells = {cell for cell in row if cell.strip()}
    return next((cell for cell in cells if len(cells) == 1 and _PARTS.search(cell)), "")


def _focus(
    row: _Row, columns: CoordinateColumns, table: Table, source: tuple[str, str, str]
) -> Focus | str:
    """The peak of one row, or why there is none."""
    space, name, over = source
    point = columns.point(row.cells)
    if point is None:
        return "they are not three plain numbers"
    if not all(low <= value <= high for value, (low, high) in zip(point, BOX, strict=True)):
        return "they lie outside the brain"
    if _wrong_side(point, row.cells, columns):
        return "their sign is not that of the side printed beside them"
    contrast = _contrast(row, over, table, columns)
    if not contrast:
        return "the table does not say what was compared"
    found = statistic(columns)
    value = amount(row.cells[found[0]]) if found else ""
    return Focus(
        x=point[0], y=point[1], z=point[2], space=space, contrast=contrast, source=name,
        statistic=f"{found[1]} = {value}" if found and value else "",
    )  # fmt: skip


def _wrong_side(point: Point, cells: Sequence[str], columns: CoordinateColumns) -> bool:
    at = column(columns, side=True)
    if at is not None:
        words = [cells[at]]
    elif hemisphere := _HEMISPHERE.search(columns.above):
        words = [hemisphere[0]]
    else:
        words = [cell.split(" ")[0] for cell in cells[:2]]
    left = any(_LEFT.fullmatch(word.strip(" ,()")) for word in words)
    right = any(_RIGHT.fullmatch(word.strip(" ,()")) for word in words)
    return (left and point[0] > _NEAR_MIDDLE) or (right and point[0] < -_NEAR_MIDDLE)


def _contrast(row: _Row, over: str, table: Table, columns: CoordinateColumns) -> str:
    """What was compared, by the nearest words that say so: column, heading, caption."""
    at = column(columns, side=False)
    printed = row.cells[at] if at is not None and _LETTER.search(row.cells[at]) else ""
    if printed and not _DIRECTION.fullmatch(printed.strip()):
        return _short(printed)
    sentences = _ENDS.split(table.caption)
    caption = next((sentence for sentence in sentences if _COMPARES.search(sentence)), sentences[0])
    caption = caption.strip().rstrip(".")
    near = printed or row.heading
    if not near and over and not _HEMISPHERE.search(over):
        near = over
    if near and _WHOLE.search(near):
        return _short(near)
    # The nearer words are kept whole: of several maps of one table only they say which.
    near = _short(near)
    return (
        f"{_short(caption, _LONGEST - len(near))}, {near}"
        if near and caption
        else (near or _short(caption))
    )


def _short(text: str, longest: int = _LONGEST) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: max(longest, 0)].rpartition(" ")[0] + " …"


def _doubtful(foci: Sequence[Focus], faults: Sequence[object]) -> str:
    """Why none of a table's numbers is believed, or nothing."""
    if len(faults) * 2 > len(foci):
        return "too many of them cannot be coordinates of the brain"
    if len(foci) >= _MANY and all(min(peak.x, peak.y, peak.z) >= 0 for peak in foci):
        return "none is negative: they may be numbers of voxels"
    return ""
