"""Evaluate extraction: the reader measured on abstracts whose findings people annotated."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.checks import validate
from bot.extraction.disagreements import Disagreement, disagreements
from bot.extraction.evaluation import Case, Scores, compare
from bot.extraction.reader import VERSION, read
from bot.extraction.vocabulary import Vocabulary, load


@dataclass(frozen=True, kw_only=True)
class EvaluatedPaper:
    """How the reader did on one paper."""

    id: str
    scores: Scores
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """How the reader did on all papers."""

    papers: tuple[EvaluatedPaper, ...]

    @property
    def scores(self) -> Scores:
        """The counts of all papers added up."""
        return sum((paper.scores for paper in self.papers), Scores())


def evaluate_extraction(cases: Sequence[Case], vocabulary: Vocabulary | None) -> Evaluated:
    """Read every annotated abstract anew, and compare what passes the checks."""
    vocabulary = vocabulary or load("neuroimaging")
    papers = []
    for case in cases:
        claimed = read(case.title, case.abstract, vocabulary).findings
        findings, _ = validate(claimed, case.title, case.abstract, vocabulary, VERSION)
        papers.append(
            EvaluatedPaper(
                id=case.id,
                scores=compare(case, findings),
                disagreements=tuple(disagreements(case, findings)),
            )
        )
    return Evaluated(papers=tuple(papers))
