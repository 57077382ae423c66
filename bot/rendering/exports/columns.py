"""Columns of the tables: each with its meaning, so that table and data dictionary cannot drift."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.claims import Agreement, Certainty, Claim, Evidence, Species
from bot.domain.grade import Merit, RatedDown
from bot.domain.records import Record
from bot.domain.studies import (
    AGREED,
    CONFLICT,
    TO_CHECK,
    BiasJudgement,
    Direction,
    Finding,
    FindingKind,
    Study,
)
from bot.rendering.exports.items import author, title
from bot.topics.topic import FactKind, Topic

_R = TypeVar("_R")
_BETWEEN = "; "
_VOCABULARY = "an id of the vocabulary, or `other:` and the paper's own words"
_SIDES = ("left", "right", "bilateral", "midline")
_SIDED = frozenset(("hemisphere", "hemisphere_b"))
"""Columns of a topic whose places have sides."""
_OF_PLACES = frozenset(("region", "region_b", "clinical_variable", "scale", "foci", *_SIDED))
_OF_EFFECTS = frozenset(
    (
        *("comparator", "time", "effect_measure", "effect", "ci_low", "ci_high", "ci_level"),
        *("unit", "p", "risk_of_bias"),
    )
)
"""Columns of one kind of finding alone."""


@dataclass(frozen=True, kw_only=True)
class Column(Generic[_R]):
    """One column: its name, what it means, what may stand in it, and how it is filled."""

    name: str
    meaning: str
    values: str = "text"
    """Unit or allowed values, in words."""
    value: Callable[[_R], object]


@dataclass(frozen=True, kw_only=True)
class StudyRow:
    """An included record, the study read from it if any, and the cohort it counts for."""

    record: Record
    study: Study | None
    cohort: str


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """A finding of a study, and the study's record."""

    record: Record
    finding: Finding


def _facts(kind: str) -> Callable[[StudyRow], str]:
    return lambda row: several(row.study.facts.values(kind)) if row.study else ""


def several(values: Iterable[object]) -> str:
    """Several values in one cell."""
    return _BETWEEN.join(str(value) for value in values)


def _groups(row: StudyRow) -> str:
    return several(group.printed for group in row.study.groups) if row.study else ""


def _sizes(row: StudyRow) -> str:
    groups = row.study.groups if row.study else ()
    return several(f"{group.role}: {group.n}" for group in groups if group.role and group.n)


def _bias(row: StudyRow) -> str:
    judged = row.study.risk_of_bias if row.study else None
    return str((judged and judged.overall) or "")


def _fact(name: str, kind: FactKind) -> Column[StudyRow]:
    values = kind.values or _VOCABULARY
    allowed = f"none or several, separated by `;`; {values}; empty: not extracted"
    return Column(name=name, meaning=kind.meaning, values=allowed, value=_facts(name))


def _concern(row: StudyRow | FindingRow) -> str:
    return "yes" if row.record.concern else "no"


def _either(values: Iterable[object]) -> str:
    return ", ".join(f"`{value}`" for value in values)


_PAPER: tuple[Column[StudyRow], ...] = (
    Column(name="id", meaning="The record's id; it never changes. Joins the tables.",
           value=lambda row: row.record.id),
    Column(name="pmid", meaning="PubMed's id", values="digits, or empty",
           value=lambda row: row.record.pmid),
    Column(name="doi", meaning="Digital object identifier", value=lambda row: row.record.doi),
    Column(name="first_author", meaning="First author, or the name of a group",
           value=lambda row: author(row.record.authors[0]) if row.record.authors else ""),
    Column(name="year", meaning="Year of publication", values="four digits, or empty: not known",
           value=lambda row: row.record.year),
    Column(name="journal", meaning="Journal", value=lambda row: row.record.journal),
    Column(name="title", meaning="Title", value=lambda row: title(row.record)),
    Column(name="label", meaning="What the review calls it: first author and year, with a letter"
           " where two papers share both", value=lambda row: row.record.label),
    Column(name="cohort", meaning="The cohort of participants it counts for: papers about the"
           " same people share it", value=lambda row: row.cohort),
)  # fmt: skip
_TIER: Column[StudyRow] = Column(
    name="tier", meaning="How directly it bears on the question, where a person said so",
    values=f"{_either(('direct', 'indirect', 'preclinical'))}, or empty",
    value=lambda row: row.study.tier if row.study else "",
)  # fmt: skip
_SIZES: Column[StudyRow] = Column(
    name="n_by_role", meaning="Numbers of participants by the part that a group plays",
    values="`role: n`, separated by `;`; empty: not extracted", value=_sizes,
)  # fmt: skip
_FOUND: tuple[Column[StudyRow], ...] = (
    Column(name="findings", meaning="How many findings count",
           values="a count; empty: not extracted yet",
           value=lambda row: len(row.study.counted) if row.study else ""),
    Column(name="to_check", meaning="How many findings await a person's confirmation",
           values="a count; empty: not extracted yet",
           value=lambda row: len(row.study.to_check) if row.study else ""),
    Column(name="risk_of_bias", meaning="Overall risk of bias after RoB 2, as a person judged it",
           values=f"{_either(BiasJudgement)}; empty: not judged", value=_bias),
    Column(name="foci", meaning="How many peak coordinates its tables report",
           values="a count; empty: not extracted yet",
           value=lambda row: len(row.study.foci) if row.study else ""),
)  # fmt: skip
_READ: tuple[Column[StudyRow], ...] = (
    Column(name="read_from", meaning="Source of the extraction",
           values=f"{_either(('full text', 'abstract', 'title'))}; empty: not extracted yet",
           value=lambda row: row.study.read_from if row.study else ""),
    Column(name="checked", meaning="What a person set or confirmed",
           values="names of fields and ids of findings, separated by `;`",
           value=lambda row: several(row.study.checked) if row.study else ""),
    Column(name="concern", meaning="Whether the journal has published an expression of concern",
           values=_either(("yes", "no")), value=_concern),
)  # fmt: skip


