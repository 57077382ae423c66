"""A service that fails: exit 3, a message with service and cause, nothing changed, nothing lost."""

import json
import re
import shutil
from random import Random

import pytest

from bot.demo.eutils import EutilsServer, Fault
from bot.errors import ServiceFailed
from tests.conftest import BRANCH, FEW, HANG, TODAY, Review, shared_data
from tests.forks import killed, run_command

pytestmark = pytest.mark.few

HTML = b"<!DOCTYPE html><html><body>Service maintenance</body></html>"
FAULTS = {
    "429": Fault(status=429, body=b'{"error":"API rate limit exceeded","count":"4"}', times=0),
    "429 inside a 200": Fault(body=b'{"error":"API rate limit exceeded"}', times=0),
    "503": Fault(status=503, body=b"busy", times=0),
    "HTML page with status 200": Fault(body=HTML, times=0),
    "empty answer": Fault(body=b"", times=0),
    "search error inside a 200": Fault(
        endpoint="esearch.fcgi", times=0,
        body=b"{\"esearchresult\":{\"ERROR\":\"Search Backend failed: Exception:\n'x'.\"}}",
    ),
    "search without a count": Fault(endpoint="esearch.fcgi", body=b'{"esearchresult":{}}', times=0),
    "records cut, length as promised": Fault(
        endpoint="efetch.fcgi", kind="cut", honest=True, times=0
    ),
    "records cut off": Fault(endpoint="efetch.fcgi", kind="cut", times=0),
    "server gone": Fault(kind="drop", times=0),
    "server gone halfway": Fault(endpoint="efetch.fcgi", kind="drop", times=0),
}  # fmt: skip


def assert_fails(review: Review, *, patience: float = HANG) -> str:
    """Run against the faulty server: nothing is changed; the message of the failure."""
    before = snapshot(review)
    patient, review.world = review.world, review.patient(patience)
    with pytest.raises(ServiceFailed) as failure:
        review.run()
    review.world = patient
    assert failure.value.exit_code == 3
    assert failure.value.message.startswith("PubMed")
    assert "test-key" not in failure.value.message
    assert snapshot(review) == before
    return failure.value.message


def assert_recovers(review: Review) -> None:
    """Run against a healthy server: nothing that a fault left behind is in the way."""
    review.run()
    assert len(review.lines("state/records.jsonl")) == len(FEW)


def proposed(review: Review) -> dict[str, str]:
    """Every file of the proposal; how many requests it took depends on what a killed run cached."""
    listed = review.git("ls-tree", "-r", "-z", review.head(), at=review.remote)
    blobs = dict(one.split("\t")[::-1] for one in listed.split("\0") if one)
    runs = re.sub(r'"requests":\d+', "", review.show("state/runs.jsonl"))
    return {**blobs, "state/runs.jsonl": runs}


def snapshot(review: Review) -> tuple[str, dict[str, bytes]]:
    """The branch on the remote and every file of the reviewer's own checkout."""
    files = {
        str(file.relative_to(review.root)): file.read_bytes()
        for file in review.root.rglob("*")
        if file.is_file() and not {".git", ".cache"} & set(file.relative_to(review.root).parts)
    }
    return review.head(), files


def test_a_failing_service(review: Review, eutils: EutilsServer) -> None:
    """However it fails, nothing is changed; after all of it the next run misses nothing."""
    for name, fault in FAULTS.items():
        eutils.faults.append(fault)
        assert len(assert_fails(review)) < 200, name
        eutils.faults.clear()
    assert_recovers(review)


def test_a_stalled_socket(review: Review, eutils: EutilsServer) -> None:
    eutils.faults.append(Fault(endpoint="efetch.fcgi", kind="stall", times=0))

    assert "no answer in time" in assert_fails(review, patience=0.2)

    eutils.faults.clear()
    assert_recovers(review)


def test_a_wrong_count(review: Review, eutils: EutilsServer) -> None:
    for wrong in (5, -5):
        eutils.wrong_count = wrong
        assert f"{len(FEW) + wrong} hits were reported" in assert_fails(review)

    eutils.wrong_count = 0
    assert_recovers(review)


