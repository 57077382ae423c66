"""A review that a former version kept becomes one of this version, and nothing of it is lost."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot import __version__
from bot.adapters.git.merging import OURS, THEIRS, resolve
from bot.adapters.store import DirectoryStore
from bot.adapters.store.state_format import FORMAT
from bot.cli import execute
from bot.errors import Mistake, PersonNeeded
from bot.wiring.new_review import github_files, new_review
from bot.wiring.runtime import Runtime
from bot.wiring.starter_files import Pin, Standing, compared, form, pin_at, starter_texts, watches
from bot.wiring.upgrade import upgrade
from tests.conftest import BRANCH, clean_environment

ROOT = Path(__file__).parents[1]
BOT = "somebody/living-review-bot"
OLD = f"{BOT}@0123456789abcdef0123456789abcdef01234567 # 0.0.9"
ACT = {
    "id": "comment-1-ab", "place": "comment-1", "by": "alice", "on": "2026-11-16", "pull": 3,
    "result": "Done.", "said": "/include 1",
}  # fmt: skip
DECISION = {
    "record": "1", "verdict": "exclude", "judge": "rule", "by": "r", "on": "2026-11-16",
    "reasons": [],
    "criterion": "kind of publication",
}  # fmt: skip


class Kept:
    """A review in a repository of its own."""

    def __init__(self, folder: Path) -> None:
        (folder / "home").mkdir()
        self.root = folder / "a review"
        self.world = Runtime(environment=clean_environment(folder / "home"))
        new_review(self.root, self.world)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=R", "-c", "user.email=r@example.org", *arguments],
            cwd=self.root, env={**self.world.environment}, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout

    def begin(self) -> None:
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "As it was")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def workflows(self) -> None:
        """The workflows as a former version wrote them."""
        github_files(self.root, self.world, BOT)
        for file in (self.root / ".github" / "workflows").iterdir():
            file.write_text(file.read_text("utf-8").replace(f"{BOT}@v{__version__}", OLD), "utf-8")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


@pytest.fixture
def former(kept: Kept) -> Kept:
    """A review with lines as a former version wrote them."""
    kept.write("state/acts.jsonl", json.dumps(ACT) + "\n")
    kept.write("state/decisions.jsonl", json.dumps(DECISION) + "\n")
    kept.begin()
    return kept


def test_the_state_of_this_repository_stays_as_it_is(kept: Kept) -> None:
    shutil.copytree(ROOT / "state", kept.root / "state")
    (kept.root / "state" / "format.json").unlink(missing_ok=True)
    kept.begin()
    before = DirectoryStore(kept.root).load()

    made = upgrade(kept.root, kept.world)

    assert dict(made.changes) == {"state/format.json": f"format 1 becomes {FORMAT}"}
    assert DirectoryStore(kept.root).load() == before


def test_a_former_state_says_the_same_in_the_present_format(former: Kept) -> None:
    before = DirectoryStore(former.root).load()

    made = upgrade(former.root, former.world)

    assert set(made.changes) == {
        "state/acts.jsonl", "state/decisions.jsonl", "state/format.json",
    }  # fmt: skip
    assert DirectoryStore(former.root).load() == before
    assert '"said"' not in former.read("state/acts.jsonl")
    assert "kind of publication" not in former.read("state/decisions.jsonl")
    assert former.git("status", "--porcelain") == ""
    assert former.git("show", f"{made.before}:state/acts.jsonl") == json.dumps(ACT) + "\n"


def test_a_second_upgrade_does_nothing(former: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    upgrade(former.root, former.world)
    head = former.git("rev-parse", "HEAD")

    assert execute(["upgrade", "--dir", str(former.root)], former.world) == 0

    assert "Nothing to change" in capsys.readouterr().out
    assert former.git("rev-parse", "HEAD") == head


def test_a_dry_run_says_all_and_writes_nothing(
    former: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["upgrade", "--dry-run", "--dir", str(former.root)], former.world) == 0

    told = capsys.readouterr().out
    assert "state/acts.jsonl" in told
    assert "1 line as this version writes them" in told
    assert "Nothing was written." in told
    assert former.git("status", "--porcelain") == ""
    assert former.git("tag") == ""


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("run",), ("why", "1"), ("upgrade",), ("render",), ("publish",), ("ask", "x")],
)
def test_every_command_refuses_a_state_from_the_future(
    kept: Kept, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    kept.write("state/format.json", json.dumps({"format": FORMAT + 1}))
    kept.begin()

    assert execute([*arguments, "--dir", str(kept.root)], kept.world) == 2

    told = capsys.readouterr().err
    assert f"has format {FORMAT + 1}" in told
    assert "Install the newest version" in told


@pytest.mark.parametrize("text", ["", "{}", '{"format": "2"}', "[2]", '{"format": 0}'])
def test_a_format_that_says_nothing_is_refused(kept: Kept, text: str) -> None:
    kept.write("state/format.json", text)

    with pytest.raises(Mistake, match=r"state/format\.json does not say"):
        DirectoryStore(kept.root).load()


def test_what_this_version_adds_to_a_former_state_is_of_the_present_format(former: Kept) -> None:
    store = DirectoryStore(former.root)
    before = store.load()

    store.append(before, before, {})
    assert not (former.root / "state" / "format.json").exists()
    store.append(before, replace(before, decisions=before.decisions * 2), {})

    assert json.loads(former.read("state/format.json")) == {"format": FORMAT}
    assert set(store.migration()) == {"state/acts.jsonl", "state/decisions.jsonl"}


def test_of_two_formats_the_newer_one_is_that_of_the_merged_state() -> None:
    texts = {OURS: '{"format": 9}\n', THEIRS: '{"format": 10}\n'}

    assert resolve("state/format.json", texts) == texts[THEIRS]


def test_lines_of_a_waiting_proposal_are_not_doubled(former: Kept) -> None:
    former.git("checkout", "--quiet", "-b", BRANCH)
    former.write("REVIEW.md", "A proposal")
    former.commit()
    former.git("checkout", "--quiet", "main")

    with pytest.raises(PersonNeeded, match="former format") as refused:
        upgrade(former.root, former.world)

    assert f"git branch -D {BRANCH}" in refused.value.hint
    assert '"said"' in former.read("state/acts.jsonl")


def test_what_is_not_committed_is_not_overwritten(former: Kept) -> None:
    former.write("state/acts.jsonl", "\n" + former.read("state/acts.jsonl"))

    with pytest.raises(Mistake, match=r"not committed: .*state/acts\.jsonl"):
        upgrade(former.root, former.world)


def test_workflows_call_this_version_and_keep_the_hour_that_people_chose(kept: Kept) -> None:
    kept.workflows()
    update = kept.read(".github/workflows/update.yml").replace("17 5 * * 1", "0 9 * * 3")
    kept.write(".github/workflows/update.yml", update)
    kept.begin()

    made = upgrade(kept.root, kept.world)

    assert made.edited == {}
    now = kept.read(".github/workflows/update.yml")
    assert f"uses: {BOT}@v{__version__}\n" in now
    assert "0 9 * * 3" in now
    assert made.before == ""


def test_a_workflow_that_is_not_there_is_named_and_left_so(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.workflows()
    (kept.root / ".github" / "workflows" / "publish.yml").unlink()
    kept.begin()

    assert execute(["upgrade", "--dir", str(kept.root)], kept.world) == 0

    assert "Not there, and left so: .github/workflows/publish.yml." in capsys.readouterr().out
    assert not (kept.root / ".github" / "workflows" / "publish.yml").exists()


def test_an_edited_workflow_keeps_its_edits_and_shows_the_difference(kept: Kept) -> None:
    kept.workflows()
    mine = kept.read(".github/workflows/check.yml").replace(
        "timeout-minutes: 10", "timeout-minutes: 5"
    )
    kept.write(".github/workflows/check.yml", mine)
    kept.begin()

    made = upgrade(kept.root, kept.world)

    now = kept.read(".github/workflows/check.yml")
    assert "timeout-minutes: 5" in now
    assert f"uses: {BOT}@v{__version__}\n" in now
    assert list(made.edited) == [".github/workflows/check.yml"]
    assert "+    timeout-minutes: 10" in made.edited[".github/workflows/check.yml"]


def test_a_link_in_place_of_a_workflow_is_not_followed(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.workflows()
    check = kept.root / ".github" / "workflows" / "check.yml"
    check.unlink()
    check.symlink_to(tmp_path / "elsewhere")
    kept.begin()

    assert execute(["upgrade", "--dir", str(kept.root)], kept.world) == 2

    assert "check.yml leads elsewhere" in capsys.readouterr().err


def test_a_file_of_a_former_version_becomes_the_present_one(kept: Kept) -> None:
    kept.write("review.schema.json", "{}")
    kept.write(".gitignore", "mine/\n")
    kept.begin()

    made = upgrade(kept.root, kept.world)

    assert set(made.changes) == {"review.schema.json", ".gitignore"}
    assert kept.read(".gitignore").startswith("mine/\n.cache/\n")


def test_workflows_of_a_newer_version_are_left_alone(kept: Kept) -> None:
    kept.workflows()
    text = kept.read(".github/workflows/update.yml").replace("# 0.0.9", "# 99.0.0")
    kept.write(".github/workflows/update.yml", text)
    kept.begin()

    with pytest.raises(Mistake, match=r"call version 99\.0\.0"):
        upgrade(kept.root, kept.world)


@pytest.mark.parametrize("branch", ["trunk", "v1/x", "2026", "on", "a,b#1", 'it"s]+!', "{x}", "å"])
def test_a_branch_of_any_name_is_the_one_that_a_workflow_watches(branch: str) -> None:
    path = ".github/workflows/publish.yml"
    text = starter_texts(Pin.of(OLD), branch)[path]
    (watched,) = YAML(typ="safe").load(text)["on"]["push"]["branches"]
    assert re.sub(r"\\(.)", r"\1", watched) == branch
    assert watches(text, branch)
    assert form(text) == form(starter_texts(Pin.of(OLD))[path])


@pytest.mark.parametrize("branch", ["", "main", "master"])
def test_a_new_repository_is_watched_under_both_names_of_its_main_branch(branch: str) -> None:
    text = starter_texts(Pin.of(OLD), branch)[".github/workflows/publish.yml"]
    assert YAML(typ="safe").load(text)["on"]["push"]["branches"] == ["main", "master"]


def test_this_repository_is_called_by_no_version() -> None:
    assert pin_at(ROOT) is None
    assert {file.standing for file in compared(ROOT, None)} <= {Standing.CURRENT, Standing.ABSENT}


def test_workflows_are_added_to_a_review_that_is_there(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.write("review.yaml", "title: Mine\n")

    assert execute(["init", str(kept.root), "--github", "--bot", BOT], kept.world) == 0

    assert kept.read("review.yaml") == "title: Mine\n"
    assert (kept.root / ".github" / "workflows" / "update.yml").is_file()
    assert "Wrote" in capsys.readouterr().out
