"""Decisions of former versions: what models said in sentences is read as votes."""

import json
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.domain.decisions import Decision
from bot.domain.model_votes import CriterionAnswer, Dissent, ModelVote
from bot.errors import Mistake

SENTENCE = (
    "Model small: population met (“Adults drank tea”), study design not stated, outcome not met"
    " (“no sleep, sadly”); it would exclude it."
)
LINE = {
    "record": "1", "verdict": "unsure", "judge": "model", "by": "classifier; small, prompt 0a",
    "on": "2026-01-01", "score": 0.9,
    "reasons": [
        "Ranked 0.9.",
        SENTENCE,
        "Rules and classifier would include it. The judges differ: a person decides.",
    ],
    "reading": ["small, prompt 0a"],
}  # fmt: skip


def read(tmp_path: Path, **changed: object) -> Decision:
    file = tmp_path / "state" / "decisions.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps({**LINE, **changed}) + "\n", "utf-8")
    (decision,) = DirectoryStore(tmp_path).load().decisions
    return decision


def test_sentences_become_votes(tmp_path: Path) -> None:
    decision = read(tmp_path)

    assert decision.reasons == ("Ranked 0.9.",)
    assert decision.dissent is Dissent.PROGRAM_INCLUDES
    assert decision.votes == (
        ModelVote(
            model="small", prompt="0a",
            answers=(
                CriterionAnswer(criterion="population", met="met", quote="Adults drank tea"),
                CriterionAnswer(criterion="study design", met="not stated"),
                CriterionAnswer(criterion="outcome", met="not met", quote="no sleep, sadly"),
            ),
        ),
    )  # fmt: skip


def test_a_paper_without_usable_answers_is_not_asked_about_again(tmp_path: Path) -> None:
    said = "no model gave an answer that could be used"
    decision = read(tmp_path, reasons=["Ranked 0.9."], reading=[said])

    assert decision.votes == (ModelVote(model="", prompt=""),)
    assert not any(vote.answers for vote in decision.votes)


def test_a_broken_line_is_still_refused_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"state/decisions\.jsonl, line 1"):
        read(tmp_path, reasons="Ranked 0.9.")


def test_a_renamed_criterion_is_read_under_its_present_name(tmp_path: Path) -> None:
    assert read(tmp_path, criterion="kind of publication").criterion == "publication type"
