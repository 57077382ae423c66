"""The first steps: a new review, and the demo."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.importing import import_files
from bot.cli.options import HERE, AsJson, Bot, print_json, runtime_for

_FILL_IN = "Fill in review.yaml; `living-review-bot run --dry-run` shows what each line finds."
_ON_GITHUB = (
    "Push it to GitHub; in Settings, Actions, General allow Actions to create pull\n     requests.",
    "Actions, Update the review, Run workflow. `living-review-bot doctor` helps.",
)


def init(  # noqa: PLR0913 - one for each option
    context: typer.Context,
    directory: Annotated[
        Path, typer.Argument(help="The folder of the new review; else this one.")
    ] = HERE,
    *,
    topic: Annotated[
        str, typer.Option("--topic", help="The topic of its findings; an unknown name lists them.")
    ] = "",
    github: Annotated[
        bool, typer.Option("--github", help="Also write the workflows by which GitHub keeps it.")
    ] = False,
    bot: Bot = "",
    from_import: Annotated[
        list[Path] | None,
        typer.Option("--from-import", help="Begin with what this file of another tool decided."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a commented review.yaml for a new topic, or workflows for a review that is there."""
    from bot.settings import FILE
    from bot.wiring.new_review import github_files, new_review
    from bot.wiring.origin import reference

    runtime = runtime_for(context, "", 0)
    # Asked before anything is written: where it is not known, nothing is half done.
    origin = reference(bot, runtime.environment) if github or bot else ""
    if from_import:
        from bot.wiring.importing import require_readable

        require_readable(from_import)
    adds = bool(origin) and (directory / FILE).exists()
    written = () if adds else new_review(directory, runtime, topic)
    if origin:
        written += github_files(directory, runtime, origin)
    if as_json:
        print_json({"written": [str(path) for path in written]})
    else:
        _show_next(written, directory, github=bool(origin), begun=not adds)
    if from_import:
        import_files(context, from_import, directory=directory)


def _show_next(written: Sequence[Path], directory: Path, *, github: bool, begun: bool) -> None:
    """Say what was written and what is next; a review that has not just ``begun`` is filled in."""
    for path in written:
        print(f"Wrote {path}")
    print(f"\nNext, in {directory.resolve()}:")
    steps = [
        *([_FILL_IN] if begun else []),
        "`git init` if it is no repository yet, `git add .`, `git commit`.",
        *(_ON_GITHUB if github else ["`living-review-bot run`."]),
    ]
    for number, step in enumerate(steps, start=1):
        print(f"  {number}. {step}")


def demo(
    context: typer.Context,
    *,
    topic: Annotated[
        str, typer.Option("--topic", help="The topic of the review; an unknown name lists them.")
    ] = "neuroimaging",
) -> None:
    """Show two weeks of a review's life, offline, in a throw-away repository."""
    from bot.demo.story import tell

    name = sys.argv[0]
    command = "python -m bot" if name.endswith(".py") else name
    tell(runtime_for(context, "", 0), print, command, topic)
