"""Every data file beside the review, as one list: a new file is a new entry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.rendering.exports.annotations import annotations
from bot.rendering.exports.claim_columns import claim_columns
from bot.rendering.exports.columns import Column
from bot.rendering.exports.coordinates import sleuth, studyset
from bot.rendering.exports.dictionary import DICTIONARY_COLUMNS, dictionary_csv
from bot.rendering.exports.dictionary import NAME as DICTIONARY
from bot.rendering.exports.finding_columns import finding_columns
from bot.rendering.exports.items import references_json
from bot.rendering.exports.managers import references_bib, references_ris
from bot.rendering.exports.study_columns import study_columns
from bot.rendering.exports.tables import claims_csv, findings_csv, studies_csv
from bot.rendering.labels import TermLabels
from bot.topics.topic import Topic


@dataclass(frozen=True, kw_only=True)
class ExportData:
    """What data files are made from."""

    state: State
    synthesis: Synthesis
    names: TermLabels

    @property
    def topic(self) -> Topic:
        """What the field decides."""
        return self.names.topic


@dataclass(frozen=True, kw_only=True)
class Export:
    """One data file."""

    name: str
    meaning: str
    """What it is, for the dictionary."""
    text: Callable[[ExportData], str | None]
    """Its content; None where there is nothing to put in it."""
    columns: Callable[[Topic], tuple[Column[Any], ...]] | None = None
    """Of a table."""
    needed: Callable[[Topic], bool] = lambda _: True
    """Whether a review of a topic has it."""


def _has_coordinates(topic: Topic) -> bool:
    return topic.coordinates is not None


EXPORTS = (
    Export(
        name="studies.csv",
        meaning="Included studies, one per row",
        text=lambda data: studies_csv(data.state, data.synthesis, data.topic),
        columns=study_columns,
    ),
    Export(
        name="findings.csv",
        meaning="Findings of the included studies, one per row, each with its quotation",
        text=lambda data: findings_csv(data.state, data.topic),
        columns=finding_columns,
        needed=bool,
    ),
    Export(
        name="claims.csv",
        meaning="Synthesised findings (claims), one per row",
        text=lambda data: claims_csv(data.synthesis, data.topic),
        columns=claim_columns,
        needed=bool,
    ),
    Export(
        name="annotations.jsonld",
        meaning="Findings as W3C Web Annotations of the papers' words, for Hypothesis and other"
        " programs that read JSON-LD",
        text=lambda data: annotations(data.state, data.names),
        needed=bool,
    ),
    Export(
        name="references.bib",
        meaning="The included papers for BibTeX and LaTeX",
        text=lambda data: references_bib(data.state.included),
    ),
    Export(
        name="references.ris",
        meaning="The included papers for reference managers",
        text=lambda data: references_ris(data.state.included),
    ),
    Export(
        name="references.json",
        meaning="The included papers as CSL-JSON, for Zotero and citation processors",
        text=lambda data: references_json(data.state.included),
    ),
    Export(
        name="foci-mni.txt",
        meaning="Peak coordinates in MNI space, in Sleuth's format",
        text=lambda data: sleuth(data.state, "MNI") or None,
        needed=_has_coordinates,
    ),
    Export(
        name="foci-talairach.txt",
        meaning="Peak coordinates in Talairach space, in Sleuth's format",
        text=lambda data: sleuth(data.state, "TAL") or None,
        needed=_has_coordinates,
    ),
    Export(
        name="studyset.json",
        meaning="Peak coordinates of all studies as a NiMADS studyset, for NiMARE",
        text=lambda data: studyset(data.state) or None,
        needed=_has_coordinates,
    ),
    Export(
        name=DICTIONARY,
        meaning="The data dictionary: every column of every table, one per row",
        text=lambda data: dictionary_csv(table_columns(data.topic)),
        columns=lambda _: DICTIONARY_COLUMNS,
    ),
)
"""In the order of the dictionary."""


def table_columns(topic: Topic) -> dict[str, tuple[Column[Any], ...]]:
    """The columns of every table that a review of a topic has, by the table's name."""
    return {
        export.name: export.columns(topic)
        for export in EXPORTS
        if export.columns and export.needed(topic)
    }
