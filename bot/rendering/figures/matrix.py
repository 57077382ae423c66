"""The evidence map: findings by region and family of measures, in independent cohorts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.claims import Claim
from bot.rendering.figures.matrix_drawing import draw
from bot.rendering.figures.matrix_table import MatrixEntry, MatrixTable, RegionRow
from bot.rendering.figures.naming import Family, Letter, family, letter, spelled, tally
from bot.rendering.labels import TermLabels
from bot.synthesis.directness import is_indirect
from bot.topics.topic import FigureWords

PLAIN = FigureWords(title="Evidence map", higher="higher", lower="lower", hatched="indirect")
"""The words of a figure of no topic."""


@dataclass(frozen=True, kw_only=True)
class MatrixFigure(MatrixTable):
    """The map as a figure."""

    def svg(self) -> str:
        """The picture."""
        return draw(self)


def matrix(
    claims: Iterable[Claim], names: TermLabels, indirect: Collection[str] = ()
) -> MatrixFigure | None:
    """The map of the claims that compare groups; ``indirect`` holds ids of indirect studies.

    None where no claim compares groups.
    """
    gathered: dict[str, dict[Family, list[MatrixEntry]]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        short = letter(claim, names)
        if short and claim.region_b in ("", claim.region):
            region = gathered.setdefault(names.region(claim.region), {})
            region.setdefault(family(claim, names), []).append(
                _entry(claim, short, names, indirect)
            )
    if not gathered:
        return None
    lines = [
        RegionRow(
            region=region,
            cells=tuple(
                (key, tuple(sorted(cells[key], key=lambda entry: entry.letter)))
                for key in sorted(cells)
            ),
        )
        for region, cells in gathered.items()
    ]
    nowhere = names.region("")
    ordered = tuple(
        sorted(lines, key=lambda line: (line.region == nowhere, -line.cohorts, line.region))
    )
    return MatrixFigure(lines=ordered, words=names.topic.figures.get("matrix", PLAIN))


def _entry(
    claim: Claim, short: Letter, names: TermLabels, indirect: Collection[str]
) -> MatrixEntry:
    return MatrixEntry(
        letter=short,
        tally=tally(claim),
        spelled=spelled(claim, names),
        direction=claim.direction,
        agreement=claim.agreement,
        total=claim.total,
        certainty=claim.certainty.value,
        hatched=is_indirect(claim, indirect, names.topic),
    )
