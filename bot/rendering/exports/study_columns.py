"""The columns of ``studies.csv``: the paper, its groups, what its topic asks, and its reading."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.records import Record
from bot.domain.risk_of_bias import BiasJudgement
from bot.domain.studies import Study
from bot.rendering.exports.columns import (
    VOCABULARY,
    Column,
    concern,
    either,
    inapplicable_columns,
    several,
)
from bot.rendering.exports.items import author, title
from bot.topics.topic import FactKind, Topic


@dataclass(frozen=True, kw_only=True)
class StudyRow:
    """An included record, the study read from it if any, and the cohort it counts for."""

    record: Record
    study: Study | None
    cohort: str


def _facts(kind: str) -> Callable[[StudyRow], str]:
    return lambda row: several(row.study.facts.values(kind)) if row.study else ""


def _groups(row: StudyRow) -> str:
    return several(group.printed for group in row.study.groups) if row.study else ""


def _sizes(row: StudyRow) -> str:
    groups = row.study.groups if row.study else ()
    return several(f"{group.role}: {group.n}" for group in groups if group.role and group.n)


def _bias(row: StudyRow) -> str:
    judged = row.study.risk_of_bias if row.study else None
    return str((judged and judged.overall) or "")


def _fact(name: str, kind: FactKind) -> Column[StudyRow]:
    values = kind.values or VOCABULARY
    allowed = f"none or several, separated by `;`; {values}; empty: not extracted"
    return Column(name=name, meaning=kind.meaning, values=allowed, value=_facts(name))


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
    values=f"{either(('direct', 'indirect', 'preclinical'))}, or empty",
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
           values=f"{either(BiasJudgement)}; empty: not judged", value=_bias),
    Column(name="foci", meaning="How many peak coordinates its tables report",
           values="a count; empty: not extracted yet",
           value=lambda row: len(row.study.foci) if row.study else ""),
)  # fmt: skip
_READ: tuple[Column[StudyRow], ...] = (
    Column(name="read_from", meaning="Source of the extraction",
           values=f"{either(('full text', 'abstract', 'title'))}; empty: not extracted yet",
           value=lambda row: row.study.read_from if row.study else ""),
    Column(name="checked", meaning="What a person set or confirmed",
           values="names of fields and ids of findings, separated by `;`",
           value=lambda row: several(row.study.checked) if row.study else ""),
    Column(name="concern", meaning="Whether the journal has published an expression of concern",
           values=either(("yes", "no")), value=lambda row: concern(row.record)),
)  # fmt: skip


def study_columns(topic: Topic) -> tuple[Column[StudyRow], ...]:
    """The columns of the table of studies, with those of the topic's kinds of facts."""
    groups: Column[StudyRow] = Column(
        name="groups", meaning="Groups as printed, each with its number of participants",
        values=f"numbers of {topic.participants}, separated by `;`; never computed", value=_groups,
    )  # fmt: skip
    if not topic:
        return (*_PAPER, groups, *_READ)
    facts = (_fact(name, kind) for name, kind in topic.facts.items() if kind.exported)
    counts = [column for column in _FOUND if column.name not in inapplicable_columns(topic)]
    return (*_PAPER, _TIER, groups, _SIZES, *facts, *counts, *_READ)
