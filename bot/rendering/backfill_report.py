"""What a backfill brought, and what it says the search misses, as lines of text."""

from collections.abc import Iterator

from bot.domain.state import State
from bot.rendering.phrases import counted
from bot.screening.backfill_outcome import BackfillEstimate, BandEstimate, estimated
from bot.screening.missed_estimate import MissedEstimate

_HEAD = ("score", "papers", "taken in", "decided", "eligible", "missed, with 95% interval")
_WIDTHS = (18, 13, 10, 9, 10, 28)


def backfill_report(made: BackfillEstimate) -> Iterator[str]:
    """Yield the report on one backfill, as far as people have decided."""
    backfill = made.backfill
    kind = "update file" if backfill.weekly else "file"
    yield (
        f"{backfill.on}: {counted(backfill.files, kind)} looked through,"
        f" {counted(backfill.records, 'record')}."
    )
    for reason, number in backfill.set_aside.items():
        yield f"  {number:>11,}  {reason}"
    yield f"  {backfill.candidates:>11,}  candidates that no search strategy matches"
    yield ""
    yield _row(_HEAD)
    for row in made.rows:
        if row.stratum.size:
            yield _row(_cells(row))
    yield ""
    yield from _sums(made)
    if backfill.failed:
        yield f"Not read: {', '.join(backfill.failed)}."


def recall_sentence(state: State) -> str:
    """What the last backfill by hand says of the search; empty before people have decided on it."""
    backfills = [run.backfill for run in state.runs if run.backfill and not run.backfill.weekly]
    if not backfills:
        return ""
    made = estimated(state, backfills[-1])
    decided = sum(row.stratum.decided for row in made.rows)
    if not decided:
        return ""
    eligible = sum(row.stratum.relevant for row in made.rows)
    least, most = made.recall
    return (
        f"Of {counted(made.backfill.records, 'record')} of PubMed's own files"
        f" {made.backfill.candidates:,} are matched by no strategy. Of these people have decided"
        f" {decided:,}, the best by score and a random sample, and {eligible:,} were eligible."
        f" All in all an estimated {_interval(made.total)} are eligible (95% confidence interval):"
        f" the recall of the search is between {100 * least:.3g}% and {100 * most:.3g}%."
    )


def _cells(row: BandEstimate) -> tuple[str, ...]:
    stratum = row.stratum
    figures = (stratum.size, stratum.drawn, stratum.decided, stratum.relevant)
    shown = tuple(f"{figure:,}" for figure in figures)
    return (_name(row), *shown, _interval(row.estimate) if stratum.decided else "not decided yet")


def _name(row: BandEstimate) -> str:
    if row.band is None:
        return "the best"
    if not row.band.high:
        return "too unlike"
    return f"{row.band.low:g} to {row.band.high:g}"


def _row(cells: tuple[str, ...]) -> str:
    first, *rest = (f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    return f"{first.strip():<{_WIDTHS[0]}}{''.join(rest)}"


def _sums(made: BackfillEstimate) -> Iterator[str]:
    if not any(row.stratum.decided for row in made.rows):
        yield (
            "How many eligible papers the search misses stays unknown until people have decided on"
            " those taken in: the next run shows them."
        )
        return
    yield (
        "Eligible papers that the search misses, among those that read like included ones"
        f" (score 0.5 or more): {_interval(made.likely)}."
    )
    yield f"Among all candidates: {_interval(made.total)}."
    least, most = made.recall
    yield (
        f"The search found {counted(made.found, 'included paper')}: its recall is between"
        f" {100 * least:.3g}% and {100 * most:.3g}%."
    )


def _interval(estimate: MissedEstimate) -> str:
    span = f"{estimate.low:,} to {estimate.high:,}"
    return span if estimate.expected is None else f"{estimate.expected:,.0f} ({span})"
