"""Shared surroundings: a review in a real repository, a real E-utilities server, no real clock."""

import atexit
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from execnet import XSpec
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling, Scheduling

from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.state import State
from bot.http_client import Time
from bot.pipeline.outcome import RunOutcome
from bot.wiring import overrides, weekly
from bot.wiring.new_review import new_review
from bot.wiring.runtime import Runtime
from tests.forked_workers import forked
from tests.github_front import Front
from tests.github_process import ACCOUNTS, EMULATOR, GitHubProcess
from tests.notices import document, paper

# How long an example takes says how busy the machine is, and nothing about the code; and the same
# code is given the same examples, of which more would be no news. Many new ones:
# `pytest --hypothesis-profile=explore`.
settings.register_profile(
    "explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=500
)
settings.register_profile(
    "same", settings.get_profile("explore"), derandomize=True, max_examples=30
)
settings.load_profile("same")

# No test cuts the power: what is written need not reach the disk before the next line.
os.fsync = lambda fd: None  # noqa: ARG005 - called by name or by place

BRANCH = "living-review/update"
TODAY = date(2026, 11, 16)
HANG = 300.0
"""Seconds after which what is waited for has failed: no machine is so busy."""
FEW = (
    "900000001", "900000004", "900000006", "900000015", "900000026", "900000031",
    "900000003", "900000007", "900000011", "900000012", "900000013", "900000020",
)  # fmt: skip
"""Six seeds, three of them taken in, and six papers that the first week brings to them."""
WEEK_1 = 57
"""Records after the first week of the demo, seeds included."""


