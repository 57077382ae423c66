"""The glass brain: where independent cohorts agree, at the approximate centre of each region."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import Agreement, Claim, Species
from bot.domain.studies import Direction
from bot.rendering.directions import ARROWS
from bot.rendering.figures.drawing import (
    COLOURS,
    NONE,
    PALE,
    PAPER,
    Sheet,
    cut,
    number,
    width,
    wrapped,
)
from bot.rendering.figures.figure import TableRow, TopicFigure
from bot.rendering.figures.glass import MIDDLES, NAMES, PANEL, VIEWS, Point, glass, spot
from bot.rendering.figures.naming import Family, Letter, family, letter, spelled
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted
from bot.topics.topic import FigureWords

FEWEST = 2
"""Independent cohorts that must agree before a region is marked."""
MOST_PANELS, MOST_MARKS = 4, 12
"""Families, and regions of each, that are drawn; the table twin has them all."""
_KEY, _WIDTH = 550.0, 940.0
_PLAIN = FigureWords(title="Regions in which cohorts agree")
"""The words of a figure of no topic."""


@dataclass(frozen=True, kw_only=True)
class RegionMark:
    """One region in which cohorts agree."""

    family: Family
    region: str
    letter: Letter
    direction: Direction
    cohorts: int
    spelled: str
    places: tuple[Point, ...]
    """One place, or one on each side where no side leads."""


@dataclass(frozen=True, kw_only=True)
class BrainFigure(TopicFigure):
    """The regions in which at least two independent cohorts of people agree."""

    marks: tuple[RegionMark, ...]
    unplaced: int = 0
    """Regions that qualify and have no known place."""
    words: FigureWords = _PLAIN
    name = "brain"
    header = (
        "Measures",
        "Region",
        "Comparison",
        "Cohorts by direction",
        "Cohorts",
        "Centre (MNI, approximate)",
    )

    @property
    def caption(self) -> str:
        """How to read it, and what it does not show."""
        unplaced = (
            f" {counted(self.unplaced, 'further finding')} in regions that no point stands for"
            f" {'is' if self.unplaced == 1 else 'are'} not drawn."
            if self.unplaced
            else ""
        )
        return (
            f"Regions in which at least {FEWEST} independent cohorts of people agree on a"
            f" direction and none differs. Larger dots: more cohorts. {self.words.caption}"
            f" {self.words.note} Where studies name no side, or both, both sides are marked."
            + unplaced
        )

    @property
    def alt(self) -> str:
        """Which regions are marked."""
        named = "; ".join(
            f"{mark.region}, {mark.family.name}, {mark.letter.words}: {mark.spelled}"
            for mark in self.marks[:8]
        )
        more = f"; and {len(self.marks) - 8} more" if len(self.marks) > 8 else ""  # noqa: PLR2004 - as many as are named
        return f"{self.words.views} with {counted(len(self.marks), 'mark')}: {named}{more}."

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Every mark."""
        return tuple(
            (
                mark.family.name, mark.region, mark.letter.words, mark.spelled, str(mark.cohorts),
                " and ".join(", ".join(number(n) for n in place) for place in mark.places),
            )
            for mark in self.marks
        )  # fmt: skip

    def svg(self) -> str:
        """The picture."""
        return _draw(self)


def brain(
    claims: Iterable[Claim], names: TermLabels, centroids: Mapping[str, Point]
) -> BrainFigure | None:
    """The marks of the claims that qualify; ``centroids`` holds the centre of each region by id.

    The centre of a region on both sides is given for one of them, by custom the left. None where
    no claim with a known place qualifies.
    """
    good = [
        (claim, short)
        for claim in claims
        if (short := letter(claim, names))
        and not names.topic.comparison(claim.comparison).vague
        and _qualifies(claim)
    ]
    placed = [(claim, short) for claim, short in good if claim.region in centroids]
    if not placed:
        return None
    marks = [
        RegionMark(
            family=family(claim, names),
            region=names.region(claim.region),
            letter=short,
            direction=claim.direction,
            cohorts=claim.cohorts[claim.direction],
            spelled=spelled(claim, names),
            places=places(claim, centroids[claim.region]),
        )
        for claim, short in placed
    ]
    order = sorted(marks, key=lambda mark: (mark.family, -mark.cohorts, mark.region, mark.letter))
    return BrainFigure(
        marks=tuple(order),
        unplaced=len(good) - len(placed),
        words=names.topic.figures.get("brain", _PLAIN),
    )


