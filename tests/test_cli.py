"""The command line as a user meets it, in a process of its own."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.cli import execute
from bot.cli.options import escape_unprintable, inert_log, say
from bot.demo import story
from bot.demo.eutils import EutilsServer, Fault
from bot.errors import Failure, Mistake
from bot.wiring.locking import alone
from bot.wiring.review_folder import usable_root
from bot.wiring.runtime import Runtime
from tests.conftest import BRANCH, Review
from tests.forks import living_review

pytestmark = [pytest.mark.few, pytest.mark.long]


def environment_with_mail() -> dict[str, str]:
    """An environment whose git knows the person's address."""
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251 - git must be found
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "user.email",
        "GIT_CONFIG_VALUE_0": "keeper@example.org",
    }


def test_help_lists_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    for command in ("run", "check", "render", "publish", "site", "why", "init", "doctor", "demo"):
        assert f" {command} " in done.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from bot.cli import execute; execute(['--help']);"
        "print([m for m in ('sklearn', 'numpy', 'lxml', 'pydantic', 'requests', 'jinja2')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rnu",), "Did you mean 'run'?"),
        (("run", "--today", "soon"), "'soon' is not a date"),
        (("run", "--dir", "nowhere"), "holds no review.yaml"),
        (("run", "--wrong"), "No such option"),
        (("why",), "Missing argument"),
    ],
)
def test_a_slip_is_exit_2_with_a_hint_and_no_traceback(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    done = living_review(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) >= 2


@pytest.mark.parametrize("arguments", [[], ["evaluate"]])
def test_without_a_command_there_is_help_and_no_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(arguments) == 2
    printed = capsys.readouterr()
    assert "Usage:" in printed.out
    assert printed.err == ""


def test_a_slip_leads_to_the_help_of_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["evaluate", "screening", "--wrong"]) == 2
    assert "`living-review-bot evaluate screening -h`" in capsys.readouterr().err


def test_an_empty_question_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["ask", " "]) == 2
    assert "the question is empty" in capsys.readouterr().err


def test_a_review_that_cannot_be_written_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("in the way", "utf-8")
    with pytest.raises(Failure, match=r"\.cache cannot be written: File exists"), alone(tmp_path):
        pass


