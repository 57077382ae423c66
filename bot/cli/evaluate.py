"""``living-review evaluate``: the program measured on labelled data."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import AsJson, world

evaluation = typer.Typer(help="Measure the program on labelled data.", no_args_is_help=True)


@evaluation.command()
def screening(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="CSV: title, abstract, label, perhaps year.")],
    *,
    order: Annotated[str, typer.Option(help="Label first: random or time.")] = "random",
    labels: Annotated[str, typer.Option(help="20 (of each kind) or half.")] = "half",
    seeds: Annotated[int, typer.Option(min=1, help="Splits of each review.")] = 1,
    target: Annotated[float, typer.Option(min=0.5, max=0.999, help="Recall aimed at.")] = 0.95,
    about: Annotated[str, typer.Option(help="The question and criteria, in words.")] = "",
    as_json: AsJson = False,
) -> None:
    """Measure ranking and threshold on finished reviews."""
    from bot import wiring

    asked = wiring.Measurement(order=order, labels=labels, seeds=seeds, target=target, about=about)
    rows = wiring.measure(files, asked, world(context, "", 1))
    if as_json:
        print(json.dumps([asdict(row) for row in rows]))
        return
    names = ("WSS@95", "AUC", "recall@10%", "recall", "excluded")
    print(f"{'review':<34}{'papers':>7}{'relevant':>9}" + "".join(f"{name:>14}" for name in names))
    for row in rows:
        shown = [f"{value:.3f}" for value in asdict(row.figures).values()]
        if row.half_width:
            halves = asdict(row.half_width).values()
            shown = [f"{one}±{half:.3f}" for one, half in zip(shown, halves, strict=True)]
        cells = "".join(f"{one:>14}" for one in shown)
        print(f"{row.name[:33]:<34}{row.papers:>7}{row.relevant:>9}{cells}")
