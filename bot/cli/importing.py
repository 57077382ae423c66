"""``import``: papers, and what people decided of them, from other programs' files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, Verbose, say, world

if TYPE_CHECKING:
    from bot.steps.admit import Admitted

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
    from bot.wiring.admission import Said, admitted

    surroundings = world(context, "", verbose)
    said = Said(verdict=verdict, by=by, on=on)
    accounts = admitted(directory, files, surroundings, said, dry=dry_run)
    if as_json:
        print(json.dumps([_facts(one) for one in accounts], ensure_ascii=False))
        return
    for one in accounts:
        _show(one, everything=verbose > 0)
    if dry_run:
        say("Nothing was written.")
    elif any(one.records or one.decisions for one in accounts):
        say("Written to state/. Commit it (and push); the next run screens what is undecided.")


def _show(account: "Admitted", *, everything: bool) -> None:
    from bot.rendering.foreign import one_line
    from bot.steps.admit import End, figures

    print(f"{account.file}, {account.kind}")
    for name, number in figures(account).items():
        print(f"  {number:>6}  {name}")
    for note in account.notes:
        print(f"  Note: the file {note}.")
    for one in account.entries:
        # What is new or was known needs no eyes, unless a decision differs.
        if everything or one.end is End.UNRESOLVED or "that stays" in one.why:
            print(f"  {one.place}: {one_line(one.name)[:100]}: {one.end}, {one_line(one.why)}")


def _facts(account: "Admitted") -> dict[str, object]:
    from dataclasses import asdict

    from bot.steps.admit import figures

    return {
        "file": account.file,
        "format": account.kind,
        "notes": account.notes,
        **figures(account),
        "account": [asdict(one) for one in account.entries],
    }
