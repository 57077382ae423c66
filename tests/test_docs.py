"""The pages keep their word: commands exist, examples are sound, and recipes do what they say."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

from bot import settings
from bot.cli import app, execute
from bot.demo import story
from bot.domain.sources import SOURCES
from bot.rendering.documents import REVIEW, documents
from bot.wiring import open_review
from bot.wiring.runtime import Runtime
from tests.conftest import clean_environment

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"^living-review-bot ([a-z][^`\n|]*)", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """The code of one language in a page."""
    return [code for _, name, code in BLOCK.findall(page.read_text("utf-8")) if name == language]


def calls(page: Path) -> Iterator[list[str]]:
    """Yield the words of each call of the program in a page's code."""
    text = page.read_text("utf-8")
    code = "\n".join([*blocks(page, "sh"), *re.findall(r"`(living-review-bot [^`\n]+)`", text)])
    for call in CALL.findall(code):
        yield shlex.split(call.partition(" &&")[0].partition(" #")[0].replace("…", ""))


@cache
def known() -> dict[str, Any]:
    """Each command with its options."""
    commands: dict[str, Any] = {}
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        for inner, each in vars(command).get("commands", {"": command}).items():
            commands[f"{name} {inner}".strip()] = {
                option for parameter in each.params for option in parameter.opts
            }
    return commands


def command(words: list[str]) -> str:
    """The command that a call names."""
    return " ".join(words[:2]) if words[0] == "evaluate" else words[0]


def pieces(page: Path) -> list[dict[str, Any]]:
    """The pieces of a protocol in a page's code."""
    yaml = YAML(typ="safe")
    loaded = (yaml.load(code) for code in blocks(page, "yaml"))
    return [piece for piece in loaded if isinstance(piece, dict)]


def test_there_are_calls_and_pieces_to_try() -> None:
    page = ROOT / "docs" / "reference" / "commands.md"
    assert {command(words) for words in calls(page)} == set(known())
    assert [page for page in PAGES if pieces(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_on_a_page_exist(page: Path) -> None:
    commands = known()
    for words in calls(page):
        name = command(words)
        assert name in commands, words
        assert {word for word in words if word.startswith("-")} <= commands[name] | {"-h"}, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pieces_of_a_protocol_on_a_page_are_sound(page: Path) -> None:
    whole = YAML(typ="safe").load(story.protocol())
    for piece in pieces(page):
        settings.parse(json.dumps(merged(whole, piece)))


def merged(whole: object, piece: object) -> object:
    """A tree with the values of a piece of it in their places."""
    if not (isinstance(whole, dict) and isinstance(piece, dict)):
        return piece
    return {**whole, **{key: merged(whole.get(key), value) for key, value in piece.items()}}


def test_every_variable_of_the_environment_is_named() -> None:
    source = (ROOT / "bot" / "settings" / "environment.py").read_text("utf-8")
    named = set(re.findall(r'value\("([A-Z_]+)"\)', source))
    named |= {spec.url_variable for spec in SOURCES.values()}
    named |= {spec.key_variable for spec in SOURCES.values() if spec.key_variable}
    page = (ROOT / "docs" / "reference" / "environment.md").read_text("utf-8")

    missing = {name for name in named if f"`{name}`" not in page}
    assert missing == set(), "docs/reference/environment.md"


def test_templates_on_the_page_exist() -> None:
    page = (ROOT / "docs" / "reference" / "templates.md").read_text("utf-8")
    named = re.findall(r"`((?:prompts/)?[\w./*]+\.j2)`", page)

    assert named
    for name in named:
        folder = ROOT if name.startswith("prompts/") else ROOT / "templates"
        assert list(folder.glob(name)), name


def test_the_review_of_this_repository_follows_from_its_state() -> None:
    review = open_review(ROOT, Runtime(environment={}))
    wanted = documents(
        review.state, review.protocol, review.vocabulary, review.fill, review.store.read(REVIEW)
    )

    old = [path for path, text in wanted.items() if review.store.read(path) != text]
    assert old == [], "run `living-review-bot render`"


class Repositories:
    """A program with its first review, and a fork that keeps another one."""

    OWN = ("review.yaml", "REVIEW.md", "review/table.csv", "state/records.jsonl")

    def __init__(self, folder: Path) -> None:
        home = folder / "home"
        home.mkdir()
        self.world = Runtime(environment=clean_environment(home))
        who = {"NAME": "R", "EMAIL": "r@example.org"}
        self.environment = {
            **self.world.environment, "GIT_EDITOR": "true",
            **{f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER")
               for key, text in who.items()},
        }  # fmt: skip
        self.upstream, self.fork = folder / "upstream", folder / "a fork"
        self.upstream.mkdir()
        self.git(self.upstream, "init", "--quiet", "--initial-branch=main")
        self.write(self.upstream, "theirs", "1")
        self.git(folder, "clone", "--quiet", str(self.upstream), str(self.fork))
        self.git(self.fork, "remote", "rename", "origin", "upstream")
        self.write(self.fork, "ours", "1")
        self.write(self.upstream, "theirs again", "2", "state/studies/1.yaml")

    def git(self, where: Path, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=where, env=self.environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout

    def write(self, where: Path, text: str, version: str, *more: str) -> None:
        """Commit a review that says ``text``, and a version of the program if there is one."""
        files = dict.fromkeys((*self.OWN, *more), f"{text}\n")
        files[".gitattributes"] = "state/*.jsonl merge=union\n"
        files["state/records.jsonl"] = ""
        files["bot/program.py"] = f"VERSION = {version}\n"
        for path, content in files.items():
            (where / path).parent.mkdir(parents=True, exist_ok=True)
            (where / path).write_text(content, "utf-8")
        self.git(where, "add", "--all")
        self.git(where, "commit", "--quiet", "--message", text)


@pytest.fixture
def forked(tmp_path: Path) -> Repositories:
    return Repositories(tmp_path)


def recipe(number: int) -> list[str]:
    """The lines of a recipe on the page about forks."""
    page = ROOT / "docs" / "how-to" / "move-a-fork.md"
    return blocks(page, "sh")[number].replace("OWNER/NAME", "somebody/bot").splitlines()


def test_a_fork_that_follows_upstream_keeps_its_own_review(forked: Repositories) -> None:
    for line in recipe(1):
        subprocess.run(["bash", "-c", line], cwd=forked.fork, env=forked.environment, check=True,
                       capture_output=True)  # fmt: skip

    assert (forked.fork / "bot" / "program.py").read_text("utf-8") == "VERSION = 2\n"
    assert (forked.fork / "REVIEW.md").read_text("utf-8") == "ours\n"
    assert not (forked.fork / "state" / "studies").exists()
    assert forked.git(forked.fork, "status", "--porcelain") == ""
    assert "theirs again" in forked.git(forked.fork, "log", "--format=%s")


def test_a_fork_moves_to_a_review_repository(
    forked: Repositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(forked.fork)
    for line in recipe(0):
        if line.startswith("living-review-bot "):
            assert execute(shlex.split(line)[1:], forked.world) == 0
        else:
            subprocess.run(["bash", "-c", line], env=forked.environment, check=True,
                           capture_output=True)  # fmt: skip

    files = forked.git(forked.fork, "ls-files").splitlines()
    assert set(forked.OWN) <= set(files)
    assert ".github/workflows/update.yml" in files
    assert not [path for path in files if path.startswith("bot/")]
    assert (forked.fork / "REVIEW.md").read_text("utf-8") == "ours\n"
