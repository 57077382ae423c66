"""The dashboard: one issue, found again, changed in place, with controls that work."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.adapters.github import GitHub
from bot.errors import ServiceFailed
from bot.http_client import Http
from bot.pipeline.dashboard import FAILED
from bot.pipeline.dashboard_issue import LABEL, find_dashboard, update_dashboard
from bot.rendering.boxes import control, note
from bot.rendering.dashboard import AGAIN, MARK, RUN
from bot.wiring import follow_commands
from tests.conftest import HANG, Emulator, Review, still_time

pytestmark = pytest.mark.few

WEEK_2 = date(2026, 11, 23)


@pytest.fixture
def forged(review: Review, emulator: Emulator) -> Review:
    review.extra = dict(emulator.environment)
    emulator.put("collaborators/reviewer-one", {"permission": "push"})
    return review


def issues(emulator: Emulator) -> list[dict[str, Any]]:
    found = emulator.ask("GET", "issues?state=all")
    assert isinstance(found, list)
    return [one for one in found if "pull_request" not in one]


def presses(review: Review, emulator: Emulator, who: str, name: str) -> str:
    """Somebody ticks a control; returns what the dashboard then says."""
    (issue,) = issues(emulator)
    before = str(issue["body"])
    line = control(name, "")
    after = before.replace(line, line.replace("[ ]", "[x]"))
    assert after != before
    emulator.ask("PATCH", f"issues/{issue['number']}", {"body": after}, who=who)
    environment = {**review.environment, **review.extra}
    follow_commands(review.root, None, replace(review.world, environment=environment, today=WEEK_2))
    return str(issues(emulator)[0]["body"])


def test_there_is_one_and_it_is_kept_up_to_date(forged: Review, emulator: Emulator) -> None:
    forged.run()
    (issue,) = issues(emulator)
    assert [one["name"] for one in issue["labels"]] == [LABEL]
    body = str(issue["body"])
    assert body.startswith(MARK)
    assert body.index(control(RUN, "")) < body.index("## Status") < 500
    assert "| Last search | 16 November 2026 |" in body
    assert "| Next search | 23 November 2026 |" in body
    (pull,) = emulator.pulls()
    assert f"#{pull['number']}, since" in body

    forged.run(WEEK_2)

    (issue,) = issues(emulator)
    assert "| Last search | 23 November 2026 |" in str(issue["body"])


def test_of_two_dashboards_made_at_the_same_time_the_older_stays(emulator: Emulator) -> None:
    headers = {"Authorization": f"Bearer {emulator.token}"}
    http = Http(service="GitHub", time=still_time(), headers=headers, read_seconds=HANG)
    github = GitHub(http=http, url=emulator.url, repository=emulator.repository)

    # Both runs looked when there was none.
    first = update_dashboard(github, None, f"{MARK}\nof the first run")
    second = update_dashboard(github, None, f"{MARK}\nof the second run")

    assert second.number == first.number
    assert sorted(str(one["state"]) for one in issues(emulator)) == ["closed", "open"]
    kept = find_dashboard(github)
    assert kept
    assert kept.number == first.number
    assert kept.body.startswith(f"{MARK}\nof the second run")


def test_a_strangers_issue_with_our_mark_is_not_ours(forged: Review, emulator: Emulator) -> None:
    emulator.ask("POST", "issues", {"title": "Mine", "body": f"{MARK}\nhello"})
    forged.run()
    first, second = sorted(issues(emulator), key=lambda one: int(one["number"]))[:2]
    assert first["body"] == f"{MARK}\nhello"
    assert "## Status" in str(second["body"])


def test_a_control_is_answered_in_place_and_released(forged: Review, emulator: Emulator) -> None:
    forged.run()
    body = presses(forged, emulator, "reviewer-one", RUN)
    assert "[x]" not in body
    # The emulator has no workflow to start: the truth stands in the issue.
    assert "It could not be started" in body
    assert "actions: write" in body
    assert "Only people with write access" in presses(forged, emulator, "outsider", RUN)
    assert len(issues(emulator)) == 1


def test_a_wish_to_see_it_again_is_granted_once(forged: Review, emulator: Emulator) -> None:
    forged.run()
    (pull,) = emulator.pulls()
    emulator.ask("PATCH", f"pulls/{pull['number']}", {"state": "closed"})
    assert forged.run(WEEK_2).proposed.action == "none"
    (issue,) = issues(emulator)
    line = "<!-- living-review:note -->"
    wish = str(issue["body"]).replace(line, f"{line} asked <!-- living-review:again -->")
    emulator.ask("PATCH", f"issues/{issue['number']}", {"body": wish})

    assert forged.run(WEEK_2).proposed.action == "opened"
    assert "living-review:again" not in str(issues(emulator)[0]["body"])
    assert AGAIN


def test_a_run_that_fails_says_so_and_the_next_takes_it_back(
    forged: Review, emulator: Emulator
) -> None:
    forged.run()
    sound = forged.environment["NCBI_EUTILS_URL"]
    forged.environment["NCBI_EUTILS_URL"] = "http://127.0.0.1:9"
    with pytest.raises(ServiceFailed):
        forged.run(WEEK_2)
    body = str(issues(emulator)[0]["body"])
    assert f"{note(FAILED)} ⚠ **The run of 23 November 2026 failed:**" in body

    forged.environment["NCBI_EUTILS_URL"] = sound
    forged.run(WEEK_2)
    assert "failed" not in str(issues(emulator)[0]["body"])
