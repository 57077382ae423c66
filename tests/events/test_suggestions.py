"""What is read of an issue that suggests a paper, and how many are answered at once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.event_file import number_of_event
from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.events.suggestions import (
    MOST,
    MOST_OF_ONE,
    MOST_QUEUED,
    PaperId,
    commented,
    free_places,
    suggested_paper,
    unanswered,
)
from bot.ports import Account, Issue

REAL = Path(__file__).parents[3] / "shared" / "data" / "real" / "webhooks"


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("PMID 900000001", PaperId(pmid="900000001")),
        ("pmid:900000001.", PaperId(pmid="900000001")),
        (
            "### Paper\n\n900000001\n\n### Why it belongs\n\n_No response_",
            PaperId(pmid="900000001"),
        ),
        ("https://pubmed.ncbi.nlm.nih.gov/900000001/?x=2", PaperId(pmid="900000001")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/900000001", PaperId(pmid="900000001")),
        ("see https://doi.org/10.1000/Invented.(1).2.", PaperId(doi="10.1000/invented.(1).2")),
        ("doi: 10.1000/a%2Fb", PaperId(doi="10.1000/a/b")),
        ("(10.1000/a_1)", PaperId(doi="10.1000/a_1")),
        ("### Paper\r\n\r\n10.1000/a\r\n\r\n### Why\r\n\r\nPMID 5", PaperId(doi="10.1000/a")),
        ("### Paper\n\nnone\n\n### Why it belongs\n\nPMID 900000001", None),
        ("In 2024 we saw 30 patients", None),
        ("Moon tea, J Moons 2024;3:123", None),
        ("_No response_", None),
        ("", None),
        ("10.1000/..,;", None),
        ("x" * 6_000 + " PMID 900000001", None),
    ],
)
def test_only_an_identifier_is_read_of_what_somebody_writes(
    text: str, paper: PaperId | None
) -> None:
    assert suggested_paper(text) == paper


def issue(number: int, login: str = "reader", **parts: object) -> Issue:
    person = Account(login=login, id=number, person=not login.endswith("[bot]"))
    return Issue(number=number, body="PMID 1", by=person, **parts)  # type: ignore[arg-type] # named


def test_a_flood_is_answered_in_portions_and_everybody_has_a_share() -> None:
    flood = [issue(at) for at in range(1, 501)]
    others = [issue(600 + at, f"person-{at % 40}") for at in range(120)]

    first = unanswered([*flood, *others], "bot")

    assert len(first) == MOST
    assert sum(each.by.login == "reader" for each in first) == MOST_OF_ONE


def test_every_issue_of_a_flood_is_answered_once_in_the_end() -> None:
    left = [issue(at, f"person-{at % 7}") for at in range(1, 501)]
    answered: list[int] = []
    while portion := unanswered(left, "bot"):
        answered += [each.number for each in portion]
        left = [each for each in left if each.number not in answered]

    assert sorted(answered) == list(range(1, 501))


def test_people_are_asked_about_so_many_suggested_papers_at_a_time() -> None:
    def waiting(number: int, suggested: int) -> State:
        records = tuple(Record(id=str(at), suggested=suggested) for at in range(number))
        undecided = Decision(record="", verdict=Verdict.UNSURE, judge=Judge.RULE, by="", on="",
                             reasons=())  # fmt: skip
        decisions = tuple(replace(undecided, record=record.id) for record in records)
        return State(records=records, decisions=decisions)

    assert free_places(waiting(3, 7)) == MOST_QUEUED - 3
    assert free_places(waiting(3, 0)) == MOST_QUEUED
    assert free_places(waiting(MOST_QUEUED + 1, 7)) == 0


def test_programs_and_what_has_comments_are_not_answered_anew() -> None:
    assert unanswered([issue(1, "bot"), issue(2, "other[bot]"), issue(3, comments=1)], "bot") == ()


def test_what_was_changed_last_is_looked_at_first() -> None:
    old = issue(1, comments=1, updated="2026-11-01T00:00:00Z")
    new = issue(2, comments=2, updated="2026-11-02T00:00:00Z")

    assert commented([old, new, issue(3)]) == (new, old)


@pytest.mark.skipif(not REAL.is_dir(), reason="GitHub's own examples are not at hand")
def test_githubs_own_events_of_issues_name_their_number() -> None:
    for file in REAL.glob("issues.*.payload.json"):
        assert number_of_event(file) == json.loads(file.read_text("utf-8"))["issue"]["number"]
