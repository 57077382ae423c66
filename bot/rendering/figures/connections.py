"""Connections: which regions are joined more or less tightly, by comparison."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.claims import Agreement, Claim
from bot.domain.studies import Direction
from bot.rendering.claim_subjects import contrast
from bot.rendering.figures.drawing import (
    COLOURS,
    DOWN,
    INK,
    MIXED,
    NONE,
    PALE,
    UP,
    Sheet,
    cut,
    number,
    width,
    wrapped,
)
from bot.rendering.figures.figure import TableRow, TopicFigure
from bot.rendering.figures.naming import Family, family, spelled
from bot.rendering.labels import TermLabels, agreement
from bot.rendering.phrases import counted
from bot.topics.topic import FigureWords

MOST_PANELS, MOST_EDGES = 4, 20
"""Comparisons, and connections of each, that are drawn; the table twin has them all."""
_PLAIN = FigureWords(title="Connections between regions")
"""The words of a figure of no topic."""
_WIDTH, _PANEL, _LABELS, _STEP = 860.0, 420.0, 250.0, 19.0


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One claim about a connection."""

    ends: tuple[str, str]
    compared: str
    family: Family
    direction: Direction
    agreement: Agreement
    total: int
    spelled: str
    certainty: str

    @property
    def within(self) -> bool:
        """Whether both ends are the same region: a connection within a network."""
        return self.ends[0] == self.ends[1]

    @property
    def colour(self) -> str:
        """The colour of its direction, or of what keeps it from having one."""
        # Yellow lines would be lost on white paper.
        odd = {Agreement.CONTRADICTED: INK, Agreement.MIXED: MIXED}
        return odd.get(self.agreement) or COLOURS[self.direction]


