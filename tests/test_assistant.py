"""The command that lets an assistant ask a review, on a review in a folder."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot import settings
from bot.adapters.store import DirectoryStore
from bot.cli import execute
from bot.demo import story
from bot.domain.state import State
from bot.errors import Mistake
from bot.wiring.assistant import CurrentReview, assistant_server


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """The demo's review before its first search."""
    (tmp_path / settings.FILE).write_text(story.protocol(), encoding="utf-8")
    DirectoryStore(tmp_path).append(State(), story.seeded(), {})
    return tmp_path


def test_the_review_is_read_again_when_its_files_change(review: Path) -> None:
    current = CurrentReview(review)
    before = current()
    assert current() is before

    more = story.seeded().records[0]
    added = State(records=(replace(more, id="999", pmid="999"),))
    DirectoryStore(review).append(State(), added, {})

    assert current().state.index.find("999")


def test_a_folder_that_holds_no_review_is_a_mistake_at_once(tmp_path: Path) -> None:
    with pytest.raises(Mistake):
        assistant_server(tmp_path / "nothing")


def test_without_the_extra_it_says_how_to_install_it(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "bot.adapters.mcp_server", None)

    code = execute(["mcp", "--dir", str(review)])

    assert code == Mistake.exit_code
    assert "pip install 'living-review-bot[mcp]'" in capsys.readouterr().err


def test_the_terminal_gives_the_same_answers_in_words_and_as_json(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["ask", "zebra", "--dir", str(review)]) == 0
    words = capsys.readouterr().out
    assert words.startswith("The review names none of these words.")

    assert execute(["ask", "zebra", "--dir", str(review), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["answers"] == []
    assert data["unnamed"] == ["zebra"]
    assert data["review"]["title"] in words
