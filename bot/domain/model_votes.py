"""A model vote is what one language model answered about one paper, criterion by criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from bot.domain import STRICT, Strictness
from bot.domain.verdicts import Verdict

Met = Literal["met", "not met", "not stated"]


class Dissent(StrEnum):
    """How language models and the program's own screening differ, where a person must decide."""

    SINGLE_MODEL = "single model"
    """One model alone would exclude the paper, and none is excluded by one."""
    PROGRAM_INCLUDES = "program includes"
    """Rules and classifier would include the paper, models would not."""
    PROGRAM_WAITS = "program waits"
    """Rules and classifier do not propose the paper, models say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAnswer:
    """Whether one criterion is met, and the words of the record that show it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    criterion: str
    met: Met
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVote:
    """What one model says about one paper."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    model: str
    prompt: str
    """The version of what it was asked."""
    answers: tuple[CriterionAnswer, ...] = ()
    """None where it gave no answer that could be used."""

    @property
    def by(self) -> str:
        """The model's name and the prompt's version."""
        return f"{self.model}, prompt {self.prompt}"

    @property
    def verdict(self) -> Verdict:
        """What the answers amount to."""
        return verdict_of(self.answers)


def verdict_of(answers: Sequence[CriterionAnswer]) -> Verdict:
    """What answers amount to: out for one criterion, in only for all of them."""
    met = {answer.met for answer in answers}
    if "not met" in met:
        return Verdict.EXCLUDE
    return Verdict.INCLUDE if met == {"met"} else Verdict.UNSURE
