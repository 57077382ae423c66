"""A running session ranks anew as a person decides, also where no abstract can be had."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.screening_sessions import ActionKind
from bot.jobs.decide.running_session import BATCH
from bot.wiring.screening_session import ServedSession, screening_session
from tests.invented import PLACES
from tests.waiting_papers import articles, papers_waiting

PAPERS = articles(30)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[ServedSession]:
    """A screening session whose work in the background is done at once."""
    review = papers_waiting(tmp_path, PAPERS)
    with screening_session(review.root, review.world, "") as made:
        made.running.background = lambda work: work()
        yield made


def test_after_a_batch_what_is_like_the_included_papers_comes_first(opened: ServedSession) -> None:
    about = {one.record.id: any(place in one.record.title for place in PLACES) for one in PAPERS}
    running = opened.running
    before = running.order
    for revision, key in enumerate(before[:BATCH]):
        assert running.order == before, "nothing moves within a batch"
        kind = ActionKind.INCLUDE if about[key] else ActionKind.EXCLUDE
        assert running.act(kind, key, 0, revision) == ""
    running.page()
    left = running.session.remaining(running.order)
    assert sorted(left) == sorted(before[BATCH:])
    assert left[0] == before[BATCH], "the paper on the screen stays there"
    likes = [about[key] for key in left[1:]]
    assert likes == sorted(likes, reverse=True)
    assert [about[key] for key in before[BATCH + 1 :]] != likes


def test_a_paper_whose_words_cannot_be_had_can_be_decided(tmp_path: Path) -> None:
    review = papers_waiting(tmp_path, PAPERS[:2])
    (review.root / ".cache" / "articles.sqlite").unlink()
    with screening_session(review.root, review.world, "") as made:
        page = made.running.page()
        assert "You can decide by the title, or try again later." in page
        assert "not at hand" in page
        assert made.running.act(ActionKind.INCLUDE, PAPERS[0].record.id, 0, 0) == ""
