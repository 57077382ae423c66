"""The data dictionary: what each exported file holds, and each column means."""

from collections.abc import Iterable
from typing import Any

from bot.rendering.exports.columns import Column, claim_columns, finding_columns, study_columns
from bot.topics.topic import Topic

FILES = {
    "studies.csv": "Included studies, one a line",
    "findings.csv": "Findings of the included studies, one a line, each with its quote",
    "claims.csv": "What the studies say together, one claim a line",
    "references.bib": "The included papers for BibTeX and LaTeX",
    "references.ris": "The included papers for reference managers",
    "references.json": "The included papers as CSL-JSON, for Zotero and citation processors",
    "foci-mni.txt": "Peak coordinates in MNI space, in Sleuth's format",
    "foci-talairach.txt": "Peak coordinates in Talairach space, in Sleuth's format",
    "studyset.json": "Peak coordinates of all studies as a NiMADS studyset, for NiMARE",
}
"""What each file is, by its name."""
_ABOUT = """# The data of this review

All files here are made from the review's records and change with them: edit the files in `state/`
instead. Tables are CSV in UTF-8, with commas between columns and one line of names on top. A cell
that would be a formula to a spreadsheet (it begins with `=`, `+`, `-` or `@`) has an apostrophe in
front. In Excel, open a table with From Text/CSV in the ribbon Data and choose UTF-8; in R, by
`read.csv("studies.csv", fileEncoding = "UTF-8")`. An empty cell means: not stated, or not read.
"""


def data_dictionary(present: Iterable[str], topic: Topic) -> str:
    """The dictionary in Markdown, of those files that are ``present``."""
    here = set(present)
    listed = [f"- [`{name}`]({name}): {what}" for name, what in FILES.items() if name in here]
    columns: dict[str, tuple[Column[Any], ...]] = {
        "studies.csv": study_columns(topic),
        "findings.csv": finding_columns(topic),
        "claims.csv": claim_columns(topic),
    }
    tables = [_table(name, columns[name]) for name in columns if name in here]
    return "\n\n".join([_ABOUT.rstrip(), "\n".join(listed), *tables]) + "\n"


def _table(name: str, columns: Iterable[Column[Any]]) -> str:
    lines = [f"## `{name}`", "", "| Column | Meaning | Unit or values |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {column.meaning} | {column.values} |" for column in columns]
    return "\n".join(lines)
