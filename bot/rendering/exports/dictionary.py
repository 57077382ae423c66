"""The data dictionary: what each exported file holds, and each column means.

It is made from the columns that write the tables, for people in Markdown and for programs as CSV.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.rendering.exports.columns import Column
from bot.rendering.exports.tables import table

NAME = "dictionary.csv"
_ABOUT = """# The data of this review

All files here are made from the review's records and change with them: edit the files in `state/`
instead. Tables are CSV in UTF-8, with commas between columns and one line of names on top. Text
that would be a formula to a spreadsheet (it begins with `=`, `+`, `-` or `@`) has an apostrophe in
front; numbers have none. In Excel, open a table with From Text/CSV in the ribbon Data and choose
UTF-8; in R, by `read.csv("studies.csv", fileEncoding = "UTF-8")`; in Python, by
`pandas.read_csv("studies.csv")`. An empty cell means: not extracted.
Each version is released with all of this in one zip.
"""


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """One column of one table, to be explained."""

    table: str
    column: Column[Any]


DICTIONARY_COLUMNS: tuple[Column[TableColumn], ...] = (
    Column(name="file", meaning="The table", value=lambda row: row.table),
    Column(name="column", meaning="The name of its column", value=lambda row: row.column.name),
    Column(name="meaning", meaning="What it means", value=lambda row: row.column.meaning),
    Column(name="values", meaning="Its unit, or what may stand in it",
           value=lambda row: row.column.values),
)  # fmt: skip


def dictionary_csv(columns: Mapping[str, Sequence[Column[Any]]]) -> str:
    """The dictionary as a table, of the ``columns`` of each file."""
    rows = (TableColumn(table=name, column=each) for name in columns for each in columns[name])
    return table(DICTIONARY_COLUMNS, rows)


def data_dictionary(
    meanings: Mapping[str, str], columns: Mapping[str, Sequence[Column[Any]]]
) -> str:
    """The dictionary in Markdown: the meaning of each file, and the ``columns`` of each table."""
    listed = [f"- [`{name}`]({name}): {meaning}" for name, meaning in meanings.items()]
    tables = [_section(name, columns[name]) for name in columns]
    return "\n\n".join([_ABOUT.rstrip(), "\n".join(listed), *tables]) + "\n"


def _section(name: str, columns: Iterable[Column[Any]]) -> str:
    lines = [f"## `{name}`", "", "| Column | Meaning | Unit or values |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {column.meaning} | {column.values} |" for column in columns]
    return "\n".join(lines)
