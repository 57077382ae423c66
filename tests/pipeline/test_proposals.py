"""The pull request's life, against a stateful GitHub on loopback and a real bare remote."""

from dataclasses import replace
from datetime import date

import pytest

from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.errors import Mistake
from tests.conftest import BRANCH, Emulator, Review

pytestmark = pytest.mark.few

WEEK_2, WEEK_3 = date(2026, 11, 23), date(2026, 11, 30)


@pytest.fixture
def forged(review: Review, emulator: Emulator) -> Review:
    """A review whose proposals go to GitHub."""
    review.extra = dict(emulator.environment)
    return review


def test_three_weeks_with_a_reviewer(
    forged: Review, emulator: Emulator, eutils: EutilsServer
) -> None:
    first = forged.run()

    assert first.proposed.action == "opened"
    (pull,) = emulator.pulls()
    assert (pull["title"], pull["state"]) == (first.title, "open")
    assert [one["name"] for one in pull["labels"]] == ["living-review"]  # type: ignore[attr-defined]
    assert forged.run().proposed.action == "unchanged"

    study = "state/studies/900000001.yaml"
    forged.edit(study, "direction: decrease", "direction: altered")
    forged.edit("REVIEW.md", "## References", "Our own line.\n\n## References")
    eutils.add(story.corpus("week2.xml"))
    second = forged.run(WEEK_2)

    assert second.proposed.action == "updated"
    (pull,) = emulator.pulls()
    assert pull["title"] == second.title
    assert "direction: altered" in forged.show(study)
    assert "Our own line." in forged.show("REVIEW.md")

    forged.merge()
    emulator.ask("PUT", f"pulls/{pull['number']}/merge", {})
    third = forged.run(WEEK_3)

    # Nothing is new, and people are asked again about what they left undecided.
    assert third.state.queue
    assert third.proposed.action == "opened"
    eutils.add_ids({"900002000": WEEK_3})
    assert forged.run(WEEK_3).proposed.action == "updated"
    assert len(emulator.pulls()) == 2


def test_a_closed_pull_request_is_an_answer(
    forged: Review, emulator: Emulator, eutils: EutilsServer
) -> None:
    forged.run()
    (pull,) = emulator.pulls()
    emulator.ask("PATCH", f"pulls/{pull['number']}", {"state": "closed"})
    head = forged.head()

    assert forged.run(WEEK_2).proposed.action == "none"
    assert forged.head() == head

    eutils.add(story.corpus("week2.xml"))
    assert forged.run(WEEK_3).proposed.action == "opened"
    assert [one["state"] for one in emulator.pulls()].count("open") == 1


def test_a_branch_pushed_without_its_pull_request_gets_one(
    started: Review, emulator: Emulator
) -> None:
    assert started.head()
    started.extra = dict(emulator.environment)

    assert started.run().proposed.action == "opened"
    assert len(emulator.pulls()) == 1


def test_a_token_without_a_repository_is_a_mistake(forged: Review) -> None:
    del forged.extra["GITHUB_REPOSITORY"]

    with pytest.raises(Mistake, match="repository is not known"):
        forged.run()


def test_without_a_token_nothing_is_sent_anywhere(review: Review, eutils: EutilsServer) -> None:
    review.world = replace(review.world, push=False)

    outcome = review.run()

    assert (outcome.proposed.action, outcome.proposed.branch) == ("branch", BRANCH)
    assert review.head() == ""
    first = review.git("rev-parse", BRANCH)
    assert review.run().proposed.action == "unchanged"
    assert review.git("rev-parse", BRANCH) == first

    review.git("switch", "--quiet", BRANCH)
    text = (review.root / "REVIEW.md").read_text("utf-8")
    (review.root / "REVIEW.md").write_text(text.replace("## References", "## Sources"), "utf-8")
    review.git("commit", "--quiet", "--all", "-m", "A person's words")
    with pytest.raises(Mistake, match="belongs to the bot"):
        review.run(WEEK_2)
    review.git("switch", "--quiet", "main")
    eutils.add(story.corpus("week2.xml"))
    review.run(WEEK_2)
    assert "## Sources" in review.git("show", f"{BRANCH}:REVIEW.md")

    review.git("merge", "--quiet", BRANCH)
    assert review.run(WEEK_3).proposed.action == "none"


def test_a_remote_without_a_network_does_not_matter_without_a_token(review: Review) -> None:
    review.world = replace(review.world, push=False)
    review.git("remote", "set-url", "origin", "https://nowhere.invalid/nothing.git")

    assert review.run().proposed.action == "branch"
