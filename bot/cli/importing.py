"""``import``: papers, and what people decided of them, from other programs' files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, Verbose, say, world

if TYPE_CHECKING:
    from bot.jobs.import_records import ImportResult

Files = Annotated[list[Path], typer.Argument(help=".nbib, RIS, BibTeX, CSV, or a list of ids.")]


def take_in(  # noqa: PLR0913 - one parameter for each option
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
    """Take in papers from a file of another program, with what people decided of them there."""
    from bot.wiring.importing import Said, admitted

    surroundings = world(context, "", verbose)
    said = Said(verdict=verdict, by=by, on=on)
    accounts = admitted(directory, files, surroundings, said, dry=dry_run)
    if as_json:
        print(json.dumps([_facts(import_result) for import_result in accounts], ensure_ascii=False))
        return
    for import_result in accounts:
        _show(import_result, everything=verbose > 0)
    if dry_run:
        say("Nothing was written.")
    elif any(import_result.records or import_result.decisions for import_result in accounts):
        say("Written to state/. Commit it (and push); the next run screens what is undecided.")


def _show(account: "ImportResult", *, everything: bool) -> None:
    from bot.jobs.import_records import ImportOutcome, figures
    from bot.rendering.escaping import one_line

    print(f"{account.file}, {account.kind}")
    for name, number in figures(account).items():
        print(f"  {number:>6}  {name}")
    for note in account.notes:
        print(f"  Note: the file {note}.")
    for import_entry in account.entries:
        # What is new or was known needs no eyes, unless a decision differs.
        if everything or import_entry.end is ImportOutcome.UNRESOLVED or import_entry.kept:
            print(
                f"  {import_entry.place}: {one_line(import_entry.name)[:100]}:"
                f" {import_entry.end}, {one_line(import_entry.why)}"
            )


def _facts(account: "ImportResult") -> dict[str, object]:
    from dataclasses import asdict

    from bot.jobs.import_records import figures

    return {
        "file": account.file,
        "format": account.kind,
        "notes": account.notes,
        **figures(account),
        "account": [asdict(import_entry) for import_entry in account.entries],
    }