@dataclass(frozen=True, kw_only=True)
class Connections(TopicFigure):
    """Claims about connections, those of the most cohorts first."""

    edges: tuple[Edge, ...]
    name = "connections"
    header = ("Connection", "Comparison", "Measures", "Cohorts by direction", "Agreement",
              "Certainty")  # fmt: skip

    @property
    def alt(self) -> str:
        """How many, and the best supported."""
        best = "; ".join(
            f"{_joined(edge)}, {edge.compared}: {edge.spelled}" for edge in self.edges[:5]
        )
        return f"{counted(len(self.edges), 'connection')}. The most studied: {best}."

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Every connection."""
        return tuple(
            (_joined(edge), edge.compared, edge.family.name, edge.spelled,
             agreement(edge.agreement), edge.certainty)
            for edge in self.edges
        )  # fmt: skip

    def svg(self) -> str:
        """The picture."""
        return _draw(self)


def connections(claims: Iterable[Claim], names: TermLabels) -> Connections | None:
    """The connections among ``claims``; None where there are none."""
    edges = [
        Edge(
            ends=(names.region(claim.region), names.region(claim.region_b)),
            compared=f"{contrast(claim, names)}{names.in_animals(claim)}",
            family=family(claim, names),
            direction=claim.direction,
            agreement=claim.agreement,
            total=claim.total,
            spelled=spelled(claim, names),
            certainty=claim.certainty.value,
        )
        for claim in claims
        if claim.region and claim.region_b
    ]
    if not edges:
        return None
    return Connections(
        edges=tuple(
            sorted(edges, key=lambda edge: (-edge.total, edge.ends, edge.compared, edge.family))
        ),
        words=names.topic.figures.get("connections", _PLAIN),
    )


def _joined(edge: Edge) -> str:
    return f"within {edge.ends[0]}" if edge.within else " – ".join(edge.ends)


def _draw(figure: Connections) -> str:
    panels = [
        (compared, [edge for edge in figure.edges if edge.compared == compared])
        for compared, _ in Counter(edge.compared for edge in figure.edges).most_common(MOST_PANELS)
    ]
    sheet = Sheet(_WIDTH, title=figure.title, alt=figure.alt)
    sheet.text(16, 28, figure.title, size=16, weight="600")
    y = 60.0
    for at in range(0, len(panels), 2):
        pair = panels[at : at + 2]
        y = max(_panel(sheet, *panel, (16 + side * _PANEL, y)) for side, panel in enumerate(pair))
    y = _key(sheet, y + 8)
    others = len({edge.compared for edge in figure.edges}) - len(panels)
    if others:
        note = f"{counted(others, 'more comparison')} in the table below the figure."
        sheet.text(16, y, note, size=11, fill=PALE)
        y += 18
    return sheet.done(y)


def _panel(sheet: Sheet, compared: str, edges: list[Edge], corner: tuple[float, float]) -> float:
    """One comparison: its regions below each other, joined by arcs; returns where it ends."""
    left, y = corner
    drawn = edges[:MOST_EDGES]
    for line in wrapped(compared, _PANEL - 30, 13, bold=True):
        sheet.text(left, y, line, size=13, weight="600")
        y += 17
    nodes = _around(drawn)
    spots = {node: y + 8 + _STEP * at for at, node in enumerate(nodes)}
    # The weakest first: what more cohorts saw lies on top.
    for edge in reversed(drawn):
        _arc(sheet, edge, left + _LABELS, [spots[end] for end in edge.ends])
    for node, spot in spots.items():
        label = cut(node, _LABELS - 12)
        sheet.text(left + _LABELS - 9, spot + 4, label, anchor="end")
        sheet.shape("circle", node, cx=left + _LABELS, cy=spot, r=3.5, fill=INK)
    y += _STEP * len(nodes) + 8
    if len(edges) > len(drawn):
        more = f"{len(drawn)} of {len(edges)} connections; the others are in the table."
        sheet.text(left, y + 4, more, size=11, fill=PALE)
        y += 18
    return y + 18


def _around(edges: list[Edge]) -> list[str]:
    """The regions in an order that puts those that are joined side by side."""
    order: list[str] = []
    waiting = sorted({end for edge in edges for end in edge.ends})
    degree = Counter(end for edge in edges for end in dict.fromkeys(edge.ends))
    while waiting:
        stack = [max(waiting, key=lambda node: (degree[node], node))]
        while stack:
            here = stack.pop()
            if here in order:
                continue
            order.append(here)
            waiting.remove(here)
            stack += sorted(
                {end for edge in edges if here in edge.ends for end in edge.ends} - set(order),
                reverse=True,
            )
    return order


def _arc(sheet: Sheet, edge: Edge, x: float, ends: list[float]) -> None:
    first, last = ends
    if edge.within:
        first, last, out = first - 3, last + 3, 34.0
        bends = (first - 9, last + 9)
    else:
        out = min(22 + abs(last - first) * 0.62, (_PANEL - _LABELS - 24) / 0.75)
        bends = (first, last)
    path = (
        f"M{number(x)} {number(first)}C{number(x + out)} {number(bends[0])}"
        f" {number(x + out)} {number(bends[1])} {number(x)} {number(last)}"
    )
    sheet.shape(
        "path", f"{_joined(edge)}, {edge.compared}: {edge.spelled}", d=path, fill="none",
        stroke=edge.colour, stroke_width=min(1.4 + 1.4 * (edge.total - 1), 7.0),
        stroke_dasharray="none" if edge.total > 1 else "5 3", stroke_opacity=0.85,
    )  # fmt: skip


def _key(sheet: Sheet, y: float) -> float:
    entries = [
        (UP, 3.0, "none", "stronger, or positive correlation"),
        (DOWN, 3.0, "none", "weaker, or negative correlation"),
        (MIXED, 3.0, "none", "mixed: effect / no effect, or not comparable"),
        (INK, 3.0, "none", "conflicting evidence"),
        (NONE, 3.0, "none", "no clear difference, or direction not reported"),
        (PALE, 1.4, "5 3", "one cohort only"),
    ]
    x = 16.0
    for colour, thick, dash, words in entries:
        if x + 30 + width(words, 11) > _WIDTH - 16:
            x, y = 16.0, y + 18
        sheet.shape("line", x1=x, x2=x + 24, y1=y - 4, y2=y - 4, stroke=colour, stroke_width=thick,
                    stroke_dasharray=dash)  # fmt: skip
        sheet.text(x + 30, y, words, size=11)
        x += 44 + width(words, 11)
    return y + 20
