"""The forest plot: each estimate as a trial printed it, by outcome and comparison."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.domain.claims import Claim
from bot.domain.estimates import Estimate, goes_against
from bot.domain.state import State
from bot.rendering.estimate_words import (
    PRINTED,
    estimate_words,
    figure,
    figures,
    pooled_figures,
    pooled_words,
    unit_words,
)
from bot.rendering.figures.drawing import INK, LINE, PALE, Sheet, cut
from bot.rendering.figures.figure import TableRow, TopicFigure
from bot.rendering.figures.forest_axis import LEFT, RIGHT, Axis
from bot.rendering.labels import TermLabels, lowered
from bot.rendering.phrases import counted
from bot.rendering.summary_of_findings import SummaryRow
from bot.synthesis.heterogeneity import TrialEstimate, estimates_of
from bot.synthesis.pooled_effects import PooledEffect
from bot.topics.topic import FigureWords

_WIDTH = 860.0
_ROW, _HEAD, _FOOT = 24.0, 46.0, 40.0
_TOP = 54.0
_WEIGHT = _WIDTH - 16.0
"""Where the column of weights ends."""
_SIDE, _PLAIN, _LEAST = 13.0, 9.0, 4.0
"""Sides of squares: of the heaviest trial of a panel, of one without a weight, of the lightest."""
_MOST = 12
"""Panels of one picture; the table under it has all."""


@dataclass(frozen=True, kw_only=True)
class ForestLine:
    """One printed estimate."""

    label: str
    estimate: Estimate
    weight: float | None = None
    """Its share in what is pooled, from 0 to 1; None where it is not."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The estimates of one outcome, comparison, time and measure."""

    outcome: str
    compared: str
    time: str
    lines: tuple[ForestLine, ...]
    pooled: PooledEffect | None
    better: str
    """Which way is better, as far as the protocol says."""
    index: str
    """What was tried, for the side on which it has more of the outcome."""
    against: bool
    """Whether more of the outcome lies on the left: hazard ratios of survival."""

    @property
    def about(self) -> str:
        """What is compared, in which unit, and which way is better."""
        unit = unit_words(self.lines[0].estimate).strip()
        return "; ".join(filter(None, (self.compared, unit, self.better)))


@dataclass(frozen=True, kw_only=True)
class Forest(TopicFigure):
    """The figure."""

    panels: tuple[Panel, ...]
    name = "forest"
    header = ("Outcome", "Comparison", "Time", "Trial", "Estimate", "Weight")

    @property
    def alt(self) -> str:
        """What a reader sees in it."""
        lines = sum(len(panel.lines) for panel in self.panels)
        pooled = [
            f"{panel.outcome} ({panel.time}), {lowered(panel.compared)}:"
            f" {pooled_words(panel.pooled)}"
            for panel in self.panels[:_MOST]
            if panel.pooled
        ]
        together = f" Pooled: {'; '.join(pooled)}." if pooled else ""
        return (
            f"{counted(lines, 'estimate')} with confidence intervals, for"
            f" {counted(len(self.panels), 'comparison')}.{together}"
        )

    @property
    def rows(self) -> Sequence[TableRow]:
        """Every estimate, and what they are together."""
        return [row for panel in self.panels for row in _rows(panel)]

    def svg(self) -> str:
        """The picture."""
        return _draw(self)


def forest(
    rows: Iterable[SummaryRow], state: State, names: TermLabels, words: FigureWords
) -> Forest | None:
    """The plot of all estimates with an interval; nothing where none is printed."""
    panels = tuple(panel for row in rows for panel in _panels(row, state, names))
    return Forest(panels=panels, words=words) if panels else None


def _panels(row: SummaryRow, state: State, names: TermLabels) -> Iterable[Panel]:
    """Yield a panel for each measure: differences and ratios have no common axis."""
    alike: dict[tuple[str, str], list[TrialEstimate]] = {}
    for trial in estimates_of(row.claim):
        if trial.estimate.has_interval and trial.estimate.measure:
            key = (trial.estimate.measure, unit_words(trial.estimate))
            alike.setdefault(key, []).append(trial)
    for trials in alike.values():
        pooled = row.pooled if row.pooled and row.pooled.trials[0] in trials else None
        weights = dict(zip(pooled.trials, pooled.weights, strict=True)) if pooled else {}
        yield Panel(
            outcome=row.outcome,
            compared=row.compared,
            time=row.time,
            lines=tuple(
                ForestLine(
                    label=state.by_id[trial.study].label,
                    estimate=trial.estimate,
                    weight=weights.get(trial),
                )
                for trial in trials
            ),
            pooled=pooled,
            better=_better(row.claim, names),
            index=_index(row.claim, names),
            against=goes_against(trials[0].estimate.measure, row.claim.family),
        )


def _index(claim: Claim, names: TermLabels) -> str:
    return names.name("intervention", claim.intervention).lower() or "the intervention"


def _better(claim: Claim, names: TermLabels) -> str:
    term = names.term("measure", claim.family)
    return f"{term.better} is better" if term and term.asked and term.better else ""


def _rows(panel: Panel) -> Iterable[TableRow]:
    about = (panel.outcome, panel.compared, panel.time)
    for line in panel.lines:
        yield (*about, line.label, estimate_words(line.estimate), _share(line.weight) or "–")
    if panel.pooled:
        yield (*about, "Pooled", pooled_words(panel.pooled), _share(1.0))


