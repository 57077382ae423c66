"""What is installed beside secrets: the lists that the workflows and the image install from."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from bot.cli import app

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PRIVILEGED = ("commands.yml", "publish.yml", "update.yml")


def names(requirements: str) -> set[str]:
    """The names of packages at the starts of lines, as a lock writes them."""
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)", requirements, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


def locked(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", text, re.MULTILINE))


def test_what_runs_beside_secrets_is_locked_and_holds_no_tool_of_ours() -> None:
    runtime, everything = locked("runtime.lock"), locked("requirements.lock")
    tools = names("\n".join(one for one in PROJECT["dependency-groups"]["dev"]
                            if isinstance(one, str)))  # fmt: skip

    assert names("\n".join(PROJECT["project"]["dependencies"])) <= set(runtime)
    assert not tools & set(runtime)
    assert runtime.items() <= everything.items()


@pytest.mark.parametrize("file", ["runtime.lock", "requirements.lock"])
def test_a_lock_names_one_version_of_each_package_by_its_hash(file: str) -> None:
    text = re.sub(r"^ *#.*\n", "", (ROOT / file).read_text("utf-8"), flags=re.MULTILINE)
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)

    packages = [entry for entry in map(str.strip, entries) if entry]
    assert {entry.partition("==")[0] for entry in packages} == set(locked(file))
    for entry in packages:
        assert re.match(r"[\w.\[\],-]+==[\w.+!]+(?= )", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
        # Neither an address nor a repository: what is installed is what the index has.
        assert "://" not in entry
        assert " @ " not in entry


def test_a_privileged_job_installs_that_list_alone() -> None:
    action = (ROOT / "action.yml").read_text("utf-8")

    assert re.search(r"run: make .*runtime", action)
    assert not re.search(r"run: make .*setup", action)
    for workflow in PRIVILEGED:
        assert "run:" not in (ROOT / ".github" / "workflows" / workflow).read_text("utf-8")


def test_the_image_holds_neither_tools_nor_secrets() -> None:
    image = (ROOT / "Dockerfile").read_text("utf-8")
    last = image.rpartition("FROM")[2]
    assert "COPY --from=build /opt/living-review /opt/living-review" in last
    assert "COPY ." not in last
    assert "sh /src/deploy/install.sh /opt/living-review" in image
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    seen = [line for line in ignored if line.startswith("!")]
    needed = {"!LICENSE", "!README.md", "!deploy", "!pyproject.toml", "!runtime.lock"}
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["include"]
    assert set(seen) == needed | {f"!{folder.strip('/')}" for folder in wheel}
    assert ignored.index("*") < ignored.index(seen[0])
    assert {"**/*.env", "**/.env*"} <= set(ignored[ignored.index(seen[-1]) :])


@pytest.mark.parametrize(
    "script", [*ROOT.glob("deploy/*.sh"), *ROOT.glob(".ci/*")], ids=lambda path: path.name
)
def test_scripts_of_the_shell_are_sound(script: Path) -> None:
    subprocess.run(["bash", "-n", script], check=True)
    assert script.stat().st_mode & 0o111


def test_image_and_service_start_what_is_installed() -> None:
    installed = "/opt/living-review/bin/living-review-bot"
    unit = (ROOT / "deploy" / "living-review.service").read_text("utf-8")
    command = re.search(r"^ExecStart=(\S+) (.*)$", unit, re.MULTILINE)

    assert command
    assert command[1] == installed
    assert f'"$target/bin/{Path(installed).name}"' in (ROOT / "deploy" / "install.sh").read_text()
    assert f"PATH={Path(installed).parent}:" in (ROOT / "Dockerfile").read_text("utf-8")
    known = typer.main.get_command(app)
    assert command[2].split()[0] in vars(known)["commands"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "living-review.service").read_text("utf-8")
    copy = tmp_path / "living-review.service"
    copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit, flags=re.MULTILINE))

    done = subprocess.run(
        ["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False
    )

    assert "living-review.service" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr


def test_the_service_sees_the_key_that_git_pushes_with() -> None:
    unit = (ROOT / "deploy" / "living-review.service").read_text("utf-8")

    assert "ProtectHome=true" not in unit
    assert re.search(r"^BindReadOnlyPaths=-/home/living-review/\.ssh$", unit, re.MULTILINE)
