"""Editors are told what `review.yaml` may hold, and people read the same on a page."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from docs import reference

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft202012Validator(reference.schema())


def protocol(path: str) -> Any:  # noqa: ANN401 - what the file holds
    return YAML(typ="safe").load((ROOT / path).read_text("utf-8"))


def test_the_files_are_what_the_dataclasses_say() -> None:
    for path, text in reference.made().items():
        assert (ROOT / path).read_text("utf-8") == text, "run `make reference`"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(reference.schema())


@pytest.mark.parametrize(
    "path", ["review.yaml", "templates/init/review.yaml", "bot/demo/review.yaml"]
)
def test_sound_protocols_fit_the_schema(path: str) -> None:
    assert not [*VALIDATOR.iter_errors(protocol(path))]


@pytest.mark.parametrize(
    ("group", "key", "value"),
    [
        ("", "titel", "x"),
        ("screening", "languages", ["english"]),
        ("screening", "excluded_types", ["editorial"]),
        ("screening", "per_run", "many"),
        ("citations", "every", "week"),
    ],
)
def test_what_the_program_refuses_an_editor_marks(group: str, key: str, value: object) -> None:
    tree = protocol("templates/init/review.yaml")
    (tree[group] if group else tree)[key] = value

    assert [*VALIDATOR.iter_errors(tree)]


def test_every_key_says_what_it_means() -> None:
    tree = reference.schema()
    for name, group in {"review.yaml": tree, **tree["$defs"]}.items():
        for key, value in group.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"


def test_the_file_that_init_writes_names_its_schema() -> None:
    first = (ROOT / "templates" / "init" / "review.yaml").read_text("utf-8").splitlines()[0]

    assert first == "# yaml-language-server: $schema=review.schema.json"
