"""The other jobs: following comments, publishing, the timetable, and the doctor."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, Today, Verbose, print_json, runtime_for, say, table

if TYPE_CHECKING:
    from bot.wiring.runtime import Runtime


def command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    event: Annotated[
        Path | None, typer.Argument(help="The event's file, $GITHUB_EVENT_PATH.")
    ] = None,
    *,
    directory: Dir = HERE,
    said: Annotated[
        list[str] | None,
        typer.Option("--say", help="A command as in a comment, such as '/confirm 17 f2'."),
    ] = None,
    by: Annotated[str, typer.Option(help="Who says it; else as git names you.")] = "",
    push: Annotated[
        bool, typer.Option("--push", help="Work on the remote's branch without a GitHub token.")
    ] = False,
    today: Today = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> None:
    """Follow the comments and ticked boxes of the pull request, or what --say says without one."""
    from bot import wiring
    from bot.rendering.escaping import command as inert

    runtime = replace(runtime_for(context, today, verbose), push=push)
    if said:
        _say(directory, runtime, by, said, as_json=as_json)
        return
    answered = wiring.follow_commands(directory, event, runtime)
    if as_json:
        print_json({"outcome": answered.sentence, "answers": answered.answers})
        return
    # What people wrote must not give orders to the log of GitHub Actions.
    print(inert(answered.sentence))


def _say(directory: Path, runtime: "Runtime", by: str, said: list[str], *, as_json: bool) -> None:
    from bot.rendering.escaping import command as inert
    from bot.rendering.escaping import log_text
    from bot.rendering.phrases import ended
    from bot.wiring.decisions import say as say_commands

    followed = say_commands(directory, runtime, by, "\n\n".join(said))
    if as_json:
        print_json({"answers": [asdict(entry) for entry in followed.entries],
                    "branch": followed.branch})  # fmt: skip
        return
    for entry in followed.entries:
        print(inert(f"{entry.command}: {entry.outcome}: {ended(entry.sentence)}"))
        if entry.details:
            print(log_text(entry.details))


def publish(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    push: Annotated[
        bool, typer.Option("--push", help="Push to the main branch even without a GitHub token.")
    ] = False,
    today: Today = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> None:
    """Publish after a merge: version, release, feeds and mail, each exactly once."""
    from bot.wiring.publishing import publish_review

    done = publish_review(directory, replace(runtime_for(context, today, verbose), push=push))
    if as_json:
        print_json(done.figures)
        return
    print(table(done.figures))
    if done.elsewhere:
        say("Note: another publisher is at work on a version; it was left to that one.")


def schedule(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    push: Annotated[
        bool, typer.Option("--push", help="Push to the remote even without a GitHub token.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Run the same jobs without GitHub Actions, at the times of review.yaml, until stopped."""
    from bot.cli.daemon import stop_signal
    from bot.wiring.daemon import daemon

    with stop_signal() as wait:
        daemon(directory, replace(runtime_for(context, "", 1), push=push), wait, once=once)


def doctor(context: typer.Context, *, directory: Dir = HERE, as_json: AsJson = False) -> int:
    """Check settings, git, GitHub, databases and models, and say how to mend them."""
    from bot.wiring.doctor import diagnose

    diagnoses = []
    for diagnosis in diagnose(directory, runtime_for(context, "", 0)):
        diagnoses.append(diagnosis)
        if not as_json:
            # Where the advice names what it is about, that is not said twice.
            named = diagnosis.advice.startswith(diagnosis.what)
            about = "" if named else f"{diagnosis.what}: "
            print(f"{'fine ' if diagnosis.ok else 'MEND '} {about}{diagnosis.advice}", flush=True)
    if as_json:
        print_json([asdict(diagnosis) for diagnosis in diagnoses])
    return 0 if all(diagnosis.ok for diagnosis in diagnoses) else 1
