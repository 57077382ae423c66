"""The matrix: what was found in each region by each family of measures, in independent cohorts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.claims import Agreement, Claim, Species
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
from bot.rendering.figures.figure import TableRow
from bot.rendering.figures.naming import Family, Letter, family, letter, spelled, tally
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted, sentence_case
from bot.topics.topic import FigureWords

MOST_ROWS = 40
"""Regions that are drawn; the table twin has them all."""
_LEFT, _LINE, _GAP = 230.0, 20.0, 4.0
_EMPTY_ROOM = 74.0
_FAMILIES_AT_LEAST = 4
_PLAIN = FigureWords(
    title="What was found where", higher="higher", lower="lower", hatched="indirect"
)
"""The words of a figure of no topic."""


@dataclass(frozen=True, kw_only=True)
class MatrixEntry:
    """One claim in one cell; claims of several comparisons stand below each other, never pooled."""

    letter: Letter
    tally: str
    spelled: str
    direction: Direction
    agreement: Agreement
    total: int
    certainty: str
    hatched: bool


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """One region, and its entries by family."""

    region: str
    cells: tuple[tuple[Family, tuple[MatrixEntry, ...]], ...]

    @property
    def cohorts(self) -> int:
        """How much was studied here: the sum over all entries, for the order alone."""
        return sum(entry.total for _, entries in self.cells for entry in entries)


@dataclass(frozen=True, kw_only=True)
class MatrixFigure:
    """Regions by families of measures."""

    lines: tuple[RegionRow, ...]
    words: FigureWords
    name = "matrix"

    @property
    def title(self) -> str:
        """What it shows."""
        return self.words.title

    @property
    def caption(self) -> str:
        """How to read it."""
        return self.words.caption

    @property
    def header(self) -> TableRow:
        """The columns of its table twin."""
        return ("Region", "Measures", "Compared", "Cohorts by direction", "Agreement",
                "Certainty", sentence_case(self.words.hatched))  # fmt: skip

    @property
    def families(self) -> tuple[Family, ...]:
        """The columns: families that some claim is of."""
        used = {key for line in self.lines for key, _ in line.cells}
        return tuple(sorted(used))

    @property
    def letters(self) -> tuple[Letter, ...]:
        """The comparisons that occur, by their letters, in the order of the key."""
        used = {entry.letter for line in self.lines for _, cell in line.cells for entry in cell}
        return tuple(sorted(used))

    @property
    def alt(self) -> str:
        """The size of the matrix and its best supported cells."""
        if not self.lines:
            return "An empty matrix: no finding compares groups yet."
        agreeing = [
            f"{line.region}, {key.name}, {entry.letter.words}: {entry.spelled}"
            for line in self.lines
            for key, cell in line.cells
            for entry in cell
            if entry.agreement is Agreement.CONSISTENT
        ]
        best = (
            f" Cohorts agree on: {'; '.join(agreeing[:5])}."
            if agreeing
            else " No two cohorts agree."
        )
        return (
            f"A matrix of {counted(len(self.lines), 'region')} by"
            f" {counted(len(self.families), 'family of measures', 'families of measures')}.{best}"
        )

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Every entry, by region and family."""
        return tuple(
            (
                line.region, key.name, entry.letter.words, entry.spelled,
                entry.agreement.value, entry.certainty, "yes" if entry.hatched else "no",
            )
            for line in self.lines
            for key, cell in line.cells
            for entry in cell
        )  # fmt: skip

    def svg(self) -> str:
        """The picture."""
        return _draw(self) if self.lines else _empty(self)


