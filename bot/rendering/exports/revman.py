"""Characteristics of studies in the fields of a Cochrane review, for RevMan.

The fields are those of its tables *Characteristics of included studies* and *of excluded studies*
(Cochrane Handbook, chapter III.2.5).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.verdicts import Verdict
from bot.rendering.exports.columns import Column, several
from bot.rendering.exports.items import title
from bot.rendering.exports.tables import table
from bot.rendering.labels import TermLabels

INTERVENTIONS = "interventions"
"""The kind of facts that is a field of its own there."""
_SECTIONS = {
    Verdict.INCLUDE: "Included studies",
    Verdict.EXCLUDE: "Excluded studies",
    Verdict.UNSURE: "Studies awaiting classification",
}


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A record in its section, and the study read from it, if any."""

    record: Record
    section: str
    decision: Decision
    study: Study | None
    names: TermLabels

    @property
    def excluded_because(self) -> str:
        """The reason for exclusion, as people or rules gave it."""
        if self.decision.verdict is not Verdict.EXCLUDE:
            return ""
        return self.decision.criterion or several(self.decision.reasons)

    @property
    def participants(self) -> str:
        """Groups as printed."""
        return several(group.printed for group in self.study.groups) if self.study else ""

    @property
    def methods(self) -> str:
        """What was extracted of design and setting, each kind by its name."""
        kinds = self.names.topic.facts if self.study else {}
        stated = ((kind, self._values(kind)) for kind in kinds if kind != INTERVENTIONS)
        return several(f"{kind.replace('_', ' ')}: {values}" for kind, values in stated if values)

    @property
    def interventions(self) -> str:
        """What was done to or with people."""
        return self._values(INTERVENTIONS) if INTERVENTIONS in self.names.topic.facts else ""

    @property
    def outcomes(self) -> str:
        """What the findings that count measured."""
        findings = self.study.counted if self.study else ()
        measures = dict.fromkeys(finding.measure for finding in findings)
        return several(self.names.name("measure", measure) for measure in measures)

    def _values(self, kind: str) -> str:
        if self.study is None:
            return ""
        term = self.names.topic.term_kind(kind)
        unit = known.unit if (known := self.names.topic.facts.get(kind)) else ""
        values = (self.names.name(term, value) for value in self.study.facts.values(kind))
        return ", ".join(f"{value} {unit}".strip() for value in values)


_COLUMNS: tuple[Column[_Row], ...] = (
    Column(name="Section", meaning="List of the review", value=lambda row: row.section),
    Column(name="Study ID", meaning="First author and year", value=lambda row: row.record.label),
    Column(name="Title", meaning="Title", value=lambda row: title(row.record)),
    Column(name="Year", meaning="Year of publication", value=lambda row: row.record.year),
    Column(name="Journal", meaning="Journal", value=lambda row: row.record.journal),
    Column(name="DOI", meaning="Digital object identifier", value=lambda row: row.record.doi),
    Column(name="PMID", meaning="PubMed's id", value=lambda row: row.record.pmid),
    Column(name="Methods", meaning="What was extracted of design and setting",
           value=lambda row: row.methods),
    Column(name="Participants", meaning="Groups as printed", value=lambda row: row.participants),
    Column(name="Interventions", meaning="Interventions", value=lambda row: row.interventions),
    Column(name="Outcomes", meaning="What was measured", value=lambda row: row.outcomes),
    Column(name="Reason for exclusion", meaning="Criterion, or the reasons given",
           value=lambda row: row.excluded_because),
    Column(name="Notes", meaning="Source of the extraction",
           value=lambda row: row.study.read_from if row.study else ""),
)  # fmt: skip


def revman_csv(state: State, names: TermLabels) -> str:
    """Included studies, those that people excluded, and those that await classification."""
    return table(_COLUMNS, _rows(state.lettered, names))


def _rows(state: State, names: TermLabels) -> Iterator[_Row]:
    for verdict, section in _SECTIONS.items():
        for record in state.with_verdict(verdict):
            decision = state.current_decisions[record.id]
            # What a program excluded by rank is no excluded study in Cochrane's sense.
            if verdict is Verdict.EXCLUDE and record.id not in state.human_labels:
                continue
            yield _Row(
                record=record, section=section, decision=decision,
                study=state.studies.get(record.id), names=names,
            )  # fmt: skip
