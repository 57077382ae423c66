"""Evidence over time: studies, and independent cohorts or trials, by year of publication."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from bot.domain.claims import Cohort
from bot.rendering.figures.drawing import DOWN, INK, LINE, PALE, UP, Sheet, number, tint
from bot.rendering.figures.figure import TableRow
from bot.rendering.phrases import counted, sentence_case

_WIDTH, _HEIGHT = 760.0, 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 640.0, 56.0, 264.0
_WIDEST = 56.0
_LABELS = 12
_STEPS = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """New studies and cohorts by year, in order of years."""

    years: tuple[tuple[int, int, int], ...]
    """Year, new studies, new cohorts; every year between the first and the last."""
    undated: int = 0
    """Studies whose year is not known."""
    unit: str = "cohort"
    """What is independent of the others, and counted beside studies."""
    name = "timeline"
    title = "Evidence over time"

    @property
    def header(self) -> TableRow:
        """What the columns of its table are called."""
        many = f"{self.unit}s"
        return (
            "Year",
            "New studies",
            "Studies so far",
            f"New {many}",
            f"{sentence_case(many)} so far",
        )

    @property
    def caption(self) -> str:
        """How to read it."""
        reading = (
            f"Bars: studies published in each year. Lines: studies, and independent {self.unit}s of"
            f" participants, so far. A {self.unit} counts in the year of its first paper."
        )
        undated = f" {counted(self.undated, 'study', 'studies')} without a year not shown."
        return reading + (undated if self.undated else "")

    @property
    def alt(self) -> str:
        """From when to when, and how many."""
        *_, last = self.rows
        return (
            f"From {self.years[0][0]} to {self.years[-1][0]},"
            f" {counted(int(last[2]), 'study', 'studies')} of"
            f" {counted(int(last[4]), f'independent {self.unit}')} were published."
        )

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """One line a year."""
        studies = accumulate(new for _, new, _ in self.years)
        cohorts = accumulate(new for _, _, new in self.years)
        return tuple(
            (str(year), str(new), str(so_far), str(others), str(all_))
            for (year, new, others), so_far, all_ in zip(self.years, studies, cohorts, strict=True)
        )

    def svg(self) -> str:
        """The picture."""
        return _draw(self)


def timeline(
    years: Mapping[str, int | None], cohorts: Iterable[Cohort], unit: str = "cohort"
) -> Timeline | None:
    """The timeline of studies, given as their years by their ids, and of their cohorts.

    ``unit`` is what a cohort is called. None where no year is known.
    """
    known = {study: year for study, year in years.items() if year}
    if not known:
        return None
    firsts = (
        min(known[study] for study in cohort.studies if study in known)
        for cohort in cohorts
        if any(study in known for study in cohort.studies)
    )
    studies, groups = Counter(known.values()), Counter(firsts)
    span = range(min(studies), max(studies) + 1)
    return Timeline(
        years=tuple((year, studies[year], groups[year]) for year in span),
        undated=len(years) - len(known),
        unit=unit,
    )


def _draw(line: Timeline) -> str:
    sheet = Sheet(_WIDTH, title=line.title, alt=line.alt)
    sheet.text(16, 28, line.title, size=16, weight="600")
    scale = _grid(sheet, max(int(line.rows[-1][2]), int(line.rows[-1][4])))
    step = (_RIGHT - _LEFT) / len(line.years)
    centres = [_LEFT + step * (at + 0.5) for at in range(len(line.years))]
    every = -(-len(line.years) // _LABELS)
    for at, (x, (year, new, _)) in enumerate(zip(centres, line.years, strict=True)):
        label = f"{year}: {counted(new, 'new study', 'new studies')}"
        wide = min(step * 0.64, _WIDEST)
        sheet.shape("rect", label, x=x - wide / 2, y=_BOTTOM - new * scale, width=wide,
                    height=new * scale, fill=tint(INK, 0.22))  # fmt: skip
        if at % every == 0:
            sheet.text(x, _BOTTOM + 18, str(year), size=11, anchor="middle", fill=PALE)
    ends = [("study", "studies", 2, UP), (line.unit, f"{line.unit}s", 4, DOWN)]
    placed: list[float] = []
    for singular, plural, column, colour in ends:
        values = [int(row[column]) for row in line.rows]
        points = [(x, _BOTTOM - value * scale) for x, value in zip(centres, values, strict=True)]
        _line(sheet, points, colour, dashed=singular == line.unit)
        y = points[-1][1]
        y = max([y, *(other + 16 for other in placed if abs(other - y) < 16)])  # noqa: PLR2004 - a line of text
        placed.append(y)
        label = counted(values[-1], singular, plural)
        sheet.text(_RIGHT + 8, y + 4, label, weight="600", fill=colour)
    sheet.text(16, 300, "Bars: new studies in the year. Lines: so far.", size=11, fill=PALE)
    return sheet.done(_HEIGHT - 4)


def _grid(sheet: Sheet, most: int) -> float:
    """Draw the lines of the scale up to ``most``; returns how high one is."""
    tick = _tick(most)
    top = -(-most // tick) * tick
    scale = (_BOTTOM - _TOP) / top
    for value in range(0, top + 1, tick):
        y = _BOTTOM - value * scale
        sheet.shape("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, stroke=LINE)
        sheet.text(_LEFT - 8, y + 4, f"{value:,}", size=11, anchor="end", fill=PALE)
    return scale


def _line(sheet: Sheet, points: list[tuple[float, float]], colour: str, *, dashed: bool) -> None:
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    dash = "6 4" if dashed else "none"
    sheet.shape("polyline", points=path, fill="none", stroke=colour, stroke_width=2.5,
                stroke_dasharray=dash, stroke_linejoin="round")  # fmt: skip
    sheet.shape("circle", cx=points[-1][0], cy=points[-1][1], r=4.0, fill=colour)


def _tick(most: int) -> int:
    """The step between lines: 1, 2 or 5 times a power of ten, five lines or fewer."""
    size = 1
    while True:
        for step in _STEPS:
            if most <= step * size * 5:
                return step * size
        size *= 10