def study_columns(topic: Topic) -> tuple[Column[StudyRow], ...]:
    """The columns of the table of studies, with those of the topic's kinds of facts."""
    groups: Column[StudyRow] = Column(
        name="groups", meaning="Groups as printed, each with its number of participants",
        values=f"numbers of {topic.participants}, separated by `;`; never computed", value=_groups,
    )  # fmt: skip
    if not topic:
        return (*_PAPER, groups, *_READ)
    facts = (_fact(name, kind) for name, kind in topic.facts.items())
    found = [column for column in _FOUND if column.name not in _foreign(topic)]
    return (*_PAPER, _TIER, groups, _SIZES, *facts, *found, *_READ)


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
    Column(name="hemisphere", meaning="Side", values=f"{_either(_SIDES)}; empty: not extracted",
           value=lambda row: row.finding.hemisphere),
    Column(name="region_b", meaning="The other end of a connection; the region again: within it",
           values=f"{_VOCABULARY}, or empty", value=lambda row: row.finding.region_b),
    Column(name="hemisphere_b", meaning="Side of the other end",
           values=f"{_either(_SIDES)}, or empty", value=lambda row: row.finding.hemisphere_b),
    Column(name="measure", meaning="What was measured", values=_VOCABULARY,
           value=lambda row: row.finding.measure),
    Column(name="direction", meaning="Direction in the first-named group",
           values=_either(Direction), value=lambda row: row.finding.direction.value),
    Column(name="comparison", meaning="What is compared with what",
           values="an id of the vocabulary; empty: not extracted",
           value=lambda row: row.finding.comparison),
    Column(name="clinical_variable", meaning="What a correlation is with, in the paper's words",
           value=lambda row: row.finding.clinical_variable),
    Column(name="intervention", meaning="Intervention between two times, or in one of two groups",
           values=f"{_VOCABULARY}, or empty", value=lambda row: row.finding.intervention),
    Column(name="comparator", meaning="What was done in the other group",
           values=f"{_VOCABULARY}, or empty", value=lambda row: row.finding.comparator),
    Column(name="time", meaning="When it was measured, as printed",
           values="a number and a unit; empty: not reported", value=lambda row: row.finding.time),
    *_estimates(),
    Column(name="statistic", meaning="Statistic as printed inside the quote",
           value=lambda row: row.finding.statistic),
    Column(name="hedged", meaning="Whether the paper words it cautiously",
           values=_either(("yes", "no")),
           value=lambda row: "yes" if row.finding.hedged else "no"),
    Column(name="turned", meaning="Whether the quote reports it of the comparator, so that"
           " its words point the other way", values=_either(("yes", "no")),
           value=lambda row: "yes" if row.finding.turned else "no"),
    Column(name="quote", meaning="Supporting quotation, verbatim",
           value=lambda row: row.finding.quote.text),
    Column(name="quoted_from", meaning="Where the quotation stands in the paper",
           values=f"{_either(('title', 'abstract'))}, or `full text, ` and its section",
           value=lambda row: row.finding.quote.part if row.finding.quote.text else ""),
    Column(name="read_by", meaning="Which readers extracted it, separated by `;`",
           values="empty: the rules alone",
           value=lambda row: several(row.finding.read_by)),
    Column(name="status", meaning="Status of the extraction: what is to be checked or in conflict"
           " counts only once a person has confirmed it",
           values=f"{_either((AGREED, TO_CHECK, CONFLICT))}; empty: extracted with confidence",
           value=lambda row: row.finding.status),
    Column(name="concern", meaning="Whether the journal has published an expression of concern",
           values=_either(("yes", "no")), value=_concern),
)  # fmt: skip


