"""``review.yaml``, read strictly: an unknown key is an error with its line."""

import json
from collections.abc import Mapping
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap

from bot.domain.nearest_name import hint_of_names
from bot.domain.protocol import Protocol
from bot.errors import Mistake
from bot.settings.checks import FILE, check
from bot.yaml_faults import (
    MISSING,
    UNKNOWN,
    Place,
    as_json,
    excess,
    keys_at,
    line_of,
    line_of_odd_key,
    loaded,
)

_PROTOCOL = TypeAdapter(Protocol)
_IS_BETTER = " is better"
_OUTCOME = len(("outcomes", "NAME"))
"""Keys on the way to what is said of one outcome."""
_PLAIN = {
    str: "the text",
    bool: "the truth value",
    int: "the number",
    float: "the number",
    list: "the list",
    dict: "a group of keys:",
}
_GROUP = "a group of keys"
_WANTED = {
    "a valid array": "a list: [one, another]",
    "an object": _GROUP,
    "a valid integer": "a whole number",
    "a valid number": "a number",
    "a valid boolean": "true or false",
    "a valid string": "text (put a number, yes or no in quotes)",
}
"""What pydantic asks for, by how its words begin, in those of somebody who edits YAML."""


@lru_cache(maxsize=32)  # what answers people reads the same text again and again
def parse(text: str) -> Protocol:
    """The protocol that ``text``, the content of ``review.yaml``, states.

    Raises:
        Mistake: the first fault found, with its line and what would be right.
    """
    tree = _tree(text)
    try:
        protocol = _PROTOCOL.validate_json(as_json(_whole(tree)))
    except TypeError:
        line = line_of_odd_key(tree) or 1
        raise Mistake(
            f"{FILE}, line {line}: a key is no plain word", hint="Put it in quotes, or mend it."
        ) from None
    except ValidationError as error:
        # A misspelt key also leaves the right one missing: the misspelling is the cause.
        first = min(error.errors(), key=lambda fault: fault["type"] not in UNKNOWN)
        raise _explain(first, tree) from None
    check(protocol, tree)
    return protocol


def _whole(tree: CommentedMap) -> Mapping[str, object]:
    """The document with what is written in short as the keys that it stands for."""
    return {**tree, **_reviewers(tree.get("reviewers")), **_outcomes(tree.get("outcomes"))}


def _reviewers(value: object) -> Mapping[str, object]:
    """A plain list of reviewers, spelled out."""
    return {"reviewers": {"logins": value}} if isinstance(value, list) else {}


def _outcomes(value: object) -> Mapping[str, object]:
    """Outcomes as in ``pain: lower is better``, spelled out."""
    if not isinstance(value, dict):
        return {}
    return {"outcomes": {name: _outcome(words) for name, words in value.items()}}


def _outcome(words: object) -> object:
    if isinstance(words, str) and words.endswith(_IS_BETTER):
        return {"better": words.removesuffix(_IS_BETTER)}
    return {} if words is None else words


def _tree(text: str) -> CommentedMap:
    if too_much := excess(text):
        raise Mistake(
            f"{FILE}, line {too_much[0]}: {too_much[1]}", hint="Write it out, and flatter."
        )
    tree = loaded(FILE, text, kind="rt")
    if not isinstance(tree, CommentedMap):
        raise Mistake(
            f"{FILE}, line 1: it should hold keys such as 'title:' and 'question:'",
            hint="`living-review-bot init` writes a commented one to start from.",
        )
    return tree


def _explain(error: ErrorDetails, tree: CommentedMap) -> Mistake:
    place: Place = error["loc"]
    where = f"{FILE}, line {line_of(tree, place)}"
    name = ".".join(str(part) for part in place)
    if error["type"] in UNKNOWN:
        allowed = keys_at(Protocol, place[:-1])
        return Mistake(
            f"{where}: unknown key '{place[-1]}'",
            hint=hint_of_names(str(place[-1]), allowed),
        )
    if error["type"] in MISSING:
        return Mistake(f"{where}: '{name}' is missing", hint="Add it; it has no default.")
    value = error["input"]
    if place[0] == "outcomes" and isinstance(value, str) and len(place) == _OUTCOME:
        return Mistake(
            f"{where}: '{name}' is the text {_shown(value)}",
            hint="Write 'lower is better' or 'higher is better', or keys such as 'better:' below.",
        )
    kind = _PLAIN.get(type(value), "")
    shown = "empty" if value is None else f"{kind} {_shown(value)}"
    asked = error["msg"].removeprefix("Input should be ")
    wanted = next((plain for start, plain in _WANTED.items() if asked.startswith(start)), asked)
    if wanted == _GROUP:
        keys = keys_at(Protocol, place)
        wanted += f": {', '.join(keys)}" if keys else ", each with a name, as in 'name: words'"
    return Mistake(f"{where}: '{name}' is {shown}", hint=f"It should be {wanted}.")


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]
