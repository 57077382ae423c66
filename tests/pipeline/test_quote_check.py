"""Quotes are compared with the papers wherever the check runs, and what is not is told."""

import shutil
from dataclasses import replace

import pytest

from bot.demo.eutils import EutilsServer
from bot.wiring import open_review
from tests.conftest import Emulator, Review

pytestmark = pytest.mark.few

NOWHERE = {"NCBI_EUTILS_URL": "http://127.0.0.1:9"}


@pytest.fixture
def merged(started: Review) -> Review:
    """A review on another machine: nothing of what was fetched is there."""
    started.merge()
    shutil.rmtree(started.root / ".cache")
    return started


def forge_a_quote(review: Review) -> str:
    """Put other words in the place of a quote in a study file; the file's name."""
    path = min((review.root / "state" / "studies").glob("*.yaml"))
    text = path.read_text("utf-8")
    quote = next(line for line in text.splitlines() if line.strip().startswith("text: "))
    path.write_text(text.replace(quote, f"{quote.partition(': ')[0]}: Words of nobody", 1), "utf-8")
    return path.name


def test_papers_are_fetched_to_compare_their_quotes(merged: Review, eutils: EutilsServer) -> None:
    sound = open_review(merged.root, merged.world_without_hub()).check()
    assert (sound.faults, sound.quotes.gaps) == ((), ())
    assert sound.quotes.compared > 0
    assert eutils.requests

    name = forge_a_quote(merged)

    faults = open_review(merged.root, merged.world_without_hub()).check().faults
    assert any(name in fault and "is not in the paper" in fault for fault in faults)


def test_what_could_not_be_compared_is_named_and_is_no_success(merged: Review) -> None:
    world = merged.world_without_hub()
    forge_a_quote(merged)

    checked = open_review(
        merged.root, replace(world, environment={**world.environment, **NOWHERE})
    ).check()

    assert checked.quotes.compared == 0
    (gap,) = checked.quotes.gaps
    assert sum(key in gap for key in checked.quotes.not_compared) == 5


def test_a_commands_job_calls_nothing_sound_that_it_did_not_compare(
    review: Review, emulator: Emulator
) -> None:
    review.extra = dict(emulator.environment)
    emulator.put("collaborators/reviewer-one", {"permission": "push"})
    waiting = review.run().state.queue[0].id
    (pull,) = emulator.pulls()

    def said(command: str) -> tuple[str, str]:
        path = f"issues/{pull['number']}/comments"
        emulator.front.passes(60)
        emulator.ask("POST", path, {"body": command}, who="reviewer-one")
        review.run()
        return next(
            (one["state"], one["description"])
            for one in emulator.front.statuses
            if "decided" in one["description"] or "could not be" in one["description"]
        )

    assert said(f"/exclude {waiting} population") == (
        "success", "reviewer-one decided; all is sound.",
    )  # fmt: skip
    emulator.front.statuses.clear()
    shutil.rmtree(review.root / ".cache")
    review.environment.update(NOWHERE)
    with pytest.raises(Exception, match="PubMed"):
        said(f"/unsure {waiting}")
    (status,) = emulator.front.statuses
    assert status["state"] == "failure"
    assert "could not be compared" in status["description"]