def test_every_error_seen_in_the_wild(review: Review, eutils: EutilsServer) -> None:
    folder = shared_data() / "pubmed_xml"
    told = []
    for case in json.loads((folder / "entrez_errors.json").read_text("utf-8")):
        if case["name"] in {"esearch_no_hits_json", "esearch_ok_json"}:
            continue
        body = (folder / case["file"]).read_bytes() if "file" in case else None
        body = body or (case["body"] or "<html>500</html>").encode()
        if case["name"] == "esearch_page_clamped_silently":
            continue
        for status in case["http_status"]:
            eutils.faults.append(Fault(status=status, body=body, times=0))
            with pytest.raises(ServiceFailed) as failure:
                review.run()
            told.append(failure.value.message)
            eutils.faults.clear()
    assert review.head() == ""
    assert len(told) > 10
    review.run()
    assert len(review.lines("state/records.jsonl")) == len(FEW)


def test_a_passing_fault_is_passed_over(review: Review, eutils: EutilsServer) -> None:
    eutils.faults.append(Fault(status=500, body=b"", times=2))
    eutils.faults.append(Fault(endpoint="efetch.fcgi", kind="cut", times=1))

    review.run()

    assert len(review.lines("state/records.jsonl")) == len(FEW)


def test_retry_after_is_honoured(review: Review, eutils: EutilsServer) -> None:
    eutils.faults.append(Fault(status=429, body=b"", headers={"Retry-After": "20"}))
    before = review.world.time.monotonic()

    review.run()

    assert review.world.time.monotonic() - before >= 20


def test_no_more_than_three_requests_a_second_without_a_key(
    review: Review, eutils: EutilsServer
) -> None:
    del review.environment["NCBI_API_KEY"]
    before = review.world.time.monotonic()

    review.run()

    sent = len(eutils.requests)
    assert sent >= 2
    assert review.world.time.monotonic() - before >= (sent - 1) / 3 - 0.001
    assert all(one.parameters["tool"] == "living-review-bot" for one in eutils.requests)
    assert all(one.parameters["email"] == "demo@example.org" for one in eutils.requests)


@pytest.fixture
def wanted(review: Review) -> dict[str, str]:
    """What is proposed by a run that nothing disturbs, of which nothing else is left."""
    review.run()
    made = proposed(review)
    review.git("push", "--quiet", "origin", f":refs/heads/{BRANCH}")
    review.forget()
    return made


def test_killed_anywhere_a_run_leaves_nothing_behind(
    review: Review, wanted: dict[str, str]
) -> None:
    """Six kills in a row, then one run: the bytes of a run never killed."""
    arguments = ("run", "--dir", str(review.root), "--push", "--today", TODAY.isoformat())
    work = run_command, arguments, review.environment
    steps = int(killed("never", *work))
    review.git("push", "--quiet", "origin", f":refs/heads/{BRANCH}")
    review.forget()

    somewhere = Random(3).sample(range(1, steps), 4)  # noqa: S311 - picks where a test kills
    points: list[int | str] = ["http.client.send", "os.rename", *sorted(somewhere)]
    fell = []
    for point in points:
        fell.append(killed(point, *work))
        if review.head():
            assert proposed(review) == wanted
    # What an earlier one left in the cache makes a run shorter: the last may have come through.
    assert sum(not step.isdecimal() for step in fell) >= len(points) - 1
    review.run()

    assert proposed(review) == wanted
    assert review.git("rev-list", "--count", f"main..{review.head()}").strip() == "1"


def test_what_a_killed_git_left_half_made_is_made_again(
    review: Review, wanted: dict[str, str]
) -> None:
    """Killed with the program, git leaves its locks, and a worktree that it never finished."""
    folder = review.root / ".cache" / "worktree"
    review.git("worktree", "add", "--quiet", "--detach", str(folder), "main")
    kept = review.root / ".git" / "worktrees" / "worktree"
    (kept / "locked").write_text("initializing")
    (kept / "index.lock").touch()
    shutil.rmtree(folder)

    review.run()

    assert proposed(review) == wanted
    assert not kept.exists()
