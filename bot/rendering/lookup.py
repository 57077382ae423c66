"""Look up what the review says: findings that a few words name, with their quotes and certainty.

A look-up and no model: every answer is a sentence of the review.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.claims import Claim, Species, Synthesis
from bot.domain.state import State
from bot.rendering.answer import anchor, page_of
from bot.rendering.evidence import finding_of
from bot.rendering.labels import TermLabels
from bot.rendering.sentences import statement, support

MOST, MOST_QUOTES = 20, 8
"""Answers to one question, and quotes of one answer."""
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    ("a", "about", "and", "are", "at", "between", "by", "do", "does", "for", "from", "how", "in",
     "is", "known", "of", "on", "or", "say", "the", "there", "to", "was", "what", "which", "with")
)  # fmt: skip
"""Words of a question that name nothing."""


@dataclass(frozen=True, kw_only=True)
class CitedQuote:
    """The words of one study behind an answer."""

    study: str
    """Label, as ``Moon A 2024``."""
    address: str
    """The paper's address."""
    quote: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One finding of the review, as it is put there."""

    sentence: str
    support: str
    """Cohorts and certainty."""
    certainty: str
    page: str
    """Where it stands with all its evidence, within the review's folder."""
    quotes: tuple[CitedQuote, ...]


def lookup(
    question: str, state: State, synthesis: Synthesis, names: TermLabels
) -> tuple[Answer, ...]:
    """The findings that name most words of ``question``, people's before animals'; none if none do.

    A word is named by one that begins with it, so that ``cingul`` finds the cingulate cortex.
    """
    wanted = [word for word in _WORD.findall(question.lower()) if word not in _EMPTY]
    scored = [(_score(wanted, claim, names), claim) for claim in synthesis.claims]
    best = max((score for score, _ in scored), default=0)
    chosen = sorted(
        (claim for score, claim in scored if best and score == best),
        key=lambda claim: (claim.species is Species.ANIMAL, -claim.total, claim.id),
    )
    return tuple(_answer(claim, state, names) for claim in chosen[:MOST])


def _score(wanted: list[str], claim: Claim, names: TermLabels) -> int:
    """How many of the words a claim names."""
    words = {word for text in _texts(claim, names) for word in _WORD.findall(text.lower())}
    return sum(any(word.startswith(one) for word in words) for one in wanted)


def _texts(claim: Claim, names: TermLabels) -> Iterator[str]:
    """Everything by which a claim may be called."""
    yield statement(claim, names)
    yield names.measured(claim)
    yield names.name("variable", claim.clinical_variable)
    yield names.name("intervention", claim.intervention)
    for region in (claim.region, claim.region_b):
        if term := names.term("region", region):
            yield from (term.name, *term.aliases)
            yield from map(names.region, term.parents)


def _answer(claim: Claim, state: State, names: TermLabels) -> Answer:
    return Answer(
        sentence=statement(claim, names),
        support=support(claim),
        certainty=str(claim.certainty),
        page=f"{page_of(claim)}#{anchor(claim)}",
        quotes=tuple(_quotes(claim, state))[:MOST_QUOTES],
    )


def _quotes(claim: Claim, state: State) -> Iterator[CitedQuote]:
    for evidence in claim.evidence:
        record = state.by_id[evidence.study]
        if quote := finding_of(evidence, state).quote.text:
            yield CitedQuote(study=record.label, address=record.link, quote=quote)
