"""How well a link model reads annotated papers, behind the checks of a review."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.annotated_papers import INVENTED, Paper
from bot.domain.studies import TO_CHECK, Finding
from bot.extraction.checks import review_own
from bot.extraction.evaluation import Scores, compare
from bot.extraction.findings.confidence import LinkModel
from bot.extraction.findings.reading import assembled
from bot.extraction.findings.selection import Rated
from bot.extraction.reader import VERSION

WANTED = 0.87
"""More than the 0.85 wanted of papers nobody has seen: rules were written with these open."""
LEVELS = [step / 100 for step in range(20, 91, 2)]


def read(paper: Paper, model: LinkModel) -> tuple[Finding, ...]:
    """Return the findings of a paper that a model gives, behind the checks of a review."""
    rated = [
        Rated(interpretation, model.confidence(model.weight(parts), interpretation.kind))
        for interpretation, parts in zip(paper.interpretations, paper.features, strict=True)
    ]
    findings = assembled(paper.abstract, rated, model).findings
    vocabulary = paper.abstract.vocabulary
    kept, _ = review_own(findings, paper.case.title, paper.case.abstract, vocabulary, VERSION)
    return kept


def counting(papers: Sequence[Paper], models: Sequence[LinkModel]) -> float:
    """Return the level at which most is found while what counts is right as often as wanted.

    Only real abstracts tell: of the invented papers more is right than anywhere else.
    """
    read_papers = [
        (paper.case, read(paper, replace(model, counts=0.0)))
        for paper, model in zip(papers, models, strict=True)
        if paper.name != INVENTED.stem
    ]
    best, most = LEVELS[-1], 0.0
    for level in LEVELS:
        scores = Scores()
        for case, findings in read_papers:
            counted = [it for it in findings if it.confidence >= level and it.status != TO_CHECK]
            scores += compare(case, counted)
        precision, recall = scores.region.precision or 0.0, scores.region.recall or 0.0
        if precision >= WANTED and recall > most:
            best, most = level, recall
    return best


def added(papers: Sequence[Paper], models: Sequence[LinkModel], *, all_: bool = False) -> Scores:
    """Return the scores of what counts, or of what is to be checked too."""
    scores = Scores()
    for paper, model in zip(papers, models, strict=True):
        found = [it for it in read(paper, model) if all_ or it.status != TO_CHECK]
        scores += compare(paper.case, found)
    return scores


def show(read_with: Sequence[tuple[Paper, LinkModel]], counts: float) -> None:
    """Print for each set what counts, and what counts or is to be checked."""
    print(f"counts from {counts}, to check from {read_with[0][1].check}")
    for name in dict.fromkeys(paper.name for paper, _ in read_with):
        own = [(paper, replace(it, counts=counts)) for paper, it in read_with if paper.name == name]
        for label, all_ in (("counts", False), ("+ to check", True)):
            scores = added([it[0] for it in own], [it[1] for it in own], all_=all_)
            cells = [
                f"{level.precision or 0:.2f} {level.recall or 0:.2f} {level.f1 or 0:.3f}"
                for level in (scores.region, scores.measure, scores.comparison)
            ]
            invented = scores.invented.share or 0.0
            silent = sum(bool(paper.case.required) and nothing(paper, it) for paper, it in own)
            print(
                f"{name:<12}{label:<12}{' | '.join(cells)} | invented {invented:.3f}"
                f" | sides {scores.sides.share or 0:.2f} | silent {silent} of {len(own)}"
            )


def nothing(paper: Paper, model: LinkModel) -> bool:
    """Whether a paper gives no finding, nothing to check and no unread sentence."""
    rated = [
        Rated(interpretation, model.confidence(model.weight(found), interpretation.kind))
        for interpretation, found in zip(paper.interpretations, paper.features, strict=True)
    ]
    reading = assembled(paper.abstract, rated, model)
    return not reading.findings and not reading.unread
