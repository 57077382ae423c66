"""Tables with merged cells become plain grids: a merged cell stands in every place it covers.

After the table model of HTML, which JATS shares; spans do not reach from the head into the body.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_COLUMNS, MOST_ROWS = 100, 2000
"""What lies beyond is left out: no table of results is so large, and a span may claim anything."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as it is marked up."""

    text: str
    across: int = 1
    """Columns it covers."""
    down: int = 1
    """Rows it covers; 0 stands for all that follow."""


Grid = tuple[tuple[str, ...], ...]


def grid(rows: Sequence[Sequence[TableCell]]) -> Grid:
    """Each row with a cell for each column; where two cells claim a place, the first has it."""
    rows = rows[:MOST_ROWS]
    lines: list[dict[int, str]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in lines[at]:
                column += 1
            end = min(column + max(cell.across, 1), MOST_COLUMNS)
            below = lines[at : at + cell.down] if cell.down > 0 else lines[at:]
            for line in below:
                for place in range(column, end):
                    line.setdefault(place, cell.text)
            column = end
    return widened([tuple(_filled(line)) for line in lines])


def widened(rows: Sequence[tuple[str, ...]], width: int = 0) -> Grid:
    """The rows, all as long as the longest, and ``width`` at least."""
    width = max([width, *map(len, rows)])
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _filled(line: dict[int, str]) -> list[str]:
    return [line.get(place, "") for place in range(max(line, default=-1) + 1)]