def _cohorts(direction: Direction) -> Column[Claim]:
    return Column(name=f"cohorts_{direction.value}",
                  value=lambda claim: claim.cohorts.get(direction, 0),
                  meaning=f"Independent cohorts that report: {direction.value}",
                  values="a count")  # fmt: skip


def _lowered(rated: RatedDown) -> str:
    return f"{rated.domain} -{rated.levels}: {', '.join(rated.concerns)}"


def _found(evidence: Evidence) -> str:
    return f"{evidence.study}/{evidence.finding}"


_CLAIMS: tuple[Column[Claim], ...] = (
    Column(name="id", meaning="The claim's name, the same in every version of the review",
           value=lambda claim: f"none{claim.id[1:]}" if claim.id.startswith("-") else claim.id),
    Column(name="region_b", meaning="The other end of a connection; the region again: within it",
           values=f"{_VOCABULARY}, or empty", value=lambda claim: claim.region_b),
    Column(name="family", meaning="Family of measures, the only ones whose signs are comparable",
           value=lambda claim: claim.family),
    Column(name="scale", meaning="What the sign is of, where it is not the family's usual one",
           value=lambda claim: claim.scale),
    Column(name="comparison", meaning="What is compared with what; never pooled",
           values="an id of the vocabulary; empty: not extracted",
           value=lambda claim: claim.comparison),
    Column(name="clinical_variable", meaning="For correlations: with what",
           value=lambda claim: claim.clinical_variable),
    Column(name="intervention", meaning="For effects of treatment: of which intervention",
           values=f"{_VOCABULARY}, or empty", value=lambda claim: claim.intervention),
    Column(name="comparator", meaning="For effects of treatment: compared with what",
           values=f"{_VOCABULARY}, or empty", value=lambda claim: claim.comparator),
    Column(name="time", meaning="When effects were measured: those of one span count together",
           values="text; empty: not reported", value=lambda claim: claim.time),
    Column(name="species", meaning="Species examined, people apart from others; never pooled",
           values=_either(Species), value=lambda claim: claim.species.value),
    *map(_cohorts, Direction),
    Column(name="cohorts", meaning="Independent cohorts in all", values="a count",
           value=lambda claim: claim.total),
    Column(name="direction", meaning="What most cohorts report; `altered` where no direction leads",
           values=_either(Direction), value=lambda claim: claim.direction.value),
    Column(name="agreement", meaning="Agreement between the cohorts",
           values=_either(Agreement), value=lambda claim: claim.agreement.value),
    Column(name="certainty", meaning="How sure it is, after GRADE", values=_either(Certainty),
           value=lambda claim: claim.certainty.value),
    Column(name="rated_down", meaning="Domains of GRADE that lower certainty, each with its levels"
           " and concerns", values="`domain -levels: concern, concern`, separated by `;`",
           value=lambda claim: several(map(_lowered, claim.rated_down))),
    Column(name="rated_up", meaning="What raises certainty", values=f"{_either(Merit)}; several"
           " are separated by `;`",
           value=lambda claim: several(rated.merit.value for rated in claim.rated_up)),
    Column(name="randomised", meaning="Whether all of it comes from randomised trials",
           values=_either(("yes", "no")),
           value=lambda claim: "yes" if claim.randomised else "no"),
    Column(name="findings", meaning="What it rests on: study and finding, as in `findings.csv`",
           values="`study/finding`, separated by `;`",
           value=lambda claim: several(map(_found, claim.evidence))),
)  # fmt: skip


def finding_columns(topic: Topic) -> tuple[Column[FindingRow], ...]:
    """The columns of the table of findings."""
    region: Column[FindingRow] = Column(
        name="region", meaning=topic.place, values=f"{_VOCABULARY}; empty: none named",
        value=lambda row: row.finding.region,
    )  # fmt: skip
    columns = (*_FINDINGS[:2], region, *_FINDINGS[2:])
    left_out = _foreign(topic) | (frozenset() if topic.sided else _SIDED)
    return tuple(column for column in columns if column.name not in left_out)


def _foreign(topic: Topic) -> frozenset[str]:
    """Columns that the topic's kind of finding does not have."""
    return _OF_PLACES if topic.findings is FindingKind.EFFECTS else _OF_EFFECTS


def claim_columns(topic: Topic) -> tuple[Column[Claim], ...]:
    """The columns of the table of claims."""
    region: Column[Claim] = Column(
        name="region", meaning=topic.place, values=f"{_VOCABULARY}; empty: none named",
        value=lambda claim: claim.region,
    )  # fmt: skip
    columns = (*_CLAIMS[:1], region, *_CLAIMS[1:])
    left_out = _foreign(topic) | (frozenset() if topic.animals.many else {"species"})
    return tuple(column for column in columns if column.name not in left_out)
