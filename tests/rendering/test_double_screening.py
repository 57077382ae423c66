"""Where two people decide each paper, pull request and methods count and give nothing away."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.domain.protocol import Protocol
from bot.domain.protocol_settings import ReviewerSettings
from bot.domain.reviewer_votes import ReviewerVote
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.rendering.documents import documents
from bot.rendering.pull_request import body
from tests import weeks
from tests.rendering.proposed import proposed

TWO = replace(weeks.protocol(), reviewers=ReviewerSettings(decisions=2))
WAITING = [record.id for record in proposed().state.queue]
FILL = renderer(Path("/nowhere"), "neuroimaging")


def votes(*words: str) -> tuple[ReviewerVote, ...]:
    """Votes as ``Ada include`` on the papers that wait, one after the other."""
    return tuple(
        ReviewerVote(
            record=WAITING[number], by=by, verdict=Verdict(verdict), on="2026-11-16",
            criterion="study" * (verdict == "exclude"),
        )
        for number, by, verdict in ((int(n), by, v) for n, by, v in map(str.split, words))
    )  # fmt: skip


def pull_request(protocol: Protocol, said: tuple[ReviewerVote, ...]) -> str:
    proposal = proposed()
    proposal = replace(proposal, state=replace(proposal.state, votes=said))
    return body(proposal, protocol, weeks.VOCABULARY, FILL)


def test_a_pull_request_counts_and_does_not_say_which_way() -> None:
    one = pull_request(TWO, votes("0 Ada include"))
    assert one.count("**1 of 2 decided.**") == 1
    assert one == pull_request(TWO, votes("0 Ada exclude"))
    assert "counted for who gave it and then taken away" in one


def test_who_differs_is_named_once_both_have_decided() -> None:
    text = pull_request(
        TWO, votes("0 Ada include", "0 Bea exclude", "1 Ada include", "1 Bea include")
    )
    assert "Decided differently: Ada would include it; Bea would exclude it (study)." in text
    assert "Ada and Bea decided 1 of 2 papers alike: Cohen's kappa" in text


def test_the_methods_have_kappa_and_where_it_comes_from() -> None:
    state = replace(weeks.state(), votes=votes("0 Ada include", "0 Bea exclude"))
    text = documents(state, TWO, weeks.VOCABULARY, FILL, None)["REVIEW.md"]
    assert "**Double screening.** Two people decide each paper" in text
    assert "Fleiss, Cohen and Everitt 1969" in text


def test_where_one_decides_nothing_is_said_of_it() -> None:
    assert pull_request(weeks.protocol(), ()) == pull_request(
        weeks.protocol(), votes("0 Ada include")
    )
    one = documents(State(), weeks.protocol(), weeks.VOCABULARY, FILL, None)["REVIEW.md"]
    assert "Double screening" not in one
