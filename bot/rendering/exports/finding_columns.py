"""The columns of ``findings.csv``: what was found, of whom, in which words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.records import Record
from bot.domain.studies import AGREED, CONFLICT, TO_CHECK, Direction, Finding
from bot.rendering.exports.columns import (
    SIDED,
    VOCABULARY,
    Column,
    concern,
    either,
    inapplicable_columns,
    several,
)
from bot.topics.topic import Topic

_SIDES = ("left", "right", "bilateral", "midline")


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """A finding of a study, and the study's record."""

    record: Record
    finding: Finding


def _estimated(field: str) -> Callable[[FindingRow], object]:
    def value(row: FindingRow) -> object:
        stated = getattr(row.finding.estimate, field) if row.finding.estimate else None
        return "" if stated is None else stated

    return value


def _estimates() -> Iterator[Column[FindingRow]]:
    """The columns of a printed estimate."""
    columns = {
        "effect_measure": ("measure", "Measure of the effect as printed",
                           "`MD`, `SMD`, `RR`, `OR`, `HR`, `RD`, `IRR`, or empty"),
        "effect": ("value", "The estimate as printed; a difference has the sign of its direction",
                   "a number, or empty"),
        "ci_low": ("low", "Lower end of its confidence interval", "a number, or empty"),
        "ci_high": ("high", "Upper end of its confidence interval", "a number, or empty"),
        "ci_level": ("level", "Confidence of the interval", "per cent, or empty"),
        "unit": ("unit", "Unit as printed", "text, or empty"),
        "p": ("p", "The p value printed with the estimate", "text, or empty"),
    }  # fmt: skip
    for name, (field, meaning, values) in columns.items():
        yield Column(name=name, meaning=meaning, values=values, value=_estimated(field))


_FINDINGS: tuple[Column[FindingRow], ...] = (
    Column(name="study", meaning="Id of the study, as in `studies.csv`",
           value=lambda row: row.record.id),
    Column(name="finding", meaning="Id of the finding within its study",
           value=lambda row: row.finding.id),
    Column(name="hemisphere", meaning="Side", values=f"{either(_SIDES)}; empty: not extracted",
           value=lambda row: row.finding.hemisphere),
    Column(name="region_b", meaning="The other end of a connection; the region again: within it",
           values=f"{VOCABULARY}, or empty", value=lambda row: row.finding.region_b),
    Column(name="hemisphere_b", meaning="Side of the other end",
           values=f"{either(_SIDES)}, or empty", value=lambda row: row.finding.hemisphere_b),
    Column(name="measure", meaning="What was measured", values=VOCABULARY,
           value=lambda row: row.finding.measure),
    Column(name="direction", meaning="Direction in the first-named group",
           values=either(Direction), value=lambda row: row.finding.direction.value),
    Column(name="comparison", meaning="What is compared with what",
           values="an id of the vocabulary; empty: not extracted",
           value=lambda row: row.finding.comparison),
    Column(name="clinical_variable", meaning="What a correlation is with, in the paper's words",
           value=lambda row: row.finding.clinical_variable),
    Column(name="intervention", meaning="Intervention between two times, or in one of two groups",
           values=f"{VOCABULARY}, or empty", value=lambda row: row.finding.intervention),
    Column(name="comparator", meaning="What was done in the other group",
           values=f"{VOCABULARY}, or empty", value=lambda row: row.finding.comparator),
    Column(name="time", meaning="When it was measured, as printed",
           values="a number and a unit; empty: not extracted", value=lambda row: row.finding.time),
    Column(name="subgroup", meaning="Whom alone it is of, as printed",
           values="words of the paper; empty: all who are compared",
           value=lambda row: row.finding.subgroup),
    *_estimates(),
    Column(name="statistic", meaning="Statistic as printed inside the quote",
           value=lambda row: row.finding.statistic),
    Column(name="hedged", meaning="Whether the paper words it cautiously",
           values=either(("yes", "no")),
           value=lambda row: "yes" if row.finding.hedged else "no"),
    Column(name="turned", meaning="Whether the quote reports it of the comparator, so that"
           " its words point the other way", values=either(("yes", "no")),
           value=lambda row: "yes" if row.finding.turned else "no"),
    Column(name="quote", meaning="Supporting quotation, verbatim",
           value=lambda row: row.finding.quote.text),
    Column(name="quoted_from", meaning="Where the quotation stands in the paper",
           values=f"{either(('title', 'abstract'))}, or `full text, ` and its section",
           value=lambda row: row.finding.quote.part if row.finding.quote.text else ""),
    Column(name="read_by", meaning="Which readers extracted it, separated by `;`",
           values="empty: the rules alone",
           value=lambda row: several(row.finding.read_by)),
    Column(name="status", meaning="Status of the extraction: what is to be checked or in conflict"
           " counts only once a person has confirmed it",
           values=f"{either((AGREED, TO_CHECK, CONFLICT))}; empty: extracted with confidence",
           value=lambda row: row.finding.status),
    Column(name="concern", meaning="Whether the journal has published an expression of concern",
           values=either(("yes", "no")), value=lambda row: concern(row.record)),
)  # fmt: skip


def finding_columns(topic: Topic) -> tuple[Column[FindingRow], ...]:
    """The columns of the table of findings."""
    region: Column[FindingRow] = Column(
        name="region", meaning=topic.place, values=f"{VOCABULARY}; empty: none named",
        value=lambda row: row.finding.region,
    )  # fmt: skip
    columns = (*_FINDINGS[:2], region, *_FINDINGS[2:])
    left_out = inapplicable_columns(topic) | (frozenset() if topic.sided else SIDED)
    return tuple(column for column in columns if column.name not in left_out)
