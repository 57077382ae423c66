"""What people ask for, read off comments and the history of a pull request's body."""

from dataclasses import replace

import pytest

from bot.domain.verdicts import Verdict
from bot.events.inbox import MOST_COMMENTS, Request, beyond_bounds, requests, unanswered
from bot.ports import Account, Comment, PullRequest, Revision
from bot.rendering.boxes import aligned, box, numbered, revised
from bot.rendering.replies import Entry, Mark, delayed, reply

BOT = Account(login="helper[bot]", id=1, person=False)
ANN, BEN = Account(login="ann", id=2), Account(login="ben", id=3)
PULL = PullRequest(
    number=7, title="Update", body="", link="", open=True, author="helper[bot]", branch="b"
)


def body(*ticked: str, number: int = 1) -> str:
    lines = [box(Verdict.INCLUDE, key, "In", ticked=key in ticked) for key in "abc"]
    return revised("\n".join(lines), number)


def history(*edits: tuple[Account, str]) -> tuple[Revision, ...]:
    return tuple(
        Revision(at=f"2026-11-16T09:00:{second:02}Z", by=by, body=text)
        for second, (by, text) in enumerate(edits)
    )


def ticked(*edits: tuple[Account, str]) -> list[tuple[str, str]]:
    return [
        (request.person.login, call.text)
        for request in requests(PULL, history(*edits), ())
        for call in request.calls
    ]


def comment(text: str, *, by: Account = ANN, at: str = "2026-11-16T10:00:00Z") -> Comment:
    return Comment(id=5, by=by, at=at, body=text)


def test_a_tick_that_the_program_wrote_over_was_made_all_the_same() -> None:
    assert ticked((BOT, body()), (ANN, body("a")), (BOT, body(number=2))) == [("ann", "/include a")]


def test_each_tick_is_of_whoever_made_it() -> None:
    edits = (BOT, body()), (ANN, body("a")), (BEN, body("a", "b")), (ANN, body("b"))

    assert ticked(*edits) == [
        ("ann", "/include a"), ("ben", "/include b"), ("ann", "/unsure a"),
    ]  # fmt: skip


def test_the_program_ticks_nothing_under_a_persons_name() -> None:
    pull = replace(PULL, author="ann")
    edits = history((ANN, body("a")), (ANN, body(number=2)), (ANN, body("b", number=2)))

    (request,) = requests(pull, edits, ())
    assert [call.text for call in request.calls] == ["/include b"]


def test_a_former_versions_text_ticks_nothing() -> None:
    plain = box(Verdict.INCLUDE, "a", "In"), box(Verdict.INCLUDE, "a", "In", ticked=True)
    edits = history((ANN, plain[1]), (ANN, plain[0]))

    assert requests(replace(PULL, author="ann"), edits, ()) == ()
    (request,) = requests(PULL, edits, ())
    assert request.calls[0].text == "/unsure a"


@pytest.mark.parametrize(
    "written",
    [
        comment("no command"), comment("/include a", by=BOT),
        replace(comment("/include a"), own=False),
        comment("<!-- living-review:reply x -->\n/include a"),
        comment("/include a", by=Account(login="", person=False)),
    ],
)  # fmt: skip
def test_what_asks_for_nothing(written: Comment) -> None:
    assert requests(PULL, (), (written,)) == ()


def test_a_number_is_of_the_body_as_it_was_when_somebody_wrote() -> None:
    edits = (
        Revision(at="2026-11-16T09:00:00Z", by=BOT, body=numbered(1, "a")),
        Revision(at="2026-11-16T11:00:00Z", by=BOT, body=numbered(1, "b")),
    )

    (request,) = requests(PULL, edits, (comment("/include 1"),))
    assert request.body == numbered(1, "a")


def answered(text: str, by: str = "helper[bot]") -> Comment:
    return Comment(id=9, by=Account(login=by, person=False), at="", body=text)


def test_what_was_answered_as_it_stands_is_answered_no_more() -> None:
    asked = requests(PULL, (), (comment("/include a"),))
    done = [Entry(command="/include a", outcome="Done", sentence="It is in")]

    mark = Mark(place="comment-5", at=asked[0].at)
    assert unanswered(asked, PULL, (answered(reply(mark, done)),)) == ()
    edited = (replace(asked[0], at="2026-11-16T10:00:01Z"),)
    assert unanswered(edited, PULL, (answered(reply(mark, done)),)) == edited
    # A stranger's comment with our mark answers nothing, nor does a note of a delay.
    assert unanswered(asked, PULL, (answered(reply(mark, done), by="ben"),)) == asked
    assert unanswered(asked, PULL, (answered(delayed("", Mark(place="comment-5"), "No")),)) == asked


def test_a_note_of_a_delay_keeps_what_was_said_and_is_replaced() -> None:
    mark = Mark(place="comment-5", at="2026-11-16T10:00:00Z")
    before = reply(mark, [Entry(command="/include a", outcome="Done", sentence="It is in")])

    once = delayed(before, Mark(place="comment-5"), "PubMed is down")
    twice = delayed(once, Mark(place="comment-5"), "GitHub is down")

    assert Mark.of(twice) == mark
    assert "It is in" in twice
    assert "GitHub is down" in twice
    assert "PubMed" not in twice


def test_people_who_may_not_write_are_answered_so_often() -> None:
    asked = [
        Request(place=f"comment-{n}", person=BEN, pull=7, at=f"{n:03}", body="", calls=())
        for n in range(40)
    ]

    assert [beyond_bounds(request, asked) for request in asked].count(False) == MOST_COMMENTS


def test_boxes_show_what_people_decided() -> None:
    decided = {"a": (Verdict.INCLUDE, ""), "b": (Verdict.EXCLUDE, "population")}

    assert aligned(body("b", "c"), decided) == body("a")
    assert aligned(body("a"), decided) == body("a")
