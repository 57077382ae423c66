"""``import``: papers and screening decisions from other programs' files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, DryRun, Verbose, print_json, runtime_for, say

if TYPE_CHECKING:
    from bot.wiring.importing import FileImport

MOST_LINES = 20
"""Entries that are listed of one file, unless all are asked for."""
Files = Annotated[
    list[Path],
    typer.Argument(
        help="Exports of ASReview, Covidence, Rayyan or EPPI-Reviewer, .nbib, RIS, EndNote, Web of"
        " Science, BibTeX, CSL-JSON, CSV, or a list of ids."
    ),
]


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
    offline: Annotated[
        bool,
        typer.Option("--offline", help="Ask no service: papers come in as the file has them."),
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> None:
    """Import papers and screening decisions from files of other programs."""
    from bot.wiring.importing import GivenTerms, import_files

    terms = GivenTerms(verdict=verdict, by=by, on=on, offline=offline)
    imports = import_files(directory, files, runtime_for(context, "", verbose), terms, dry=dry_run)
    if as_json:
        print_json([_facts(each) for each in imports])
        return
    for each in imports:
        _show(each, everything=verbose > 0)
    if dry_run:
        say("Nothing was written to the review.")
    elif any(each.result.records or each.result.decisions for each in imports):
        say("Written to state/. Commit it (and push); the next run screens what is undecided.")


def _show(imported: "FileImport", *, everything: bool) -> None:
    """Print the account of a file: its sums, the reasons, and each entry that needs eyes."""
    from bot.jobs.import_records import ImportOutcome, ImportReason, figures
    from bot.rendering.escaping import one_line

    result = imported.result
    counts = dict(figures(result))
    decisions = counts.pop("decisions_kept")
    total = counts.pop("entries")
    noun = "entry" if total == 1 else "entries"
    sums = " + ".join(f"{number} {outcome}" for outcome, number in counts.items())
    print(f"{result.file}, {result.kind}: {total} {noun} = {sums}")
    for reason, number in result.reasons.items():
        print(f"  {number:>6}  {reason.outcome:<10}  {reason.words}")
    print(f"  {decisions:>6}  decisions taken over")
    for note in result.notes:
        print(f"  Note: the file {one_line(note)}.")
    # What is new or was known needs no eyes, unless a decision differs.
    eyes = [
        entry for entry in result.entries
        if everything or entry.end is ImportOutcome.UNRESOLVED or entry.kept
        or entry.reason is ImportReason.CONTRADICTS
    ]  # fmt: skip
    for entry in eyes if everything else eyes[:MOST_LINES]:
        named = ": ".join(filter(None, (entry.place, one_line(entry.name)[:100])))
        print(f"  {named}: {entry.end}, {one_line(entry.why)}")
    if len(eyes) > MOST_LINES and not everything:
        print(f"  … and {len(eyes) - MOST_LINES} more; -v lists every entry.")
    if imported.unresolved:
        print(f"  The unresolved entries are in {imported.unresolved}: mend and import that file.")


def _facts(imported: "FileImport") -> dict[str, object]:
    from bot.jobs.import_records import figures

    result = imported.result
    return {
        "file": result.file,
        "format": result.kind,
        "notes": result.notes,
        **figures(result),
        "reasons": {reason.name.lower(): number for reason, number in result.reasons.items()},
        "unresolved_file": str(imported.unresolved or ""),
        "account": [
            {
                "place": entry.place,
                "name": entry.name,
                "outcome": entry.end,
                "reason": entry.reason.name.lower(),
                "why": entry.why,
                "record": entry.record,
                "kept": entry.kept,
            }
            for entry in result.entries
        ],
    }
