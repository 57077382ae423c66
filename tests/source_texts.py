"""The words that a module of ours may print."""

import ast
from collections.abc import Iterator
from pathlib import Path


def texts_of(path: Path) -> Iterator[str]:
    """Every text in a module but docstrings and what documents an attribute."""
    tree = ast.parse(path.read_text("utf-8"))
    bodies = (getattr(node, "body", ()) for node in ast.walk(tree))
    statements = (statement for body in bodies if isinstance(body, list) for statement in body)
    documenting = {id(statement.value) for statement in statements
                   if isinstance(statement, ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documenting
        ):
            yield node.value
