"""A review on a remote whose merges are published, in this process or in one that is killed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.adapters.store import DirectoryStore
from bot.domain.state import State
from bot.jobs.publish import Published
from bot.wiring.publishing import publish_review
from bot.wiring.runtime import Runtime
from tests.conftest import HANG, Review, still_time
from tests.forks import killed

PROTOCOL = """
title: Brain imaging of cancer pain
question: Which?
contact: keeper@example.org
search:
  lines: {pain: "pain[tiab]"}
  strategies: {all: {expression: pain, every: run}}
criteria:
  population: {include: People}
vocabulary: neuroimaging
digest:
  title: Cancer pain in the brain
  address: list@example.org
"""
DAY = date(2026, 11, 22)


@dataclass
class Readers:
    """The review's main branch, and the publisher of one clone of it."""

    root: Path
    remote: Path
    environment: dict[str, str]

    @classmethod
    def of(cls, review: Review, environment: Mapping[str, str]) -> "Readers":
        made = cls(
            root=review.root,
            remote=review.remote,
            environment={**review.environment, "DIGEST_RECIPIENTS": "", **environment},
        )
        (review.root / "review.yaml").write_text(PROTOCOL, "utf-8")
        review.git("commit", "--quiet", "--all", "-m", "Another protocol")
        review.git("push", "--quiet", "origin", "main")
        return made

    def clone(self, review: Review, name: str) -> "Readers":
        """Another machine's clone."""
        folder = self.root.parent / name
        review.git("clone", "--quiet", str(self.remote), str(folder))
        return replace(self, root=folder)

    def merge(self, review: Review, state: State) -> None:
        """People merge what makes the state on the main branch this one."""
        review.git("fetch", "--quiet", "origin")
        review.git("reset", "--quiet", "--hard", "origin/main")
        store = DirectoryStore(review.root)
        held = store.load()
        store.append(
            replace(held, studies={}),
            replace(
                held,
                records=held.records + tuple(r for r in state.records if r not in held.records),
                decisions=held.decisions + state.decisions,
                runs=held.runs + state.runs,
                studies=state.studies,
            ),
            {},
        )
        review.git("add", "--all")
        review.git("commit", "--quiet", "-m", "Merge")
        review.git("push", "--quiet", "origin", "main")

    def publish(self, today: date = DAY, now: float = 0.0, **more: str) -> Published:
        return _publish(self.root, {**self.environment, **more}, today, now)

    def killed(self, point: int | str, today: date = DAY) -> str:
        """Publish in a process that is killed at its so-manieth step, or at the first of a name.

        Returns which step that was; the number of all steps when it ended before.
        """
        return killed(point, _publish, self.root, self.environment, today, 0.0)


def _publish(root: Path, environment: Mapping[str, str], today: date, now: float) -> Published:
    world = Runtime(
        environment=environment,
        today=today,
        time=replace(still_time(), seconds_since_epoch=lambda: now),
        read_seconds=HANG,
        push=True,
    )
    return publish_review(root, world)
