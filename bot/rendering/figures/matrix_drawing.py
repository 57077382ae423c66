"""How the evidence map is drawn."""

from bot.domain.claims import Agreement
from bot.domain.studies import Direction
from bot.rendering.figures.drawing import (
    COLOURS,
    CONTRADICTED,
    INK,
    LINE,
    MIXED,
    NONE,
    PALE,
    PAPER,
    Sheet,
    cut,
    tint,
    width,
    wrapped,
)
from bot.rendering.figures.matrix_table import MatrixEntry, MatrixTable, RegionRow
from bot.rendering.figures.naming import TALLIES, Family
from bot.rendering.labels import agreement
from bot.rendering.phrases import counted

MOST_ROWS = 40
"""Regions that are drawn; the table twin has them all."""
_LINE, _GAP = 20.0, 4.0
_NAMES = (120.0, 320.0)
"""The least and the most room for the names of regions."""
_HEAD, _NARROWEST = 11, 78.0
"""Size of the columns' names, and width of the narrowest column."""


def _paint(entry: MatrixEntry) -> str:
    """The colour of what most cohorts found, the stronger the more cohorts agree."""
    if entry.agreement is Agreement.CONTRADICTED:
        return CONTRADICTED
    if entry.agreement is Agreement.MIXED:
        return tint(MIXED, 0.45)
    if COLOURS[entry.direction] == NONE:
        return tint(NONE, 0.22)
    return tint(COLOURS[entry.direction], min(0.62, 0.1 + 0.14 * entry.total))


def _room(lines: tuple[RegionRow, ...], key: Family) -> float:
    """How wide the column of a family must be: for its tallies, and the words of its name."""
    tallies = (
        width(entry.letter.letter, 10, bold=True) + width(entry.tally, bold=True) + 28
        for line in lines
        for entry in dict(line.cells).get(key, ())
    )
    words = (width(word, _HEAD, bold=True) + 8 for word in key.name.split())
    return max([_NARROWEST, *tallies, *words])


def draw(matrix: MatrixTable) -> str:
    """The picture."""
    lines, families = matrix.lines[:MOST_ROWS], matrix.families
    rooms = [_room(lines, key) for key in families]
    longest = max(width(line.region) for line in lines)
    left = min(max(_NAMES[0], longest), _NAMES[1]) + 26
    right = left + sum(rooms)
    sheet = Sheet(max(right + 16, 700), title=matrix.title, alt=matrix.alt)
    hatch = sheet.hatching()
    sheet.text(16, 28, matrix.title, size=16, weight="600")
    y = _heads(sheet, left, list(zip(families, rooms, strict=True)))
    for line in lines:
        cells = dict(line.cells)
        high = max(len(cell) for cell in cells.values()) * (_LINE + 2) + _GAP
        sheet.shape("line", x1=16, x2=right, y1=y, y2=y, stroke=LINE)
        sheet.text(16, y + high / 2 + 4, cut(line.region, _NAMES[1]))
        x = left
        for key, room in zip(families, rooms, strict=True):
            sheet.shape("line", x1=x, x2=x, y1=y, y2=y + high, stroke=tint(LINE, 0.6))
            top = y + (high - len(cells.get(key, ())) * (_LINE + 2) + 2) / 2
            for entry in cells.get(key, ()):
                _draw_entry(sheet, entry, (x + 3, top, room - 6), hatch, line.region, key.name)
                top += _LINE + 2
            x += room
        y += high
    sheet.shape("line", x1=16, x2=right, y1=y, y2=y, stroke=LINE)
    left_out = len(matrix.lines) - len(lines)
    if left_out:
        y += 20
        sheet.text(16, y, f"{counted(left_out, 'region')} with fewer cohorts not drawn:"
                   " see the table below the figure.", fill=PALE)  # fmt: skip
    return sheet.done(_key(sheet, matrix, hatch, y + 26))


def _heads(sheet: Sheet, left: float, columns: list[tuple[Family, float]]) -> float:
    """The names of the columns; returns where the rows begin."""
    heads = [wrapped(key.name, room - 6, _HEAD, bold=True) for key, room in columns]
    top = 48 + 13 * max(len(head) for head in heads)
    x = left
    for lines_of_head, (_, room) in zip(heads, columns, strict=True):
        for at, part in enumerate(reversed(lines_of_head)):
            where = top - 8 - 13 * at
            sheet.text(x + room / 2, where, part, size=_HEAD, anchor="middle", weight="600")
        x += room
    return top


def _draw_entry(
    sheet: Sheet,
    entry: MatrixEntry,
    box: tuple[float, float, float],
    hatch: str,
    where: str,
    what: str,
) -> None:
    x, y, wide = box
    put: dict[str, float | str] = {"x": x, "y": y, "width": wide, "height": _LINE, "rx": 3.0}
    strong = entry.agreement is Agreement.CONSISTENT
    edge = {"stroke": INK, "stroke_width": 1.2} if strong else {"stroke": "none"}
    label = f"{where}, {what}, {entry.letter.words}: {entry.spelled}; {agreement(entry.agreement)}"
    sheet.shape("rect", label, fill=_paint(entry), **edge, **put)
    if entry.hatched:
        sheet.shape("rect", label, fill=hatch, **put)
    sheet.text(
        x + 7, y + 14, entry.letter.letter, size=10, fill=PALE if not strong else INK, weight="600"
    )
    shown = sheet.text(x + wide - 7, y + 14.5, entry.tally, anchor="end", weight="600")
    if entry.hatched:
        shown.attrib.update({"paint-order": "stroke", "stroke": PAPER, "stroke-width": "3"})


def _key(sheet: Sheet, matrix: MatrixTable, hatch: str, y: float) -> float:
    """The key, in as many lines as it needs; returns the height of the sheet."""
    swatches = [
        (tint(COLOURS[Direction.INCREASE], 0.5), "none", matrix.words.higher),
        (tint(COLOURS[Direction.DECREASE], 0.5), "none", matrix.words.lower),
        (PAPER, INK, "framed: cohorts agree"),
        (tint(MIXED, 0.45), "none", "mixed: effect / no effect, or not comparable"),
        (CONTRADICTED, "none", "conflicting evidence"),
        (tint(NONE, 0.22), "none", "no clear difference, or direction not reported"),
        (hatch, LINE, matrix.words.hatched),
    ]
    x = 16.0
    for paint, edge, words in swatches:
        if x + width(words, 11) + 30 > sheet.width - 10:
            x, y = 16.0, y + 20
        sheet.shape("rect", x=x, y=y - 10, width=16.0, height=12.0, rx=2.0, fill=paint, stroke=edge)
        sheet.text(x + 22, y, words, size=11)
        x += 22 + width(words, 11) + 14
    y += 20
    key = [f"Cohorts: {TALLIES}"]
    key += [f"{letter.letter}: {letter.words}" for letter in matrix.letters]
    for line in wrapped(" · ".join(key), sheet.width - 32, 11):
        sheet.text(16, y, line, size=11, fill=PALE)
        y += 17
    return y + 2
