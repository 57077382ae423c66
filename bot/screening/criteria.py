"""What a language model may say about a paper, and how much of it counts.

A model answers each criterion of the protocol with words of the record. An answer counts only
if those words are there, so that neither an invention nor an order hidden in an abstract
decides anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from bot.domain.decisions import Verdict
from bot.domain.protocol import Protocol
from bot.model_answers import closed, fence, fitting, folded, is_long_enough

Met = Literal["met", "not met", "not stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether one criterion is met, and the words of the record that show it."""

    criterion: str
    met: Met
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one model says about one paper."""

    answers: tuple[Answer, ...]
    model: str
    prompt: str
    """The version of what it was asked."""

    @property
    def by(self) -> str:
        """The model's name and the prompt's version."""
        return f"{self.model}, prompt {self.prompt}"


def schema(criteria: Iterable[str]) -> dict[str, Any]:
    """The JSON schema of an answer to ``criteria``, in the subset that strict mode takes."""
    # The quote comes first: a model that has looked for the words judges better.
    met = {"type": "string", "enum": list(get_args(Met))}
    answer = closed({"quote": {"type": "string"}, "met": met})
    return closed(dict.fromkeys(criteria, answer))


def parse(text: str, criteria: Iterable[str]) -> tuple[Answer, ...]:
    """The answers in ``text``, one for each criterion, in the order of ``criteria``.

    Raises:
        BadAnswer: anything else than the schema asks for.
    """
    names = list(criteria)
    found = fitting(text, schema(names))
    return tuple(
        Answer(criterion=name, met=found[name]["met"], quote=found[name]["quote"]) for name in names
    )


def checked(answers: Iterable[Answer], title: str, abstract: str) -> tuple[Answer, ...]:
    """The answers; one whose quote does not stand in the record says "not stated"."""
    texts = (folded(title), folded(abstract))
    return tuple(
        replace(answer, quote=quote)
        if is_long_enough(quote := folded(answer.quote)) and any(quote in text for text in texts)
        else replace(answer, met="not stated", quote="")
        for answer in answers
    )


def verdict(answers: Sequence[Answer]) -> Verdict:
    """What checked answers amount to: out for one criterion, in only for all of them."""
    said = {answer.met for answer in answers}
    if "not met" in said:
        return Verdict.EXCLUDE
    return Verdict.INCLUDE if said == {"met"} else Verdict.UNSURE


def asked(protocol: Protocol, title: str, abstract: str) -> dict[str, object]:
    """What the template of the question is filled with."""
    return {
        "question": protocol.question,
        "criteria": protocol.criteria,
        "borderline": protocol.borderline,
        "title": folded(title),
        "abstract": [line for one in abstract.splitlines() if (line := folded(one))],
        "fence": fence(title, abstract),
    }
