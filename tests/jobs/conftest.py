"""A review on the emulated GitHub."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.demo.eutils import EutilsServer
from bot.pipeline.outcome import RunOutcome
from tests.conftest import Emulator, Review, papers_of_week_1, seeds
from tests.github_front import Front, Request
from tests.github_process import ACCOUNTS, GitHubProcess
from tests.jobs.hub import Hub


@dataclass(frozen=True, kw_only=True)
class FirstWeek:
    """What the first run of a few papers left: files, a repository, and GitHub."""

    review: Review
    outcome: RunOutcome
    requests: tuple[Request, ...]
    """What GitHub was asked to change."""


@pytest.fixture
def unstarted(review: Review, emulator: Emulator, eutils: EutilsServer) -> Hub:
    """A new review on GitHub, with two reviewers."""
    return _hub(review, emulator, eutils)


@pytest.fixture(scope="session")
def first_week(
    github_process: GitHubProcess, tmp_path_factory: pytest.TempPathFactory
) -> FirstWeek:
    """The first run, made once by each worker that needs it."""
    folder = tmp_path_factory.mktemp("first-week")
    github_process.forget()
    with (
        EutilsServer([*papers_of_week_1(few=True)]) as eutils,
        Front(behind=github_process.url, accounts=ACCOUNTS) as front,
    ):
        review = Review.new(folder, eutils, seeds=seeds(few=True))
        outcome = _hub(review, Emulator(front=front), eutils).run()
        return FirstWeek(review=review, outcome=outcome, requests=tuple(front.changes))


@pytest.fixture
def hub(first_week: FirstWeek, tmp_path: Path, emulator: Emulator, eutils: EutilsServer) -> Hub:
    """A review of few papers after its first run."""
    for request in first_week.requests:
        emulator.front.repeat(request)
    review = first_week.review.copied(tmp_path, eutils)
    review.extra = dict(emulator.environment)
    return Hub(review=review, emulator=emulator, eutils=eutils)


@pytest.fixture
def first(first_week: FirstWeek) -> RunOutcome:
    """What came of the first run of ``hub``."""
    return first_week.outcome


def _hub(review: Review, emulator: Emulator, eutils: EutilsServer) -> Hub:
    review.extra = dict(emulator.environment)
    for one in ("reviewer-one", "reviewer-two"):
        emulator.put(f"collaborators/{one}", {"permission": "push"})
    return Hub(review=review, emulator=emulator, eutils=eutils)
