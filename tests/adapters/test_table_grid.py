"""Merged cells in tables, of the awkward kinds that publishers send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.pmc.table_grid import MOST_COLUMNS, Grid, TableCell, grid

CELLS = st.builds(
    TableCell,
    text=st.text(alphabet="abcdefgh", min_size=1, max_size=3),
    across=st.integers(0, 6),
    down=st.integers(0, 4),
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=6)


@given(TABLES)
def test_every_row_has_a_cell_for_every_column(rows: list[list[TableCell]]) -> None:
    made = grid(rows)
    assert len(made) == len(rows)
    assert len({len(row) for row in made}) <= 1


@given(TABLES)
def test_no_cell_is_lost_and_none_is_made_up(rows: list[list[TableCell]]) -> None:
    made = grid(rows)
    printed = [{cell.text for cell in row} for row in rows]
    for at, row in enumerate(made):
        assert printed[at] <= set(row)
        assert set(row) <= set().union({""}, *printed[: at + 1])


@given(st.lists(st.lists(st.text(max_size=3), min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_table_without_merged_cells_stays_as_it_is(rows: list[list[str]]) -> None:
    assert [list(row) for row in grid([[TableCell(text) for text in row] for row in rows])] == rows


@given(TABLES)
def test_a_merged_cell_stands_together(rows: list[list[TableCell]]) -> None:
    """A name that is printed once fills one rectangle, or what others have left of it."""
    texts = [cell.text for row in rows for cell in row]
    made = grid(rows)
    for at, row in enumerate(rows):
        for cell in row:
            if texts.count(cell.text) > 1:
                continue
            places = [
                (y, x) for y, line in enumerate(made) for x, text in enumerate(line)
                if text == cell.text
            ]  # fmt: skip
            assert min(y for y, _ in places) == at
            wide = max(x for _, x in places) - min(x for _, x in places) + 1
            assert wide <= max(cell.across, 1)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([[TableCell("a", down=2), TableCell("b")], [TableCell("c")]], (("a", "b"), ("a", "c"))),
        ([[TableCell("a", across=2)], [TableCell("b"), TableCell("c")]], (("a", "a"), ("b", "c"))),
        (
            [[TableCell("a", down=0), TableCell("b")], [], [TableCell("c")]],
            (("a", "b"), ("a", ""), ("a", "c")),
        ),
        ([[TableCell("a", down=9)], [TableCell("b")]], (("a", ""), ("a", "b"))),
        (
            [[TableCell("a"), TableCell("b", down=2)], [TableCell("c", across=2)]],
            (("a", "b"), ("c", "b")),
        ),
        ([], ()),
        ([[]], ((),)),
    ],
)
def test_spans_reach_as_far_as_there_are_rows(rows: list[list[TableCell]], wanted: Grid) -> None:
    assert grid(rows) == wanted


def test_a_span_that_claims_millions_of_columns_gets_a_hundred() -> None:
    assert len(grid([[TableCell("a", across=99_999), TableCell("b")]])[0]) == MOST_COLUMNS