def test_a_run_without_a_remote_leaves_a_branch_and_its_text(review: Review) -> None:
    review.git("remote", "remove", "origin")

    done = living_review(
        "run", "--push", "--dir", str(review.root), "--today", "2026-11-16",
        environment=review.environment,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "nothing was pushed" in done.stderr
    assert "PULL_REQUEST.md" in done.stdout
    opening, _, _ = (review.root / "PULL_REQUEST.md").read_text("utf-8").partition("## What to do")
    assert "boxes and comments do nothing in this file" in opening
    assert "`git merge living-review/update`" in opening
    assert "## What to do" in (review.root / "PULL_REQUEST.md").read_text("utf-8")
    assert "PULL_REQUEST.md" not in review.git("ls-tree", "-r", "--name-only", BRANCH)
    assert review.git("status", "--porcelain") == ""


@pytest.mark.few
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_day_before_the_last_run_is_refused(
    options: tuple[str, ...], review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    review.run()
    review.merge()
    before = review.git("for-each-ref")

    code = execute(
        ["run", "--dir", str(review.root), "--today", "2026-11-10", *options],
        replace(review.world, environment=review.environment),
    )

    assert code == 2
    told = capsys.readouterr().err
    assert "--today 2026-11-10 lies before the last run, which was on 2026-11-16" in told
    assert "--as-of 2026-11-10" in told
    assert review.git("for-each-ref") == before


def test_json_is_for_programs(review: Review) -> None:
    done = living_review("run", "--dir", str(review.root), "--json", environment=review.environment)

    assert json.loads(done.stdout)["new_records"] == 6


def test_a_dry_run_writes_nothing_outside_the_cache(review: Review) -> None:
    before = review.git("for-each-ref")

    done = living_review(
        "run", "--dir", str(review.root), "--dry-run", environment=review.environment
    )

    assert done.returncode == 0, done.stderr
    assert "Nothing was written" in done.stdout
    assert review.git("for-each-ref") == before
    assert review.head() == ""
    assert {one.name for one in review.root.iterdir()} == {
        ".cache", ".git", ".gitattributes", ".gitignore", "review.schema.json", "review.yaml",
        "state",
    }  # fmt: skip


def test_a_service_that_fails_is_exit_3_and_named(review: Review, eutils: EutilsServer) -> None:
    eutils.faults.append(Fault(status=400, body=b"<html></html>", times=0))

    done = living_review("run", "--dir", str(review.root), environment=review.environment)

    assert done.returncode == 3
    assert done.stderr.splitlines()[-2].startswith("Error: PubMed failed:")
    assert "Traceback" not in done.stderr


def test_a_review_of_a_new_topic(tmp_path: Path) -> None:
    made = living_review("init", "sleep", cwd=tmp_path, environment=environment_with_mail())
    again = living_review("init", "sleep", cwd=tmp_path)
    checked = living_review("render", "--dir", "sleep", cwd=tmp_path)

    assert made.returncode == 0
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert checked.returncode == 0
    text = (tmp_path / "sleep" / "REVIEW.md").read_text("utf-8")
    assert "No search has been run yet" in text
    assert living_review("check", "--dir", "sleep", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_git_cannot_write_is_refused(
    day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["run", "--dir", str(tmp_path), "--today", day]) == 2
    assert f"--today cannot be {day}" in capsys.readouterr().err


@pytest.mark.parametrize("command", [(), ("why",), ("evaluate", "screening")])
def test_h_is_help(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert execute([*command, "-h"]) == 0
    assert "Usage:" in capsys.readouterr().out


def test_a_review_is_found_from_a_folder_within_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    within = tmp_path / "review" / "notes" / "deep"
    within.mkdir(parents=True)
    (tmp_path / "review" / "review.yaml").write_text(story.protocol(), "utf-8")
    monkeypatch.chdir(within)

    assert execute(["render", "--json"]) == 0

    assert "REVIEW.md" in json.loads(capsys.readouterr().out)["written"]
    assert (tmp_path / "review" / "REVIEW.md").exists()


def test_a_folder_that_is_named_is_taken_at_its_word(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text(story.protocol(), "utf-8")
    (tmp_path / "within").mkdir()

    with pytest.raises(Mistake, match=r"holds no review\.yaml"):
        usable_root(tmp_path / "within")


def test_why_tells_programs_all_about_a_record(
    started: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    started.merge()

    assert execute(["why", "900000001", "--dir", str(started.root), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["record"]["id"] == "900000001"
    assert told["decisions"][0]["verdict"] == "include"
    assert told["study"]["findings"]


def test_why_tells_all_about_a_record(started: Review) -> None:
    started.merge()

    told = living_review("why", "10.5555/DEMO.0001", "--dir", str(started.root))
    unknown = living_review("why", "1", "--dir", str(started.root))

    assert "Decisions, oldest first:" in told.stdout
    assert "“" in told.stdout
    assert unknown.returncode == 2


def test_check_finds_a_quote_that_is_not_in_the_paper(started: Review) -> None:
    started.merge()
    assert living_review("check", "--dir", str(started.root)).returncode == 0
    file = started.root / "state" / "studies" / "900000001.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("reduced grey", "increased grey", 1), "utf-8")

    done = living_review("check", "--dir", str(started.root))

    assert done.returncode == 1
    assert "is not in the paper" in done.stdout
    assert "900000001.yaml" in done.stdout


def test_the_demo_shows_two_weeks(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}  # noqa: TID251 - git must be found

    done = living_review("demo", environment=environment)

    assert done.returncode == 0, done.stderr
    for part in ("WEEK 1", "WEEK 2", "THE PULL REQUEST", "THE REVIEW", "What to run next"):
        assert part in done.stdout
    (folder,) = tmp_path.glob("living-review-demo-*")
    assert "**It was retracted; its findings have been removed" in (
        folder / "week2-pull-request.md"
    ).read_text("utf-8")
    assert (folder / "week2" / "review" / "figures" / "matrix.svg").exists()
    assert len(done.stdout.splitlines()) <= 60
    page = (folder / "demo.html").read_text("utf-8")
    assert "Week 2: the pull request" in page
    assert "data:image/svg+xml" in page
    places = set(re.findall(r' id="([^"]+)"', page))
    links = re.findall(r'(?:src|href)="(?!data:|https://|mailto:)([^"]*)"', page)
    assert "#c-5483aedb" in links, "a finding is one click from its quotes"
    dead = [
        link
        for link in links
        if not (link[1:] in places if link.startswith("#") else (folder / link).is_file())
    ]
    assert not dead


def test_the_demo_says_that_there_is_no_git(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["demo"], Runtime(environment={"PATH": str(tmp_path)})) == 1
    assert "git is not installed" in capsys.readouterr().err


def test_a_new_review_is_sound_before_its_first_run(tmp_path: Path) -> None:
    living_review("init", "new", cwd=tmp_path, environment=environment_with_mail())

    done = living_review("check", "--dir", "new", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith("0 faults;")


def test_a_letter_that_a_terminal_lacks_ends_no_command() -> None:
    written = BytesIO()
    stream = TextIOWrapper(written, encoding="ascii", write_through=True)

    escape_unprintable(stream)
    stream.write("“Moon” 月")

    assert written.getvalue() == rb"\u201cMoon\u201d \u6708"


def test_nothing_printed_gives_orders_to_github_actions(capsys: pytest.CaptureFixture[str]) -> None:
    def speak() -> None:
        say("x ##[add-mask]b")
        sys.stdout.write("::add-mask::a\n")

    def fail() -> None:
        raise ValueError("line\n::error::d")

    with inert_log({"GITHUB_ACTIONS": "true"}):
        speak()
    with pytest.raises(SystemExit), inert_log({"GITHUB_ACTIONS": "true"}):
        fail()
    said = capsys.readouterr()
    assert "::" not in said.out + said.err
    assert "##[" not in said.err
    with inert_log({}):
        speak()
    assert "::add-mask::a" in capsys.readouterr().out