def _qualifies(claim: Claim) -> bool:
    return (
        claim.species is Species.HUMAN
        and claim.region_b in ("", claim.region)
        and claim.agreement is Agreement.CONSISTENT
        and COLOURS[claim.direction] != NONE
        and claim.cohorts.get(claim.direction, 0) >= FEWEST
    )


def places(claim: Claim, centre: Point) -> tuple[Point, ...]:
    """Where a claim is marked: on the side that its studies name, else on both."""
    x, y, z = centre
    sides = {evidence.hemisphere for evidence in claim.evidence}
    if not x:
        return (centre,)
    left, right = (-abs(x), y, z), (abs(x), y, z)
    if sides == {"left"}:
        return (left,)
    return (right,) if sides == {"right"} else (left, right)


def _draw(brain: BrainFigure) -> str:
    panels: dict[Family, list[RegionMark]] = {}
    for mark in brain.marks:
        panels.setdefault(mark.family, []).append(mark)
    shown = list(panels.items())[:MOST_PANELS]
    sheet = Sheet(_WIDTH, title=brain.title, alt=brain.alt)
    sheet.text(16, 28, brain.title, size=16, weight="600")
    y = 44.0
    for _, marks in shown:
        _panel(sheet, marks, y)
        y += PANEL
    for view, x in MIDDLES.items():
        sheet.text(x, y + 6, NAMES[view], size=11, anchor="middle", fill=PALE)
    y += 30
    rest = len(panels) - len(shown)
    notes = [brain.words.note]
    notes += [f"{counted(rest, 'more family', 'more families')} of measures in the table."] * (
        rest > 0
    )
    notes += [
        f"{letter_used.letter}: {letter_used.words}."
        for letter_used in sorted({mark.letter for mark in brain.marks})
    ]
    for line in wrapped(" ".join(notes), _WIDTH - 32, 11):
        sheet.text(16, y, line, size=11, fill=PALE)
        y += 16
    return sheet.done(y)


def _panel(sheet: Sheet, marks: list[RegionMark], top: float) -> None:
    """One family: three views, and the names of the numbered marks beside them."""
    glass(sheet, top)
    # Large ones first, so that none hides a smaller one.
    drawn = marks[:MOST_MARKS]
    for at, mark in sorted(enumerate(drawn, 1), key=lambda numbered: -numbered[1].cohorts):
        for view, (across, up) in VIEWS.items():
            for place in mark.places:
                x, y = spot(view, place[across], place[up], top)
                _dot(sheet, (x, y), mark, str(at))
    y = top + 22
    sheet.text(_KEY, y, marks[0].family.name, size=13, weight="600")
    step = min(19.0, (PANEL - 40) / max(len(drawn) + (len(marks) > len(drawn)), 1))
    size = 12 if step > 14 else 10  # noqa: PLR2004 - where letters of 12 would touch
    for at, mark in enumerate(drawn, 1):
        y += step
        label = f"{mark.letter.letter}: {counted(mark.cohorts, 'cohort')}"
        sheet.shape("circle", cx=_KEY + 7, cy=y - 4, r=step / 2 - 1.5, fill=COLOURS[mark.direction])
        sheet.text(_KEY + 7, y - 0.5, str(at), size=size - 2, anchor="middle", fill=PAPER,
                   weight="600")  # fmt: skip
        room = _WIDTH - 16 - width(label, size) - 10 - (_KEY + 20)
        name = cut(f"{ARROWS[mark.direction]} {mark.region}", room, size)
        sheet.text(_KEY + 20, y, name, size=size)
        sheet.text(_WIDTH - 16, y, label, size=size, anchor="end", fill=PALE)
    if len(marks) > len(drawn):
        more = f"{len(marks) - len(drawn)} more in the table"
        sheet.text(_KEY + 20, y + step, more, size=size, fill=PALE)


def _dot(sheet: Sheet, at: tuple[float, float], mark: RegionMark, label: str) -> None:
    title = f"{mark.region}, {mark.letter.words}: {mark.spelled}"
    radius = min(6.5 + 1.6 * (mark.cohorts - FEWEST), 14.0)
    sheet.shape("circle", title, cx=at[0], cy=at[1], r=radius, fill=COLOURS[mark.direction],
                fill_opacity=0.85, stroke=PAPER, stroke_width=1.2)  # fmt: skip
    sheet.text(at[0], at[1] + 3.3, label, size=9, anchor="middle", fill=PAPER, weight="700")
