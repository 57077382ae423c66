"""What people decided, in files that other screening programs read and that can be read back here.

ASReview reads a column ``included``, and in RIS the notes ``ASReview_relevant`` and
``ASReview_irrelevant``; it passes over what begins with ``asreview_`` (ASReview 2.0,
``asreview/data/ris.py``). Covidence takes RIS into the list that a person names, so each list is a
file of its own there.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.rendering.escaping import one_line
from bot.rendering.exports.columns import Column, several
from bot.rendering.exports.items import author, item, title
from bot.rendering.exports.managers import ris_entry, ris_text
from bot.rendering.exports.revman import revman_csv
from bot.rendering.exports.tables import table
from bot.rendering.labels import TermLabels

UNDECIDED = "undecided"
LISTS = (*(str(verdict) for verdict in (Verdict.INCLUDE, Verdict.EXCLUDE)), UNDECIDED)
"""Parts of a review that can be taken out alone."""
_INCLUDED = {Verdict.INCLUDE: "1", Verdict.EXCLUDE: "0"}
_MARKS = {Verdict.INCLUDE: "ASReview_relevant", Verdict.EXCLUDE: "ASReview_irrelevant"}
_NOT_SEEN = "ASReview_not_seen"


@dataclass(frozen=True, kw_only=True)
class ScreenedPaper:
    """A record with what a person decided on it, and its abstract where that is at hand."""

    record: Record
    decision: Decision | None = None
    """None where no person has decided."""
    abstract: str = ""

    @property
    def reason(self) -> str:
        """The criterion that it failed, where one is named."""
        return self.decision.criterion if self.decision else ""

    @property
    def note(self) -> str:
        """Why it was decided so, in words."""
        return several(self.decision.reasons) if self.decision else ""


@dataclass(frozen=True, kw_only=True)
class ScreeningData:
    """What the files are made from."""

    state: State
    papers: tuple[ScreenedPaper, ...]
    names: TermLabels


@dataclass(frozen=True, kw_only=True)
class ScreeningExport:
    """One format in which a review can be taken out."""

    name: str
    suffix: str
    meaning: str
    text: Callable[[ScreeningData], str]


def screened_papers(
    state: State, words: Mapping[str, Article], only: str = ""
) -> tuple[ScreenedPaper, ...]:
    """The papers in the order in which people decided them, then those that nobody has decided.

    ``only`` is one of :data:`LISTS`, or empty for all of them.
    """
    people = {key: label for key, label in state.human_labels.items() if key in state.by_id}
    place = {id(decision): at for at, decision in enumerate(state.decisions)}
    decided = sorted(people, key=lambda key: (people[key].on, place[id(people[key])]))
    order = (*decided, *(key for key in state.by_id if key not in people))
    wanted = (
        key for key in order
        if only in ("", str(people[key].verdict) if key in people else UNDECIDED)
    )  # fmt: skip
    return tuple(
        ScreenedPaper(
            record=state.by_id[key],
            decision=people.get(key),
            abstract=one_line(words[key].abstract) if key in words else "",
        )
        for key in wanted
    )


SCREENING_COLUMNS: tuple[Column[ScreenedPaper], ...] = (
    Column(name="review_id", meaning="The review's id of the paper",
           value=lambda paper: paper.record.id),
    Column(name="title", meaning="Title", value=lambda paper: title(paper.record)),
    Column(name="abstract", meaning="Abstract, where this computer has it",
           value=lambda paper: paper.abstract),
    Column(name="authors", meaning="Authors", values="separated by `;`",
           value=lambda paper: several(map(author, paper.record.authors))),
    Column(name="year", meaning="Year of publication", value=lambda paper: paper.record.year),
    Column(name="journal", meaning="Journal", value=lambda paper: paper.record.journal),
    Column(name="volume", meaning="Volume", value=lambda paper: paper.record.volume),
    Column(name="issue", meaning="Issue", value=lambda paper: paper.record.issue),
    Column(name="pages", meaning="Pages", value=lambda paper: paper.record.pages),
    Column(name="doi", meaning="Digital object identifier", value=lambda paper: paper.record.doi),
    Column(name="pmid", meaning="PubMed's id", value=lambda paper: paper.record.pmid),
    Column(name="pmcid", meaning="PubMed Central's id", value=lambda paper: paper.record.pmcid),
    Column(name="keywords", meaning="Keywords", values="separated by `;`",
           value=lambda paper: several(paper.record.keywords)),
    Column(name="included", meaning="What a person decided", values="1, 0, or empty: undecided",
           value=lambda paper: _INCLUDED.get(paper.decision.verdict) if paper.decision else ""),
    Column(name="decided_on", meaning="When", values="YYYY-MM-DD",
           value=lambda paper: paper.decision.on if paper.decision else ""),
    Column(name="decided_by", meaning="By whom",
           value=lambda paper: paper.decision.by if paper.decision else ""),
    Column(name="reason", meaning="The criterion that it failed, where one was named",
           value=lambda paper: paper.reason),
    Column(name="note", meaning="Why, in words", value=lambda paper: paper.note),
)  # fmt: skip


def _ris(data: ScreeningData, notes: Callable[[ScreenedPaper], list[str]]) -> str:
    return ris_text(_ris_entry(paper, notes(paper)) for paper in data.papers)


def _ris_entry(paper: ScreenedPaper, notes: list[str]) -> dict[str, object]:
    record = paper.record
    more = {
        "abstract": paper.abstract,
        "keywords": [one_line(word) for word in record.keywords],
        "name_of_database": "PubMed" if record.pmid else "",
        "custom2": record.pmcid,
        "notes": notes,
    }
    return {**ris_entry(item(record)), **{key: value for key, value in more.items() if value}}


def _asreview_notes(paper: ScreenedPaper) -> list[str]:
    decision = paper.decision
    if decision is None:
        return [_NOT_SEEN]
    values = {
        "time": decision.on, "decided_by": decision.by, "reason": paper.reason, "note": paper.note,
    }  # fmt: skip
    facts = (
        f"asreview_{name}: {json.dumps(one_line(value), ensure_ascii=False)}"
        for name, value in values.items() if value
    )  # fmt: skip
    return [_MARKS[decision.verdict], *facts]


def _covidence_notes(paper: ScreenedPaper) -> list[str]:
    decision = paper.decision
    if decision is None:
        return []
    notes = [
        f"decision: {decision.verdict}",
        f"decided_on: {decision.on}",
        f"decided_by: {one_line(decision.by)}",
        one_line(paper.note),
    ]
    if paper.reason:
        notes.append(f"Exclusion reason: {one_line(paper.reason)}")
    return notes


def _csl(data: ScreeningData) -> str:
    return json.dumps(list(map(_csl_item, data.papers)), ensure_ascii=False, indent=1) + "\n"


def _csl_item(paper: ScreenedPaper) -> dict[str, object]:
    entry: dict[str, object] = dict(item(paper.record))
    if paper.abstract:
        entry["abstract"] = paper.abstract
    if paper.record.keywords:
        entry["keyword"] = "; ".join(map(one_line, paper.record.keywords))
    if decision := paper.decision:
        entry["custom"] = {
            "decision": str(decision.verdict),
            "decided_on": decision.on,
            "decided_by": one_line(decision.by),
            "reason": one_line(paper.reason),
            "asreview_note": one_line(paper.note),
        }
    return entry


SCREENING_EXPORTS = (
    ScreeningExport(
        name="asreview-csv",
        suffix=".csv",
        meaning="All papers with people's decisions, for ASReview",
        text=lambda data: table(SCREENING_COLUMNS, data.papers),
    ),
    ScreeningExport(
        name="asreview-ris",
        suffix=".ris",
        meaning="The same as RIS, for ASReview and reference managers",
        text=lambda data: _ris(data, _asreview_notes),
    ),
    ScreeningExport(
        name="covidence",
        suffix=".ris",
        meaning="RIS for Covidence; take each list out alone, with --only",
        text=lambda data: _ris(data, _covidence_notes),
    ),
    ScreeningExport(
        name="csl-json",
        suffix=".json",
        meaning="CSL-JSON, for Zotero and citation processors",
        text=_csl,
    ),
    ScreeningExport(
        name="revman",
        suffix=".csv",
        meaning="Characteristics of included and excluded studies, for RevMan",
        text=lambda data: revman_csv(data.state, data.names),
    ),
)
"""Every format; a new one is a new entry."""
