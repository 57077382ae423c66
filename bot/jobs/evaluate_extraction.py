"""Evaluate extraction: the reader measured on abstracts whose findings people annotated."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.studies import TO_CHECK, Finding, FindingKind
from bot.errors import Mistake
from bot.extraction import confidence
from bot.extraction.checks.validation import review_own
from bot.extraction.evaluation import Case, Scores, compare
from bot.extraction.link_training import FOLDS, annotated, cross_validated, read_with
from bot.extraction.reader import read
from bot.extraction.reading_errors import ReadingError, reading_errors
from bot.extraction.version import VERSION
from bot.extraction.vocabulary import Vocabulary, load


@dataclass(frozen=True, kw_only=True)
class EvaluatedPaper:
    """How the reader did on one paper."""

    id: str
    scores: Scores
    """Of the findings that count."""
    with_to_check: Scores
    """Of these and those that wait for a person."""
    disagreements: tuple[ReadingError, ...]


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """How the reader did on all papers."""

    papers: tuple[EvaluatedPaper, ...]

    @property
    def scores(self) -> Scores:
        """What counts in all papers, added up."""
        return sum((paper.scores for paper in self.papers), Scores())

    @property
    def with_to_check(self) -> Scores:
        """The same with what is to be checked."""
        return sum((paper.with_to_check for paper in self.papers), Scores())

    @property
    def errors(self) -> dict[str, int]:
        """How many disagreements there are of each kind, the most frequent first."""
        kinds = Counter(each.kind for paper in self.papers for each in paper.disagreements)
        return {kind.value: number for kind, number in kinds.most_common()}


def evaluate_extraction(
    cases: Sequence[Case], vocabulary: Vocabulary | None, *, cross_validate: bool = False
) -> Evaluated:
    """Read each annotated abstract; compare what counts, alone and with what is to check.

    To ``cross_validate`` is to read each with weights learned from the others, in ten folds.

    Raises:
        Mistake: fewer papers than folds, or a topic whose findings are not of places.
    """
    vocabulary = vocabulary or load("neuroimaging")
    readings = _cross_validated if cross_validate else _read
    papers = []
    for case, claimed in zip(cases, readings(cases, vocabulary), strict=True):
        findings, _ = review_own(claimed, case.title, case.abstract, vocabulary, VERSION)
        counted = [finding for finding in findings if finding.status != TO_CHECK]
        papers.append(
            EvaluatedPaper(
                id=case.id,
                scores=compare(case, counted),
                with_to_check=compare(case, findings),
                disagreements=tuple(reading_errors(case, counted)),
            )
        )
    return Evaluated(papers=tuple(papers))


def _read(cases: Iterable[Case], vocabulary: Vocabulary) -> Iterator[tuple[Finding, ...]]:
    yield from (read(case.title, case.abstract, vocabulary).findings for case in cases)


def _cross_validated(
    cases: Iterable[Case], vocabulary: Vocabulary
) -> Iterator[tuple[Finding, ...]]:
    """Yield the findings of each paper under weights learned from others."""
    if vocabulary.topic.findings is not FindingKind.PLACES:
        raise Mistake(
            "weights are learned here of findings in places only",
            hint="Leave out --cross-validate for this topic.",
        )
    papers = [annotated(case, vocabulary) for case in cases]
    if len(papers) < FOLDS:
        raise Mistake(
            f"{len(papers)} annotated papers are too few to learn from",
            hint=f"Cross-validation parts them into {FOLDS}; leave out --cross-validate.",
        )
    shipped = confidence.load()
    for paper, model in zip(papers, cross_validated(papers), strict=True):
        same_levels = replace(model, counts=shipped.counts, check=shipped.check)
        yield read_with(same_levels, paper).findings
