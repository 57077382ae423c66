"""The demo: two weeks of a review's life, on invented papers, in a real git repository."""

import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from bot.adapters.store import DirectoryStore
from bot.demo.eutils import EutilsServer
from bot.demo.page import page
from bot.demo.papers import as_pubmed, invented_papers
from bot.demo.papers import protocol as papers_protocol
from bot.demo.screen import Say, opening, show_run
from bot.domain.decisions import Decision
from bot.domain.nearest_name import hint_of_names
from bot.domain.records import SEED, Article
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Failure, Mistake
from bot.pipeline.outcome import RunOutcome
from bot.sources.pubmed.parsing import parse
from bot.wiring import weekly
from bot.wiring.new_review import new_review
from bot.wiring.runtime import Runtime

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
PAGE = "demo.html"
_BRANCH = "origin/living-review/update"
_PROPOSED = "week2"
"""The folder that shows the bot's branch."""


@dataclass(frozen=True, kw_only=True)
class DemoReview:
    """One review whose first weeks are shown."""

    protocol: str
    before: State
    """What people had decided before the bot came."""
    seeds: bytes
    week1: bytes
    week2: bytes
    texts: bytes = b""
    """Full texts, where there are any."""
    heading: str
    """The section by which the review begins."""
    asked: str
    """The paper that the last words ask ``why`` about."""
    events: str
    """What the second week brings."""


def imaging() -> DemoReview:
    """Brain imaging of cancer pain."""
    return DemoReview(
        protocol=protocol(),
        before=seeded(),
        seeds=corpus("seeds.xml"),
        week1=corpus("week1.xml"),
        week2=corpus("week2.xml"),
        texts=corpus("full_texts.xml"),
        heading="## Best-supported findings",
        asked="900000032",
        events="New papers, a retraction, a prompt injection.",
    )


def trials() -> DemoReview:
    """Exercise for chronic low back pain."""
    papers = invented_papers("clinical")
    seeds, week1, week2 = (
        as_pubmed(paper for paper in papers if paper.part == part)
        for part in ("seeds", "week1", "week2")
    )
    verdicts = {str(paper.id): paper.verdict for paper in papers if paper.verdict}
    return DemoReview(
        protocol=papers_protocol("clinical"),
        before=_decided(parse(seeds).articles, verdicts),
        seeds=seeds,
        week1=week1,
        week2=week2,
        heading="## Findings in sentences",
        asked="910000009",
        events="One more trial.",
    )


REVIEWS: Mapping[str, Callable[[], DemoReview]] = MappingProxyType(
    {"neuroimaging": imaging, "clinical": trials}
)
"""The reviews of the demo, by their topic."""


def tell(runtime: Runtime, say: Say, command: str, topic: str = "neuroimaging") -> Path:
    """Run both weeks of one review, saying what happens; returns the folder where everything lies.

    ``command`` is how the user calls the program.

    Raises:
        Mistake: the demo has no review of that topic.
    """
    if topic not in REVIEWS:
        raise Mistake(
            f"the demo has no review of the topic '{topic}'", hint=hint_of_names(topic, REVIEWS)
        )
    demonstrated = REVIEWS[topic]()
    folder = Path(tempfile.mkdtemp(prefix="living-review-demo-"))
    review = folder / "review"
    git = _Person(review, runtime.environment)
    say("Everything here is invented: papers, journals, people. Nothing leaves this machine.\n")
    _prepare(folder, review, git, runtime, demonstrated)
    with EutilsServer([demonstrated.seeds, demonstrated.week1]) as server:
        if demonstrated.texts:
            server.add_texts(demonstrated.texts)
        here = {
            **{key: value for key, value in runtime.environment.items() if "GITHUB" not in key},
            "NCBI_EUTILS_URL": server.url,
            "NCBI_API_KEY": "demo",
        }
        say("WEEK 1, Monday 16 November 2026. The bot asks for papers, for the first time.\n")
        first = weekly(review, replace(runtime, environment=here, today=WEEK_1, push=True))
        show_run(first, say)
        say("\nA reviewer reads the proposal, finds it right, and merges it.\n")
        git.merge()
        server.add(demonstrated.week2)
        say(f"WEEK 2, Monday 23 November 2026. {demonstrated.events}\n")
        second = weekly(review, replace(runtime, environment=here, today=WEEK_2, push=True))
        show_run(second, say)
    proposed = _proposed(folder, git, first, second)
    say(f"\nTHE REVIEW as week 2 proposes it, {demonstrated.heading.removeprefix('## ')}:\n")
    say(opening((proposed / "REVIEW.md").read_text("utf-8"), demonstrated.heading))
    say(_ending(folder, review, command, demonstrated.asked))
    return folder


