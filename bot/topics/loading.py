"""Topics are read from YAML, strictly: a slip is an error with its file, line and right name."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML

from bot.domain.nearest_name import hint_of_names
from bot.errors import Mistake
from bot.topics.otherwise import with_changes
from bot.topics.topic import FIGURES, Topic
from bot.yaml_faults import (
    MISSING,
    UNKNOWN,
    Place,
    as_json,
    keys_at,
    line_of,
    loaded,
)

FILE = "topic.yaml"
PROTOCOL = "protocol.yaml"
"""What a review of a topic says in its protocol, as ``init`` writes it."""
_TOPIC = TypeAdapter(Topic)
_PACKAGE = "bot.topics"
_OTHERWISE = "otherwise"
"""The key that holds what is different in a review of another subject."""

Terms = Mapping[str, Collection[str]]
"""Ids of a vocabulary by kind of term."""


def names() -> tuple[str, ...]:
    """Return the names of the built-in topics."""
    folders = files(_PACKAGE).iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath(FILE).is_file()))


@lru_cache
def load(name: str) -> Topic:
    """Load a built-in topic.

    Raises:
        Mistake: its file is not fit.
    """
    text = files(_PACKAGE).joinpath(name, FILE).read_text("utf-8")
    return parse(f"{name}/{FILE}", name, text)


def protocol_keys(name: str) -> str:
    """The keys of ``review.yaml`` that a built-in topic asks for, commented; empty for none."""
    file = files(_PACKAGE).joinpath(name, PROTOCOL)
    return file.read_text("utf-8") if file.is_file() else ""


def parse(file: str, name: str, text: str, terms: Terms | None = None) -> Topic:
    """Read the topic called ``name`` from the text of ``file``.

    With ``terms``, what it names of the vocabulary must be there.

    Raises:
        Mistake: the first fault, with its line and the nearest name.
    """
    tree = {**_tree(file, text), "name": name}
    changes = tree.pop(_OTHERWISE, None)
    topic = _checked(file, text, tree, terms or {})
    if not isinstance(changes, dict):
        return topic
    other = _checked(file, text, with_changes(tree, changes), terms or {}, within=(_OTHERWISE,))
    return replace(topic, otherwise=other)


def _checked(
    file: str, text: str, tree: Mapping[str, Any], terms: Terms, *, within: Place = ()
) -> Topic:
    """The topic of a tree that stands ``within`` some key of the file, all that it names there."""
    try:
        topic = _TOPIC.validate_json(as_json(tree))
    except ValidationError as error:
        raise _explained(file, text, error, within) from None
    for place, value, allowed in (*_references(topic), *_ids(topic, terms)):
        if value and value not in allowed:
            known = hint_of_names(value, allowed)
            raise _mistake(file, text, (*within, *place), f"'{value}' is not known", known)
    for place, pattern in _patterns(topic):
        try:
            re.compile(pattern)
        except re.error as fault:
            at = (*within, *place)
            raise _mistake(file, text, at, "no regular expression", f"{fault}.") from None
    return topic


def _tree(file: str, text: str) -> dict[str, Any]:
    tree = loaded(file, text)
    if not isinstance(tree, dict) or not all(isinstance(key, str) for key in tree):
        raise Mistake(f"{file}: holds no keys", hint=f"It may hold: {', '.join(_keys(()))}.")
    return tree


def _explained(file: str, text: str, error: ValidationError, within: Place) -> Mistake:
    # A misspelt key also leaves the right one missing: the misspelling is the cause.
    fault = min(error.errors(), key=lambda fault: fault["type"] not in UNKNOWN)
    place: Place = fault["loc"]
    at = (*within, *place)
    name = ".".join(map(str, place))
    if fault["type"] in UNKNOWN:
        return _mistake(file, text, at, f"unknown key '{name}'",
                        hint_of_names(str(place[-1]), _keys(place[:-1])))  # fmt: skip
    if fault["type"] in MISSING:
        return _mistake(file, text, at, f"'{name}' is missing", "Add it; it has no default.")
    wanted = fault["msg"].removeprefix("Input should be ")
    return _mistake(file, text, at, f"'{name}' does not fit", f"It should be {wanted}.")


def _keys(place: Place) -> list[str]:
    return [key for key in keys_at(Topic, place) if place or key != "name"]


def _mistake(file: str, text: str, place: Place, what: str, advice: str) -> Mistake:
    line = line_of(YAML(typ="rt").load(text), place)
    return Mistake(f"{file}, line {line}: {what}", hint=advice)


def _references(topic: Topic) -> Iterator[tuple[Place, str, Collection[str]]]:
    """Yield what one part of the topic names of another, and what there is to name."""
    certainty, course = topic.certainty, topic.course
    for place, kind in _kinds(topic):
        yield place, kind, topic.facts
    for name in topic.figures:
        yield ("figures", name), name, FIGURES
    yield from _listed(("certainty", "dose_variables"), certainty.dose_variables, topic.variables)
    yield from _listed(("course", "burdens"), course.burdens, topic.comparisons)
    yield from _listed(("course", "changes"), course.changes, topic.comparisons)
    for key, comparison in topic.comparisons.items():
        yield ("comparisons", key, "stands_for"), comparison.stands_for, topic.comparisons
        yield ("comparisons", key, "confounds"), comparison.confounds, topic.comparisons


def _listed(
    place: Place, values: Iterable[str], allowed: Collection[str]
) -> Iterator[tuple[Place, str, Collection[str]]]:
    for at, value in enumerate(values):
        yield (*place, at), value, allowed


def _kinds(topic: Topic) -> Iterator[tuple[Place, str]]:
    """Yield every kind of fact that the topic names beside ``facts``."""
    for part, columns in (("card", topic.card), ("table", topic.table)):
        for at, column in enumerate(columns):
            for key, kinds in (("kinds", column.kinds), ("then", column.then)):
                yield from (((part, at, key, inner), kind) for inner, kind in enumerate(kinds))
    for part, named in (
        ("gaps", topic.gaps), ("filters", topic.filters), ("contrasts", topic.contrasts)
    ):  # fmt: skip
        yield from (((part, kind), kind) for kind in named)
    yield from ((("feeds", at), kind) for at, kind in enumerate(topic.feeds))
    yield ("directness", "kind"), topic.directness.kind
    yield ("linkage", "condition"), topic.linkage.condition
    yield ("coordinates", "kind"), topic.coordinates.kind if topic.coordinates else ""
    stated, trials = topic.certainty.stated, topic.certainty.trials
    yield ("certainty", "stated", "kind"), stated.kind if stated else ""
    yield ("certainty", "trials", "kind"), trials.kind if trials else ""


def _ids(topic: Topic, terms: Terms) -> Iterator[tuple[Place, str, Collection[str]]]:
    """Yield what the topic names of its vocabulary, where that has any of the kind."""
    if comparisons := terms.get("comparison"):
        for key in topic.comparisons:
            yield ("comparisons", key), key, comparisons
    if roles := terms.get("group_role"):
        yield ("roles", "exposed"), topic.roles.exposed, roles
        yield ("roles", "unexposed"), topic.roles.unexposed, roles
        for at, role in enumerate(topic.roles.with_exposure):
            yield ("roles", "with_exposure", at), role, roles
        for key, comparison in topic.comparisons.items():
            yield from _listed(("comparisons", key, "groups"), comparison.groups, roles)


def _patterns(topic: Topic) -> Iterator[tuple[Place, str]]:
    for name, pattern in topic.variables.items():
        yield ("variables", name), pattern
    yield from ((("subject", at), pattern) for at, pattern in enumerate(topic.subject))
    yield ("directness", "indirect"), topic.directness.indirect
    yield ("linkage", "unspecific"), topic.linkage.unspecific
