"""Each step of each workflow, traced: what it checks out, sets up, runs, and is trusted with.

The steps of our action stand in its place; `test_action.py` runs them.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from tests.conftest import HANG
from tests.runner import ROOT, read, steps_of

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS: dict[str, Any] = {file.name: read(file) for file in FILES}
JOBS = [(file, name) for file, flow in WORKFLOWS.items() for name in flow["jobs"]]
TEXTS = "\n".join(file.read_text("utf-8") for file in [*FILES, ROOT / "action.yml"])
NEEDS_HISTORY = {"run", "command", "publish", "check"}
"""Commands that compare branches or read what the main branch says."""
each_job = pytest.mark.parametrize(("file", "name"), JOBS)


def job(file: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = WORKFLOWS[file]["jobs"][name]
    return found


def steps(file: str, name: str) -> list[dict[str, Any]]:
    return [*steps_of(job(file, name))]


def using(file: str, name: str, action: str) -> list[dict[str, Any]]:
    return [step for step in steps(file, name) if step.get("uses", "").split("@")[0] == action]


def command(step: dict[str, Any]) -> list[str]:
    """The bot's command in a step of our action, as a shell would part it; none elsewhere."""
    if "inputs" not in step or "case" not in step.get("run", ""):
        return []
    line = re.search(rf"^\s*{step['inputs']['job']}\) (.*?) ;;", step["run"], re.MULTILINE)
    assert line, step["inputs"]
    return shlex.split(re.split(r" (?:&&|\|\|)", line[1].partition('"$bot" ')[2])[0])


def commands(file: str, name: str) -> Iterator[list[str]]:
    return filter(None, map(command, steps(file, name)))


@each_job
def test_a_job_has_a_limit_and_names_its_rights(file: str, name: str) -> None:
    assert WORKFLOWS[file]["permissions"] == {}
    assert 0 < job(file, name)["timeout-minutes"] <= 60
    assert job(file, name)["permissions"]
    assert "concurrency" in WORKFLOWS[file]


@each_job
def test_actions_are_pinned_and_keep_no_token(file: str, name: str) -> None:
    for step in steps(file, name):
        if "uses" in step:
            assert re.search(rf"{re.escape(step['uses'])} # v\d", TEXTS)
            assert re.search(r"@[0-9a-f]{40}$", step["uses"])
    for step in using(file, name, "actions/checkout"):
        assert step["with"]["persist-credentials"] is False


@each_job
def test_what_reads_history_has_it(file: str, name: str) -> None:
    if {words[0] for words in commands(file, name)} & NEEDS_HISTORY:
        depths = [step["with"].get("fetch-depth") for step in using(file, name, "actions/checkout")]
        assert 0 in depths


@each_job
def test_the_bot_is_set_up_before_it_is_run(file: str, name: str) -> None:
    own = steps(file, name)
    run = [at for at, step in enumerate(own) if command(step)]
    made = [at for at, step in enumerate(own) if re.search(r"\bmake\b.* runtime\b",
                                                           step.get("run", ""))]  # fmt: skip
    assert using(file, name, "actions/setup-python")
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
    made = " ".join(step.get("run", "") for step in steps(file, name))
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for target in re.findall(r"\bmake(?: -C \S+)? (\w+)", made):
        assert target in targets


@each_job
def test_a_secret_reaches_the_one_step_that_needs_it(file: str, name: str) -> None:
    for step in job(file, name)["steps"]:
        assert "secrets." not in str({key: step[key] for key in step if key != "with"})
        assert "secrets." not in str(step.get("with")) or step["uses"] == "./bot"
    for step in steps(file, name):
        if "inputs.token" in str(step) or "-key" in str(step.get("env")):
            assert command(step)
        # What people write never passes through a shell.
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize(("file", "name"), [("commands.yml", "command"), ("check.yml", "check")])
def test_what_strangers_may_start_runs_what_people_approved(file: str, name: str) -> None:
    bot = using(file, name, "actions/checkout")[0]

    assert bot["with"]["path"] == "bot"
    assert bot["with"]["ref"] == "${{ github.event.repository.default_branch }}"


def test_what_was_paid_for_is_kept_whatever_becomes_of_the_run() -> None:
    (restore,) = using("update.yml", "update", "actions/cache/restore")
    (save,) = using("update.yml", "update", "actions/cache/save")
    own = steps("update.yml", "update")
    (run,) = filter(command, own)
    minutes = int(read(ROOT / "action.yml")["inputs"]["minutes"]["default"])

    assert own[-1] == save
    assert save["if"].startswith("always()")
    assert (save["with"]["path"], save["with"]["key"]) == (
        restore["with"]["path"], restore["with"]["key"],
    )  # fmt: skip
    assert save["with"]["path"].startswith("review/${{ inputs.directory }}/.cache/*\n")
    # The step ends before the job does, and so lets the last step run.
    assert 'timeout "${MINUTES}m" "$bot" run' in run["run"]
    assert minutes < job("update.yml", "update")["timeout-minutes"]


def test_a_run_that_takes_too_long_says_what_becomes_of_it(tmp_path: Path) -> None:
    bot = tmp_path / ".venv" / "bin" / "living-review-bot"
    bot.parent.mkdir(parents=True)
    bot.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    bot.chmod(0o755)
    (run,) = filter(command, steps("update.yml", "update"))

    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", run["run"]],
        capture_output=True, text=True, check=False, timeout=HANG,
        env={"PATH": os.defpath, "GITHUB_ACTION_PATH": str(tmp_path), "JOB": "update",
             "DIRECTORY": ".", "MINUTES": "0.001"},
    )  # fmt: skip

    assert done.returncode == 124
    assert "::error::The run was ended after 0.001 minutes." in done.stdout


@pytest.mark.parametrize(("file", "name"), [("commands.yml", "command"), ("check.yml", "check")])
def test_other_jobs_find_that_cache(file: str, name: str) -> None:
    (saved,) = using("update.yml", "update", "actions/cache/save")
    (found,) = using(file, name, "actions/cache/restore")

    assert found["with"]["path"] == saved["with"]["path"]
    assert saved["with"]["key"].startswith(found["with"]["restore-keys"])


def test_a_mail_server_that_is_down_keeps_no_site_old() -> None:
    site = job("publish.yml", "site")

    assert site["needs"] == "publish"
    assert site["if"].startswith("${{ !cancelled()")


def test_events_wake_one_job_at_a_time() -> None:
    concurrency = WORKFLOWS["commands.yml"]["concurrency"]

    assert "${{" not in concurrency["group"]
    assert concurrency["cancel-in-progress"] is False
