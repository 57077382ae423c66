"""Foci: the peak coordinates that whole-brain studies print, one colour for each comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rendering.figures.drawing import DOWN, MIXED, PALE, PAPER, UP, Sheet, cut, number, wrapped
from bot.rendering.figures.figure import TableRow
from bot.rendering.figures.glass import MIDDLES, NAMES, PANEL, VIEWS, glass, spot
from bot.rendering.phrases import counted
from bot.synthesis.pooling import NEEDED, Experiment, Pool, Pooling
from bot.topics.topic import FigureWords

MOST_POOLS = 6
"""Comparisons that are drawn; the table twin has them all."""
_COLOURS = (DOWN, UP, "#009e73", MIXED, "#56b4e9", "#e69f00")
_KEY, _WIDTH, _TOP = 550.0, 860.0, 44.0


@dataclass(frozen=True, kw_only=True)
class Foci:
    """The experiments by comparison, and the names of comparisons and studies."""

    pools: tuple[Pool, ...]
    comparisons: tuple[str, ...]
    """What people call each pool's comparison."""
    labels: tuple[tuple[str, str], ...]
    """What people call each study, by its id."""
    name = "foci"
    words: FigureWords
    header = ("Compared", "Study", "Cohort", "x, y, z", "Space", "Source")

    @property
    def title(self) -> str:
        """What it shows."""
        return self.words.title

    @property
    def caption(self) -> str:
        """How to read it."""
        return (
            f"{self.words.caption} Nothing is pooled: a pooled map needs {NEEDED} independent"
            " experiments of one comparison."
        )

    @property
    def alt(self) -> str:
        """How many there are, and how far from a pooled map."""
        if not self.pools:
            return self.words.empty
        foci = sum(len(experiment.foci) for pool in self.pools for experiment in pool.experiments)
        experiments = "; ".join(self._progress)
        return (
            f"{self.words.views} with {counted(foci, 'peak', 'peaks')}. Experiments: {experiments}."
        )

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Every focus."""
        labels = dict(self.labels)
        return tuple(
            (
                compared, " and ".join(labels.get(study, study) for study in experiment.studies),
                experiment.cohort, ", ".join(map(number, (focus.x, focus.y, focus.z))), focus.space,
                focus.source,
            )
            for pool, compared in zip(self.pools, self.comparisons, strict=True)
            for experiment in pool.experiments
            for focus in experiment.foci
        )  # fmt: skip

    def svg(self) -> str:
        """The picture."""
        sheet = Sheet(_WIDTH, title=self.title, alt=self.alt)
        sheet.text(16, 28, self.title, size=16, weight="600")
        glass(sheet, _TOP)
        for view, x in MIDDLES.items():
            sheet.text(x, _TOP + PANEL + 6, NAMES[view], size=11, anchor="middle", fill=PALE)
        drawn = list(zip(self.pools, _COLOURS, self._progress, strict=False))[:MOST_POOLS]
        y = _TOP + 22
        for pool, colour, label in drawn:
            for experiment in pool.experiments:
                _dots(sheet, experiment, colour)
            sheet.shape("circle", cx=_KEY + 6, cy=y - 4, r=5.0, fill=colour)
            for line in wrapped(label, _WIDTH - _KEY - 36):
                sheet.text(_KEY + 20, y, line)
                y += 17
            y += 6
        if not drawn:
            for line in wrapped(self.words.note, _WIDTH - _KEY - 56, 13):
                sheet.text(_KEY, y + 70, line, size=13, fill=PALE)
                y += 18
        more = len(self.pools) - len(drawn)
        if more > 0:
            sheet.text(_KEY, y, f"and {counted(more, 'more comparison')} in the table", fill=PALE)
        return sheet.done(_TOP + PANEL + 24)

    @property
    def _progress(self) -> list[str]:
        both = zip(self.pools, self.comparisons, strict=True)
        return [pool.progress(cut(compared, 400)) for pool, compared in both]


def foci(
    pooling: Pooling,
    comparisons: Mapping[str, str],
    labels: Mapping[str, str],
    words: FigureWords,
) -> Foci:
    """The foci of what could be pooled, and of no other study."""
    used = {
        study
        for pool in pooling.pools
        for experiment in pool.experiments
        for study in experiment.studies
    }
    return Foci(
        pools=pooling.pools,
        comparisons=tuple(
            comparisons.get(pool.comparison, pool.comparison) for pool in pooling.pools
        ),
        labels=tuple(sorted((key, label) for key, label in labels.items() if key in used)),
        words=words,
    )


def _dots(sheet: Sheet, experiment: Experiment, colour: str) -> None:
    for focus in experiment.foci:
        at = (focus.x, focus.y, focus.z)
        hollow = focus.space.upper().startswith("TAL")
        paint = {"fill": PAPER, "stroke": colour} if hollow else {"fill": colour, "stroke": PAPER}
        for view, (across, up) in VIEWS.items():
            x, y = spot(view, at[across], at[up], _TOP)
            sheet.shape(
                "circle",
                f"{experiment.cohort}: {', '.join(map(number, at))}",
                cx=x,
                cy=y,
                r=3.2,
                fill_opacity=0.8,
                stroke_width=1.0,
                **paint,
            )
