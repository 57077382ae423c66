"""Title and question follow the protocol, and words that people put in their place stay."""

from dataclasses import replace

import pytest

from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.rendering.documents import REVIEW, documents
from tests import weeks

BEFORE = replace(weeks.protocol(), title="Tea and pain", question="Does tea help with pain?")
AFTER = replace(BEFORE, title="Tea, coffee and pain", question="Do tea and coffee help?")
OLD, NEW = "# Tea and pain: a living review", "# Tea, coffee and pain: a living review"


def _review(protocol: Protocol, prose: str | None = None) -> str:
    return documents(State(), protocol, weeks.VOCABULARY, weeks.FILL, prose)[REVIEW]


def test_a_changed_title_and_question_reach_a_review_that_stands() -> None:
    changed = _review(AFTER, _review(BEFORE))
    assert changed == _review(AFTER)
    assert NEW in changed
    assert "**The question.** Do tea and coffee help?" in changed


def test_they_do_so_again_and_without_a_change_nothing_moves() -> None:
    first = _review(BEFORE)
    assert _review(BEFORE, first) == first
    assert _review(BEFORE, _review(AFTER, first)) == first


def test_a_heading_that_a_person_reworded_stays_and_the_question_still_follows() -> None:
    own = _review(BEFORE).replace(OLD, "# Our tea review")
    changed = _review(AFTER, own)
    assert "# Our tea review" in changed
    assert NEW not in changed
    assert "**The question.** Do tea and coffee help?" in changed


def test_words_that_people_added_to_the_opening_stay() -> None:
    own = _review(BEFORE).replace(f"{OLD}\n", f"Our note.\n\n{OLD}\n\nBy the tea group.\n")
    changed = _review(AFTER, own)
    assert changed.replace("Our note.\n\n", "").replace("\n\nBy the tea group.", "") == _review(
        AFTER
    )


def test_a_heading_that_is_put_back_is_followed_again() -> None:
    own = _review(AFTER, _review(BEFORE).replace(OLD, "# Our tea review"))
    assert NEW in _review(AFTER, _review(BEFORE, own.replace("# Our tea review", OLD)))


@pytest.mark.parametrize("title", [OLD, "# Our tea review"])
def test_a_review_without_the_mark_is_followed_where_it_says_what_the_protocol_says(
    title: str,
) -> None:
    lines = _review(BEFORE).replace(OLD, title).splitlines()
    before = "\n".join(line for line in lines if "living-review:opening" not in line)
    followed = NEW in _review(AFTER, _review(BEFORE, before))
    assert followed == (title == OLD)


def test_a_windows_file_is_followed_too() -> None:
    changed = _review(AFTER, _review(BEFORE).replace("\n", "\r\n"))
    assert f"{NEW}\r\n" in changed
    assert changed.count("\n") == changed.count("\r\n")


def test_a_document_of_people_alone_is_left() -> None:
    assert _review(AFTER, "# Tea and pain: a living review\n\nOurs.\n") == (
        "# Tea and pain: a living review\n\nOurs.\n"
    )
