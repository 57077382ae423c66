"""A screening session: what is decided, what comes next, and what an undo brings back."""

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.screening_sessions import ActionKind, ScreeningAction, ScreeningSession

ORDER = ("a", "b", "c", "d")


def sat(*words: str) -> ScreeningSession:
    """A screening session of actions as ``include a`` and ``undo``."""
    session = ScreeningSession(by="Ada")
    for word in words:
        kind, _, record = word.partition(" ")
        session = session.with_action(ScreeningAction(kind=ActionKind(kind), record=record))
    return session


def test_what_is_decided_leaves_the_queue() -> None:
    assert sat("include a", "exclude c").remaining(ORDER) == ("b", "d")


def test_what_is_put_off_comes_last_the_latest_behind_the_others() -> None:
    assert sat("postpone a", "postpone b").remaining(ORDER) == ("c", "d", "a", "b")
    again = sat("postpone a", "postpone b", "include c", "include d", "postpone a")
    assert again.remaining(ORDER) == ("b", "a")


def test_an_undo_brings_the_paper_back_at_once() -> None:
    assert sat("include a", "exclude b", "undo").remaining(ORDER) == ("b", "c", "d")
    assert sat("include c", "undo").remaining(ORDER)[0] == "c", "wherever it stood"
    assert sat("postpone a", "undo").remaining(ORDER) == ORDER


def test_what_was_undone_comes_back_one_after_the_other() -> None:
    session = sat("include c", "include d", "undo", "undo", "exclude c")
    assert session.remaining(ORDER) == ("d", "a", "b")


def test_an_undo_of_nothing_is_none() -> None:
    assert sat("undo").actions == ()


ACTIONS = some.one_of(
    some.just("undo"),
    some.builds(
        "{} {}".format,
        some.sampled_from(["include", "exclude", "postpone"]),
        some.sampled_from(ORDER),
    ),
)


@settings(max_examples=40)
@given(some.lists(ACTIONS, max_size=12))
def test_every_paper_is_decided_or_left_and_never_both(words: list[str]) -> None:
    session = sat(*words)
    assert sorted((*session.decided, *session.remaining(ORDER))) == list(ORDER)


@settings(max_examples=40)
@given(some.lists(ACTIONS, max_size=12))
def test_undoing_everything_leaves_nothing_decided(words: list[str]) -> None:
    session = sat(*words, *["undo"] * len(words))
    assert not session.decided
    assert not session.standing
