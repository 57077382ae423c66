"""What the evidence map shows: regions by families of measures, in independent cohorts."""

from dataclasses import dataclass

from bot.domain.claims import Agreement
from bot.domain.studies import Direction
from bot.rendering.figures.figure import TableRow, TopicFigure
from bot.rendering.figures.naming import Family, Letter
from bot.rendering.labels import NO_SINGLE_REGION, agreement
from bot.rendering.phrases import counted, sentence_case


@dataclass(frozen=True, kw_only=True)
class MatrixEntry:
    """One claim in one cell; claims of several comparisons stand below each other, never pooled."""

    letter: Letter
    tally: str
    spelled: str
    direction: Direction
    agreement: Agreement
    total: int
    certainty: str
    hatched: bool


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """One region, and its entries by family."""

    region: str
    cells: tuple[tuple[Family, tuple[MatrixEntry, ...]], ...]

    @property
    def cohorts(self) -> int:
        """How much was studied here: the sum over all entries, for the order alone."""
        return sum(entry.total for _, entries in self.cells for entry in entries)


@dataclass(frozen=True, kw_only=True)
class MatrixTable(TopicFigure):
    """Regions by families of measures."""

    lines: tuple[RegionRow, ...]
    name = "matrix"

    @property
    def header(self) -> TableRow:
        """The columns of its table twin."""
        return ("Region", "Measures", "Comparison", "Cohorts by direction", "Agreement",
                "Certainty", sentence_case(self.words.hatched))  # fmt: skip

    @property
    def families(self) -> tuple[Family, ...]:
        """The columns: families that some claim is of."""
        used = {key for line in self.lines for key, _ in line.cells}
        return tuple(sorted(used))

    @property
    def letters(self) -> tuple[Letter, ...]:
        """The comparisons that occur, by their letters, in the order of the key."""
        used = {entry.letter for line in self.lines for _, cell in line.cells for entry in cell}
        return tuple(sorted(used))

    @property
    def alt(self) -> str:
        """The size of the map and its best supported cells."""
        agreeing = [
            f"{line.region}, {key.name}, {entry.letter.words}: {entry.spelled}"
            for line in self.lines
            for key, cell in line.cells
            for entry in cell
            if entry.agreement is Agreement.CONSISTENT
        ]
        best = (
            f" Cohorts agree on: {'; '.join(agreeing[:5])}."
            if agreeing
            else " No two cohorts agree."
        )
        regions = sum(line.region != NO_SINGLE_REGION for line in self.lines)
        return (
            f"A map of {counted(regions, 'region')} by"
            f" {counted(len(self.families), 'family of measures', 'families of measures')}.{best}"
        )

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Every entry, by region and family."""
        return tuple(
            (
                line.region, key.name, entry.letter.words, entry.spelled,
                agreement(entry.agreement), entry.certainty, "yes" if entry.hatched else "no",
            )
            for line in self.lines
            for key, cell in line.cells
            for entry in cell
        )  # fmt: skip
