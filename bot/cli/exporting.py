"""``export``: a review for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import HERE, Dir, runtime_for, say
from bot.errors import Mistake

Format = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help="asreview-csv, asreview-ris, covidence, csl-json or revman; data is the zip of a"
        " release.",
    ),
]


def export(
    context: typer.Context,
    format_name: Format,
    *,
    directory: Dir = HERE,
    to: Annotated[Path | None, typer.Option(help="The file; else it is printed.")] = None,
    only: Annotated[str, typer.Option(help="include, exclude or undecided: that list alone.")] = "",
    abstracts: Annotated[
        bool,
        typer.Option(help="Add the abstracts that this computer has, or leave them out."),
    ] = True,
) -> None:
    """Write papers with what people decided, for other screening programs."""
    from bot.wiring.exporting import DATA, exported, packaged_data
    from bot.wiring.proposed import unmerged_branch
    from bot.wiring.review_folder import usable_root

    if format_name == DATA:
        if to is None:
            raise Mistake("a zip cannot be printed", hint="Name its file with --to.")
        _write(to, packaged_data(directory))
        say(f"Wrote {to}.")
        return
    text = exported(directory, format_name, only, abstracts=abstracts)
    if branch := unmerged_branch(usable_root(directory), runtime_for(context, "", 0)):
        say(f"Note: decisions on the branch {branch} are not in it until they are merged here.")
    if to is None:
        print(text, end="")
        return
    _write(to, text.encode())
    warning = " Abstracts belong to their publishers: keep the file to yourselves."
    say(f"Wrote {to}.{warning if abstracts else ''}")


def _write(file: Path, content: bytes) -> None:
    if not file.parent.is_dir():
        raise Mistake(f"there is no folder {file.parent}", hint="Make it, or name another.")
    if file.is_dir():
        raise Mistake(f"{file} is a folder", hint="Name a file in it.")
    file.write_bytes(content)
