"""The daemon as a process of its own: it does its jobs, keeps others off, and ends when told."""

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import HANG, Review
from tests.forks import begun, living_review

pytestmark = [pytest.mark.few, pytest.mark.long]


def test_it_does_its_jobs_keeps_others_off_and_ends_cleanly_on_sigterm(
    review: Review, tmp_path: Path
) -> None:
    environment = {**review.environment, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = ["schedule", "--dir", str(review.root), "--push"]
    err = tmp_path / "err"
    os.mkfifo(err)
    daemon = begun(
        *arguments, environment={**environment, "JOURNAL_STREAM": "8:1"},
        out=tmp_path / "out", err=err,
    )  # fmt: skip
    try:
        with err.open(encoding="utf-8") as stream:
            said = []
            for line in stream:
                said.append(line)
                if "publish: next on" in line or "publish: new" in line:
                    break
            second = living_review(*arguments, environment=environment)
            daemon.terminate()
            rest = stream.read()
        daemon.join(HANG)
    finally:
        daemon.kill()

    told = "".join(said) + rest
    assert daemon.exitcode == 0, told
    assert all(line.startswith("<") for line in said), told
    assert any(line.startswith("<6>search: hits") for line in said), told
    assert "Traceback" not in told
    assert review.head(), "the search was proposed"
    assert second.returncode == 1
    assert "another daemon keeps this review" in second.stderr


def test_once_does_what_is_due_and_ends(review: Review) -> None:
    environment = {**review.environment, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = ["schedule", "--once", "--dir", str(review.root), "--push"]

    first = living_review(*arguments, environment=environment)
    second = living_review(*arguments, environment=environment)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "search: begins" in first.stderr
    assert "begins" not in second.stderr


def test_weekdays_by_number_are_refused_with_the_reason(review: Review) -> None:
    text = (review.root / "review.yaml").read_text("utf-8")
    (review.root / "review.yaml").write_text(f"{text}\nschedule:\n  search: 0 6 * * 1\n", "utf-8")

    done = living_review(
        "schedule",
        "--once",
        "--dir",
        str(review.root),
        environment={**review.environment, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.returncode == 2
    assert "weekdays by number" in done.stderr
