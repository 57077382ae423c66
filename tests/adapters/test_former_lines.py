"""Reviewer actions of former versions are read."""

import json
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.errors import Mistake

LINE = {
    "id": "comment-1-ab", "place": "comment-1", "by": "alice", "on": "2026-11-16", "pull": 3,
    "result": "Done.",
}  # fmt: skip


def _written(tmp_path: Path, **changed: object) -> DirectoryStore:
    file = tmp_path / "state" / "acts.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps({**LINE, **changed}) + "\n", "utf-8")
    return DirectoryStore(tmp_path)


@pytest.mark.parametrize("name", ["command", "said"])
def test_the_command_is_read_under_either_name(tmp_path: Path, name: str) -> None:
    (action,) = _written(tmp_path, **{name: '/include 1 who "said" so'}).load().actions

    assert action.command == '/include 1 who "said" so'


def test_an_action_without_a_command_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"state/acts\.jsonl, line 1"):
        _written(tmp_path).load()


def test_news_of_a_former_version_has_no_place_of_evidence(tmp_path: Path) -> None:
    told = {"sort": "believed", "text": "A finding.", "names": [], "links": []}
    line = {
        "name": "2026.11.09",
        "on": "2026-11-09",
        "evidence": "0",
        "commit": "0",
        "news": [told],
    }
    file = tmp_path / "state" / "versions.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps(line) + "\n", "utf-8")

    (version,) = DirectoryStore(tmp_path).load().versions

    assert version.news[0].evidence == ""
