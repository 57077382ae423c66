"""``backfill``: PubMed's own files, looked through for what the search does not see."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, Verbose, print_json, progress, runtime_for, say
from bot.errors import ServiceFailed

if TYPE_CHECKING:
    from bot.screening.backfill_outcome import BackfillEstimate
    from bot.wiring.backfill import BackfillResult

Places = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files of PubMed's, folders of them, or addresses (https://, s3://). Without any:"
        " what people's decisions say so far of what was looked through before."
    ),
]


Scheduler = Annotated[
    str, typer.Option(help="Address of a Dask scheduler; else workers on this machine.")
]
Workers = Annotated[int, typer.Option(min=0, help="Workers on this machine; 0 for one a core.")]
Best = Annotated[int, typer.Option(min=0, max=200, help="Papers taken in by score.")]
Sample = Annotated[
    int, typer.Option(min=0, max=200, help="Papers taken in of each stratum by chance.")
]
Manifest = Annotated[
    Path | None, typer.Option(help="Folder that remembers what each file brought.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Write nothing but what the manifest remembers.")
]


def backfill(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    files: Places = None,
    *,
    directory: Dir = HERE,
    scheduler: Scheduler = "",
    workers: Workers = 0,
    best: Best = 20,
    sample: Sample = 5,
    manifest: Manifest = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> int:
    """Look through PubMed's files for papers that no search strategy matches.

    Ends with 3 where files could not be read: they are named, and the same command does the rest.
    """
    from bot.adapters.dask_cluster import ClusterOptions
    from bot.wiring.backfill import BackfillOptions, estimates
    from bot.wiring.backfill import backfill as look_through

    if not files:
        _show_estimates(estimates(directory), as_json=as_json)
        return 0
    runtime = runtime_for(context, "", verbose)
    options = BackfillOptions(
        cluster=ClusterOptions(scheduler=scheduler, workers=workers),
        best=best,
        drawn=sample,
        manifest=manifest,
        dry=dry_run,
    )
    with progress() as watched:
        result = look_through(directory, files, options, replace(runtime, progress=watched))
    _show(result, as_json=as_json)
    if dry_run:
        say("Nothing was written.")
    elif result.chosen and result.chosen.papers:
        say("Written to state/. Commit it (and push); the next run shows what waits.")
    return ServiceFailed.exit_code if result.faults else 0


def _show(result: "BackfillResult", *, as_json: bool) -> None:
    from bot.rendering.backfill_report import backfill_report
    from bot.rendering.escaping import one_line

    chosen = result.chosen
    papers = chosen.papers if chosen else ()
    if as_json:
        facts = {
            "estimate": _facts(result.estimate) if result.estimate else None,
            "taken_in": [
                {"pmid": str(paper.pmid), "score": paper.score, "lines": paper.matched,
                 "why": "score" if chosen and paper in chosen.best else "chance"}
                for paper in papers
            ],
            "faults": result.faults,
        }  # fmt: skip
        print_json(facts)
        return
    if result.estimate:
        print("\n".join(backfill_report(result.estimate)))
    for paper in papers:
        record = paper.article.record
        print(f"  {paper.score:.4f}  {record.pmid}  {one_line(record.title)[:90]}")
    for path, fault in result.faults.items():
        say(f"Not read: {path}: {fault}. Fetch it again, and run the same command.")


def _show_estimates(estimates: "Sequence[BackfillEstimate]", *, as_json: bool) -> None:
    from bot.rendering.backfill_report import backfill_report

    if as_json:
        print_json([_facts(estimate) for estimate in estimates])
        return
    if not estimates:
        print("Nothing was looked through yet: name files of PubMed's, or a folder of them.")
    print("\n\n".join("\n".join(backfill_report(estimate)) for estimate in estimates))


def _facts(estimate: "BackfillEstimate") -> dict[str, object]:
    return {**asdict(estimate), "recall": estimate.recall}
