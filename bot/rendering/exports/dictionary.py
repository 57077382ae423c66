"""The data dictionary: what each exported file holds, and each column means."""

from collections.abc import Iterable
from typing import Any

from bot.rendering.exports.columns import Column
from bot.rendering.exports.registry import EXPORTS
from bot.topics.topic import Topic

_ABOUT = """# The data of this review

All files here are made from the review's records and change with them: edit the files in `state/`
instead. Tables are CSV in UTF-8, with commas between columns and one line of names on top. A cell
that would be a formula to a spreadsheet (it begins with `=`, `+`, `-` or `@`) has an apostrophe in
front. In Excel, open a table with From Text/CSV in the ribbon Data and choose UTF-8; in R, by
`read.csv("studies.csv", fileEncoding = "UTF-8")`. An empty cell means: not extracted.
"""


def data_dictionary(present: Iterable[str], topic: Topic) -> str:
    """The dictionary in Markdown, of those files that are ``present``."""
    here = set(present)
    exports = [export for export in EXPORTS if export.name in here]
    listed = [f"- [`{export.name}`]({export.name}): {export.meaning}" for export in exports]
    tables = [_table(export.name, export.columns(topic)) for export in exports if export.columns]
    return "\n\n".join([_ABOUT.rstrip(), "\n".join(listed), *tables]) + "\n"


def _table(name: str, columns: Iterable[Column[Any]]) -> str:
    lines = [f"## `{name}`", "", "| Column | Meaning | Unit or values |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {column.meaning} | {column.values} |" for column in columns]
    return "\n".join(lines)
