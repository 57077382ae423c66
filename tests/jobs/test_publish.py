"""After a merge: versions, releases, feeds and mail go out once, whoever is killed or hurries."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread

import feedparser
import pytest

from bot.adapters.git import Git
from bot.adapters.store.run_log import FileRunLog
from bot.demo.eutils import EutilsServer
from bot.domain.runs import Run, Search
from bot.errors import Failure, Mistake, ServiceFailed
from bot.jobs.publish.context import LEASE
from tests.conftest import Emulator, Review
from tests.editions import paper, state
from tests.jobs.readers import DAY, Readers
from tests.post_office import PostOffice, post_office

pytestmark = pytest.mark.long

LIST, ANNA, BEN = "list@example.org", "anna@example.org", "ben@example.org"
NEXT = DAY + timedelta(days=7)


@pytest.fixture
def review(tmp_path: Path, eutils: EutilsServer) -> Review:
    return Review.new(tmp_path, eutils)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(tmp_path) as server:
        yield server


@pytest.fixture
def readers(review: Review, office: PostOffice) -> Readers:
    made = Readers.of(review, office.environment)
    made.merge(review, state([paper(1)]))
    return made


@pytest.fixture
def forged(review: Review, office: PostOffice, emulator: Emulator) -> Readers:
    made = Readers.of(review, {**office.environment, **emulator.environment})
    made.environment["DIGEST_RECIPIENTS"] = f"{ANNA}, {BEN}"
    made.merge(review, state([paper(1)]))
    return made


def _releases(emulator: Emulator) -> list[dict[str, object]]:
    found = emulator.ask("GET", "releases")
    assert isinstance(found, list)
    return found


def _entries(review: Review) -> list[str]:
    parsed = feedparser.parse(review.show("review/feeds/all.atom", "main"))
    assert not parsed.bozo
    return [one.id for one in parsed.entries]


def test_a_merge_becomes_a_version_a_release_a_feed_and_mails(
    forged: Readers, review: Review, office: PostOffice, emulator: Emulator
) -> None:
    done = forged.publish()

    assert done.version is not None
    assert (done.version.name, done.mailed) == ("2026.11.22", 3)
    (release,) = _releases(emulator)
    assert (release["tag_name"], release["draft"]) == ("2026.11.22", False)
    assets = release["assets"]
    assert isinstance(assets, list)
    assert {
        "REVIEW.md", "studies.csv", "findings.csv", "claims.csv", "annotations.jsonld",
        "ro-crate-metadata.json", "dictionary.csv", "data-2026.11.22.zip",
    } <= {one["name"] for one in assets}  # fmt: skip
    commit = str(release["target_commitish"])
    review.git("fetch", "--quiet", "origin")
    assert '"name":"2026.11.22"' in review.git("show", f"{commit}:state/versions.jsonl")
    assert "state/versions.jsonl" not in review.git("ls-tree", "-r", "--name-only", f"{commit}~1")
    assert office.received == {LIST: 1, ANNA: 1, BEN: 1}
    assert office.taken[0][1]["Subject"] == "Cancer pain in the brain: first version, 1 study"
    assert len(_entries(review)) == 1
    assert "version: 2026.11.22" in review.show("CITATION.cff", "main")
    assert "Version **2026.11.22**" in review.show("REVIEW.md", "main")


def test_publishing_again_changes_nothing(
    forged: Readers, review: Review, office: PostOffice, emulator: Emulator
) -> None:
    forged.publish()
    head = review.head("main")

    again = forged.publish()

    assert again.version is None
    assert (again.mailed, again.release) == (0, "")
    assert review.head("main") == head
    assert office.received == {LIST: 1, ANNA: 1, BEN: 1}
    assert len(_releases(emulator)) == 1


def test_the_next_merge_tells_the_difference_alone(
    readers: Readers, review: Review, office: PostOffice
) -> None:
    readers.publish()
    readers.merge(review, state([paper(1, retracted=True), paper(2)], on="2026-11-24"))

    done = readers.publish(NEXT)

    assert done.version is not None
    assert [one.sort.value for one in done.version.news if one.studies == (paper(1).id,)][:1] == [
        "retracted"
    ]
    assert "1 retraction" in str(office.taken[-1][1]["Subject"])
    assert len(_entries(review)) == 2


def test_two_merges_of_one_day_make_two_versions(readers: Readers, review: Review) -> None:
    readers.publish()
    readers.merge(review, state([paper(1), paper(2)]))

    again = readers.publish()

    assert again.version is not None
    assert again.version.name == "2026.11.22.2"


def test_a_merge_that_leaves_the_evidence_makes_no_version(
    readers: Readers, review: Review
) -> None:
    readers.publish()
    readers.merge(review, state([paper(1)], waiting=4))

    assert readers.publish().version is None


def test_after_a_quiet_month_word_goes_out_once(
    readers: Readers, review: Review, office: PostOffice
) -> None:
    readers.publish()

    assert readers.publish(DAY + timedelta(days=30)).version is None
    word = readers.publish(DAY + timedelta(days=31)).version
    assert word is not None
    assert word.quiet
    assert readers.publish(DAY + timedelta(days=31)).version is None
    assert office.received == {LIST: 2}
    assert "Version **2026.11.22**" in review.show("REVIEW.md", "main")
    assert len(_entries(review)) == 2


def test_word_of_a_quiet_month_names_the_last_search(readers: Readers, review: Review) -> None:
    readers.publish()
    searched = DAY + timedelta(days=28)
    search = Search(source="PubMed", strategy="weekly", query="moon", reported=1)
    run = Run(on=searched.isoformat(), version="1", searches=(search,), retrieved=1, quiet=True)
    git = Git(
        directory=review.root, environment=review.environment, push=True,
        date=f"{searched.isoformat()}T00:00:00+0000",
    )  # fmt: skip
    FileRunLog(git.log(print)).write(run, recorded=())

    word = readers.publish(DAY + timedelta(days=31)).version

    assert word is not None
    assert word.searched == searched.isoformat()


def test_before_the_first_run_nothing_is_published(review: Review, office: PostOffice) -> None:
    readers = Readers.of(review, office.environment)

    assert readers.publish().version is None
    assert office.taken == []


def test_killed_anywhere_and_run_again_still_once(
    forged: Readers, review: Review, office: PostOffice, emulator: Emulator
) -> None:
    steps = int(forged.killed("never"))
    somewhere = Random(11).sample(range(1, steps), 1)  # noqa: S311 - picks where a test kills
    points: list[int | str] = ["os.rename", "smtplib.connect", "smtplib.send", "journal"]
    points += sorted(somewhere)
    versions = 1 + len(points)
    twice_at_most: set[int] = set()
    fell = []
    for number, point in enumerate(points, start=2):
        forged.merge(review, state([paper(one) for one in range(1, number + 1)]))
        day = DAY + timedelta(days=number)
        fell.append(forged.killed(point, day))
        if fell[-1] == "journal":
            twice_at_most.add(number)
        forged.publish(day)

    assert fell[:4] == points[:4]
    assert not any(one.isdecimal() for one in fell), fell
    assert len(_entries(review)) == versions
    assert sorted(str(one["tag_name"]) for one in _releases(emulator)) == sorted(
        f"2026.{(DAY + timedelta(days=one)):%m.%d}" for one in (0, *range(2, versions + 1))
    )
    assert not any(one["draft"] for one in _releases(emulator))
    assert office.shown == {LIST: versions, ANNA: versions, BEN: versions}
    # Only a process killed between the server's yes and its own note may send a second copy.
    assert office.received.total() <= 3 * versions + len(twice_at_most)
    names = [one["name"] for one in review.lines("state/versions.jsonl", "main")]
    assert len(names) == len(set(names)) == versions


def test_two_clones_at_once_still_once(
    forged: Readers, review: Review, office: PostOffice, emulator: Emulator
) -> None:
    other = forged.clone(review, "other")
    threads = [Thread(target=one.publish) for one in (forged, other)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert office.received == {LIST: 1, ANNA: 1, BEN: 1}
    assert len(_releases(emulator)) == 1
    assert len(_entries(review)) == 1


def test_another_clone_takes_over_when_the_claim_has_run_out(
    readers: Readers, review: Review, office: PostOffice
) -> None:
    other = readers.clone(review, "other")
    assert readers.killed("smtplib.send") == "smtplib.send"

    assert other.publish(now=LEASE - 1.0).elsewhere
    assert other.publish(now=LEASE + 1.0).mailed == 1
    assert readers.publish(now=LEASE + 2.0).mailed == 0
    assert office.received == {LIST: 1}


def test_who_is_put_off_gets_it_with_the_next_run_and_nobody_else(
    forged: Readers, office: PostOffice
) -> None:
    office.answers = {BEN: ["451 later"] * 3, ANNA: ["550 gone"]}

    first, second = forged.publish(), forged.publish()

    assert (first.mailed, first.refused, first.waiting) == (1, 1, 1)
    assert (second.mailed, second.refused, second.waiting) == (1, 0, 0)
    assert office.received == {LIST: 1, BEN: 1}
    assert forged.publish().mailed == 0


def test_a_silent_mail_server_leaves_the_release_and_the_rest_for_later(
    forged: Readers, emulator: Emulator
) -> None:
    right = forged.environment["SMTP_URL"]
    forged.environment["SMTP_URL"] = "smtp://bot:s3cret-and-long@localhost:1"

    with pytest.raises(ServiceFailed, match="mail server"):
        forged.publish()
    assert len(_releases(emulator)) == 1

    forged.environment["SMTP_URL"] = right
    assert forged.publish().mailed == 3
    assert len(_releases(emulator)) == 1


def test_a_mail_server_that_is_down_keeps_no_later_version_from_being_released(
    forged: Readers, review: Review, emulator: Emulator
) -> None:
    forged.environment["SMTP_URL"] = "smtp://bot:s3cret-and-long@localhost:1"
    with pytest.raises(ServiceFailed, match="mail server"):
        forged.publish()
    forged.merge(review, state([paper(1), paper(2)]))

    with pytest.raises(ServiceFailed, match="mail server"):
        forged.publish()

    assert len(_releases(emulator)) == 2


def test_no_address_of_a_reader_is_committed(forged: Readers, review: Review) -> None:
    forged.publish()

    ledgers = review.show("state/deliveries.jsonl", "main") + review.show(
        "state/versions.jsonl", "main"
    )
    assert "anna" not in ledgers
    assert json.loads(ledgers.splitlines()[0])["stage"] == "begun"


def test_a_main_branch_that_refuses_the_bot_is_told_with_the_way_out(
    readers: Readers, review: Review, office: PostOffice
) -> None:
    hook = review.remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'protected branch' >&2; exit 1\n")
    hook.chmod(0o755)

    with pytest.raises(Failure) as fault:
        readers.publish()

    assert "does not take commits from the bot" in fault.value.message
    assert office.taken == []


def test_an_address_that_is_none_is_a_mistake_and_not_shown(readers: Readers) -> None:
    with pytest.raises(Mistake) as fault:
        readers.publish(DIGEST_RECIPIENTS="anna@example.org, secret-name@nowhere")

    assert "number 2 in DIGEST_RECIPIENTS" in fault.value.message
    assert "secret-name" not in fault.value.message + fault.value.hint


def test_without_a_remote_the_version_is_made_here(readers: Readers, review: Review) -> None:
    review.git("remote", "remove", "origin")

    done = readers.publish()

    assert done.version is not None
    assert "2026.11.22" in (review.root / "state" / "versions.jsonl").read_text("utf-8")
    assert review.git("status", "--porcelain", "--untracked-files=no") == ""


def test_a_lost_history_is_made_up_for_by_dates(readers: Readers, review: Review) -> None:
    readers.publish()
    readers.merge(review, state([paper(2)], on="2026-11-24"))
    text = review.show("state/versions.jsonl", "main")
    commit = json.loads(text)["commit"]
    review.edit("state/versions.jsonl", commit, "d" * 40, branch="main")

    done = readers.publish(NEXT)

    assert done.version is not None
    assert [one.studies for one in done.version.news if one.sort.value == "study"] == [
        (paper(2).id,)
    ]


def test_the_next_search_is_told(readers: Readers) -> None:
    version = readers.publish().version

    assert version is not None
    assert version.next_search == "2026-11-23"
