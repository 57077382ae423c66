"""Study files, which people edit: how they are read, written, revised in place, and found unfit."""

import io
from collections.abc import Collection
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from bot.contained_paths import contained
from bot.domain.nearest_name import hint_of_names
from bot.domain.studies import Study
from bot.errors import Mistake
from bot.rendering.escaping import one_line
from bot.yaml_faults import (
    MISSING,
    QUOTE_IT,
    UNKNOWN,
    as_json,
    excess,
    keys_at,
    line_of,
    unreadable_syntax,
    unreadable_value,
)

_STUDY = TypeAdapter(Study)
_MOST = 3
"""Faults of one file that are told at once."""
_MEND = "Mend the file on the branch, or restore it with `git checkout`; nothing is lost."
_RESTORE = "Mend the file, or restore it with `git checkout`."


def study_files(root: Path, known: Collection[str] = ()) -> dict[str, Study]:
    """The studies of a review by their ids, without the files whose paths are ``known``.

    Raises:
        Mistake: a file holds no study, or another than its name says.
    """
    studies: dict[str, Study] = {}
    for path in sorted(contained(root, "state/studies").glob("*.yaml")):
        where = f"state/studies/{path.name}"
        if where in known:
            continue
        study = _study(where, contained(root, where).read_bytes())
        if study.id != path.stem:
            raise Mistake(
                f"{where}: its id is '{study.id}'", hint="The file name and the id must agree."
            )
        studies[study.id] = study
    return studies


def _study(where: str, content: bytes) -> Study:
    """The study in the ``content`` of the file ``where``."""
    text = ""
    try:
        text = content.decode("utf-8-sig")
        if too_much := excess(text):
            raise Mistake(f"{where}, line {too_much[0]}: {too_much[1]}", hint=_RESTORE)
        return parsed_study(text)
    except UnicodeDecodeError:
        raise Mistake(f"{where}: not UTF-8 text", hint=f"Save it as UTF-8. {_RESTORE}") from None
    except YAMLError as fault:
        at, hint = unreadable_syntax(text, fault)
        raise Mistake(f"{where}{at}", hint=f"{hint} Or restore it with `git checkout`.") from None
    except TypeError:
        raise Mistake(
            f"{where}: a key is no plain word", hint="Put it in quotes, or mend it."
        ) from None
    except ValidationError as fault:
        raise unfit_study(where, text, fault) from None
    except ValueError as fault:
        raise Mistake(f"{where}{unreadable_value(text, fault)}", hint=QUOTE_IT) from None


@lru_cache(maxsize=1024)
def parsed_study(text: str) -> Study:
    """The study that a file holds; one job reads the same file several times, and YAML is slow.

    Raises:
        YAMLError: it is no YAML.
        TypeError: a key of it is no plain word.
        ValidationError: it is no study.
        ValueError: a date or a number of it is none.
    """
    # As JSON, the form in which strict validation expects the values.
    return _STUDY.validate_json(as_json(_yaml("safe").load(text)))


@lru_cache(maxsize=256)
def study_text(study: Study, caption: str) -> str:
    """A study file as people edit it: a comment that says which paper it is, then the facts.

    A job that a push overtook writes the same studies again.
    """
    comment = f"# {one_line(caption)}\n" if caption else ""
    return comment + _dumped(_tree(study))


def revised_text(text: bytes, study: Study) -> str:
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


class _Yaml12(VersionedResolver):
    """What plain scalars mean in YAML 1.2.

    Version and patterns are the same for all: ruamel looks them up for each scalar, in a third of
    the time.
    """

    @property
    def processing_version(self) -> tuple[int, int]:
        return 1, 2

    @cached_property
    def versioned_resolver(self) -> Any:  # noqa: ANN401 - ruamel types it so
        return super().versioned_resolver


def _yaml(kind: str = "rt") -> YAML:
    yaml = YAML(typ=kind)
    yaml.Resolver = _Yaml12
    # A folded quote is not read back letter by letter.
    yaml.width = 10**6
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    return yaml


def unfit_study(where: str, text: str, fault: ValidationError) -> Mistake:
    """What is wrong with the file ``where``: each fault with its line, field and what may stand."""
    tree = _yaml().load(text)
    if not isinstance(tree, CommentedMap):
        return Mistake(f"{where}: it holds no study", hint=_MEND)
    faults = sorted(fault.errors(), key=lambda error: error["type"] not in UNKNOWN)[:_MOST]
    sentences = [f"line {line_of(tree, error['loc'])}: {_sentence(error)}" for error in faults]
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
