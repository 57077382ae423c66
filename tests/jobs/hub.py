"""GitHub as people use it: they write, tick, close and merge; the bot is woken, or is not."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import unescape
from typing import Any

from bot.demo.eutils import EutilsServer
from bot.domain.verdicts import Verdict
from bot.pipeline.outcome import RunOutcome
from bot.rendering.boxes import box
from bot.wiring import follow_commands, weekly
from bot.wiring.runtime import Runtime
from tests.conftest import Emulator, Review, shared_folder

START = date(2026, 11, 16)


@dataclass
class Hub:
    """A review on GitHub, and its people."""

    review: Review
    emulator: Emulator
    eutils: EutilsServer
    today: date = START

    def run(self, during: Callable[[], None] | None = None) -> RunOutcome:
        """The weekly job; ``during`` happens while it writes the review."""
        once = [during] if during else []

        def report(line: str) -> None:
            if line == "Writing the review" and once:
                once.pop()()

        return weekly(self.review.root, replace(self.world(), report=report))

    def world(self) -> Runtime:
        """What a job gets from outside today."""
        environment = {**self.review.environment, **self.review.extra}
        return replace(self.review.world, today=self.today, environment=environment)

    def next_week(self) -> None:
        self.today += timedelta(weeks=1)

    def pull(self) -> dict[str, object]:
        """The pull request that was opened last."""
        return max(self.emulator.pulls(), key=lambda one: int(str(one["number"])))

    def board(self) -> dict[str, object]:
        """The dashboard."""
        listed = self.emulator.ask("GET", "issues?state=all")
        assert isinstance(listed, list)
        (issue,) = (one for one in listed if "pull_request" not in one)
        return dict(issue)

    def ticks_on_the_board(self, who: str, verdict: Verdict, record: str) -> None:
        """Somebody ticks a box on the dashboard, and the bot hears of it."""
        self.emulator.front.passes(60)
        issue = self.board()
        empty, full = (self.box(verdict, record, ticked=ticked) for ticked in (False, True))
        assert empty in str(issue["body"])
        body = str(issue["body"]).replace(empty, full)
        self.emulator.ask("PATCH", f"issues/{issue['number']}", {"body": body}, who=who)
        self.wake(issue["number"])

    def to_screen(self) -> int:
        """How many papers wait by the ledger on the branch; the title and the dashboard agree."""
        last = {str(line["record"]): line for line in self.review.lines("state/decisions.jsonl")}
        waiting = sum(line["verdict"] == "unsure" for line in last.values())
        words = f"{waiting} paper{'s' * (waiting != 1)}"
        assert (f"{words} to screen" in str(self.pull()["title"])) == bool(waiting)
        assert (
            f"{words} await{'s' * (waiting == 1)} a screening" in str(self.board()["body"])
        ) == (bool(waiting))
        return waiting

    def wake(self, number: object = None) -> str:
        """An event arrives, whatever it is about; returns what the bot did."""
        file = self.review.root.with_suffix(".event.json")
        file.write_text(json.dumps(_event(number or self.pull()["number"])), "utf-8")
        return follow_commands(self.review.root, file, self.world()).sentence

    def writes(self, who: str, text: str, *, edits: int = 0, by: str = "") -> int:
        """A comment on the pull request, or an edit of an earlier one; its number."""
        self.emulator.front.passes(60)
        path = f"issues/comments/{edits}" if edits else f"issues/{self.pull()['number']}/comments"
        made = self.emulator.ask("PATCH" if edits else "POST", path, {"body": text}, who=by or who)
        assert isinstance(made, dict)
        return int(made["id"])

    def says(self, who: str, text: str, *, edits: int = 0, by: str = "") -> int:
        """The same, and the bot hears of it."""
        comment = self.writes(who, text, edits=edits, by=by)
        self.wake()
        return comment

    def ticks(self, who: str, verdict: Verdict, record: str, *, after: float = 60) -> Verdict:
        """Somebody ticks a box, or takes the tick away; what they say of the paper by that."""
        self.emulator.front.passes(after)
        pull = self.pull()
        body = str(pull["body"])
        empty, full = (self.box(verdict, record, ticked=held) for held in (False, True))
        assert empty in body or full in body
        body = body.replace(empty, full) if empty in body else body.replace(full, empty)
        self.emulator.ask("PATCH", f"pulls/{pull['number']}", {"body": body}, who=who)
        if full in body:
            return verdict
        other = Verdict.EXCLUDE if verdict is Verdict.INCLUDE else Verdict.INCLUDE
        return other if self.box(other, record, ticked=True) in body else Verdict.UNSURE

    def box(self, verdict: Verdict, record: str, *, ticked: bool = False) -> str:
        """How the box of a verdict begins in the body; exclusion is for the first criterion."""
        criterion = "population" if verdict is Verdict.EXCLUDE else ""
        return box(verdict, record, "", criterion=criterion, ticked=ticked)

    def is_ticked(self, verdict: Verdict, record: str) -> bool:
        return self.box(verdict, record, ticked=True) in str(self.pull()["body"])

    def papers_with_boxes(self) -> list[str]:
        """Papers that can be taken in or left out by a box."""
        body = str(self.pull()["body"])
        ids = [str(one["id"]) for one in self.review.lines("state/records.jsonl")]
        both = (Verdict.INCLUDE, Verdict.EXCLUDE)
        return [key for key in ids if all(self.box(one, key) in body for one in both)]

    def hide(self, comment: int) -> dict[str, Any]:
        """GitHub does not show a comment yet."""
        front = self.emulator.front
        comments = front.comments[int(str(self.pull()["number"]))]
        (hidden,) = (one for one in comments if one["fullDatabaseId"] == str(comment))
        comments.remove(hidden)
        return hidden

    def show(self, comment: dict[str, Any]) -> None:
        """It does now."""
        self.emulator.front.comments[int(str(self.pull()["number"]))].append(comment)

    @staticmethod
    def plain(reply: str) -> str:
        """A reply without what makes its words inert."""
        return unescape(reply).replace("\\", "").replace("\u200b", "")

    def replies(self) -> list[str]:
        said = self.emulator.ask("GET", f"issues/{self.pull()['number']}/comments")
        assert isinstance(said, list)
        return [str(one["body"]) for one in said if str(one["body"]).startswith("<!--")]

    def decided(self, record: str) -> list[tuple[object, object]]:
        """Verdicts of people on one paper, in the ledger on the branch."""
        return [
            (one["by"], one["verdict"])
            for one in self.review.lines("state/decisions.jsonl")
            if one["record"] == record and one["judge"] == "person"
        ]


def _event(number: object) -> dict[str, Any]:
    """An event about one thing: GitHub's own example where the machine has it."""
    example = shared_folder() / "real" / "webhooks" / "issue_comment.edited.payload.json"
    event: dict[str, Any] = json.loads(example.read_text("utf-8")) if example.exists() else {}
    return {**event, "issue": {**event.get("issue", {}), "number": number}}
