"""``living-review evaluate``: the program measured on labelled data."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson, world

if TYPE_CHECKING:
    from bot.steps.evaluate import Row

evaluation = typer.Typer(help="Measure the program on labelled data.", no_args_is_help=True)


@evaluation.command()
def screening(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="CSV: title, abstract, label, perhaps year.")],
    *,
    order: Annotated[str, typer.Option(help="Label first: random or time.")] = "random",
    labels: Annotated[
        str, typer.Option(help="0, 10 (in all), 20 (of each kind) or half.")
    ] = "half",
    seeds: Annotated[int, typer.Option(min=1, help="Splits of each review.")] = 1,
    target: Annotated[float, typer.Option(min=0.5, max=0.999, help="Recall aimed at.")] = 0.95,
    about: Annotated[str, typer.Option(help="The question and criteria, in words.")] = "",
    directory: Annotated[
        Path | None, typer.Option("--dir", help="The review whose protocol has those words.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure ranking and threshold on finished reviews."""
    from bot import wiring

    if directory:
        about = about or wiring.opened(directory).protocol.own_words
    asked = wiring.Measurement(order=order, labels=labels, seeds=seeds, target=target, about=about)
    rows = wiring.measure(files, asked, world(context, "", 1))
    if as_json:
        print(json.dumps([asdict(row) for row in rows]))
        return
    names = ("WSS@95", "AUC", "recall@10%", "first 50", "recall", "excluded")
    print(f"{'review':<34}{'papers':>7}{'relevant':>9}" + "".join(f"{name:>14}" for name in names))
    for row in rows:
        cells = "".join(f"{one:>14}" for one in _shown(row))
        print(f"{row.name[:33]:<34}{row.papers:>7}{row.relevant:>9}{cells}")


def _shown(row: "Row") -> Iterator[str]:
    """Each figure of ``row``, with half its interval if it has one; a dash where there is none."""
    halves = asdict(row.half_width) if row.half_width else {}
    for name, value in asdict(row.figures).items():
        half = f"±{halves[name]:.3f}" if halves.get(name) is not None else ""
        yield "–" if value is None else f"{value:.3f}{half}"
