"""A review on a remote whose merges are published, in this process or in one that is killed."""

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.adapters.store import DirectoryStore
from bot.domain.state import State
from bot.jobs.publish import Published
from bot.wiring.publishing import publication
from bot.wiring.runtime import Runtime
from tests.conftest import HANG, Review, still_time

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
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.wiring.publishing", "bot.adapters.github"])
_POINTS = ("subprocess.Popen", "os.rename", "smtplib.connect", "smtplib.send", "http.client.send")


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
        told = self.root.parent / "told.json"
        told.unlink(missing_ok=True)
        process = _FORKS.Process(
            target=_die, args=(self.root, self.environment, today, point, told)
        )
        process.start()
        process.join(60)
        assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
        return str(json.loads(told.read_text("utf-8"))) if told.exists() else ""


def _publish(root: Path, environment: Mapping[str, str], today: date, now: float) -> Published:
    world = Runtime(
        environment=environment,
        today=today,
        time=replace(still_time(), seconds_since_epoch=lambda: now),
        read_seconds=HANG,
        push=True,
    )
    return publication(root, world)


def _die(
    root: Path, environment: Mapping[str, str], today: date, point: int | str, told: Path
) -> None:
    passed = [0]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        journal = event == "open" and str(arguments[0]).endswith("/sent") and arguments[1] == "ab"
        if event not in _POINTS and not journal:
            return
        passed[0] += 1
        step = "journal" if journal else event
        if point in (passed[0], step):
            told.write_text(json.dumps(step), "utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    _publish(root, environment, today, 0.0)
    told.write_text(json.dumps(str(passed[0])), "utf-8")