def _proposed(folder: Path, git: "_Person", first: RunOutcome, second: RunOutcome) -> Path:
    """The folder of the bot's branch, once both pull requests and the page lie beside it."""
    for week, outcome in (("week1", first), ("week2", second)):
        (folder / f"{week}-pull-request.md").write_text(outcome.body, encoding="utf-8")
    git.run("fetch", "--quiet", "origin")
    proposed = folder / _PROPOSED
    git.run("worktree", "add", "--quiet", "--detach", str(proposed), _BRANCH)
    shown = page(
        {"Week 1: the pull request": first.body, "Week 2: the pull request": second.body},
        proposed, _PROPOSED,
    )  # fmt: skip
    (folder / PAGE).write_text(shown, encoding="utf-8")
    return proposed


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
    return _decided(articles, SEEDS)


def _decided(articles: Iterable[Article], verdicts: Mapping[str, Verdict]) -> State:
    """The records of some papers with what the invented reviewers decided of them."""
    records = tuple(article.record for article in articles if article.record.pmid in verdicts)
    decisions = tuple(
        Decision(
            record=key, verdict=verdict, judge=Judge.PERSON, by="demo-reviewer", on="2026-11-02",
            reasons=("Decision imported, reason not recorded.",),
        )
        for key, verdict in verdicts.items()
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
        try:
            done = subprocess.run(
                ["git", *arguments], cwd=self._review, env=self._environment,
                capture_output=True, check=True, text=True,
            )  # fmt: skip
        except FileNotFoundError:
            raise Failure("git is not installed", hint="Install git, and run again.") from None
        return done.stdout

    def merge(self) -> None:
        self.run("fetch", "--quiet", "origin")
        self.run("merge", "--quiet", "--no-ff", "-m", "Merge", "origin/living-review/update")
        self.run("push", "--quiet", "origin", "main")


def _prepare(
    folder: Path, review: Path, git: _Person, runtime: Runtime, demonstrated: DemoReview
) -> None:
    new_review(review, runtime)
    (review / "review.yaml").write_text(demonstrated.protocol, encoding="utf-8")
    DirectoryStore(review).append(State(), demonstrated.before, {})
    git.run("init", "--quiet", "--initial-branch=main")
    git.run("init", "--quiet", "--bare", "--initial-branch=main", str(folder / "remote.git"))
    git.run("add", "--all")
    git.run("commit", "--quiet", "-m", "Start the review")
    git.run("remote", "add", "origin", str(folder / "remote.git"))
    git.run("push", "--quiet", "origin", "main")


def _ending(folder: Path, review: Path, command: str, asked: str) -> str:
    return f"""
Open {folder / PAGE} in a browser: both pull requests, and the review with its evidence.

Where the files lie, in {folder}
  {_PROPOSED}/REVIEW.md          the review as week 2 proposes it, beside its figures and data
  week1-pull-request.md    what the reviewer read; and week2-pull-request.md
  review                   the repository; the bot's branch is living-review/update

What to run next
  {command} why {asked} --dir {review}
  {command} check --dir {review}
  git -C {review} diff main...origin/living-review/update
  {command} init ../my-review"""
