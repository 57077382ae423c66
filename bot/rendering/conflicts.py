"""Conflicting evidence in words: one table for each region, and what is no conflict below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.claims import Claim, ConflictKind, Evidence, Synthesis
from bot.domain.state import State
from bot.rendering.answer import Sentence, cited, evidence_link, sentence
from bot.rendering.conflict_kinds import kind_words
from bot.rendering.directions import reported
from bot.rendering.escaping import Safe, markdown
from bot.rendering.labels import TermLabels, lowered
from bot.rendering.phrases import counted, sentence_case
from bot.synthesis.confounds import DIRECTNESS, PARTICIPANTS, Confound
from bot.synthesis.region_conflicts import Question, RegionConflicts, region_conflicts
from bot.topics.rules import ConflictWords

_OTHER_CONFOUNDS = {
    PARTICIPANTS: "size of the smallest group",
    DIRECTNESS: "directness of the evidence",
}
_ONE_REPORT = ConflictWords(
    name="One report gives both",
    research="The full text should say in whom, when and under what each direction holds.",
)
_NAMED = 3
"""Values of one confound, or studies without one, that are named; beyond that they are counted."""


@dataclass(frozen=True, kw_only=True)
class ConflictRow:
    """One question on which studies differ."""

    about: Safe
    """What is measured, where and in which comparison."""
    a: Safe
    """What the studies on one side found, and which ones they are."""
    b: Safe
    kind: str
    a_words: Safe
    """A link to the quotes of the papers on one side."""
    b_words: Safe
    """The same of the other side, empty where both sides stand in one place."""


@dataclass(frozen=True, kw_only=True)
class RegionTable:
    """All conflicts about one region."""

    title: str
    rows: tuple[ConflictRow, ...]
    """The first of them."""
    more: int
    """How many others there are."""
    differ: tuple[Safe, ...]
    """In what the studies differ, which may explain it."""
    unstated: Safe
    """What could not be extracted from any of the studies; empty where there is nothing."""
    unstated_in_some: Safe
    """What could not be extracted from some, with these; empty where there is nothing."""
    replicated: tuple[Sentence, ...]
    research: str


@dataclass(frozen=True, kw_only=True)
class ExplainedKind:
    """Differences of one kind, which conflict with nothing."""

    name: str
    meaning: str
    rows: tuple[ConflictRow, ...]
    """The first of them."""
    number: int
    """How many there are in all."""


@dataclass(frozen=True, kw_only=True)
class ConflictView:
    """Everything on which studies differ."""

    regions: tuple[RegionTable, ...]
    """The first of them."""
    more: int
    """How many other regions there are."""
    explained: tuple[ExplainedKind, ...]


def conflict_view(
    synthesis: Synthesis, state: State, names: TermLabels, *, most: int
) -> ConflictView:
    """The conflicts of each region, and by kind what only seems to conflict.

    Put in words are the first ``most`` regions, and so many rows of each table.
    """
    found = region_conflicts(synthesis, state.studies, names.topic)
    words = _Words(state, names, most)
    explained: dict[ConflictKind, list[Question]] = {}
    for question in (question for region in found for question in region.questions):
        if question.kind.explained:
            explained.setdefault(question.kind, []).append(question)
    unexplained = [region for region in found if not region.kind.explained]
    return ConflictView(
        regions=tuple(words.table(region) for region in unexplained[:most]),
        more=len(unexplained[most:]),
        explained=tuple(
            ExplainedKind(
                name=kind_words(kind, names.topic).name,
                meaning=kind_words(kind, names.topic).meaning,
                rows=tuple(words.row(question) for question in questions[:most]),
                number=len(questions),
            )
            for kind in ConflictKind
            if (questions := explained.get(kind))
        ),
    )


@dataclass(frozen=True)
class _Words:
    """Puts conflicts in words."""

    state: State
    names: TermLabels
    most: int

    def table(self, region: RegionConflicts) -> RegionTable:
        """The open questions of one region."""
        questions = [question for question in region.questions if not question.kind.explained]
        return RegionTable(
            title=sentence_case(self.names.region(region.region)),
            rows=tuple(self.row(question, region.region) for question in questions[: self.most]),
            more=len(questions[self.most :]),
            differ=tuple(
                self._differs(confound) for confound in region.confounds if confound.differs
            ),
            unstated=_joined(
                markdown(self._label(confound.kind))
                for confound in region.confounds
                if _all_lack(confound)
            ),
            unstated_in_some=_joined(
                self._unstated(confound)
                for confound in region.confounds
                if confound.unstated and not _all_lack(confound)
            ),
            replicated=tuple(
                sentence(claim, self.state.by_id, self.names) for claim in region.replicated
            ),
            research=self._kind(questions[0]).research,
        )

    def row(self, question: Question, region: str | None = None) -> ConflictRow:
        """One question, each side with its studies; under the heading of ``region`` without it."""
        first, last = question.claims[0], question.claims[-1]
        about = [self._about(claim) for claim in (first, last)]
        apart = about[0] != about[1]
        place = self.names.place(first)
        if not apart:
            headed = not first.region_b and first.region == region
            place = sentence_case(about[0]) if headed else f"{place}: {about[0]}"
        return ConflictRow(
            about=Safe(markdown(place)),
            a=self._side(question.a, about[0] if apart else ""),
            b=self._side(question.b, about[1] if apart else ""),
            kind=self._kind(question).name,
            a_words=evidence_link(first),
            b_words=evidence_link(last) if last is not first else Safe(""),
        )

    def _kind(self, question: Question) -> ConflictWords:
        one = _of_one_study(question)
        return _ONE_REPORT if one else kind_words(question.kind, self.names.topic)

    def _about(self, claim: Claim) -> str:
        """What is measured, and with or between whom, under what and in whom."""
        names = self.names
        done = lowered(names.name("intervention", claim.intervention))
        related = (
            (f"with {names.correlate(claim)}", done)
            if claim.clinical_variable
            else (lowered(names.compared(claim)),)
        )
        return ", ".join(filter(None, (lowered(names.quantity(claim)), *related)))

    def _side(self, evidence: Sequence[Evidence], about: str) -> Safe:
        """What one side found, on which side of the brain, each report with its studies."""
        reports: dict[str, list[str]] = {}
        for item in evidence:
            reports.setdefault(self._found(item), []).append(item.study)
        return Safe(
            " / ".join(
                f"{markdown(', '.join(part for part in (report, about) if part))}:"
                f" {cited(tuple(dict.fromkeys(studies)), self.state.by_id)}"
                for report, studies in reports.items()
            )
        )

    def _found(self, evidence: Evidence) -> str:
        """What one study reports, and on which side of the brain."""
        sides = " – ".join(side for side in (evidence.hemisphere, evidence.hemisphere_b) if side)
        return f"{reported(evidence, self.names)}{f' ({sides})' if sides else ''}"

    def _differs(self, confound: Confound) -> Safe:
        """In what studies differ: ``Cancer: lung (Moss 2021); breast (Fern 2022)``."""
        by_value: dict[tuple[str, ...], list[str]] = {}
        for study, values in confound.values.items():
            if values:
                by_value.setdefault(values, []).append(study)
        stated = [
            f"{markdown(self._values(confound.kind, values))} ({self._studies(studies)})"
            for values, studies in list(by_value.items())[:_NAMED]
        ]
        more = len(by_value) - _NAMED
        stated += [f"and {more} more"] if more > 0 else []
        label = markdown(sentence_case(self._label(confound.kind)))
        return Safe(f"{label}: {'; '.join(stated)}")

    def _unstated(self, confound: Confound) -> Safe:
        """Of which studies something was not extracted."""
        missing, all_studies = confound.unstated, len(confound.values)
        whose = (
            self._studies(missing)
            if len(missing) <= _NAMED
            else f"{len(missing)} of {counted(all_studies, 'study', 'studies')}"
        )
        return Safe(f"{markdown(self._label(confound.kind))} ({whose})")

    def _studies(self, studies: Sequence[str]) -> str:
        labels = [self.state.by_id[study].label for study in studies[:_NAMED]]
        more = len(studies) - _NAMED
        return markdown(", ".join([*labels, f"{more} more"] if more > 0 else labels))

    def _label(self, kind: str) -> str:
        return self.names.topic.contrasts.get(kind) or _OTHER_CONFOUNDS[kind]

    def _values(self, kind: str, values: Iterable[str]) -> str:
        term_kind = self.names.topic.term_kind(kind)
        return " and ".join(lowered(self.names.name(term_kind, value)) for value in values)


def _of_one_study(question: Question) -> bool:
    return len({evidence.study for evidence in (*question.a, *question.b)}) == 1


def _all_lack(confound: Confound) -> bool:
    """Whether it was not extracted from any study."""
    return len(confound.unstated) == len(confound.values)


def _joined(parts: Iterable[str]) -> Safe:
    """Parts that are escaped already, as one list."""
    return Safe("; ".join(parts))
