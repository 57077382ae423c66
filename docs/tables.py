"""What the reference pages have in common: fields of dataclasses, and their meanings, as tables."""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

_FEW = 8
"""Names that one cell of a table takes."""
_ROLE = re.compile(r":[a-z]+:(?=`)")
"""What Sphinx wants before a name."""


def described(kind: Any, classes: Iterable[type]) -> dict[str, Any]:  # noqa: ANN401 - any type
    """The JSON Schema of ``kind``, with what docstrings of ``classes`` say of each field."""
    tree: dict[str, Any] = TypeAdapter(kind).json_schema()
    known = {each.__name__: each for each in classes}
    top = tree.get("title", "")
    for name, group in {top: tree, **tree.get("$defs", {})}.items():
        if "properties" not in group:
            continue
        group["description"] = plain(inspect.getdoc(known[name]) or "")
        for key, meaning in meanings(known[name]).items():
            group["properties"][key]["description"] = meaning
        for value in group["properties"].values():
            value.pop("title", None)
    return tree


def meanings(kind: type) -> dict[str, str]:
    """What the docstring under each field of a dataclass says."""
    source = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    lines = next(node.body for node in source.body if isinstance(node, ast.ClassDef))
    return {
        field.target.id: plain(text.value.value)
        for field, text in pairwise(lines)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }  # fmt: skip


def plain(text: str) -> str:
    """A docstring as one line of Markdown."""
    return " ".join(_ROLE.sub("", text).replace("``", "`").split())


def section(
    title: str, prefix: str, group: Mapping[str, Any], tree: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the lines on one group of keys, and after it on the groups within."""
    yield f"\n## {title}\n\n{group['description']}\n"
    yield "| key | value | default | meaning |\n|---|---|---|---|"
    within = []
    for key, value in group["properties"].items():
        name, inner = _inner(value, tree)
        required = "required" if key in group.get("required", ()) else ""
        default = required or _shown(value.get("default"))
        yield f"| `{key}` | {name} | {default} | {value.get('description', '')} |"
        if inner is not None and "properties" in inner:
            path = f"{prefix}{key}" + (".NAME" if "additionalProperties" in value else "")
            path += "[]" if value.get("type") == "array" else ""
            within.append((f"`{path}`", f"{path}.", inner))
    for heading, path, inner in within:
        yield from section(heading, path, inner, tree)


def _inner(
    value: Mapping[str, Any], tree: Mapping[str, Any]
) -> tuple[str, Mapping[str, Any] | None]:
    """What kind of value it is, in words, and the group of keys that it holds."""
    if "$ref" in value:
        value = tree["$defs"][value["$ref"].rpartition("/")[2]]
    if "enum" in value:
        # Long lists stand in the schema.
        few = len(value["enum"]) <= _FEW
        return ", ".join(f"`{name}`" for name in value["enum"]) if few else "names", None
    if "properties" in value:
        return "keys", value
    if "anyOf" in value:
        choices = [_inner(choice, tree) for choice in value["anyOf"]]
        group = next((group for _, group in choices if group), None)
        return " or ".join(name for name, _ in choices), group
    for inner, words in ((value.get("items"), "list of"), (_values(value), "names, each with")):
        if inner:
            name, group = _inner(inner, tree)
            return f"{words} {name}", group
    names = {"string": "text", "boolean": "true or false", "integer": "whole number"}
    return names.get(value["type"], value["type"]), None


def _values(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The schema of the values of a mapping with any keys."""
    within = value.get("additionalProperties")
    return within if isinstance(within, Mapping) else None


def _shown(default: object) -> str:
    empty = default is None or default in ("", {}) or isinstance(default, Mapping)
    return "" if empty else f"`{json.dumps(default, ensure_ascii=False)}`"
