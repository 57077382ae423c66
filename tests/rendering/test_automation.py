"""What the review says of programs, models and people is what its ledgers hold."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bot.domain.decisions import Decision
from bot.domain.model_votes import CriterionAnswer, ModelVote
from bot.domain.reviewer_actions import MERGED, ReviewerAction
from bot.domain.runs import ModelUsage
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.extraction.vocabulary import load
from bot.rendering.documents import REVIEW
from bot.synthesis.automation_use import ModelAgreement, automation_use
from tests import weeks

ROOT = Path(__file__).parents[2]
ITEMS = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "R1", "R2", "D1")
"""Of PRISMA-trAIce: what reviews must or should report of methods, results and limitations."""
NEAR = 0.03
"""By how much a figure that readers are told may lag behind the last measurement."""
USAGE = ModelUsage(models=("moon-8b",), prompt="p1", papers=9, asked=6, answered=5, bad=1)


def _statement(state: State) -> str:
    text = weeks.rendered(state)[REVIEW]
    return text.partition("begin automation -->")[2].partition("<!-- living-review:seal")[0]


def _with_models() -> State:
    state = weeks.state()
    first, second = state.runs
    runs = (
        replace(first, consultation=USAGE),
        replace(second, consultation=replace(USAGE, prompt="p2"), reading=USAGE),
    )
    return replace(state, runs=runs)


def _voted(key: str, met: str) -> Decision:
    answer = CriterionAnswer(criterion="population", met=met)  # type: ignore[arg-type]
    return Decision(
        record=key, verdict=Verdict.UNSURE, judge=Judge.RULE, by="rules 1", on="2026-11-09",
        reasons=(), votes=(ModelVote(model="moon-8b", prompt="p1", answers=(answer,)),),
    )  # fmt: skip


def test_without_a_model_it_says_so_and_names_the_programs() -> None:
    statement = _statement(weeks.state())
    assert "No language model was used." in statement
    assert "living-review-bot 0.1.0" in statement


def test_every_item_that_is_asked_for_is_reported() -> None:
    statement = _statement(_with_models())
    assert not [item for item in ITEMS if not re.search(rf"\b{item}\b", statement)]


def test_models_stand_with_task_version_dates_and_what_could_not_be_used() -> None:
    statement = _statement(_with_models())
    assert "No language model was used." not in statement
    rows = {line.split(" | ")[0]: line for line in statement.splitlines() if " | " in line}
    screening = rows["| Screening: eligibility"]
    for part in ("moon-8b", "p1, p2", "9 November 2026 to 16 November 2026"):
        assert part in screening
    assert "moon-8b" in rows["| Data extraction"]
    assert "3 of 18; they were not used" in rows["| Unusable answers"]


def test_models_are_held_against_the_people_who_decided() -> None:
    state = weeks.state()
    people = state.human_labels
    taken = [key for key, one in people.items() if one.verdict is Verdict.INCLUDE][:3]
    left = next(key for key, one in people.items() if one.verdict is Verdict.EXCLUDE)
    votes = (
        _voted(taken[0], "met"), _voted(taken[1], "not met"), _voted(taken[2], "not stated"),
        _voted(left, "met"),
    )  # fmt: skip
    told = automation_use(state.with_added(decisions=votes)).agreement
    assert told == (ModelAgreement(model="moon-8b", agreed=1, missed=1, overcalled=1),)


def test_merging_counts_as_approval_and_is_counted() -> None:
    merge = ReviewerAction(
        id="pull-1-ended", place="pull-1-ended", by="octocat", on="2026-11-11", pull=1,
        command=MERGED, result="2 papers were approved.", records=("920000001", "920000002"),
    )  # fmt: skip
    state = weeks.state().with_added(actions=(merge,))
    statement = _statement(state)
    assert "1 merge on GitHub recorded" in statement
    assert "2 of them by merging the pull request that proposed them" in statement
    methods = " ".join(weeks.rendered(state)[REVIEW].split())
    assert "Merging on GitHub counts as that person's approval" in methods


def test_a_review_that_has_not_run_states_nothing() -> None:
    assert not _statement(State())


def test_the_error_rates_are_those_that_the_benchmarks_measured() -> None:
    table = (
        (ROOT / "benchmarks" / "README.md").read_text("utf-8").partition("## Reading findings")[2]
    )
    topic = weeks.VOCABULARY.topic
    assert topic.otherwise
    for papers, told in (
        ("25 blind", topic.error_rates),
        ("12 on cancer pain", topic.error_rates),
        ("25 blind", topic.otherwise.error_rates),
    ):
        row = next(line for line in table.splitlines() if line.startswith(f"| {papers} |"))
        precision, recall = re.findall(r"0\.\d\d", row)[:2]
        said = [float(figure) for figure in re.findall(r"0\.\d\d", told)]
        for measured in (float(precision), float(recall)):
            assert min(abs(figure - measured) for figure in said) <= NEAR, (papers, measured)


def test_the_error_rates_of_trials_are_those_that_the_benchmarks_measured() -> None:
    benchmarks = ROOT / "benchmarks"
    measured = (benchmarks / "README.md").read_text("utf-8").partition("## Reading trials")[2]
    told = " ".join(load("clinical").topic.error_rates.split())
    rows = ("| found with the right direction", "| right among those found")
    for row, figure in zip(rows, re.findall(r"0\.\d\d", told), strict=True):
        line = next(line for line in measured.splitlines() if line.startswith(row))
        assert figure in line.split("|")[4]
    judged = map(json.loads, (benchmarks / "asked_results.jsonl").read_text("utf-8").splitlines())
    verdicts = Counter(result["verdict"] for result in judged if result["drawn"] > 1)
    said = re.search(
        r"Of (\d+) results .* called (\d+) right .*?, (\d+) wrong, and (\d+) open", told
    )
    assert said
    assert tuple(map(int, said.groups())) == (
        verdicts.total(), verdicts["right"], verdicts["wrong"], verdicts["doubtful"]
    )  # fmt: skip
