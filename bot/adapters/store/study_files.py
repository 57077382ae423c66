"""Study files, which people edit: how they are written, revised in place, and found unfit."""

import io
import json
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from bot.domain.nearest_name import hint_of_names
from bot.domain.studies import Study
from bot.errors import Mistake
from bot.rendering.escaping import one_line
from bot.yaml_faults import MISSING, UNKNOWN, keys_at, line_of

_STUDY = TypeAdapter(Study)
_MOST = 3
"""Faults of one file that are told at once."""
_MEND = "Mend the file on the branch, or restore it with `git checkout`; nothing is lost."


@lru_cache(maxsize=1024)
def parsed(text: str) -> Study:
    """The study that a file holds; one job reads the same file several times, and YAML is slow.

    Raises:
        YAMLError: it is no YAML.
        TypeError: a key of it is no plain word.
        ValidationError: it is no study.
    """
    # As JSON, the form in which strict validation expects the values.
    return _STUDY.validate_json(json.dumps(YAML(typ="safe").load(text), default=str))


@lru_cache(maxsize=256)
def study_text(study: Study, caption: str) -> str:
    """A study file as people edit it: a comment that says which paper it is, then the facts.

    A job that a push overtook writes the same studies again.
    """
    comment = f"# {one_line(caption)}\n" if caption else ""
    return comment + _dumped(_tree(study))


def revised(text: bytes, study: Study) -> str:
    """A study's file brought to what ``study`` is, with people's comments where they stood."""
    tree = _yaml().load(text)
    _bring(tree, _tree(study))
    return _dumped(tree)


def _bring(current: Any, wanted: Any) -> None:  # noqa: ANN401 - a tree of YAML
    """Change only what differs: ruamel keeps the comments of what stays."""
    if isinstance(current, dict):
        for key in [key for key in current if key not in wanted]:
            del current[key]
        pairs = wanted.items()
    else:
        del current[len(wanted) :]
        current.extend(wanted[len(current) :])
        pairs = enumerate(wanted)
    for key, value in pairs:
        old = current.get(key) if isinstance(current, dict) else current[key]
        if type(value) in (dict, list) and isinstance(old, type(value)):
            _bring(old, value)
        elif old != value:
            current[key] = value


def _tree(study: Study) -> Any:  # noqa: ANN401 - a tree of YAML
    return _STUDY.dump_python(study, mode="json", exclude_defaults=True)


def _dumped(tree: Any) -> str:  # noqa: ANN401 - a tree of YAML
    out = io.StringIO()
    _yaml().dump(tree, out)
    return out.getvalue()


def _yaml() -> YAML:
    yaml = YAML()
    # A folded quote is not read back letter by letter.
    yaml.width = 10**6
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    return yaml


def unfit(where: str, text: str, fault: ValidationError) -> Mistake:
    """What is wrong with the file ``where``: each fault with its line, field and what may stand."""
    tree = _yaml().load(text)
    if not isinstance(tree, CommentedMap):
        return Mistake(f"{where}: it holds no study", hint=_MEND)
    faults = sorted(fault.errors(), key=lambda error: error["type"] not in UNKNOWN)[:_MOST]
    sentences = [f"line {line_of(tree, fault['loc'])}: {_sentence(fault)}" for fault in faults]
    return Mistake(
        f"{where}, {'; '.join(sentences)}",
        hint=_MEND,
    )


def _sentence(error: ErrorDetails) -> str:
    place = error["loc"]
    name = ".".join(str(part) for part in place)
    if error["type"] in UNKNOWN:
        allowed = keys_at(Study, place[:-1])
        hint = hint_of_names(str(place[-1]), allowed).rstrip(".")
        return f"unknown field '{name}'; {hint[:1].lower()}{hint[1:]}"
    if error["type"] in MISSING:
        return f"the field '{name}' is missing"
    wanted = error["msg"].removeprefix("Input should be ").replace("array", "list")
    shown = one_line(str(error["input"]))[:60]
    return f"'{name}' is '{shown}'; it should be {wanted}"
