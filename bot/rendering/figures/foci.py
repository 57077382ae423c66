"""Foci: the peak coordinates that studies report, one colour for each comparison.

Peaks that enter no pooled map are grey, and the key and the table say why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.studies import Focus
from bot.rendering.figures.drawing import (
    DOWN,
    MIXED,
    NONE,
    PALE,
    PAPER,
    UP,
    Sheet,
    cut,
    number,
    wrapped,
)
from bot.rendering.figures.figure import TableRow, TopicFigure
from bot.rendering.figures.glass import MIDDLES, NAMES, PANEL, VIEWS, glass, spot
from bot.rendering.phrases import counted
from bot.synthesis.pooling import NEEDED, LeftOut, Pool, Pooling
from bot.topics.topic import FigureWords

MOST_POOLS = 6
"""Comparisons that are drawn; the table twin has them all."""
_COLOURS = (DOWN, UP, "#009e73", MIXED, "#56b4e9", "#e69f00")
_KEY, _WIDTH, _TOP = 550.0, 860.0, 44.0
_LINE, _GAP = 17.0, 6.0


@dataclass(frozen=True, kw_only=True)
class Foci(TopicFigure):
    """The experiments by comparison, and the names of comparisons and studies."""

    pools: tuple[Pool, ...]
    left_out: tuple[LeftOut, ...]
    """Studies with peaks that enter no experiment."""
    comparisons: tuple[str, ...]
    """What people call each pool's comparison."""
    labels: tuple[tuple[str, str], ...]
    """What people call each study, by its id."""
    name = "foci"
    header = ("Comparison", "Study", "Cohort", "x, y, z", "Space", "Source", "Eligible for pooling")

    @property
    def caption(self) -> str:
        """How to read it, and what enters no pooled map."""
        barred = "".join(
            f" Not eligible for pooling, because {why}: {', '.join(studies)}."
            for why, studies, _ in self._barred
        )
        return (
            f"{self.words.caption} Coordinates are not pooled: a pooled map needs {NEEDED}"
            f" independent experiments of one comparison.{barred}"
        )

    @property
    def alt(self) -> str:
        """How many there are, and how far from a pooled map."""
        pooled = sum(len(experiment.foci) for pool in self.pools for experiment in pool.experiments)
        foci = pooled + sum(len(study.foci) for study in self.left_out)
        experiments = "; ".join(self._progress)
        return f"{self.words.views} with {counted(foci, 'peak')}." + (
            f" {experiments}." if experiments else ""
        )

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Every focus."""
        labels = dict(self.labels)
        pooled = (
            (compared, experiment.studies, experiment.cohort, focus, "yes")
            for pool, compared in zip(self.pools, self.comparisons, strict=True)
            for experiment in pool.experiments
            for focus in experiment.foci
        )
        barred = (
            ("not assigned", (study.study,), "", focus, f"no: {study.why}")
            for study in self.left_out
            for focus in study.foci
        )
        return tuple(
            (
                compared, " and ".join(labels.get(study, study) for study in studies), cohort,
                ", ".join(map(number, (focus.x, focus.y, focus.z))), focus.space, focus.source, use,
            )
            for compared, studies, cohort, focus, use in (*pooled, *barred)
        )  # fmt: skip

    def svg(self) -> str:
        """The picture."""
        sheet = Sheet(_WIDTH, title=self.title, alt=self.alt)
        sheet.text(16, 28, self.title, size=16, weight="600")
        glass(sheet, _TOP)
        for view, x in MIDDLES.items():
            sheet.text(x, _TOP + PANEL + 6, NAMES[view], size=11, anchor="middle", fill=PALE)
        y = _TOP + 22
        for why, studies, foci in self._barred:
            _dots(sheet, foci, NONE, f"not eligible, because {why}")
            y = _entry(sheet, y, NONE, f"Not eligible, because {why}: {', '.join(studies)}")
        drawn = list(zip(self.pools, _COLOURS, self._progress, strict=False))[:MOST_POOLS]
        for pool, colour, label in drawn:
            for experiment in pool.experiments:
                _dots(sheet, experiment.foci, colour, experiment.cohort)
            y = _entry(sheet, y, colour, label)
        more = len(self.pools) - len(drawn)
        if more > 0:
            sheet.text(_KEY, y, f"{counted(more, 'more comparison')} in the table", fill=PALE)
        return sheet.done(max(_TOP + PANEL + 24, y + 8))

    @property
    def _progress(self) -> list[str]:
        both = zip(self.pools, self.comparisons, strict=True)
        return [pool.progress(cut(compared, 400)) for pool, compared in both]

    @property
    def _barred(self) -> list[tuple[str, list[str], list[Focus]]]:
        """Each reason, the studies left out for it, and those of their peaks that are drawn."""
        labels = dict(self.labels)
        reasons: dict[str, tuple[list[str], list[Focus]]] = {}
        for study in self.left_out:
            studies, foci = reasons.setdefault(study.why, ([], []))
            studies.append(labels.get(study.study, study.study))
            foci += study.foci
        return [(why, *gathered) for why, gathered in reasons.items()]


def foci(
    pooling: Pooling,
    comparisons: Mapping[str, str],
    labels: Mapping[str, str],
    words: FigureWords,
) -> Foci | None:
    """The foci of all studies; None where no study reports any in a human brain."""
    if not pooling.pools and not any(study.foci for study in pooling.left_out):
        return None
    used = {
        study
        for pool in pooling.pools
        for experiment in pool.experiments
        for study in experiment.studies
    } | {study.study for study in pooling.left_out}
    return Foci(
        pools=pooling.pools,
        left_out=pooling.left_out,
        comparisons=tuple(
            comparisons.get(pool.comparison, pool.comparison) for pool in pooling.pools
        ),
        labels=tuple(sorted((key, label) for key, label in labels.items() if key in used)),
        words=words,
    )


def _entry(sheet: Sheet, y: float, colour: str, label: str) -> float:
    """One entry of the key; returns where the next one begins."""
    sheet.shape("circle", cx=_KEY + 6, cy=y - 4, r=5.0, fill=colour)
    for line in wrapped(label, _WIDTH - _KEY - 36):
        sheet.text(_KEY + 20, y, line)
        y += _LINE
    return y + _GAP


def _dots(sheet: Sheet, foci: Sequence[Focus], colour: str, label: str) -> None:
    for focus in foci:
        at = (focus.x, focus.y, focus.z)
        hollow = focus.space.upper().startswith("TAL")
        paint = {"fill": PAPER, "stroke": colour} if hollow else {"fill": colour, "stroke": PAPER}
        for view, (across, up) in VIEWS.items():
            x, y = spot(view, at[across], at[up], _TOP)
            sheet.shape(
                "circle",
                f"{label}: {', '.join(map(number, at))}",
                cx=x,
                cy=y,
                r=3.2,
                fill_opacity=0.8,
                stroke_width=1.0,
                **paint,
            )
