"""The first steps: a new review, and the demo."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import HERE, AsJson, runtime_for


def init(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(help="The folder of the new review.")] = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Write a commented review.yaml for a new topic."""
    from bot.wiring.new_review import new_review

    written = new_review(directory, runtime_for(context, "", 0))
    if as_json:
        print(json.dumps({"written": [str(path) for path in written]}))
        return
    for path in written:
        print(f"Wrote {path}")
    print(f"Next, in {directory.resolve()}: fill in review.yaml, then `git init` if it is no")
    print("repository yet, `git add .`, `git commit`, and `living-review run`.")


def demo(context: typer.Context) -> None:
    """Show two weeks of a review's life, offline, in a throw-away repository."""
    from bot.demo.story import tell

    name = sys.argv[0]
    tell(runtime_for(context, "", 0), print, "python -m bot" if name.endswith(".py") else name)
