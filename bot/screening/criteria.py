"""What a language model may say about a paper, and how much of it counts.

A model answers each criterion of the protocol with words of the record. An answer counts only
if those words are there, so that neither an invention nor an instruction hidden in an abstract
decides anything.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from bot.domain.model_votes import CriterionAnswer, Met
from bot.domain.protocol import Protocol
from bot.model_answers import closed, fence, fitting, folded, is_long_enough


def schema(criteria: Iterable[str]) -> dict[str, Any]:
    """The JSON schema of an answer to ``criteria``, in the subset that strict mode takes."""
    # The quote comes first: a model that has looked for the words judges better.
    met = {"type": "string", "enum": list(get_args(Met))}
    answer = closed({"quote": {"type": "string"}, "met": met})
    return closed(dict.fromkeys(criteria, answer))


def parse(text: str, criteria: Iterable[str]) -> tuple[CriterionAnswer, ...]:
    """The answers in ``text``, one for each criterion, in the order of ``criteria``.

    Raises:
        BadAnswer: anything else than the schema asks for.
    """
    names = list(criteria)
    values = fitting(text, schema(names))
    return tuple(
        CriterionAnswer(criterion=name, met=values[name]["met"], quote=values[name]["quote"])
        for name in names
    )


def checked(
    answers: Iterable[CriterionAnswer], title: str, abstract: str
) -> tuple[CriterionAnswer, ...]:
    """The answers; one whose quote does not stand in the record says "not stated"."""
    texts = (folded(title), folded(abstract))
    return tuple(
        replace(answer, quote=quote)
        if is_long_enough(quote := folded(answer.quote)) and any(quote in text for text in texts)
        else replace(answer, met="not stated", quote="")
        for answer in answers
    )


def asked(protocol: Protocol, title: str, abstract: str) -> dict[str, object]:
    """What the template of the question is filled with."""
    return {
        "question": protocol.question,
        "criteria": protocol.criteria,
        "borderline": protocol.borderline,
        "title": folded(title),
        "abstract": [
            folded_line for line in abstract.splitlines() if (folded_line := folded(line))
        ],
        "fence": fence(title, abstract),
    }
