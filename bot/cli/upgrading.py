"""``upgrade``: a review that a former version kept becomes one of this version."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Bot, Dir, print_json, runtime_for

if TYPE_CHECKING:
    from bot.wiring.upgrade import Upgrade


def upgrade(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    bot: Bot = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring state, workflows and schema of a review to this version, in one commit."""
    from bot.wiring.upgrade import upgrade as upgraded

    made = upgraded(directory, runtime_for(context, "", 0), bot=bot, dry=dry_run)
    if as_json:
        print_json(asdict(made))
    else:
        _show(made, dry=dry_run)


def _show(made: "Upgrade", *, dry: bool) -> None:
    width = max(map(len, made.changes), default=0)
    for path, words in made.changes.items():
        print(f"  {path:<{width}}  {words}")
    if not made.changes:
        print("Nothing to change: state and files are those of this version.")
    elif dry:
        print("Nothing was written.")
    else:
        print(f"Committed as {made.commit}; `git show` has the whole, `git push` sends it.")
        if made.before:
            print(f"The state before is the tag {made.before}; `git revert HEAD` goes back to it.")
    if made.absent:
        print(f"Not there, and left so: {', '.join(made.absent)}. `init --github` writes them.")
    for path, difference in made.edited.items():
        print(f"\n{path} was edited and stays so. This version would write:\n{difference}", end="")