@cache
def process_folder() -> Path:
    """A folder of this process for what it copies from test to test, or its children leave."""
    folder = Path(tempfile.mkdtemp(prefix="living-review-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


# A process that is forked from this one has folders of its own, and so does the program in it.
os.register_at_fork(after_in_child=process_folder.cache_clear)
os.register_at_fork(after_in_child=overrides._private.cache_clear)  # noqa: SLF001 - as it would be


def still_time() -> Time:
    """A clock in which waiting takes no time."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return Time(
        monotonic=lambda: now[0], sleep=sleep, jitter=lambda: 0.5, seconds_since_epoch=lambda: 0.0
    )


def clean_environment(home: Path) -> dict[str, str]:
    """An environment without anything of the person who runs the tests."""
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251 - git must be found
        "HOME": str(home),
        "GIT_CONFIG_SYSTEM": str(Path(__file__).with_name("gitconfig")),
        "GIT_TEST_FSYNC": "0",
    }


@dataclass
class Review:
    """A review in a clone with a bare remote, and the hand of its reviewer."""

    root: Path
    remote: Path
    environment: dict[str, str]
    world: Runtime
    extra: dict[str, str] = field(default_factory=dict)

    @classmethod
    def new(
        cls, folder: Path, eutils: EutilsServer, *, seeds: State | None = None, start: date = TODAY
    ) -> "Review":
        """A review with the demo's protocol, committed and pushed."""
        home, root, remote = folder / "home", folder / "review", folder / "remote.git"
        home.mkdir()
        new_review(root, Runtime(environment=clean_environment(home)))
        (root / "review.yaml").write_text(story.protocol(), "utf-8")
        DirectoryStore(root).append(State(), seeds or State(), {})
        made = cls(
            root=root,
            remote=remote,
            environment={
                **clean_environment(home),
                "NCBI_EUTILS_URL": eutils.url,
                "NCBI_API_KEY": "test-key",
            },
            world=Runtime(
                environment={}, today=start, time=still_time(), read_seconds=HANG, push=True
            ),
        )
        made.begin()
        return made

    def begin(self) -> None:
        """Commit and push, by copying what came of it where a review began with the same files."""
        files = [path for path in sorted(self.root.rglob("*")) if path.is_file()]
        content = b"".join(str(path.relative_to(self.root)).encode() + path.read_bytes()
                           for path in files)  # fmt: skip
        kept = process_folder() / sha256(content).hexdigest()
        pairs = ((self.root / ".git", kept / "git"), (self.remote, kept / "remote.git"))
        if kept.exists():
            for place, copy in pairs:
                shutil.copytree(copy, place)
            self.git("remote", "set-url", "origin", str(self.remote))
            return
        self.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main",
                 str(self.remote))  # fmt: skip
        self.git("init", "--quiet", "--template=", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "Start the review")
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "--quiet", "origin", "main")
        for place, copy in pairs:
            shutil.copytree(place, copy)

    def copied(self, folder: Path, eutils: EutilsServer) -> "Review":
        """This review with all that its runs left, in another folder and with another server."""
        shutil.copytree(self.root.parent, folder, dirs_exist_ok=True)
        here = {"HOME": str(folder / "home"), "NCBI_EUTILS_URL": eutils.url}
        made = replace(
            self, root=folder / "review", remote=folder / "remote.git", extra={**self.extra},
            environment={**self.environment, **here}, world=replace(self.world, time=still_time()),
        )  # fmt: skip
        made.git("remote", "set-url", "origin", str(made.remote))
        return made

    def set(self, old: str, new: str) -> None:
        """Change the protocol on the main branch."""
        self.edit("review.yaml", old, new, branch="main")
        self.git("pull", "--quiet", "--ff-only", "origin", "main")

    def git(self, *arguments: str, at: Path | None = None, stdin: str = "") -> str:
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Reviewer"), ("EMAIL", "reviewer@example.org"))
        }
        done = subprocess.run(
            ["git", *arguments], cwd=at or self.root, env={**self.environment, **who}, input=stdin,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, today: date = TODAY) -> RunOutcome:
        environment = {**self.environment, **self.extra}
        return weekly(self.root, replace(self.world, environment=environment, today=today))

    def world_without_hub(self) -> Runtime:
        """The same world with this review's environment, and no GitHub in it."""
        return replace(self.world, environment=self.environment)

    def patient(self, seconds: float) -> Runtime:
        """The same world with another patience for a silent service."""
        return replace(self.world, read_seconds=seconds)

    def forget(self) -> None:
        """Remove what earlier runs left in the clone."""
        shutil.rmtree(self.root / ".cache")
        self.git("worktree", "prune")
        self.git("update-ref", "-d", f"refs/heads/{BRANCH}")

    def head(self, branch: str = BRANCH) -> str:
        """The commit of a branch on the remote, empty if there is none."""
        return self.git(
            "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}", at=self.remote
        ).strip()

    def show(self, path: str, branch: str = BRANCH) -> str:
        """A file of a branch on the remote."""
        return self.git("show", f"refs/heads/{branch}:{path}", at=self.remote)

    def lines(self, path: str, branch: str = BRANCH) -> list[dict[str, object]]:
        """A ledger of a branch on the remote."""
        return [json.loads(line) for line in self.show(path, branch).splitlines()]

    def committed(self) -> str:
        """The text of every file on the proposal's branch."""
        names = self.git("ls-tree", "-r", "--name-only", BRANCH, at=self.remote).split()
        return self.git("show", *(f"{BRANCH}:{name}" for name in names), at=self.remote)

    def merge(self, *how: str) -> None:
        """Merge the proposal as the reviewer would."""
        self.git("fetch", "--quiet", "origin")
        self.git("merge", "--quiet", *(how or ("--no-ff",)), f"origin/{BRANCH}")
        if "--squash" in how:
            self.git("commit", "--quiet", "-m", "Squashed")
        self.git("push", "--quiet", "origin", "main")

    def remove(self, path: str) -> None:
        """Delete one file on the proposal's branch, as somebody does on GitHub."""
        self._commit_there(BRANCH, f"Remove {path}", f"D {path}\n")

    def edit(self, path: str, old: str, new: str, *, branch: str = BRANCH) -> None:
        """Change one file on a branch of the remote, as somebody does on GitHub."""
        text = self.show(path, branch)
        assert old in text, text[:2000]
        new_text = _data(text.replace(old, new, 1))
        self._commit_there(branch, f"Edit {path}", f"M 100644 inline {path}\n{new_text}")

    def _commit_there(self, branch: str, message: str, change: str) -> None:
        name = f"refs/heads/{branch}"
        who = "committer Reviewer <reviewer@example.org> now"
        self.git(
            "fast-import", "--quiet", "--date-format=now", at=self.remote,
            stdin=f"commit {name}\n{who}\n{_data(message)}from {name}^0\n{change}",
        )  # fmt: skip


def _data(text: str) -> str:
    """A text as git's fast-import reads it."""
    return f"data {len(text.encode())}\n{text}\n"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that none is left to one worker at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


FORKING = (
    "tests/jobs/test_publish.py", "tests/pipeline/test_failures.py", "tests/test_action.py",
    "tests/test_cli.py", "tests/test_daemon.py",
)  # fmt: skip
"""Files with `tests.forks`, whose server takes seconds to import the program."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """A file stays with one worker, and so do all that fork."""

    class ByFile(LoadFileScheduling):  # type: ignore[misc] # without types of its own
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "forking" if file in FORKING else file

    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[XSpec]) -> None:
    """Prepare the workers together where all tests are run, and the system forks safely."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS and sys.platform == "linux":
        workers = ExitStack()
        workers.enter_context(forked(specs, lambda: (_first_run(few=True), _first_run(few=False))))
        config.add_cleanup(workers.close)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are collected, none is garbage, and to look for some takes a second."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        # What tests leave is seldom garbage in circles: to look for it took a hundredth of all.
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


