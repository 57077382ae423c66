"""What the doctor finds, of GitHub's own answers and of a whole review."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.cli import execute
from bot.jobs.diagnose import hub, token_kind
from tests.conftest import Emulator, Review

pytestmark = pytest.mark.few

SOUND: dict[str, dict[str, Any]] = {
    "": {"full_name": "o/n", "default_branch": "main", "permissions": {"push": True}},
    "actions/permissions/workflow": {"can_approve_pull_request_reviews": True},
    **{
        f"actions/workflows/{name}.yml": {"state": "active", "name": name}
        for name in ("update", "commands", "check")
    },
    "actions/secrets": {"secrets": [{"name": "NCBI_API_KEY"}]},
}


def ill(changed: Mapping[str, Mapping[str, Any] | None]) -> list[str]:
    answers = {**SOUND, **changed}
    found = hub(answers.get, "main", token_kind("ghs_x"), in_job=True)
    return [f"{one.what}: {one.advice}" for one in found if not one.ok]


def test_a_sound_repository_has_nothing_to_mend() -> None:
    assert ill({}) == []


@pytest.mark.parametrize(
    ("path", "answer", "told"),
    [
        ("", None, "GITHUB_REPOSITORY"),
        ("", {**SOUND[""], "archived": True}, "Unarchive"),
        ("", {**SOUND[""], "default_branch": "trunk"}, "Its default branch is trunk"),
        ("", {**SOUND[""], "permissions": {"push": False}}, "contents: write"),
        (
            "actions/permissions/workflow",
            {"can_approve_pull_request_reviews": False},
            "tick 'Allow GitHub Actions to create and approve pull requests'",
        ),
        ("branches/living-review%2Fupdate/protection", {"url": "x"}, "take it out of the rules"),
        ("actions/workflows/commands.yml", None, "copy .github/workflows/commands.yml"),
        (
            "actions/workflows/update.yml",
            {"state": "disabled_inactivity", "name": "Update"},
            "Enable workflow",
        ),
    ],
)
def test_each_fault_says_how_to_mend_it(
    path: str, answer: Mapping[str, Any] | None, told: str
) -> None:
    (line,) = ill({path: answer})

    assert told in line


def test_a_token_is_known_by_its_beginning() -> None:
    assert "App's or the job's" in token_kind("ghs_abc")
    assert token_kind("abc") == "unknown"


def test_the_doctor_looks_at_everything(
    review: Review, emulator: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {**review.environment, **emulator.environment}
    world = replace(review.world, environment=environment)

    code = execute(["doctor", "--dir", str(review.root)], world)

    told = capsys.readouterr().out
    assert code == 1
    assert "MEND  workflow update.yml: It is not there" in told
    assert "fine  PubMed: It answers." in told
    assert "test-token" not in told
    assert execute(["doctor", "--dir", str(review.root)], review.world_without_hub()) == 0


def test_check_says_what_is_wrong_with_an_edit(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    review.run()
    review.merge()
    study = review.root / "state" / "studies" / "900000001.yaml"
    text = study.read_text("utf-8")
    study.write_text(text.replace("direction: decrease", "direction: lower", 1), "utf-8")

    code = execute(["check", "--status", "--dir", str(review.root)], review.world_without_hub())

    assert code == 2
    told = capsys.readouterr().err
    assert "state/studies/900000001.yaml, line" in told
    assert "'lower'" in told
    assert "'increase', 'decrease'" in told
