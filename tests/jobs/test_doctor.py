"""What the doctor finds, of GitHub's own answers and of a whole review."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.cli import execute
from bot.demo import story
from bot.demo.eutils import EutilsServer, Fault
from bot.demo.loopback import Loopback
from bot.jobs.diagnose import diagnose_github, token_kind
from bot.wiring.new_review import github_files
from bot.wiring.runtime import Runtime
from tests.chat_server import ChatServer, Said
from tests.conftest import Emulator, Review, clean_environment
from tests.post_office import PostOffice, post_office

pytestmark = pytest.mark.few

SOUND: dict[str, dict[str, Any]] = {
    "": {"full_name": "o/n", "default_branch": "main", "permissions": {"push": True}},
    "actions/permissions/workflow": {"can_approve_pull_request_reviews": True},
    **{
        f"actions/workflows/{name}.yml": {"state": "active", "name": name}
        for name in ("update", "commands", "check", "publish")
    },
    "actions/secrets": {"secrets": [{"name": "NCBI_API_KEY"}]},
}


def ill(changed: Mapping[str, Mapping[str, Any] | None]) -> list[str]:
    answers = {**SOUND, **changed}
    found = diagnose_github(answers.get, "main", token_kind("ghs_x"), in_job=True)
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
        ("actions/workflows/commands.yml", None, "writes .github/workflows/commands.yml"),
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


def test_what_a_fault_is_about_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = Runtime(environment=clean_environment(tmp_path))
    execute(["init", str(tmp_path / "new")], world)

    assert execute(["doctor", "--dir", str(tmp_path / "new")], world) == 1
    printed = capsys.readouterr().out
    assert "MEND  review.yaml, line " in printed
    assert "review.yaml: review.yaml" not in printed


def test_a_folder_without_git_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = Runtime(environment=clean_environment(tmp_path))
    execute(["init", str(tmp_path / "new"), "--topic", "clinical"], world)
    capsys.readouterr()

    assert execute(["doctor", "--dir", str(tmp_path / "new")], world) == 1
    printed = capsys.readouterr().out
    assert "MEND  git: There is no git repository here yet. The review lives in git:" in printed
    assert "fatal" not in printed


def test_check_says_what_is_wrong_with_an_edit(
    started: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    started.merge()
    study = started.root / "state" / "studies" / "900000001.yaml"
    text = study.read_text("utf-8")
    study.write_text(text.replace("direction: decrease", "direction: lower", 1), "utf-8")

    code = execute(["check", "--status", "--dir", str(started.root)], started.world_without_hub())

    assert code == 2
    told = capsys.readouterr().err
    assert "state/studies/900000001.yaml, line" in told
    assert "'lower'" in told
    assert "'increase', 'decrease'" in told


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with post_office(tmp_path_factory.mktemp("office")) as made:
        yield made


def to_mend(
    review: Review, capsys: pytest.CaptureFixture[str], **environment: str
) -> dict[str, str]:
    """What the doctor finds amiss, by what it looked at."""
    world = review.world_without_hub()
    world = replace(world, environment={**world.environment, **environment})
    capsys.readouterr()
    code = execute(["doctor", "--json", "--dir", str(review.root)], world)
    found = json.loads(capsys.readouterr().out)
    faults = {one["what"]: one["advice"] for one in found if not one["ok"]}
    assert code == (1 if faults else 0)
    return faults


def test_nothing_is_amiss_with_a_sound_review(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    assert to_mend(review, capsys) == {}


def test_a_review_of_trials_that_names_no_intervention_is_told_that_nothing_counts(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    file = review.root / "review.yaml"
    text = file.read_text("utf-8")
    of_trials = text.replace("vocabulary: neuroimaging", "vocabulary: clinical")
    file.write_text(of_trials, "utf-8")
    assert "names no 'interventions'" in to_mend(review, capsys)["review.yaml"]

    file.write_text(f"{of_trials}\ninterventions: {{juggling: []}}\n", "utf-8")
    assert "review.yaml" not in to_mend(review, capsys)


@pytest.mark.parametrize(
    ("environment", "what", "told"),
    [
        ({"NCBI_EUTILS_URL": "eutils"}, "environment", "NCBI_EUTILS_URL is no address"),
        ({"NCBI_EUTILS_URL": "http://127.0.0.1:9"}, "PubMed", "Is NCBI_EUTILS_URL right?"),
        ({"GITHUB_TOKEN": "x"}, "GitHub", "Set GITHUB_REPOSITORY to owner/name"),
        (
            {"GITHUB_TOKEN": "x", "GITHUB_REPOSITORY": "o/n", "GITHUB_API_URL": "http://127.0.0.1:9"},
            "GitHub", "Is GITHUB_API_URL right?",
        ),
        ({"SMTP_URL": "mail.example.org"}, "mail", "SMTP_URL is no address of a mail server"),
        ({"SMTP_URL": "smtp://127.0.0.1:9"}, "mail", "Is SMTP_URL right?"),
    ],
)  # fmt: skip
def test_what_the_environment_says_wrongly_is_named_with_its_variable(
    review: Review, capsys: pytest.CaptureFixture[str],
    environment: dict[str, str], what: str, told: str,
) -> None:  # fmt: skip
    faults = to_mend(review, capsys, **environment)

    assert list(faults) == [what]
    assert told in faults[what]
    assert "Nothing was changed" not in faults[what]


class BadCredentials(BaseHTTPRequestHandler):
    """GitHub's answer to a token that is none of its own."""

    def do_GET(self) -> None:
        body = b'{"message": "Bad credentials", "status": "401"}'
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object, **__: object) -> None:
        return


