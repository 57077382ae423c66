"""Papers that wait for a person: each as one block, with all that it takes to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.rendering.decision_reasons import criterion_words, dissent, quoted
from bot.rendering.escaping import hidden


@dataclass(frozen=True, kw_only=True)
class ShownAnswer:
    """What one model says of one criterion."""

    criterion: str
    met: str
    quote: str
    model: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One paper, and why no program decided it."""

    number: int
    """By which people may name it in commands."""
    record: Record
    decision: Decision
    said: tuple[str, ...]
    """What rules and classifier saw, in sentences."""
    answers: tuple[ShownAnswer, ...]
    """What models say, criterion by criterion."""

    @property
    def hidden(self) -> int:
        """Invisible characters in the title, which are not shown."""
        return hidden(self.record.title)


def questions(state: State, papers: Sequence[Record], first: int) -> list[Question]:
    """The blocks of ``papers``, numbered from ``first``."""
    return [
        _question(state.current_decisions[record.id], record, at)
        for at, record in enumerate(papers, first)
    ]


def _question(decision: Decision, record: Record, number: int) -> Question:
    answers = [
        ShownAnswer(
            criterion=criterion_words(answer.criterion),
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
    return Question(
        number=number, record=record, decision=decision, said=said, answers=tuple(answers)
    )
