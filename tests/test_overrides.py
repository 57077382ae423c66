"""Of a branch that somebody proposes, no template and no prompt is filled, and none gets out."""

import subprocess
from pathlib import Path

import pytest

from bot import settings
from bot.adapters.templates import prompts, renderer
from bot.demo import story
from bot.errors import Mistake
from bot.wiring import open_review
from bot.wiring.runtime import Runtime
from tests.conftest import clean_environment

OWN = "review/targets.md.j2"
ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ word.__init__.__globals__ }}",
    "{{ tool.__globals__ }}",
    "{{ tool.__code__ }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format(word) }}",
    "{{ words.append(1) }}",
    "{% for x in range(999999999) %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
)


def tool() -> str:
    """Return nothing: what templates are given."""
    return ""


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_reaches_nothing_but_what_it_is_given(tmp_path: Path, text: str) -> None:
    for folder in ("templates", "prompts"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "own.md.j2").write_text(text, "utf-8")
    for fill in (renderer(tmp_path), prompts(tmp_path)):
        with pytest.raises(Mistake, match=r"own\.md\.j2"):
            fill("own.md.j2", word="tea", words=[], tool=tool)


class Clone:
    """A review in a repository, with a template of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.runtime = Runtime(environment=clean_environment(root.parent))
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        (root / settings.FILE).write_text(story.protocol(), "utf-8")
        self.template("approved")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", *who, *arguments], cwd=self.root, check=True, env=self.runtime.environment
        )

    def template(self, text: str, name: str = OWN) -> None:
        file = self.root / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", text)

    @property
    def filled(self) -> str:
        return open_review(self.root, self.runtime).fill(OWN, targets=())


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "review")


def test_on_the_main_branch_a_persons_own_files_count(clone: Clone) -> None:
    assert clone.filled == "approved"
    (clone.root / "templates" / OWN).write_text("edited", "utf-8")
    assert clone.filled == "edited"


@pytest.mark.parametrize("how", ["branch", "commit"])
def test_on_any_other_branch_those_of_the_main_branch_count(clone: Clone, how: str) -> None:
    clone.git("checkout", "--quiet", "-b", "theirs")
    clone.template("theirs")
    clone.template("theirs", "review/new.md.j2")
    if how == "commit":
        clone.git("checkout", "--quiet", "--detach")

    assert clone.filled == "approved"
    with pytest.raises(Mistake, match="new"):
        open_review(clone.root, clone.runtime).fill("review/new.md.j2")


def test_where_no_main_branch_is_known_none_of_a_commit_counts(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--detach")
    clone.git("branch", "--quiet", "-D", "main")

    assert clone.filled != "approved"


def test_what_is_committed_where_the_program_keeps_files_counts_for_nothing(clone: Clone) -> None:
    for folder in ("approved", "nothing approved", "none"):
        clone.template("theirs", f"../.cache/{folder}/templates/{OWN}")
    clone.git("checkout", "--quiet", "--detach")
    clone.git("branch", "--quiet", "-D", "main")

    assert clone.filled not in ("approved", "theirs")


def test_outside_of_git_a_persons_own_files_count(tmp_path: Path) -> None:
    (tmp_path / "templates" / "review").mkdir(parents=True)
    (tmp_path / "templates" / OWN).write_text("own", "utf-8")
    (tmp_path / settings.FILE).write_text(story.protocol(), "utf-8")
    runtime = Runtime(environment=clean_environment(tmp_path))

    assert open_review(tmp_path, runtime).fill(OWN, targets=()) == "own"


def test_the_check_of_a_proposal_runs_the_main_branchs_code() -> None:
    root = Path(__file__).parent.parent
    workflow = (root / ".github" / "workflows" / "check.yml").read_text("utf-8")
    action = (root / "action.yml").read_text("utf-8")

    assert "ref: ${{ github.event.repository.default_branch }}\n          path: bot" in workflow
    assert "inputs.job == 'check' && github.event.pull_request.head.sha" in action
    assert "path: review" in action
    assert 'make -C "$GITHUB_ACTION_PATH" runtime' in action