def test_a_token_that_github_does_not_accept_is_called_so(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    github = Loopback(BadCredentials)
    github.start()
    named = {"GITHUB_TOKEN": "ghp_old", "GITHUB_REPOSITORY": "o/n", "GITHUB_API_URL": github.url}
    faults = to_mend(review, capsys, **named)
    github.stop()

    assert "does not accept the token" in faults["GitHub"]
    assert "expired" in faults["GitHub"]


def test_a_repository_that_cannot_be_seen_is_called_so(
    review: Review, emulator: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {**emulator.environment, "GITHUB_REPOSITORY": "somebody/elsewhere"}

    assert "check GITHUB_REPOSITORY" in to_mend(review, capsys, **wrong)["repository"]


def test_a_web_page_where_pubmed_should_be_is_called_so(
    review: Review, eutils: EutilsServer, capsys: pytest.CaptureFixture[str]
) -> None:
    eutils.faults.append(Fault(status=200, body=b"<!doctype html><html></html>", times=0))

    faults = to_mend(review, capsys)

    assert "a web page came" in faults["PubMed"]
    assert "Is NCBI_EUTILS_URL right?" in faults["PubMed"]


def test_a_database_for_citations_alone_and_a_register_that_is_down_are_looked_at(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    review.set(
        "vocabulary:",
        "sources: [pubmed, openalex]\ncitations: {routes: [cited-by]}\nregistrations: moon tea\n"
        "vocabulary:",
    )

    faults = to_mend(review, capsys, CLINICAL_TRIALS_URL="http://127.0.0.1:9")

    assert list(faults) == ["ClinicalTrials.gov"]
    assert "Is CLINICAL_TRIALS_URL right?" in faults["ClinicalTrials.gov"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("languages: []", "languages: [english]", "Did you mean 'eng'"),
        ("vocabulary: neuroimaging", "vocabulary: neuroimagin", "Did you mean 'neuroimaging'"),
        ("title: Brain imaging", "titel: Brain imaging", "unknown key 'titel'"),
    ],
)
def test_a_protocol_that_cannot_be_used_leaves_the_rest_to_be_looked_at(
    review: Review, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    text = story.protocol().replace("screening:\n", "screening:\n  languages: []\n")
    assert old in text
    (review.root / "review.yaml").write_text(text.replace(old, new), "utf-8")

    faults = to_mend(review, capsys)

    assert list(faults) == ["review.yaml"]
    assert told in faults["review.yaml"]


def test_what_is_left_of_the_example_is_to_be_replaced(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    example = Path(__file__).parents[2] / "templates" / "init" / "review.yaml"
    text = example.read_text("utf-8").replace("you@example.org", "keeper@example.org")
    (review.root / "review.yaml").write_text(text, "utf-8")

    assert "title, question" in to_mend(review, capsys)["review.yaml"]


def workflow(review: Review, name: str) -> Path:
    github_files(review.root, review.world_without_hub(), f"somebody/bot@v{__version__}")
    return review.root / ".github" / "workflows" / name


def test_a_workflow_that_is_not_there_is_named(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    workflow(review, "publish.yml").unlink()

    faults = to_mend(review, capsys)

    assert list(faults) == [".github/workflows/publish.yml"]
    assert "init --github" in faults[".github/workflows/publish.yml"]


def test_a_workflow_that_the_main_branch_does_not_start_is_named(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workflow(review, "publish.yml")
    text = file.read_text("utf-8")
    assert to_mend(review, capsys) == {}
    file.write_text(text.replace("[main, master]", "[trunk]"), "utf-8")

    assert (
        "Pushes to main do not start it"
        in to_mend(review, capsys)[f".github/workflows/{file.name}"]
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (f"@v{__version__}", "@v0.0.1", "calls another version"),
        ("timeout-minutes: 10", "timeout-minutes: 9", ""),
        (f"@v{__version__}", "@v99.0.0", "call version 99.0.0"),
    ],
)
def test_a_workflow_of_another_version_is_named_and_a_persons_edit_is_none(
    review: Review, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    file = workflow(review, "check.yml")
    for each in file.parent.iterdir():
        each.write_text(each.read_text("utf-8").replace(old, new), "utf-8")

    faults = to_mend(review, capsys)

    assert bool(faults) == bool(told)
    assert all(told in advice for advice in faults.values())


def test_a_broken_ledger_is_named_with_its_line(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    with (review.root / "state" / "records.jsonl").open("a", encoding="utf-8") as ledger:
        ledger.write("<<<<<<< ours\n")

    assert "state/records.jsonl, line" in to_mend(review, capsys)["state"]


def test_a_commit_that_is_checked_out_and_no_branch_is_called_so(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    review.git("checkout", "--quiet", "--detach")

    assert "git checkout main" in to_mend(review, capsys)["branch"]


def test_a_shallow_clone_is_called_so(
    review: Review, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (review.root / "note").write_text("second", "utf-8")
    review.git("add", "note")
    review.git("commit", "--quiet", "-m", "A second commit")
    review.git("push", "--quiet", "origin", "main")
    shallow = tmp_path / "shallow"
    review.git("clone", "--quiet", "--depth=1", f"file://{review.remote}", str(shallow))

    faults = to_mend(replace(review, root=shallow), capsys)

    assert "git fetch --unshallow origin" in faults["branch"]


def test_mail_is_tried_up_to_the_password_and_nothing_is_sent(
    review: Review, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = office.environment["SMTP_URL"].replace("s3cret", "wrong")

    assert to_mend(review, capsys, **office.environment) == {}
    faults = to_mend(review, capsys, **{**office.environment, "SMTP_URL": wrong})
    assert "does not accept the user or the password" in faults["mail"]
    assert "wrong-and-long" not in faults["mail"]
    assert office.taken == []


def with_model(review: Review) -> None:
    text = story.protocol() + "\nmodel: {name: small}\n"
    (review.root / "review.yaml").write_text(text, "utf-8")


def test_a_model_without_a_key_is_told_both_ways(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    with_model(review)

    faults = to_mend(review, capsys)

    assert "Set OPENAI_API_KEY, or OPENAI_BASE_URL" in faults["language model small"]


def test_a_model_server_that_knows_no_such_address_is_told_the_right_form(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    with_model(review)
    with ChatServer() as chat:
        faults = to_mend(review, capsys, OPENAI_BASE_URL=chat.url.removesuffix("/v1"))

    assert "ends in /v1" in faults["language model small"]


def test_a_web_page_where_a_model_should_be_is_called_so(
    review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    with_model(review)
    page = Said(
        status=200, body=b"<!doctype html><html></html>", headers={"Content-Type": "text/html"}
    )
    with ChatServer() as chat:
        chat.script.extend([page] * 9)
        faults = to_mend(review, capsys, OPENAI_BASE_URL=chat.url)

    assert "ends in /v1" in faults["language model small"]