@pytest.fixture
def few(request: pytest.FixtureRequest) -> bool:
    """Whether a few papers are enough for a test: it, or its file, is marked so."""
    return {mark.name for mark in request.node.iter_markers()} & {"few", "whole"} == {"few"}


@cache
def papers_of_week_1(*, few: bool) -> tuple[bytes, ...]:
    """The invented papers of the seeds and of the first week, or a few of them, as PubMed's XML."""
    whole = story.corpus("seeds.xml"), story.corpus("week1.xml")
    return (document(*map(paper, FEW)),) if few else whole


@cache
def seeds(*, few: bool) -> State:
    """The demo's seeds, or a few of them."""
    whole = story.seeded()
    return replace(
        whole,
        records=tuple(one for one in whole.records if one.id in FEW),
        decisions=tuple(one for one in whole.decisions if one.record in FEW),
    ) if few else whole  # fmt: skip


@pytest.fixture
def eutils(*, few: bool) -> Iterator[EutilsServer]:
    """An E-utilities server that holds the first week of the invented papers, or a few of them."""
    with EutilsServer([*papers_of_week_1(few=few)]) as server:
        yield server


@pytest.fixture
def review(tmp_path: Path, eutils: EutilsServer, *, few: bool) -> Review:
    """A new review with the demo's protocol and seeds, committed and pushed."""
    return Review.new(tmp_path, eutils, seeds=seeds(few=few))


@cache
def _first_run(*, few: bool) -> Review:
    """A review after its first run, made once in this process or in the one it is a copy of."""
    folder = process_folder() / f"first-run-{few}"
    folder.mkdir()
    with EutilsServer([*papers_of_week_1(few=few)]) as server:
        made = Review.new(folder, server, seeds=seeds(few=few))
        assert made.run().faults == ()
    return made


@pytest.fixture
def started(tmp_path: Path, eutils: EutilsServer, *, few: bool) -> Review:
    """A copy of a review after its first run, of which nothing is merged."""
    return _first_run(few=few).copied(tmp_path, eutils)


def another_paper() -> bytes:
    """The first paper of week 1 as 900009999, with identifiers and a title of its own."""
    whole = story.corpus("week1.xml")
    article = whole[whole.index(b"<PubmedArticle>") :].partition(b"</PubmedArticle>")
    own = article[0].replace(b"900000001", b"900009999").replace(b"demo.0001", b"demo.9999")
    return own.replace(b"Grey matter", b"Lost", 1) + article[1]


def shared_folder() -> Path:
    """Where the folder of real files is, on a machine that has it."""
    named = os.environ.get("LIVING_REVIEW_SHARED_DATA")  # noqa: TID251 - names a place, sets nothing
    return Path(named) if named else Path(__file__).parents[2] / "shared" / "data"


def shared_data() -> Path:
    """The folder of real files, where the machine has it; skips the test elsewhere."""
    folder = shared_folder()
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder} with real PubMed files")
    return folder


@dataclass(frozen=True)
class Emulator:
    """A stateful GitHub on loopback."""

    front: Front
    token: str = "test-token"  # noqa: S105 - the emulator's own
    repository: str = "maintainer/review"

    @property
    def url(self) -> str:
        return self.front.url

    def ask(self, method: str, path: str, body: object = None, *, who: str = "") -> object:
        """What GitHub answers to somebody, the bot's own account if nobody is named."""
        answer = self.front.client.request(
            method, f"{self.url}/repos/{self.repository}/{path}", json=body,
            headers={"Authorization": f"Bearer {(who and f'{who}-token') or self.token}"},
            timeout=HANG,
        )  # fmt: skip
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def put(self, path: str, body: object) -> None:
        self.ask("PUT", path, body)

    def pulls(self) -> list[dict[str, object]]:
        found = self.ask("GET", "pulls?state=all")
        assert isinstance(found, list)
        return found

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "GITHUB_TOKEN": self.token,
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_API_URL": self.url,
        }


@pytest.fixture(scope="session")
def github_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitHubProcess]:
    """One process for all tests of a worker."""
    if not (EMULATOR / "node_modules").exists():
        pytest.skip("the GitHub emulator is not installed: run the tests with `make test`")
    process = GitHubProcess(tmp_path_factory.mktemp("github"))
    yield process
    process.end()


@pytest.fixture
def emulator(github_process: GitHubProcess) -> Iterator[Emulator]:
    """A GitHub in which nothing has happened yet."""
    github_process.forget()
    with Front(behind=github_process.url, accounts=ACCOUNTS) as front:
        yield Emulator(front=front)
