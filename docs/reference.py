"""The schema of ``review.yaml`` and its reference page, both made from the dataclasses.

.venv/bin/python docs/reference.py    (or `make reference`)
"""

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.domain import protocol, strategies
from bot.domain.protocol import Protocol
from bot.settings.pubmed_values import LANGUAGES, PUBLICATION_TYPES
from bot.wiring.starter_files import FORMER, GITHUB_FILES, form_fingerprint

ROOT = Path(__file__).parents[1]
SCHEMA = "templates/init/review.schema.json"
FORMER_FILES = f"templates/init/{FORMER}"
PAGE = "docs/reference/review-yaml.md"
_FEW = 8
"""Names that one cell of a table takes."""
_HEAD = """\
# review.yaml

Every key of the protocol. A misspelt key or a value that cannot be right is an error with its line
and the nearest right one. An editor that knows YAML schemas completes and checks the file while you
write: the first line of the file that `init` writes names the schema.
"""


def main() -> None:
    """Write both files."""
    for path, text in made().items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        sys.stdout.write(f"Wrote {path}\n")


def made() -> dict[str, str]:
    """The text of both files by their paths."""
    tree = schema()
    return {
        SCHEMA: json.dumps(tree, indent=2, ensure_ascii=False) + "\n",
        PAGE: "\n".join([_HEAD, *_section("The top", "", tree, tree)]) + "\n",
        FORMER_FILES: json.dumps(_fingerprints(), indent=2) + "\n",
    }


def _fingerprints() -> dict[str, list[str]]:
    """Fingerprints by which `upgrade` knows workflows that nobody edited; none is ever removed."""
    known: dict[str, list[str]] = json.loads((ROOT / FORMER_FILES).read_text("utf-8"))
    for name in GITHUB_FILES:
        present = form_fingerprint((ROOT / "templates" / "init" / name).read_text("utf-8"))
        known[name] = list(dict.fromkeys([*known.get(name, ()), present]))
    return known


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``review.yaml``, with the meaning of every key."""
    tree = TypeAdapter(Protocol).json_schema()
    tree["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    groups = {"Protocol": tree, **tree["$defs"]}
    for name, group in groups.items():
        kind = getattr(protocol, name, None) or getattr(strategies, name)
        group["description"] = _plain(inspect.getdoc(kind) or "")
        for key, meaning in _meanings(kind).items():
            group["properties"][key]["description"] = meaning
        for value in group.get("properties", {}).values():
            value.pop("title", None)
    screening = tree["$defs"]["ScreeningSettings"]["properties"]
    screening["languages"]["items"] = {"enum": list(LANGUAGES)}
    # `_whole` in `bot/settings/review_file.py` reads the list.
    reviewers = tree["properties"]["reviewers"]
    logins = tree["$defs"]["ReviewerSettings"]["properties"]["logins"]
    reviewers["anyOf"] = [
        {"$ref": reviewers.pop("$ref")},
        {key: logins[key] for key in ("type", "items")},
    ]
    screening["excluded_types"]["items"] = {"enum": list(PUBLICATION_TYPES)}
    return tree


def _meanings(kind: type) -> dict[str, str]:
    """What the docstring under each field of a dataclass says."""
    source = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    lines = next(node.body for node in source.body if isinstance(node, ast.ClassDef))
    return {
        field.target.id: _plain(text.value.value)
        for field, text in pairwise(lines)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "`").split())


def _section(
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
        yield from _section(heading, path, inner, tree)


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


if __name__ == "__main__":
    main()
