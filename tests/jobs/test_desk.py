"""The desk: learning while a person decides, words that cannot be had, windows that are behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.sittings import ActKind
from bot.jobs.decide.desk import BATCH
from bot.wiring.screening_desk import OpenSitting, sitting
from tests.invented import PLACES
from tests.waiting import articles, desk

PAPERS = articles(30)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenSitting]:
    """A sitting whose work in the background is done at once."""
    review = desk(tmp_path, PAPERS)
    with sitting(review.root, review.world, "") as made:
        made.desk.background = lambda work: work()
        yield made


def test_after_a_batch_what_is_like_the_included_papers_comes_first(opened: OpenSitting) -> None:
    about = {one.record.id: any(place in one.record.title for place in PLACES) for one in PAPERS}
    at = opened.desk
    before = at.order
    for turn, key in enumerate(before[:BATCH]):
        assert at.order == before, "nothing moves within a batch"
        kind = ActKind.INCLUDE if about[key] else ActKind.EXCLUDE
        assert at.act(kind, key, 0, turn) == ""
    at.page()
    left = at.sitting.remaining(at.order)
    assert sorted(left) == sorted(before[BATCH:])
    assert left[0] == before[BATCH], "the paper on the screen stays there"
    likes = [about[key] for key in left[1:]]
    assert likes == sorted(likes, reverse=True)
    assert [about[key] for key in before[BATCH + 1 :]] != likes


def test_a_paper_whose_words_cannot_be_had_can_be_decided(tmp_path: Path) -> None:
    review = desk(tmp_path, PAPERS[:2])
    (review.root / ".cache" / "articles.sqlite").unlink()
    with sitting(review.root, review.world, "") as made:
        page = made.desk.page()
        assert "You can decide by the title, or try again later." in page
        assert "not at hand" in page
        assert made.desk.act(ActKind.INCLUDE, PAPERS[0].record.id, 0, 0) == ""
