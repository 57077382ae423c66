"""Which of GitHub's events concern the bot."""

import pytest

from bot.events.payloads import CommentEvent, PullRequestEnded, UnreadableEvent, parse_event

ALICE = {"login": "alice", "id": 7, "type": "User"}
BOT = {"login": "helper[bot]", "id": 8, "type": "Bot"}


def comment(
    text: str = "/help", *, author: object = ALICE, sender: object = ALICE, action: str = "created"
) -> dict[str, object]:
    return {
        "action": action,
        "sender": sender,
        "issue": {"number": 3, "body": None, "pull_request": {"url": "x"}},
        "comment": {"id": 5, "body": text, "user": author},
    }


def test_a_comment_with_a_command() -> None:
    event = parse_event(comment())

    assert isinstance(event, CommentEvent)
    assert (event.person.login, event.pull, event.comment) == ("alice", 3, 5)
    assert event.person.co_author == "Co-authored-by: alice <7+alice@users.noreply.github.com>"


@pytest.mark.parametrize(
    "payload",
    [
        comment("Just thanks"),
        comment(sender=BOT, author=BOT),
        comment("<!-- living-review:reply comment-4 -->\n/help"),
        comment(action="deleted"),
        comment(action="edited", sender={**ALICE, "login": "bob"}),
        {**comment(), "issue": {"number": 3, "body": "an issue"}},
        {"action": "edited", "sender": ALICE, "changes": {"title": {"from": "x"}},
         "pull_request": {"number": 3, "body": "x"}},
        {"action": "opened", "sender": ALICE},
    ],
)  # fmt: skip
def test_what_does_not_concern_the_bot(payload: object) -> None:
    assert parse_event(payload) is None


def test_the_end_of_a_pull_request() -> None:
    pull = {"number": 3, "body": None, "merged": True}
    event = parse_event({"action": "closed", "sender": ALICE, "pull_request": pull})

    assert isinstance(event, PullRequestEnded)
    assert event.merged


@pytest.mark.parametrize(
    "payload",
    [[], {}, {"action": "created"}, {**comment(), "comment": {}}, {**comment(), "sender": None}],
)
def test_what_is_no_event_is_refused(payload: object) -> None:
    with pytest.raises(UnreadableEvent):
        parse_event(payload)
