"""Talk with language models: text is made inert before they read it, and an answer has one shape.

The shape is a JSON schema in the subset that strict mode takes; what differs from it is no answer.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from itertools import islice
from typing import Any

from bot.domain.fingerprint import fingerprint

FEWEST_WORDS = 4
"""Words of a quote: fewer stand in too many papers to show anything about one."""
UNSEEN = ("Cf", "Cs", "Co", "Cn")
"""Unicode's categories of characters that nobody sees, in which orders to a model are hidden."""
_LONGEST = 100_000
"""Characters of an answer that is read at all."""
_JSON_TYPES: Mapping[str, type] = {"object": dict, "array": list, "string": str, "integer": int}


class BadAnswer(ValueError):
    """An answer that cannot be used: refused, cut off, withheld, or of another shape than asked."""

    tokens_in = 0
    tokens_out = 0
    """What it cost all the same."""


def closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of an object with these properties, each of them required, and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def fitting(text: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON object in ``text``, which may have prose around it, if it fits the schema.

    Raises:
        BadAnswer: there is none, or it differs from the schema.
    """
    objects = _objects(text)
    if not objects:
        raise BadAnswer("it holds no JSON object")
    # Models that think aloud write drafts first.
    fault = _fault(objects[-1], wanted, "it")
    if fault:
        raise BadAnswer(fault)
    # Half a surrogate pair can be escaped in JSON, and no file can hold it.
    whole = json.dumps(objects[-1], ensure_ascii=False).encode(errors="ignore")
    return dict(json.loads(whole))


def folded(text: str) -> str:
    """``text`` on one line, without invisible characters or anything that resembles a fence.

    Models are shown this form and quotes are compared in it: what they copy is found again.
    """
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in UNSEEN)
    plain = unicodedata.normalize("NFKC", seen)
    spaced = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in plain)
    # `<|` opens the control words of many models, which some servers obey anywhere.
    return " ".join(re.sub(r"={3,}", "==", spaced).replace("<|", "< |").split())


def fence(title: str, abstract: str) -> str:
    """A mark that is named after the text inside it: no text can hold its own fence."""
    return fingerprint(f"{title}\n{abstract}", 16)


def is_long_enough(quote: str) -> bool:
    """Whether a quote has words enough to show anything about one paper."""
    words = (word for word in quote.split() if any(map(str.isalnum, word)))
    return len(list(islice(words, FEWEST_WORDS))) == FEWEST_WORDS


def _objects(text: str) -> list[dict[str, Any]]:
    """The outermost JSON objects in ``text``, in order."""
    decoder = json.JSONDecoder(object_pairs_hook=_once_each)
    objects: list[dict[str, Any]] = []
    at = text.find("{") if len(text) <= _LONGEST else -1
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            objects.append(value)
        at = text.find("{", end)
    return objects


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says nothing twice; Python would let the last word stand."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _fault(value: object, wanted: Mapping[str, Any], where: str) -> str:
    """How ``value`` differs from the schema, empty if it does not.

    Reads no more of JSON Schema than the schemas here write.
    """
    # To Python, true is a number, too.
    if not isinstance(value, _JSON_TYPES[wanted["type"]]) or isinstance(value, bool):
        return f"{where} is no {wanted['type']}"
    if "enum" in wanted and value not in wanted["enum"]:
        return f"{where} is none of: {', '.join(wanted['enum'])}"
    if isinstance(value, list):
        return next(filter(None, (_fault(item, wanted["items"], where) for item in value)), "")
    if not isinstance(value, dict):
        return ""
    if set(value) != set(wanted["required"]):
        return f"{where} has other keys than: {', '.join(wanted['required'])}"
    faults = (_fault(value[name], item, name) for name, item in wanted["properties"].items())
    return next(filter(None, faults), "")