def _share(weight: float | None) -> str:
    """A weight as Cochrane prints it: ``24.3%``; empty where there is none."""
    return "" if weight is None else f"{100 * weight:.1f}%"


def _draw(plot: Forest) -> str:
    sheet = Sheet(_WIDTH, title=plot.title, alt=plot.alt)
    sheet.text(16, 30, plot.title, size=16, weight="600")
    y = _TOP
    for panel in plot.panels[:_MOST]:
        y = _panel(sheet, panel, y)
    if len(plot.panels) > _MOST:
        sheet.text(16, y + 4, f"… and {len(plot.panels) - _MOST} more, in the table.", fill=PALE)
        y += 20
    return sheet.done(y)


def _panel(sheet: Sheet, panel: Panel, top: float) -> float:
    """Draw one panel below ``top``; returns where it ends."""
    sheet.text(16, top + 10, cut(f"{panel.outcome} ({panel.time})", 560, 13, bold=True), size=13,
               weight="600")  # fmt: skip
    sheet.text(16, top + 27, cut(panel.about, 560, 11), size=11, fill=PALE)
    axis = Axis.of([line.estimate for line in panel.lines], panel.pooled)
    count = len(panel.lines) + (1 if panel.pooled else 0)
    first, bottom = top + _HEAD, top + _HEAD + count * _ROW
    for tick in axis.ticks:
        x = axis.x(tick)
        null = tick == axis.null
        colour, dash = (PALE, "4 3") if null else (LINE, "none")
        sheet.shape("line", x1=x, x2=x, y1=first - 10, y2=bottom - 6, stroke=colour,
                    stroke_dasharray=dash)  # fmt: skip
        sheet.text(x, bottom + 8, figure(tick), size=10, anchor="middle", fill=PALE)
    heaviest = max((line.weight or 0.0 for line in panel.lines), default=0.0)
    for number, line in enumerate(panel.lines):
        side = _SIDE * sqrt(line.weight / heaviest) if line.weight else _PLAIN
        _line(sheet, line, axis, first + number * _ROW, side=max(side, _LEAST))
    if panel.pooled:
        sheet.text(_WEIGHT, top + 27, "Weight", size=11, anchor="end", fill=PALE)
        _diamond(sheet, panel.pooled, axis, first + (count - 1) * _ROW)
    left, right = ("more", "less") if panel.against else ("less", "more")
    index = cut(panel.index, 120, 10)
    sheet.text(LEFT, bottom + 23, f"← {left} with {index}", size=10, fill=PALE)
    sheet.text(RIGHT, bottom + 23, f"{right} with {index} →", size=10, anchor="end", fill=PALE)
    return bottom + _FOOT


def _line(sheet: Sheet, line: ForestLine, axis: Axis, y: float, *, side: float) -> None:
    estimate = line.estimate
    value, low, high = (estimate.value or 0.0, estimate.low or 0.0, estimate.high or 0.0)
    words = estimate_words(estimate)
    sheet.text(16, y + 4, cut(line.label, LEFT - 36))
    sheet.shape("line", words, x1=axis.x(low), x2=axis.x(high), y1=y, y2=y, stroke=INK,
                stroke_width=1.6)  # fmt: skip
    for end, arrow in ((low, low < axis.low), (high, high > axis.high)):
        if not arrow:
            x = axis.x(end)
            sheet.shape("line", x1=x, x2=x, y1=y - 4, y2=y + 4, stroke=INK, stroke_width=1.6)
    sheet.shape("rect", words, x=axis.x(value) - side / 2, y=y - side / 2, width=side, height=side,
                fill=INK)  # fmt: skip
    sheet.text(RIGHT + 16, y + 4, _short(estimate), size=11)
    if line.weight is not None:
        sheet.text(_WEIGHT, y + 4, _share(line.weight), size=11, anchor="end")


def _short(estimate: Estimate) -> str:
    ends = (estimate.low or 0.0, estimate.high or 0.0)
    value, low, high = figures(estimate.value or 0.0, *ends, most=PRINTED)
    return f"{estimate.measure} {value} [{low}, {high}]"


def _diamond(sheet: Sheet, effect: PooledEffect, axis: Axis, y: float) -> None:
    left, middle, right = (axis.x(value) for value in (effect.low, effect.value, effect.high))
    corners = ((left, y), (middle, y - 7), (right, y), (middle, y + 7))
    points = " ".join(f"{x:.1f},{at:.1f}" for x, at in corners)
    value, lowest, highest = pooled_figures(effect, effect.value, effect.low, effect.high)
    printed = f"{value} [{lowest}, {highest}]"
    sheet.text(16, y + 4, "Pooled, random effects", weight="600")
    low, high = (axis.x(value) for value in effect.predicted)
    sheet.shape("line", "95% prediction interval", x1=low, x2=high, y1=y, y2=y, stroke=PALE,
                stroke_width=1.2, stroke_dasharray="3 2")  # fmt: skip
    sheet.shape("polygon", f"Pooled: {printed}", points=points, fill="#0072b2")
    sheet.text(RIGHT + 16, y + 4, f"{effect.measure} {printed}", size=11, weight="600")
    sheet.text(_WEIGHT, y + 4, _share(1.0), size=11, anchor="end", weight="600")
