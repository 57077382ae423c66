"""Two people tick forty boxes in twenty seconds; events come late, twice, mixed up or never."""

import random

import pytest

from bot.domain.verdicts import Verdict
from bot.errors import ServiceFailed
from bot.pipeline.outcome import RunOutcome
from tests.jobs.hub import Hub

pytestmark = [pytest.mark.few, pytest.mark.long]
IN, OUT, WAIT = Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE
PEOPLE = ("reviewer-one", "reviewer-two")


def agreed(hub: Hub, wanted: dict[str, Verdict]) -> None:
    """Ledger, boxes and replies say what people last did."""
    decided = {
        str(line["record"]): line["verdict"]
        for line in hub.review.lines("state/decisions.jsonl")
        if line["judge"] == "person"
    }
    assert {key: decided.get(key) for key in wanted} == wanted
    for key, verdict in wanted.items():
        boxes = {one: hub.is_ticked(one, key) for one in (IN, OUT)}
        assert boxes == {one: one == verdict for one in boxes}, key
    last = {
        str(record): (line["by"], line["result"])
        for line in hub.review.lines("state/acts.jsonl")
        for record in line["records"]  # type: ignore[attr-defined]
    }
    replies = {who: reply for who in PEOPLE for reply in hub.replies() if f"-{who}" in reply[:80]}
    for key in wanted:
        who, result = last[key]
        assert str(result).partition(";")[0] in hub.plain(replies[str(who)]), key
    assert len(hub.replies()) == len(replies)


def test_forty_boxes_of_two_people_in_twenty_seconds(hub: Hub) -> None:
    papers = hub.papers_with_boxes()
    chance = random.Random(4)  # noqa: S311 - the same story each time
    wanted: dict[str, Verdict] = {}
    for number in range(40):
        key = chance.choice(papers)
        verdict = chance.choice((IN, OUT))
        wanted[key] = hub.ticks(PEOPLE[number % 2], verdict, key, after=0.5)
        # Of forty events six come through: late, and for more than they tell of.
        if number in (7, 8, 21, 39):
            hub.wake()
    hub.wake()
    agreed(hub, wanted)

    # Delivered twice, and out of order: what was done is done.
    head, replies = hub.review.head(), hub.replies()
    hub.wake()
    assert (hub.review.head(), hub.replies()) == (head, replies)


def test_what_is_done_while_workflows_are_off_is_read_by_the_next_run(hub: Hub) -> None:
    first, second, third = hub.papers_with_boxes()[:3]
    hub.ticks(PEOPLE[0], IN, first)
    hub.writes(PEOPLE[1], f"/exclude {second} population")
    hub.next_week()

    hub.run()

    assert hub.decided(first) == [(PEOPLE[0], IN)]
    assert hub.decided(second) == [(PEOPLE[1], OUT)]
    assert hub.decided(third) == []
    assert sum("**Done.**" in reply for reply in hub.replies()) == 2


def test_people_are_heard_though_pubmed_is_down(hub: Hub) -> None:
    paper = hub.papers_with_boxes()[0]
    hub.ticks(PEOPLE[0], OUT, paper)
    hub.review.environment["NCBI_EUTILS_URL"] = "http://127.0.0.1:9"
    hub.next_week()

    with pytest.raises(ServiceFailed):
        hub.run()

    assert hub.decided(paper) == [(PEOPLE[0], OUT)]


def test_a_tick_in_a_pull_request_that_was_merged_unheard_counts(hub: Hub) -> None:
    paper = hub.papers_with_boxes()[0]
    hub.ticks(PEOPLE[0], IN, paper)
    hub.emulator.ask("PUT", f"pulls/{hub.pull()['number']}/merge", {})
    hub.review.merge()
    hub.next_week()

    hub.run()

    assert hub.decided(paper) == [(PEOPLE[0], IN)]


def test_an_edited_comment_means_what_it_says_last(hub: Hub) -> None:
    paper = hub.papers_with_boxes()[0]
    texts = (f"/exclude {paper} population", f"/include {paper}", f"/exclude {paper} population")
    comment = hub.says(PEOPLE[0], texts[0])
    for text in texts[1:]:
        hub.says(PEOPLE[0], text, edits=comment)

    assert [verdict for _, verdict in hub.decided(paper)] == [OUT, IN, OUT]
    (reply,) = hub.replies()
    assert reply.count("**Done.**") == 3
    assert "is excluded" in hub.plain(reply).splitlines()[-1]
    assert hub.is_ticked(OUT, paper)


def test_what_somebody_did_later_stands_though_it_was_heard_first(
    hub: Hub, first: RunOutcome
) -> None:
    paper = first.state.queue[0].id
    early = hub.writes(PEOPLE[0], f"/include {paper}")
    late = hub.writes(PEOPLE[1], f"/exclude {paper} population")
    # Of two comments GitHub shows the later one alone at first.
    hidden = hub.hide(early)
    hub.wake()
    hub.show(hidden)
    hub.wake()

    assert hub.decided(paper) == [(PEOPLE[1], OUT)]
    assert late
    assert "after that" in hub.plain("\n".join(hub.replies()))


def test_a_job_that_fails_adds_to_the_reply_and_replaces_nothing(hub: Hub) -> None:
    one, other = hub.papers_with_boxes()[:2]
    hub.ticks(PEOPLE[0], IN, one)
    hub.wake()
    (before,) = hub.replies()
    hub.ticks(PEOPLE[0], IN, other)
    remote = hub.review.git("remote", "get-url", "origin").strip()
    hub.review.git("remote", "set-url", "origin", f"{remote}-gone")
    with pytest.raises(ServiceFailed):
        hub.wake()
    (during,) = hub.replies()
    assert during.startswith(before.rstrip())
    assert "Not done yet" in during

    hub.review.git("remote", "set-url", "origin", remote)
    hub.wake()
    (after,) = hub.replies()
    assert "Not done yet" not in after
    assert after.count("**Done.**") == 2


def test_a_flood_of_an_outsiders_comments_is_answered_so_far(hub: Hub, first: RunOutcome) -> None:
    paper = first.state.queue[0].id
    for _ in range(15):
        hub.writes("outsider", f"/include {paper}")
    hub.says("reviewer-one", f"/exclude {paper} population")

    assert sum("Not allowed" in reply for reply in hub.replies()) == 10
    assert hub.decided(paper) == [("reviewer-one", OUT)]
