"""From the built wheel: a review of its own topic, three weeks, a decision, a version, an upgrade.

It takes a while, and is left to CI: `make story`.
"""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from bot import __version__
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.wiring.runtime import Runtime
from tests.conftest import HANG, Emulator, Review, clean_environment, still_time
from tests.jobs.hub import Hub
from tests.runner import ROOT, Runner

pytestmark = [pytest.mark.story, pytest.mark.few]
BOT = "somebody/living-review-bot"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program as the wheel installs it, in a folder with blanks; its libraries are ours."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT, check=True, capture_output=True, timeout=HANG,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("living_review_bot-*.whl")
    venv = tmp_path / "an installed bot"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True, timeout=HANG)
    uv = Path(sys.executable).parent / "uv"
    python = venv / "bin" / "python"
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel],
        check=True, timeout=HANG,
    )  # fmt: skip
    (site,) = venv.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return venv / "bin" / "living-review-bot"


@pytest.fixture
def hub(tmp_path: Path, eutils: EutilsServer, emulator: Emulator, program: Path) -> Hub:
    """A repository with what ``init --github`` writes and a topic of its own, pushed."""
    home, root = tmp_path / "home", tmp_path / "an empty folder" / "my review"
    home.mkdir()
    environment = {**clean_environment(home), "NCBI_EUTILS_URL": eutils.url}
    subprocess.run(
        [program, "init", root, "--github", "--bot", BOT],
        env=environment, check=True, capture_output=True, timeout=HANG,
    )  # fmt: skip
    own = story.protocol().replace("vocabulary: neuroimaging", 'vocabulary: ""')
    (root / "review.yaml").write_text(own, "utf-8")
    world = Runtime(environment={}, time=still_time(), push=True)
    review = Review(root=root, remote=tmp_path / "remote.git", environment=environment, world=world)
    review.begin()
    emulator.put("collaborators/reviewer-one", {"permission": "push"})
    return Hub(review, emulator, eutils)


class Jobs:
    """What the review's workflows do, job by job, with the installed program."""

    def __init__(self, hub: Hub, program: Path, folder: Path) -> None:
        self._hub, self._event = hub, folder / "event.json"
        workspace = folder / "a workspace"
        workspace.mkdir()
        environment = {
            **hub.review.environment, **hub.emulator.environment,
            "GITHUB_TOKEN": "", "GITHUB_EVENT_PATH": str(self._event),
        }  # fmt: skip
        self._runner = Runner(workspace, hub.review.remote, environment, program=program)

    def run(self, name: str) -> None:
        token = self._hub.emulator.token
        done = self._runner.run(name, token=token)
        assert done.returncode == 0, done.stdout + done.stderr
        assert token not in done.stdout + done.stderr

    def hears(self, comment: str) -> None:
        """A reviewer writes, and the job that follows comments runs."""
        self._hub.writes("reviewer-one", comment)
        number = self._hub.pull()["number"]
        self._event.write_text(json.dumps({"issue": {"number": number}}), "utf-8")
        self.run("command")

    def merged(self) -> None:
        """People merge the proposal."""
        self._hub.review.git("pull", "--quiet", "origin", "main")
        self._hub.review.merge()


def upgraded(review: Review, program: Path) -> list[str]:
    """What an upgrade changes where the workflows are those of a former version."""
    flow = review.root / ".github" / "workflows" / "update.yml"
    flow.write_text(flow.read_text("utf-8").replace(f"@v{__version__}", "@v0.0.1"), "utf-8")
    review.git("commit", "--quiet", "--all", "-m", "As a former version wrote it")
    done = subprocess.run(
        [program, "upgrade", "--json"], cwd=review.root, env=review.environment,
        capture_output=True, text=True, check=True, timeout=HANG,
    )  # fmt: skip
    assert f"{BOT}@v{__version__}" in flow.read_text("utf-8")
    return list(json.loads(done.stdout)["changes"])


def test_a_review_lives_from_the_wheel(hub: Hub, program: Path, tmp_path: Path) -> None:
    jobs, review = Jobs(hub, program, tmp_path), hub.review

    jobs.run("update")
    paper = hub.papers_with_boxes()[0]
    jobs.hears(f"/include {paper} of our topic")
    assert hub.decided(paper) == [("reviewer-one", "include")]
    jobs.merged()
    jobs.run("publish")
    assert hub.emulator.ask("GET", "releases")

    hub.eutils.add(story.corpus("week2.xml"))
    jobs.run("update")
    assert paper in review.show("REVIEW.md")
    jobs.merged()

    proposals = len(hub.emulator.pulls())
    jobs.run("update")
    assert len(hub.emulator.pulls()) == proposals

    assert upgraded(review, program) == [".github/workflows/update.yml"]
    kept = ("review", ".git", "state/", "REVIEW.md", "CITATION.cff", ".zenodo.json", "ro-crate")
    files = review.git("ls-files").splitlines()
    assert [path for path in files if not path.startswith(kept)] == []
