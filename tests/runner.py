"""What GitHub's runner does with our workflows and our action, on this machine."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.conftest import HANG

ROOT = Path(__file__).parent.parent
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_PLAIN = re.compile(r"inputs\.([\w-]+)")
_GIVEN = re.compile(r"inputs\.([\w-]+) != ''")
_EQUAL = re.compile(r"inputs\.job == '(\w+)'")


def read(path: Path) -> Any:  # noqa: ANN401 - what the file holds
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def steps_of(job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps of a job, with those of our action in its place."""
    action = read(ROOT / "action.yml")
    for step in job["steps"]:
        if step.get("uses") not in ("./bot", "BOT"):
            yield step
            continue
        for inner in action["runs"]["steps"]:
            if wanted(inner, step["with"]):
                yield {**inner, "inputs": step["with"]}


def wanted(step: Mapping[str, Any], inputs: Mapping[str, str]) -> bool:
    """Whether the condition of a step of the action holds for its inputs."""
    condition = str(step.get("if", ""))
    names = _EQUAL.findall(condition)
    given = all(inputs.get(name) for name in _GIVEN.findall(condition))
    return given and (not names or inputs["job"] in names)


@dataclass
class Runner:
    """A machine with a clone of a review's repository in its workspace."""

    workspace: Path
    remote: Path
    environment: dict[str, str]
    outputs: dict[str, str] = field(default_factory=dict)
    program: Path | None = None
    """The installed program; else that of this checkout."""

    def run(self, job: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Do the steps of our action for one job; what the last that ran a script printed."""
        action = read(ROOT / "action.yml")
        given = {name: str(spec.get("default", "")) for name, spec in action["inputs"].items()}
        given |= {"job": job, **{name.replace("_", "-"): text for name, text in inputs.items()}}
        done = subprocess.CompletedProcess[str]([], 0, "", "")
        for step in action["runs"]["steps"]:
            if not wanted(step, given) or done.returncode:
                continue
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                self._check_out(step["with"])
            elif "make -C" in step.get("run", ""):
                self._set_up()
            elif "run" in step:
                done = self._script(step, given)
        return done

    def _check_out(self, options: Mapping[str, Any]) -> None:
        assert options["fetch-depth"] == 0
        folder = self.workspace / options["path"]
        subprocess.run(["rm", "-rf", str(folder)], check=True)
        subprocess.run(["git", "clone", "--quiet", str(self.remote), str(folder)],
                       check=True, env=self.environment)  # fmt: skip

    def _set_up(self) -> None:
        """Put this program where ``make runtime`` would have put it."""
        program = self.workspace / "action" / ".venv" / "bin" / "living-review-bot"
        program.parent.mkdir(parents=True, exist_ok=True)
        own = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot'
        installed = f'exec "{self.program}"' if self.program else own
        program.write_text(f'#!/bin/sh\n{installed} "$@"\n', "utf-8")
        program.chmod(0o755)
        shutil.copytree(ROOT / "deploy", self.workspace / "action" / "deploy", dirs_exist_ok=True)

    def _script(
        self, step: Mapping[str, Any], inputs: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        def value(match: re.Match[str]) -> str:
            plain = _PLAIN.fullmatch(match[1].strip())
            assert plain, f"the runner of the tests cannot evaluate {match[0]}"
            return inputs[plain[1]]

        output = self.workspace / "output"
        output.write_text("", "utf-8")
        own = {name: _EXPRESSION.sub(value, str(text)) for name, text in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace, capture_output=True, text=True, check=False, timeout=HANG,
            env={
                **self.environment,
                **{name: text for name, text in own.items() if text},
                "GITHUB_ACTION_PATH": str(self.workspace / "action"),
                "GITHUB_OUTPUT": str(output),
            },
        )  # fmt: skip
        lines = (line.partition("=") for line in output.read_text("utf-8").splitlines())
        self.outputs |= {name: text for name, _, text in lines}
        return done
