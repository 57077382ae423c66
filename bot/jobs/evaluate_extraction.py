"""Evaluate extraction: the reader measured on abstracts whose findings people annotated."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.studies import TO_CHECK
from bot.extraction.checks import review_own
from bot.extraction.evaluation import Case, Scores, compare
from bot.extraction.reader import VERSION, read
from bot.extraction.reading_errors import ReadingError, reading_errors
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


def evaluate_extraction(cases: Sequence[Case], vocabulary: Vocabulary | None) -> Evaluated:
    """Read each annotated abstract; compare what counts, alone and with what is to check."""
    vocabulary = vocabulary or load("neuroimaging")
    papers = []
    for case in cases:
        claimed = read(case.title, case.abstract, vocabulary).findings
        found, _ = review_own(claimed, case.title, case.abstract, vocabulary, VERSION)
        counted = [finding for finding in found if finding.status != TO_CHECK]
        papers.append(
            EvaluatedPaper(
                id=case.id,
                scores=compare(case, counted),
                with_to_check=compare(case, found),
                disagreements=tuple(reading_errors(case, counted)),
            )
        )
    return Evaluated(papers=tuple(papers))
