"""Each step of each workflow, traced: what it checks out, sets up, runs, and is trusted with."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

from bot.cli import app

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS: dict[str, Any] = {
    file.name: YAML(typ="safe", pure=True).load(file.read_text("utf-8")) for file in FILES
}
JOBS = [(file, name) for file, flow in WORKFLOWS.items() for name in flow["jobs"]]
BOT = re.compile(r'^"?\S*living-review"? (.*)$', re.MULTILINE)
NEEDS_HISTORY = {"run", "command", "publish", "check"}
"""Commands that compare branches or read what the main branch says."""
each_job = pytest.mark.parametrize(("file", "name"), JOBS)


def job(file: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = WORKFLOWS[file]["jobs"][name]
    return found


def using(file: str, name: str, action: str) -> list[dict[str, Any]]:
    steps = job(file, name)["steps"]
    return [step for step in steps if step.get("uses", "").split("@")[0] == action]


def commands(file: str, name: str) -> Iterator[list[str]]:
    """The bot's commands in a job, as a shell would part them."""
    for step in job(file, name)["steps"]:
        for words in BOT.findall(step.get("run", "")):
            yield shlex.split(words)


@each_job
def test_a_job_has_a_limit_and_names_its_rights(file: str, name: str) -> None:
    assert WORKFLOWS[file]["permissions"] == {}
    assert 0 < job(file, name)["timeout-minutes"] <= 60
    assert job(file, name)["permissions"]
    assert "concurrency" in WORKFLOWS[file]


@each_job
def test_actions_are_pinned_and_keep_no_token(file: str, name: str) -> None:
    text = (ROOT / ".github" / "workflows" / file).read_text("utf-8")
    for step in job(file, name)["steps"]:
        if "uses" in step:
            assert re.search(rf"{re.escape(step['uses'])} # v\d", text)
            assert re.search(r"@[0-9a-f]{40}$", step["uses"])
    for step in using(file, name, "actions/checkout"):
        assert step["with"]["persist-credentials"] is False


@each_job
def test_what_reads_history_has_it(file: str, name: str) -> None:
    run = {words[0] for words in commands(file, name)}
    if run & NEEDS_HISTORY:
        depths = [step["with"].get("fetch-depth") for step in using(file, name, "actions/checkout")]
        assert 0 in depths


@each_job
def test_the_bot_is_set_up_before_it_is_run(file: str, name: str) -> None:
    steps = [step.get("run", "") for step in job(file, name)["steps"]]
    run = [at for at, text in enumerate(steps) if BOT.search(text)]
    made = [at for at, text in enumerate(steps) if re.search(r"\bmake\b.* runtime\b", text)]
    python = using(file, name, "actions/setup-python")
    assert python
    if run:
        assert made
        assert made[0] < run[0]


@each_job
def test_commands_and_targets_exist(file: str, name: str) -> None:
    group = typer.main.get_command(app)
    known: dict[str, Any] = vars(group)["commands"]
    for words in commands(file, name):
        assert words[0] in known
        options = {option for parameter in known[words[0]].params for option in parameter.opts}
        assert {word for word in words[1:] if word.startswith("-")} <= options
    made = " ".join(step.get("run", "") for step in job(file, name)["steps"])
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for target in re.findall(r"\bmake(?: -C \S+)? (\w+)", made):
        assert target in targets


@each_job
def test_a_secret_reaches_the_one_step_that_needs_it(file: str, name: str) -> None:
    for step in job(file, name)["steps"]:
        if "secrets." in str(step):
            assert BOT.search(step["run"])
            assert "secrets." in str(step["env"])
        # What people write never passes through a shell.
        assert "${{" not in step.get("run", "")


def test_what_was_paid_for_is_kept_whatever_becomes_of_the_run() -> None:
    (restore,) = using("update.yml", "update", "actions/cache/restore")
    (save,) = using("update.yml", "update", "actions/cache/save")
    steps = job("update.yml", "update")["steps"]
    (run,) = (step for step in steps if BOT.search(step.get("run", "")))

    assert steps[-1] is save
    assert save["if"] == "always()"
    assert (save["with"]["path"], save["with"]["key"]) == (
        restore["with"]["path"], restore["with"]["key"],
    )  # fmt: skip
    assert save["with"]["path"].startswith("${{ inputs.directory || '.' }}/.cache/*\n")
    assert run["env"]["DIRECTORY"] == "${{ inputs.directory || '.' }}"
    # The step ends before the job does, and so lets the last step run.
    assert run["timeout-minutes"] < job("update.yml", "update")["timeout-minutes"]


def test_a_commands_job_finds_that_cache() -> None:
    (saved,) = using("update.yml", "update", "actions/cache/save")
    (found,) = using("commands.yml", "command", "actions/cache/restore")

    assert found["with"]["path"] == saved["with"]["path"].replace(
        "${{ inputs.directory || '.' }}", "."
    )
    assert saved["with"]["key"].startswith(found["with"]["restore-keys"])


def test_a_mail_server_that_is_down_keeps_no_site_old() -> None:
    site = job("publish.yml", "site")

    assert site["needs"] == "publish"
    assert site["if"].startswith("${{ !cancelled()")


def test_events_wake_one_job_at_a_time() -> None:
    concurrency = WORKFLOWS["commands.yml"]["concurrency"]

    assert "${{" not in concurrency["group"]
    assert concurrency["cancel-in-progress"] is False
