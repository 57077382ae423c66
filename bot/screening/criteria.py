"""What a language model may say about a paper, and how much of it counts.

A model answers each criterion of the protocol with words of the record. An answer counts only
if those words are there and name what the criterion is about. What a model says is a second
opinion all the same: it takes no paper in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from bot.domain.model_votes import CriterionAnswer, Met
from bot.domain.protocol import Protocol
from bot.model_answers import closed, fence, fitting, folded, is_long_enough
from bot.screening.criterion_words import names


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
    answers: Iterable[CriterionAnswer],
    title: str,
    abstract: str,
    concepts: Mapping[str, re.Pattern[str]],
) -> tuple[CriterionAnswer, ...]:
    """The answers; one whose quote settles nothing says "not stated".

    A quote must stand in the record, name what the criterion is about by its pattern in
    ``concepts``, and not have settled another criterion before.
    """
    texts = (folded(title), folded(abstract))
    used: list[str] = []
    counted = []
    for answer in answers:
        quote = folded(answer.quote)
        if (
            is_long_enough(quote)
            and any(quote in text for text in texts)
            and names(concepts, answer.criterion, quote)
            and not any(quote in other or other in quote for other in used)
        ):
            used.append(quote)
            counted.append(replace(answer, quote=quote))
        else:
            counted.append(replace(answer, met="not stated", quote=""))
    return tuple(counted)


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
