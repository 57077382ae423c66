"""``import``: papers and screening decisions from other programs' files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, Verbose, runtime_for, say

if TYPE_CHECKING:
    from bot.jobs.import_records import ImportResult

Files = Annotated[list[Path], typer.Argument(help=".nbib, RIS, BibTeX, CSV, or a list of ids.")]


def import_files(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    files: Files,
    *,
    directory: Dir = HERE,
    verdict: Annotated[
        str, typer.Option(help="include or exclude: holds for entries without one of their own.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who decided, where the file does not say.")] = "",
    on: Annotated[str, typer.Option(help="When, YYYY-MM-DD, where the file does not say.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing outside the cache.")
    ] = False,
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> None:
    """Import papers and screening decisions from files of other programs."""
    from bot.wiring.importing import GivenTerms, import_into

    terms = GivenTerms(verdict=verdict, by=by, on=on)
    results = import_into(directory, files, runtime_for(context, "", verbose), terms, dry=dry_run)
    if as_json:
        print(json.dumps([_facts(result) for result in results], ensure_ascii=False))
        return
    for result in results:
        _show(result, everything=verbose > 0)
    if dry_run:
        say("Nothing was written.")
    elif any(result.records or result.decisions for result in results):
        say("Written to state/. Commit it (and push); the next run screens what is undecided.")


def _show(result: "ImportResult", *, everything: bool) -> None:
    from bot.jobs.import_records import ImportOutcome, figures
    from bot.rendering.escaping import one_line

    print(f"{result.file}, {result.kind}")
    for name, number in figures(result).items():
        print(f"  {number:>6}  {name.replace('_', ' ')}")
    for note in result.notes:
        print(f"  Note: the file {note}.")
    for entry in result.entries:
        # What is new or was known needs no eyes, unless a decision differs.
        if everything or entry.end is ImportOutcome.UNRESOLVED or entry.kept:
            print(
                f"  {entry.place}: {one_line(entry.name)[:100]}: {entry.end}, {one_line(entry.why)}"
            )


def _facts(result: "ImportResult") -> dict[str, object]:
    from dataclasses import asdict

    from bot.jobs.import_records import figures

    return {
        "file": result.file,
        "format": result.kind,
        "notes": result.notes,
        **figures(result),
        "account": [asdict(entry) for entry in result.entries],
    }
