"""Two people decide each paper, on GitHub and beside it, neither shown what the other said."""

from dataclasses import replace

import pytest

from bot.domain.verdicts import Verdict
from bot.wiring.decisions import GivenDecision, decide
from tests.jobs.hub import Hub

pytestmark = pytest.mark.few
IN, OUT = Verdict.INCLUDE, Verdict.EXCLUDE
ONE, TWO = "reviewer-one", "reviewer-two"


def test_a_tick_is_one_of_two_and_what_is_decided_beside_github_the_other(unstarted: Hub) -> None:
    hub = unstarted
    hub.review.set("title:", "reviewers: {decisions: 2}\ntitle:")
    hub.run()
    paper, other, *_ = hub.papers_with_boxes()
    hub.ticks(ONE, IN, paper)
    hub.ticks(ONE, OUT, other)
    hub.wake()
    body = str(hub.pull()["body"])
    assert body.count("1 of 2 decided") == 2
    assert not any(hub.is_ticked(verdict, key) for verdict in (IN, OUT) for key in (paper, other))
    assert hub.decided(paper) == hub.decided(other) == []
    said = "".join(hub.replies()) + hub.review.git(
        "log", "-1", "--format=%B", "origin/living-review/update"
    )
    assert "include" not in said.lower()
    assert "exclude" not in said.lower()

    environment = {**hub.review.environment, **hub.review.extra}
    world = replace(hub.review.world, environment=environment, today=hub.today)
    for key in (paper, other):
        decide(hub.review.root, world, TWO, GivenDecision(paper=key, verdict="include"))
    assert hub.decided(paper) == [(f"{ONE} and {TWO}", "include")]
    assert hub.decided(other) == []
    assert hub.emulator.front.statuses[-1]["description"] == f"{TWO} decided; all is sound."
    body = hub.plain(str(hub.pull()["body"]))
    assert (
        f"Decided differently: {ONE} would exclude it (population); {TWO} would include it" in body
    )
    assert f"{ONE} and {TWO} decided 1 of 2 papers alike: Cohen's kappa" in body
    hub.says(ONE, f"/include {other}")
    assert hub.decided(other) == [(f"{ONE} and {TWO}", "include")]
