"""Papers that wait for a person: each as one block, with all that it takes to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.decisions import Decision
from bot.domain.protocol import Protocol
from bot.domain.protocol_settings import AbstractDisplay
from bot.domain.records import Article, Record
from bot.rendering.decision_reasons import criterion_name, decided_words, dissent, quoted
from bot.rendering.escaping import Safe, hidden
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.excerpt import (
    CriterionMatch,
    SearchTerms,
    criterion_matches,
    excerpt,
    search_terms,
    whole,
)

NOTHING = Safe("")


@dataclass(frozen=True, kw_only=True)
class ShownAnswer:
    """What one model says of one criterion."""

    criterion: str
    met: str
    quote: str
    model: str


@dataclass(frozen=True, kw_only=True)
class ReviewerQuestion:
    """One paper, and why no program decided it."""

    number: int
    """By which people may name it in commands."""
    record: Record
    said: tuple[str, ...]
    """What rules and classifier saw, in sentences."""
    answers: tuple[ShownAnswer, ...]
    """What models say, criterion by criterion."""
    excerpt: Safe = NOTHING
    """The sentences of its abstract that name most of what the protocol asks for."""
    abstract: Safe = NOTHING
    """All of it, where the protocol allows that."""
    matches: tuple[CriterionMatch, ...] = ()
    """What its words have to do with each criterion; none where no words are at hand."""

    decided: str = ""
    """What a person decided, in a sentence; empty while it waits."""

    @property
    def hidden(self) -> int:
        """Invisible characters in the title, which are not shown."""
        return hidden(self.record.title)


def questions(
    proposal: Proposal,
    protocol: Protocol,
    papers: Sequence[Record],
    numbers: Mapping[str, int] | None = None,
) -> list[ReviewerQuestion]:
    """The blocks of ``papers``; of one that a person decided, only what it is.

    ``numbers`` are theirs where other papers are numbered beside them.
    """
    numbers = numbers or proposal.numbered(papers)
    terms = search_terms(protocol)
    blocks = []
    for record in papers:
        decision = proposal.state.current_decisions[record.id]
        block = _question(decision, record, numbers[record.id])
        if keys := proposal.reopened.get(record.id):
            again = f"Screened again, because the protocol changed: {', '.join(keys)}."
            block = replace(block, said=(again, *block.said))
        article = proposal.articles.get(record.id)
        if record.id in proposal.by_people:
            block = replace(block, decided=decided_words(decision, proposal.state))
        elif article:
            block = _with_words(block, article, protocol, terms)
        blocks.append(block)
    return blocks


def _with_words(
    block: ReviewerQuestion, article: Article, protocol: Protocol, terms: SearchTerms
) -> ReviewerQuestion:
    """The block with as much of the abstract as the protocol allows."""
    display = protocol.screening.abstracts
    shown = display is not AbstractDisplay.NONE
    return replace(
        block,
        excerpt=excerpt(article, terms) if shown else NOTHING,
        abstract=whole(article, terms) if display is AbstractDisplay.FULL else NOTHING,
        matches=criterion_matches(article, protocol),
    )


def _question(decision: Decision, record: Record, number: int) -> ReviewerQuestion:
    answers = [
        ShownAnswer(
            criterion=criterion_name(answer.criterion),
            met=answer.met,
            quote=quoted(answer),
            model=vote.model,
        )
        for vote in decision.votes
        for answer in vote.answers
    ]
    said = (*decision.reasons, *dissent(decision))
    # One criterion after the other: whoever decides holds the models against each other.
    order = {answered.criterion: at for at, answered in reversed(list(enumerate(answers)))}
    answers.sort(key=lambda answered: order[answered.criterion])
    return ReviewerQuestion(number=number, record=record, said=said, answers=tuple(answers))