def matrix(
    claims: Iterable[Claim], names: TermLabels, indirect: Collection[str] = ()
) -> MatrixFigure:
    """The matrix of the claims that compare groups; ``indirect`` holds ids of indirect studies."""
    gathered: dict[str, dict[Family, list[MatrixEntry]]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        short = letter(claim, names)
        if short and claim.region_b in ("", claim.region):
            region = gathered.setdefault(names.region(claim.region), {})
            region.setdefault(family(claim, names), []).append(
                _entry(claim, short, names, indirect)
            )
    lines = [
        RegionRow(
            region=region,
            cells=tuple(
                (key, tuple(sorted(cells[key], key=lambda entry: entry.letter)))
                for key in sorted(cells)
            ),
        )
        for region, cells in gathered.items()
    ]
    ordered = tuple(sorted(lines, key=lambda line: (-line.cohorts, line.region)))
    return MatrixFigure(lines=ordered, words=names.topic.figures.get("matrix", _PLAIN))


def _entry(
    claim: Claim, short: Letter, names: TermLabels, indirect: Collection[str]
) -> MatrixEntry:
    return MatrixEntry(
        letter=short,
        tally=tally(claim),
        spelled=spelled(claim),
        direction=claim.direction,
        agreement=claim.agreement,
        total=claim.total,
        certainty=claim.certainty.value,
        hatched=claim.species is Species.ANIMAL
        or names.topic.comparison(claim.comparison).beside_exposure
        or all(study in indirect for study in claim.studies),
    )


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
    """How wide the column of a family must be."""
    labels = [
        f"{entry.letter.letter}  {entry.tally}"
        for line in lines
        for entry in dict(line.cells).get(key, ())
    ]
    return max([86.0, *(width(text) + 20 for text in labels)])


def _draw(matrix: MatrixFigure) -> str:
    lines, families = matrix.lines[:MOST_ROWS], matrix.families
    rooms = [_room(lines, key) for key in families]
    right = _LEFT + sum(rooms)
    sheet = Sheet(max(right + 16, 700), title=matrix.title, alt=matrix.alt)
    hatch = sheet.hatching()
    sheet.text(16, 28, matrix.title, size=16, weight="600")
    y = _heads(sheet, list(zip(families, rooms, strict=True)))
    for line in lines:
        cells = dict(line.cells)
        high = max(len(cell) for cell in cells.values()) * (_LINE + 2) + _GAP
        sheet.shape("line", x1=16, x2=right, y1=y, y2=y, stroke=LINE)
        sheet.text(16, y + high / 2 + 4, cut(line.region, _LEFT - 26))
        x = _LEFT
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


def _heads(sheet: Sheet, columns: list[tuple[Family, float]]) -> float:
    """The names of the columns; returns where the rows begin."""
    heads = [wrapped(key.name, room - 6, 11) for key, room in columns]
    top = 48 + 13 * max(len(head) for head in heads)
    x = _LEFT
    for lines_of_head, (_, room) in zip(heads, columns, strict=True):
        for at, part in enumerate(reversed(lines_of_head)):
            where = top - 8 - 13 * at
            sheet.text(x + room / 2, where, part, size=11, anchor="middle", weight="600")
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
    label = f"{where}, {what}, {entry.letter.words}: {entry.spelled}; {entry.agreement}"
    sheet.shape("rect", label, fill=_paint(entry), **edge, **put)
    if entry.hatched:
        sheet.shape("rect", label, fill=hatch, **put)
    sheet.text(
        x + 7, y + 14, entry.letter.letter, size=10, fill=PALE if not strong else INK, weight="600"
    )
    shown = sheet.text(x + wide - 7, y + 14.5, entry.tally, anchor="end", weight="600")
    if entry.hatched:
        shown.attrib.update({"paint-order": "stroke", "stroke": PAPER, "stroke-width": "3"})


def _key(sheet: Sheet, matrix: MatrixFigure, hatch: str, y: float) -> float:
    """The key, in as many lines as it needs; returns the height of the sheet."""
    swatches = [
        (tint(COLOURS[Direction.INCREASE], 0.5), "none", matrix.words.higher),
        (tint(COLOURS[Direction.DECREASE], 0.5), "none", matrix.words.lower),
        (PAPER, INK, "framed: cohorts agree"),
        (tint(MIXED, 0.45), "none", "effect beside no effect"),
        (CONTRADICTED, "none", "cohorts contradict"),
        (tint(NONE, 0.22), "none", "no difference or no direction"),
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
    key = ["↑ ↓ = ? count cohorts: higher, lower, no difference, direction not stated"]
    key += [f"{letter.letter}: {letter.words}" for letter in matrix.letters]
    for line in wrapped("   ·   ".join(key), sheet.width - 32, 11):
        sheet.text(16, y, line, size=11, fill=PALE)
        y += 17
    return y + 2


def _empty(matrix: MatrixFigure) -> str:
    sheet = Sheet(700, title=matrix.title, alt=matrix.alt)
    sheet.text(16, 28, matrix.title, size=16, weight="600")
    for row in range(3):
        for column in range(_FAMILIES_AT_LEAST + 2):
            sheet.shape("rect", x=_LEFT + column * (_EMPTY_ROOM + 4), y=48 + row * 26.0,
                        width=_EMPTY_ROOM, height=22.0, rx=3.0, fill="none", stroke=LINE,
                        stroke_dasharray="3 3")  # fmt: skip
    sheet.text(16, 92, "Nothing to count yet", fill=PALE)
    sheet.text(16, 148, "No finding of an included study compares groups so far.", fill=PALE)
    return sheet.done(166)
