"""Six weeks of a review with two reviewers, an outsider, and GitHub's own events."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.demo import story
from bot.domain.verdicts import Verdict
from bot.errors import Mistake
from bot.pipeline.outcome import RunOutcome
from bot.pipeline.propose import reviewer
from bot.rendering.boxes import numbers
from bot.wiring import weekly
from tests.conftest import BRANCH
from tests.jobs.hub import START, Hub

pytestmark = [pytest.mark.few, pytest.mark.long]


def proposed(outcome: RunOutcome) -> list[str]:
    """Papers that the program would take in by itself."""
    standing = outcome.state.current_decisions
    return [one.id for one in outcome.state.included if standing[one.id].judge != "person"]


def test_six_weeks_with_two_reviewers(hub: Hub, first: RunOutcome) -> None:  # noqa: PLR0915 - one long story
    # Week 1: commands and boxes.
    a, b = (one.id for one in first.state.queue)
    d, c = proposed(first)[:2]
    by_number = {key: number for number, key in numbers(str(hub.pull()["body"])).items()}

    comment = f"/include {a} our own patients\n/exclude {by_number[b]} population"
    written = hub.says("reviewer-one", comment)
    hub.ticks("reviewer-two", Verdict.INCLUDE, c)
    hub.wake()
    hub.says("outsider", f"/exclude {d} population")
    hub.says("reviewer-two", f"> Abstract: we\n> /include {d}\n\n`/include {d}` is what they ask")

    assert hub.decided(a) == [("reviewer-one", "include")]
    assert hub.decided(b) == [("reviewer-one", "exclude")]
    assert hub.decided(c) == [("reviewer-two", "include")]
    assert hub.decided(d) == []
    replies = hub.replies()
    assert len(replies) == 3
    assert "Not allowed" in replies[2]
    log = hub.review.git("log", "-2", "--format=%B", hub.review.head())
    assert "Co-authored-by: reviewer-two <12+reviewer-two@users.noreply.github.com>" in log

    # A second delivery, an edit by somebody else, and an edit that adds one command.
    head = hub.review.head()
    hub.wake()
    # The body is true already: what was decided says so in its place, and no number has changed.
    body = str(hub.pull()["body"])
    assert by_number.items() <= {key: number for number, key in numbers(body).items()}.items()
    assert "Excluded (population) by reviewer-one" in body
    assert "Included by reviewer-one" in body
    assert hub.to_screen() == 0
    hub.says("reviewer-one", f"/include {d}", edits=written, by="reviewer-two")
    assert hub.review.head() == head
    hub.says("reviewer-one", f"{comment}\n/unsure {a}", edits=written)
    assert hub.decided(a) == [("reviewer-one", "include"), ("reviewer-one", "unsure")]
    assert len(hub.replies()) == 3
    assert hub.to_screen() == 1
    corrected = f"/add {d} amygdala, ReHo, lower\n/fix {d} arm 1 size 24\n/drop {d} f1"
    hub.says("reviewer-two", corrected)
    theirs = hub.review.show(f"state/studies/{d}.yaml")
    assert "region: amygdala" in theirs
    assert "n: 24" in theirs
    assert "f1 is wrong" not in str(hub.pull()["body"]).partition(d)[2].partition("\n#")[0]
    seen = set(numbers(str(hub.pull()["body"])).values())
    hub.says("reviewer-two", "/include all proposed")
    named = {key: hub.decided(key) for key in proposed(first)}
    assert {key for key, who in named.items() if who == [("reviewer-two", "include")]} == (
        named.keys() & seen
    )

    # Week 2: an edited file, and a merge while the run is at work.
    study = "state/studies/900000001.yaml"
    hub.review.edit(study, "direction: decrease", "direction: altered")
    hub.next_week()
    hub.eutils.add(story.corpus("week2.xml"))

    def merge() -> None:
        hub.emulator.ask("PUT", f"pulls/{hub.pull()['number']}/merge", {})
        hub.review.merge()

    second = hub.run(during=merge)
    assert second.proposed.action == "opened"
    assert "direction: altered" in hub.review.show(study)
    assert "checked:" in hub.review.show(study)

    # Week 3: news; the merge taught. Then it is closed: not now.
    hub.next_week()
    hub.eutils.add_ids({"900002000": hub.today})
    third = hub.run()
    merged = [one for one in third.state.actions if one.command == "merged"]
    assert len(merged) == 1
    assert merged[0].by == "maintainer"
    pending = set(proposed(third))
    number = hub.pull()["number"]
    hub.emulator.ask("PATCH", f"pulls/{number}", {"state": "closed"})
    hub.wake()
    assert "rejected" in hub.replies()[-1]

    # Weeks 4 to 6: quiet; the dashboard decides what waits; news brings the papers back, once.
    hub.next_week()
    assert hub.run().proposed.action == "none"
    hub.ticks_on_the_board("reviewer-one", Verdict.INCLUDE, a)
    assert hub.decided(a)[-1] == ("reviewer-one", "include")
    assert "Included by reviewer-one" in str(hub.board()["body"])
    hub.next_week()
    hub.eutils.add_ids({"900002001": hub.today})
    fifth = hub.run()
    assert fifth.proposed.action == "opened"
    back = {key for act in fifth.state.returned for key in act.records}
    assert back == pending
    assert f"#{number}" in str(hub.pull()["body"])
    hub.next_week()
    hub.says("reviewer-two", "/snooze 2 weeks\n/incldue 900002000\n/why 900002000\n/help")
    hub.run()
    hub.says("reviewer-one", f"/exclude {c} study no pain after all")
    body = str(hub.pull()["body"])
    assert "Before that: included by reviewer-two" in body, "a mind changed brings a paper back"

    # The end: every act once, and nothing lost.
    acts = [str(one["id"]) for one in hub.review.lines("state/acts.jsonl")]
    assert len(acts) == len(set(acts))
    said = [one["command"] for one in hub.review.lines("state/acts.jsonl")]
    assert said.count(f"/unsure {a}") == 1
    assert hub.decided(b) == [("reviewer-one", "exclude")]
    assert hub.decided(c)[0] == ("reviewer-two", "include")
    assert hub.decided(d) == [("reviewer-two", "include")]
    assert "direction: altered" in hub.review.show(study)
    assert hub.review.git("rev-list", f"{head}..{hub.review.head()}")
    assert head in hub.review.git("rev-list", hub.review.head()).split()
    assert BRANCH in str(hub.pull()["head"])


def test_what_waits_after_a_merge_is_asked_again_and_after_a_closing_on_the_dashboard(
    hub: Hub,
    first: RunOutcome,
) -> None:
    assert first.state.queue
    assert "## Papers to screen" not in str(hub.board()["body"])
    hub.emulator.ask("PUT", f"pulls/{hub.pull()['number']}/merge", {})
    hub.review.merge()
    (changed, *_) = proposed(first)
    hub.says("reviewer-one", f"/exclude {changed} study a second look")

    hub.next_week()
    second = hub.run()
    assert "Before that: included by the program" in str(hub.pull()["body"])
    assert second.proposed.action == "opened"
    waiting = [record.id for record in second.state.queue]
    assert hub.to_screen() == len(waiting)
    assert set(waiting) <= set(numbers(str(hub.pull()["body"])).values())
    hub.emulator.ask("PATCH", f"pulls/{hub.pull()['number']}", {"state": "closed"})

    hub.next_week()
    assert hub.run().proposed.action == "none"
    board = str(hub.board()["body"])
    assert set(waiting) == set(numbers(board).values())
    assert all(hub.box(Verdict.INCLUDE, key) in board for key in waiting)

    again = weekly(hub.review.root, hub.world(), again=True)
    assert again.proposed.action == "opened"
    assert "## Papers to screen" not in str(hub.board()["body"])


def test_two_reviewers_at_once_lose_nothing(hub: Hub, first: RunOutcome) -> None:
    a, b = (one.id for one in first.state.queue)
    clone = hub.review.root.parent / "other"
    hub.review.git("clone", "--quiet", str(hub.review.remote), str(clone))
    other = replace(hub, review=replace(hub.review, root=clone))

    with ThreadPoolExecutor() as both:
        list(
            both.map(
                lambda one: one[0].says(one[1], one[2]),
                [(hub, "reviewer-one", f"/include {a}"), (other, "reviewer-two", f"/include {b}")],
            )
        )

    assert hub.decided(a) == [("reviewer-one", "include")]
    assert hub.decided(b) == [("reviewer-two", "include")]
    assert len(hub.replies()) == 2


def test_a_push_in_the_middle_of_a_run_is_taken_in(hub: Hub, first: RunOutcome) -> None:
    a = first.state.queue[0].id
    hub.next_week()
    hub.eutils.add(story.corpus("week2.xml"))
    study = "state/studies/900000001.yaml"

    second = hub.run(
        during=lambda: hub.review.edit(study, "direction: decrease", "direction: altered")
    )

    assert second.proposed.action == "updated"
    assert "direction: altered" in hub.review.show(study)
    assert a in {one.id for one in second.state.queue}


def test_a_rejected_pull_request_excludes_what_it_proposed(hub: Hub, first: RunOutcome) -> None:
    number = hub.pull()["number"]
    papers = proposed(first)
    hub.emulator.ask("POST", f"issues/{number}/labels", {"labels": ["rejected"]})
    hub.emulator.ask("PATCH", f"pulls/{number}", {"state": "closed"})
    hub.next_week()
    hub.eutils.add_ids({"900002000": hub.today})

    second = hub.run()

    verdicts = {second.state.current_decisions[key].verdict for key in papers}
    # The emulator does not say who closed it: nobody's name is put to an exclusion then.
    assert verdicts == {Verdict.UNSURE}
    assert (
        f"pull request {number}"
        in " ".join(second.state.current_decisions[papers[0]].reasons).lower()
    )


def test_a_service_that_fails_is_answered_truly(hub: Hub, first: RunOutcome) -> None:
    a = first.state.queue[0].id
    hub.review.edit("state/studies/900000001.yaml", "direction: decrease", "direction: up")

    with pytest.raises(Mistake, match=r"line \d+: 'findings.0.direction' is 'up'"):
        hub.says("reviewer-one", f"/include {a}")

    assert "Not done" in hub.replies()[-1]
    assert hub.decided(a) == []
    hub.review.edit("state/studies/900000001.yaml", "direction: up", "direction: increase")
    hub.wake()
    assert "Not done" not in hub.replies()[-1]
    assert len(hub.replies()) == 1


def test_commands_say_what_they_did(hub: Hub, first: RunOutcome) -> None:
    key = proposed(first)[0]
    finding = first.state.studies[key].findings[0]

    hub.says(
        "reviewer-two",
        f"/fix {key} {finding.id}.direction=altered\n/fix {key} f1.nothing=1\n/recheck {key}\n"
        f"/exclude {key}\n/include 4711\n/inclde {key}\n/snooze 4 weeks\n/snooze long",
    )

    (reply,) = hub.replies()
    assert "is now “altered”" in reply
    assert reply.count("**Done.**") == 2
    assert reply.count("**Not understood.**") == 5
    assert "Which criterion does it fail" in reply
    assert "Did you mean “/include”" in reply
    assert "14 December 2026" in reply
    assert f"checked:\n  - {finding.id}" in hub.review.show(f"state/studies/{key}.yaml")


def test_a_reminder_comes_once(hub: Hub) -> None:
    opened = date.fromisoformat(str(hub.pull()["created_at"])[:10])
    hub.today = max(opened, START) + timedelta(days=15)
    hub.run()
    hub.run()

    assert sum("only reminder" in one for one in hub.replies()) == 1


def test_reviewers_are_asked_in_turn() -> None:
    asked = [reviewer(("a", "B", "c"), before, "b") for before in range(4)]

    assert asked == [("a",), ("c",), ("a",), ("c",)]
    assert reviewer((), 3, "b") == ()
