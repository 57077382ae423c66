"""``living-review-bot evaluate``: the program measured on labelled data."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HELP, AsJson, print_json, runtime_for
from bot.errors import Mistake

if TYPE_CHECKING:
    from bot.extraction.evaluation import Overlap, Scores, Tally
    from bot.jobs.evaluate_extraction import Evaluated, EvaluatedPaper
    from bot.jobs.evaluate_screening import Row
    from bot.synthesis.reader_corrections import JudgedFinding, ReaderCorrections

evaluation = typer.Typer(
    help="Evaluate the program on labelled data.", no_args_is_help=True, context_settings=HELP
)


@evaluation.command(context_settings=HELP)
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
    """Evaluate ranking and threshold on finished reviews."""
    from bot.wiring import open_review
    from bot.wiring.evaluation import Measurement, measure

    if directory:
        about = about or open_review(directory).protocol.own_words
    measurement = Measurement(order=order, labels=labels, seeds=seeds, target=target, about=about)
    rows = measure(files, measurement, runtime_for(context, "", 1))
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    names = ("WSS@95", "AUC", "recall@10%", "first 50", "recall", "excluded")
    print(f"{'review':<34}{'papers':>7}{'relevant':>9}" + "".join(f"{name:>14}" for name in names))
    for row in rows:
        cells = "".join(f"{figure:>14}" for figure in _shown(row))
        print(f"{row.name[:33]:<34}{row.papers:>7}{row.relevant:>9}{cells}")


@evaluation.command(context_settings=HELP)
def extraction(  # noqa: PLR0913 - one parameter for each option
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines: record_id, findings, words.")
    ] = None,
    *,
    review: Annotated[
        Path | None,
        typer.Option(help="A review: measure on what its people confirmed or corrected."),
    ] = None,
    abstracts: Annotated[
        Path | None,
        typer.Option(help="Titles and abstracts; else abstracts.jsonl beside the file."),
    ] = None,
    cross_validate: Annotated[
        bool,
        typer.Option(
            "--cross-validate", help="Read each paper with weights learned from the others."
        ),
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what to mend.")] = False,
    directory: Annotated[
        Path | None, typer.Option("--dir", help="The review whose vocabulary is used.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Evaluate extraction on annotated abstracts, or on what people of a review corrected."""
    from bot.wiring import open_review
    from bot.wiring.evaluation import measure_corrections, measure_extraction

    if review and file is None:
        _show_corrections(measure_corrections(review), errors=errors, as_json=as_json)
        return
    if file is None or review:
        raise Mistake(
            "it is measured on a file, or on a review",
            hint="Name a file of annotated abstracts, or a review with --review DIR.",
        )
    vocabulary = open_review(directory).vocabulary if directory else None
    done = measure_extraction(file, abstracts, vocabulary, cross_validate=cross_validate)
    _show_extraction(done, errors=errors, as_json=as_json)


def _show_extraction(done: "Evaluated", *, errors: bool, as_json: bool) -> None:
    if as_json:
        papers = [{"id": paper.id, **_figures(paper.scores)} for paper in done.papers]
        listed = {"errors": [*_as_data(done.papers)], "errors_by_kind": done.errors}
        both = {**_figures(done.scores), "with_to_check": _figures(done.with_to_check)}
        print_json({**both, "by_paper": papers, **(listed if errors else {})})
        return
    print("What counts", *_table(done.scores), sep="\n")
    print("\nWhat counts or is to be checked", *_table(done.with_to_check), sep="\n")
    if errors:
        kinds = ", ".join(f"{kind} {number}" for kind, number in done.errors.items())
        print(f"\nErrors of what counts: {kinds or 'none'}")
        print("\n".join(line for paper in done.papers for line in _errors(paper)))


