"""The panel: one verdict from all who judged a paper, where language models were asked.

Rules and classifier together are one judge, and each model is another. Two judges take a paper in;
two models that fail it on the same criterion, and a classifier that ranks it low, keep it out; in
every other case a person decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.studies import LONGEST_QUOTE
from bot.screening.criteria import Answer, Opinion, verdict
from bot.screening.policy import Concepts, text_of

SHORT_QUOTE = 100
"""Characters of a quote that no one will argue about."""
_WOULD = {
    Verdict.INCLUDE: "it would include it",
    Verdict.UNSURE: "it cannot tell",
    Verdict.EXCLUDE: "it would exclude it",
}
_MARKS = str.maketrans("“”", '""')
_TOLD = re.compile(rf"Model (?P<model>.+?): (?P<said>.+); (?P<would>{'|'.join(_WOULD.values())})\.")
_EACH = re.compile(
    r"(?:^|, )(?P<criterion>[^,“”()]+?) (?P<met>not met|not stated|met)"
    r"(?: \(“(?P<quote>[^“”]*)”\))?(?=, |$)"
)


def weigh(
    decision: Decision,
    opinions: Sequence[Opinion],
    article: Article,
    protocol: Protocol,
    concepts: Concepts,
) -> Decision:
    """The verdict of rules and classifier, weighed with what models said of the same paper."""
    if not opinions:
        return decision
    agreed, criterion = Verdict.UNSURE, ""
    votes = {verdict(opinion.answers) for opinion in opinions}
    if votes == {Verdict.INCLUDE}:
        # What the protocol keeps for a person, two models do not take from that person.
        alone = len(opinions) < 2 or bool(_lacks(article, concepts))  # noqa: PLR2004 - two judges
        agreed = decision.verdict if alone else Verdict.INCLUDE
    elif votes == {Verdict.EXCLUDE} and len(opinions) > 1 and _ranked_low(decision, protocol):
        criterion = _failed_by_all(opinions)
        agreed = Verdict.EXCLUDE if criterion else Verdict.UNSURE
    said = replace(
        decision,
        reasons=_reasons(decision, opinions, votes, agreed),
        heard=tuple(opinion.by for opinion in opinions),
    )
    if agreed is decision.verdict:
        return said
    by = "; ".join((decision.by, *(opinion.by for opinion in opinions)))
    return replace(said, verdict=agreed, judge=Judge.MODEL, by=by, criterion=criterion)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVote:
    """One sentence of :func:`told`, in its parts."""

    model: str
    answers: tuple[tuple[str, str, str], ...]
    """Criterion, whether it is met, and the words of the paper, empty where there are none."""
    would: str
    """What the model would do."""


def model_vote(reason: str) -> ModelVote | None:
    """What a model said, taken apart again; None where ``reason`` is no model's."""
    match = _TOLD.fullmatch(reason)
    if match is None:
        return None
    answers = tuple(
        (match["criterion"], match["met"], match["quote"] or "")
        for match in _EACH.finditer(match["said"])
    )
    return ModelVote(model=match["model"], answers=answers, would=match["would"])


def vote_sentence(opinion: Opinion) -> str:
    """What one model says, in a sentence."""
    said = ", ".join(_told(answer) for answer in opinion.answers)
    return f"Model {opinion.model}: {said}; {_WOULD[verdict(opinion.answers)]}."


def _reasons(
    decision: Decision, opinions: Sequence[Opinion], votes: set[Verdict], agreed: Verdict
) -> tuple[str, ...]:
    reasons = (*decision.reasons, *(vote_sentence(opinion) for opinion in opinions))
    if agreed is not Verdict.UNSURE or votes == {Verdict.UNSURE} == {decision.verdict}:
        return reasons
    if decision.verdict is Verdict.UNSURE and votes == {Verdict.EXCLUDE} and len(opinions) == 1:
        return (*reasons, "One model alone excludes no paper: a person decides.")
    would = "would include" if decision.verdict is Verdict.INCLUDE else "do not propose"
    return (*reasons, f"Rules and classifier {would} it. The judges differ: a person decides.")


def _ranked_low(decision: Decision, protocol: Protocol) -> bool:
    return decision.score is not None and decision.score < protocol.screening.include_above


def _lacks(article: Article, concepts: Concepts) -> str:
    named = concepts.named_in(text_of(article))
    return concepts.lacks(concepts.should, named)


def _failed_by_all(opinions: Sequence[Opinion]) -> str:
    """The first criterion that every model finds not met, empty if there is none."""
    failed = [
        {answer.criterion for answer in each.answers if answer.met == "not met"}
        for each in opinions
    ]
    common = set.intersection(*failed)
    return next(
        (answer.criterion for answer in opinions[0].answers if answer.criterion in common), ""
    )


def _told(answer: Answer) -> str:
    longest = SHORT_QUOTE if answer.met == "met" else LONGEST_QUOTE
    # A paper that brings quotation marks of its own could end the quote and answer in its place.
    quote = answer.quote.translate(_MARKS)
    words = f" (“{_cut(quote, longest)}”)" if quote else ""
    return f"{answer.criterion.replace('_', ' ').replace('-', ' ')} {answer.met}{words}"


def _cut(quote: str, longest: int) -> str:
    """The quote, cut at a word so that it is no longer than ``longest``."""
    if len(quote) <= longest:
        return quote
    start = quote[: longest - 2]
    return f"{start.rpartition(' ')[0] or start} …"
