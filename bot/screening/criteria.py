"""What a language model may say about a paper, and how much of it counts.

A model answers each criterion of the protocol with words of the record. An answer counts only
if those words are there, so that neither an invention nor an order hidden in an abstract
decides anything.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from bot.domain.decisions import Verdict
from bot.domain.protocol import Protocol

Met = Literal["met", "not met", "not stated"]
FEWEST_WORDS = 4
"""Words of a quote: fewer stand in too many papers to show anything about one."""
_LONGEST = 100_000
"""Characters of an answer that is read at all."""
_JSON_TYPES: Mapping[str, type] = {"object": dict, "string": str}
_UNSEEN = ("Cf", "Cs", "Co", "Cn")
"""Unicode's categories of characters that nobody sees, in which orders to a model are hidden."""


class BadAnswer(ValueError):
    """An answer that cannot be used: refused, cut off, withheld, or of another shape than asked."""

    tokens_in = 0
    tokens_out = 0
    """What it cost all the same."""


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
    answer = {
        "type": "object",
        "properties": {
            "quote": {"type": "string"},
            "met": {"type": "string", "enum": list(get_args(Met))},
        },
        "required": ["quote", "met"],
        "additionalProperties": False,
    }
    names = list(criteria)
    return {
        "type": "object",
        "properties": dict.fromkeys(names, answer),
        "required": names,
        "additionalProperties": False,
    }


def fitting(text: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON object in ``text``, which may have prose around it, if it fits the schema.

    Raises:
        BadAnswer: there is none, or it differs from the schema.
    """
    found = _objects(text)
    if not found:
        raise BadAnswer("it holds no JSON object")
    # Models that think aloud write drafts first.
    fault = _fault(found[-1], wanted, "it")
    if fault:
        raise BadAnswer(fault)
    return found[-1]


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
        replace(one, quote=quote)
        if _long_enough(quote := folded(one.quote)) and any(quote in text for text in texts)
        else replace(one, met="not stated", quote="")
        for one in answers
    )


def verdict(answers: Sequence[Answer]) -> Verdict:
    """What checked answers amount to: out for one criterion, in only for all of them."""
    said = {one.met for one in answers}
    if "not met" in said:
        return Verdict.EXCLUDE
    return Verdict.INCLUDE if said == {"met"} else Verdict.UNSURE


def asked(protocol: Protocol, title: str, abstract: str) -> dict[str, object]:
    """What the template of the question is filled with.

    The fence is named after the text inside it, so that no text can hold its own fence.
    """
    words = hashlib.sha256(f"{title}\n{abstract}".encode("utf-8", "replace"))
    return {
        "question": protocol.question,
        "criteria": protocol.criteria,
        "borderline": protocol.borderline,
        "title": folded(title),
        "abstract": [line for one in abstract.splitlines() if (line := folded(one))],
        "fence": words.hexdigest()[:16],
    }


def folded(text: str) -> str:
    """``text`` on one line, without invisible characters or anything that resembles a fence.

    Models are shown this form and quotes are compared in it: what they copy is found again.
    """
    seen = "".join(one for one in text if unicodedata.category(one) not in _UNSEEN)
    plain = unicodedata.normalize("NFKC", seen)
    spaced = "".join(" " if unicodedata.category(one) == "Cc" else one for one in plain)
    # `<|` opens the control words of many models, which some servers obey anywhere.
    return " ".join(re.sub(r"={3,}", "==", spaced).replace("<|", "< |").split())


def _long_enough(quote: str) -> bool:
    words = [one for one in quote.split() if any(letter.isalnum() for letter in one)]
    return len(words) >= FEWEST_WORDS


def _objects(text: str) -> list[dict[str, Any]]:
    """The outermost JSON objects in ``text``, in order."""
    decoder = json.JSONDecoder(object_pairs_hook=_once_each)
    found: list[dict[str, Any]] = []
    at = text.find("{") if len(text) <= _LONGEST else -1
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            found.append(value)
        at = text.find("{", end)
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says nothing twice; Python would let the last word stand."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _fault(value: object, wanted: Mapping[str, Any], where: str) -> str:
    """How ``value`` differs from the schema, empty if it does not.

    Reads no more of JSON Schema than :func:`schema` writes.
    """
    if not isinstance(value, _JSON_TYPES[wanted["type"]]):
        return f"{where} is no {wanted['type']}"
    if "enum" in wanted and value not in wanted["enum"]:
        return f"{where} is none of: {', '.join(wanted['enum'])}"
    if not isinstance(value, dict):
        return ""
    if set(value) != set(wanted["required"]):
        return f"{where} has other keys than: {', '.join(wanted['required'])}"
    faults = (_fault(value[name], one, name) for name, one in wanted["properties"].items())
    return next(filter(None, faults), "")