def _show_corrections(made: "ReaderCorrections", *, errors: bool, as_json: bool) -> None:
    """Print how the reader fared with the people of a review."""
    counts = {kind.value: number for kind, number in made.counts.most_common()}
    if as_json:
        figures = {
            "studies": made.studies, "judged": len(made.judged), "precision": made.precision,
            "recall": made.recall, "by_kind": counts,
        }  # fmt: skip
        listed = [{**asdict(finding), "kind": finding.correction} for finding in made.errors]
        print_json({**figures, **({"errors": listed} if errors else {})})
        return
    print(f"Findings that people judged: {len(made.judged)}, in {made.studies} studies")
    print(f"{'precision':<32}{_ratio(made.precision):>11}")
    print(f"{'recall':<32}{_ratio(made.recall):>11}")
    print("\n".join(f"{kind:<32}{number:>11}" for kind, number in counts.items()))
    if errors:
        print("\n".join(map(_correction, made.errors)))


def _correction(finding: "JudgedFinding") -> str:
    """One finding on a line: what was read of it and what it says now."""
    from bot.rendering.escaping import one_line

    read, now = (", ".join(parts.values()) or "nothing" for parts in (finding.read, finding.now))
    return one_line(f"{finding.study} {finding.id}, {finding.correction}: {read} → {now}")


def _shown(row: "Row") -> Iterator[str]:
    """Each figure of ``row``, with half its interval if it has one; a dash where there is none."""
    halves = asdict(row.half_width) if row.half_width else {}
    for name, value in asdict(row.figures).items():
        half = f"±{halves[name]:.3f}" if halves.get(name) is not None else ""
        yield "–" if value is None else f"{value:.3f}{half}"


def _figures(scores: "Scores") -> dict[str, object]:
    """Counts and ratios under the names that programs read; a ratio of nothing is null."""
    levels = {
        "region_and_direction": scores.region,
        "with_measure": scores.measure,
        "with_comparison": scores.comparison,
    }
    tallies = {
        "sides": scores.sides,
        "sides_where_named": scores.named_sides,
        "invented_signs": scores.invented,
        "opposite_signs": scores.opposite,
        "quotes_in_abstract": scores.quotes,
    }
    return {
        "papers": scores.papers,
        **{name: {**asdict(agreement), **_ratios(agreement)} for name, agreement in levels.items()},
        **{name: {**asdict(tally), "share": tally.share} for name, tally in tallies.items()},
    }


def _ratios(level: "Overlap") -> dict[str, float | None]:
    return {"precision": level.precision, "recall": level.recall, "f1": level.f1}


def _table(scores: "Scores") -> Iterator[str]:
    """Yield a line for each figure, and above them how many papers they come from."""
    levels = {
        "region and direction": scores.region,
        "with the measure": scores.measure,
        "with the comparison too": scores.comparison,
    }
    names = ("precision", "recall", "F1", "both", "read", "annotated")
    yield f"{f'papers: {scores.papers}':<32}" + "".join(f"{name:>11}" for name in names)
    for name, level in levels.items():
        ratios = "".join(f"{_ratio(ratio):>11}" for ratio in _ratios(level).values())
        counts = "".join(f"{count:>11}" for count in (level.both, level.read, level.annotated))
        yield f"{name:<32}{ratios}{counts}"
    yield _line("side is right", scores.sides)
    yield _line("... where the paper names one", scores.named_sides)
    yield _line("sign is invented", scores.invented)
    yield _line("... and the opposite is true", scores.opposite)
    yield _line("quote stands in the abstract", scores.quotes)


def _line(name: str, tally: "Tally") -> str:
    return f"{name:<32}{_ratio(tally.share):>11}  {tally.count} of {tally.of}"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _as_data(papers: "Sequence[EvaluatedPaper]") -> Iterator[dict[str, object]]:
    """Yield each disagreement as data, with the paper it stands in."""
    for paper in papers:
        for disagreement in paper.disagreements:
            yield {"paper": paper.id, **asdict(disagreement)}


def _errors(paper: "EvaluatedPaper") -> Iterator[str]:
    """Yield the lines on one paper: what to mend, each with its words."""
    from bot.extraction.reading_errors import named
    from bot.rendering.escaping import one_line

    level = paper.scores.measure
    yield f"\n{one_line(paper.id)}: {level.both} of {level.annotated} found, {level.read} read"
    for disagreement in paper.disagreements:
        note = f" (there is: {disagreement.note})" if disagreement.note else ""
        yield f"  {disagreement.kind}: {one_line(named(disagreement.finding) + note)}"
        yield f"      “{one_line(disagreement.finding.quote.text)}”"
