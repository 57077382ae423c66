"""What is installed beside secrets: the lists that the workflows and the image install from."""

import re
import tomllib
from pathlib import Path

import pytest

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

    for entry in filter(None, map(str.strip, entries)):
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
    assert "make runtime" in (ROOT / "Dockerfile").read_text("utf-8")
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {"**/*.env", "**/.env*", ".git"} <= set(ignored)


def test_the_service_sees_the_key_that_git_pushes_with() -> None:
    unit = (ROOT / "deploy" / "living-review.service").read_text("utf-8")

    assert "ProtectHome=true" not in unit
    assert re.search(r"^BindReadOnlyPaths=-/home/living-review/\.ssh$", unit, re.MULTILINE)
