"""How well link models read annotated papers, behind the checks of a review."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.annotated_papers import INVENTED
from bot.domain.studies import TO_CHECK, Finding
from bot.extraction.checks.validation import review_own
from bot.extraction.confidence import LinkModel
from bot.extraction.evaluation import Scores, compare
from bot.extraction.link_training import AnnotatedPaper, read_with
from bot.extraction.version import VERSION

WANTED = 0.88
"""More than the 0.85 wanted of papers nobody has seen: rules were written with these open."""
LEVELS = [step / 100 for step in range(20, 91, 2)]


@dataclass(frozen=True)
class Read:
    """A paper of a set, and the model that it is read with."""

    name: str
    paper: AnnotatedPaper
    model: LinkModel

    def findings(self, counts: float) -> tuple[Finding, ...]:
        """Return what is read, behind the checks; from a confidence of ``counts`` on it counts."""
        reading = read_with(replace(self.model, counts=counts), self.paper)
        case = self.paper.case
        vocabulary = self.paper.abstract.vocabulary
        kept, _ = review_own(reading.findings, case.title, case.abstract, vocabulary, VERSION)
        return kept

    @property
    def silent(self) -> bool:
        """Whether results are annotated, and there is no finding and no unread sentence."""
        reading = read_with(self.model, self.paper)
        return bool(self.paper.case.required) and not (reading.findings or reading.unread)


def counting(papers: Iterable[Read]) -> float:
    """Return the level at which most is found while what counts is right as often as wanted.

    Only real abstracts tell: of the invented papers more is right than anywhere else.
    """
    read = [(it.paper.case, it.findings(0.0)) for it in papers if it.name != INVENTED.stem]
    best, most = LEVELS[-1], 0.0
    for level in LEVELS:
        scores = Scores()
        for case, findings in read:
            counted = [it for it in findings if it.confidence >= level and it.status != TO_CHECK]
            scores += compare(case, counted)
        precision, recall = scores.region.precision or 0.0, scores.region.recall or 0.0
        if precision >= WANTED and recall > most:
            best, most = level, recall
    return best


def show(papers: Sequence[Read], counts: float) -> None:
    """Print for each set what counts, and what counts or is to be checked."""
    print(f"counts from {counts}, to check from {papers[0].model.check}")
    for name in dict.fromkeys(it.name for it in papers):
        own = [it for it in papers if it.name == name]
        read = [(it.paper.case, it.findings(counts)) for it in own]
        silent = sum(it.silent for it in own)
        for label, unsure in (("counts", False), ("+ to check", True)):
            scores = Scores()
            for case, findings in read:
                kept = [it for it in findings if unsure or it.status != TO_CHECK]
                scores += compare(case, kept)
            print(f"{name:<16}{label:<11}{' | '.join(_cells(scores))}", end="")
            print(f" | silent {silent} of {len(own)}")


def _cells(scores: Scores) -> Iterator[str]:
    for level in (scores.region, scores.measure, scores.comparison):
        yield f"{level.precision or 0:.2f} {level.recall or 0:.2f} {level.f1 or 0:.3f}"
    yield f"invented {scores.invented.share or 0:.3f}"
    yield f"sides {scores.sides.share or 0:.2f}"
