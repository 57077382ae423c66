"""The demo: two weeks of a review's life, on invented papers, in a real git repository."""

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from textwrap import shorten

from bot.adapters.store import DirectoryStore
from bot.demo.eutils import EutilsServer
from bot.demo.page import page
from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.records import SEED
from bot.domain.state import State
from bot.pipeline.outcome import Outcome
from bot.sources.pubmed.parsing import parse
from bot.wiring import weekly
from bot.wiring.new_review import new_review
from bot.wiring.runtime import Runtime

Say = Callable[[str], None]

WEEK_1, WEEK_2 = date(2026, 11, 16), date(2026, 11, 23)
BELONGING = ("900000001", "900000015", "900000031", *(f"9000001{n:02}" for n in range(1, 18)))
SEEDS = {
    **dict.fromkeys(BELONGING, Verdict.INCLUDE),
    **dict.fromkeys(("900000004", "900000006", "900000026"), Verdict.EXCLUDE),
    **dict.fromkeys((f"9000001{n}" for n in range(18, 25)), Verdict.EXCLUDE),
}
"""Invented papers that the invented reviewers decided before the bot came."""
_REVIEWER = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A reviewer"), ("EMAIL", "reviewer@example.org"))
}
_LONGEST = 9
"""Lines of a document shown on the screen."""
PAGE = "demo.html"
_WIDEST = 300
"""Letters of a line shown on the screen."""
_BRANCH = "origin/living-review/update"


def tell(runtime: Runtime, say: Say, command: str) -> Path:
    """Run both weeks, saying what happens; returns the folder where everything lies.

    ``command`` is how the user calls the program.
    """
    folder = Path(tempfile.mkdtemp(prefix="living-review-demo-"))
    review = folder / "review"
    git = _Person(review, runtime.environment)
    say("Everything here is invented: papers, journals, people. Nothing leaves this machine.\n")
    _prepare(folder, review, git, runtime)
    with EutilsServer([corpus("seeds.xml"), corpus("week1.xml")]) as server:
        server.add_texts(corpus("full_texts.xml"))
        here = {
            **{key: value for key, value in runtime.environment.items() if "GITHUB" not in key},
            "NCBI_EUTILS_URL": server.url,
            "NCBI_API_KEY": "demo",
        }
        say("WEEK 1, Monday 16 November 2026. The bot asks for papers, for the first time.\n")
        first = weekly(review, replace(runtime, environment=here, today=WEEK_1, push=True))
        _show(first, folder, "week1", say)
        say("\nA reviewer reads the proposal, finds it right, and merges it.\n")
        git.merge()
        server.add(corpus("week2.xml"))
        say("WEEK 2, Monday 23 November 2026. New papers, a retraction, a prompt injection.\n")
        second = weekly(review, replace(runtime, environment=here, today=WEEK_2, push=True))
        _show(second, folder, "week2", say)
    git.run("fetch", "--quiet", "origin")
    text = git.run("show", f"{_BRANCH}:REVIEW.md")
    (folder / "REVIEW.md").write_text(text, encoding="utf-8")
    shown = page(
        {"Week 1: the pull request": first.body, "Week 2: the pull request": second.body,
         "The review": text},
        lambda path: git.run("show", f"{_BRANCH}:{path}"),
    )  # fmt: skip
    (folder / PAGE).write_text(shown, encoding="utf-8")
    say("\nTHE REVIEW as week 2 proposes it begins with what is best supported:\n")
    say(_opening(text, "## Best-supported findings"))
    say(_ending(folder, review, command))
    return folder


def corpus(name: str) -> bytes:
    """One week of the invented papers, as PubMed would send them."""
    return files("bot.demo").joinpath("corpus", name).read_bytes()


def protocol() -> str:
    """The demo's ``review.yaml``."""
    return files("bot.demo").joinpath("review.yaml").read_text("utf-8")


def seeded() -> State:
    """The state before the first search: a few papers that people have decided."""
    articles = [
        article for name in ("week1.xml", "seeds.xml") for article in parse(corpus(name)).articles
    ]
    records = tuple(article.record for article in articles if article.record.pmid in SEEDS)
    decisions = tuple(
        Decision(
            record=key, verdict=verdict, judge=Judge.PERSON, by="demo-reviewer", on="2026-11-02",
            reasons=("Decided before the bot came.",),
        )
        for key, verdict in SEEDS.items()
    )  # fmt: skip
    return State(
        records=tuple(replace(record, source=SEED) for record in records), decisions=decisions
    )


class _Person:
    """The reviewer at a terminal."""

    def __init__(self, review: Path, environment: Mapping[str, str]) -> None:
        self._review = review
        self._environment = {**environment, **_REVIEWER, "GIT_CONFIG_GLOBAL": "/dev/null"}

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self._review, env=self._environment,
            capture_output=True, check=True, text=True,
        )  # fmt: skip
        return done.stdout

    def merge(self) -> None:
        self.run("fetch", "--quiet", "origin")
        self.run("merge", "--quiet", "--no-ff", "-m", "Merge", "origin/living-review/update")
        self.run("push", "--quiet", "origin", "main")


def _prepare(folder: Path, review: Path, git: _Person, runtime: Runtime) -> None:
    new_review(review, runtime)
    (review / "review.yaml").write_text(protocol(), encoding="utf-8")
    DirectoryStore(review).append(State(), seeded(), {})
    git.run("init", "--quiet", "--initial-branch=main")
    git.run("init", "--quiet", "--bare", "--initial-branch=main", str(folder / "remote.git"))
    git.run("add", "--all")
    git.run("commit", "--quiet", "-m", "Start the review")
    git.run("remote", "add", "origin", str(folder / "remote.git"))
    git.run("push", "--quiet", "origin", "main")


def _show(outcome: Outcome, folder: Path, week: str, say: Say) -> None:
    did = outcome.figures
    say(
        f"  {did['hits']} records match the search, {did['new_records']} of them new:"
        f" {did['proposed']} proposed for inclusion, {did['to_decide']} left to a person,"
        f" {did['excluded']} excluded."
    )
    (folder / f"{week}-pull-request.md").write_text(outcome.body, encoding="utf-8")
    say(f"\nTHE PULL REQUEST: {outcome.title}\n")
    say(_opening(outcome.body, "## What to do"))


def _opening(text: str, heading: str) -> str:
    """The first lines under a heading, without hidden marks and blank lines, cut to the screen."""
    section = text.partition(heading)[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line and not line.startswith("<!--")]
    return "\n".join(f"  {shorten(line, _WIDEST, placeholder=' …')}" for line in lines[:_LONGEST])


def _ending(folder: Path, review: Path, command: str) -> str:
    return f"""
Open {folder / PAGE} in a browser: both pull requests and the whole review.

Where the files lie, in {folder}
  REVIEW.md                the review as week 2 proposes it
  week1-pull-request.md    what the reviewer read; and week2-pull-request.md
  review                   the repository; the bot's branch is living-review/update

What to run next
  {command} why 900000032 --dir {review}
  {command} check --dir {review}
  git -C {review} diff main...origin/living-review/update
  {command} init ../my-review"""
