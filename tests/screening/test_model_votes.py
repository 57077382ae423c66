"""From several judges of one paper to one verdict, where language models were asked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Decision
from bot.domain.facts import LONGEST_QUOTE
from bot.domain.model_votes import CriterionAnswer, Met, ModelVote
from bot.domain.protocol import Criterion, Protocol, SearchPlan
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.decision_reasons import decision_reasons
from bot.screening.model_votes import weigh

PROTOCOL = Protocol(
    title="Moon tea and sleep",
    question="Does moon tea help?",
    contact="reviewer@example.org",
    search=SearchPlan(lines={"people": "adult*[tiab]"}, strategies={}),
    criteria={"population": Criterion(include="Adults"), "outcome": Criterion(include="Sleep")},
    screening=ScreeningSettings(should_mention="people"),
)
IN: tuple[Met, Met] = ("met", "met")
OPEN: tuple[Met, Met] = ("met", "not stated")
OUT: tuple[Met, Met] = ("met", "not met")
OUT_TOO: tuple[Met, Met] = ("not met", "met")


def _vote(met: tuple[Met, Met], name: str) -> ModelVote:
    answers = tuple(
        CriterionAnswer(criterion=criterion, met=one, quote="Adults drank moon tea")
        for criterion, one in zip(PROTOCOL.criteria, met, strict=True)
    )
    return ModelVote(answers=answers, model=name, prompt="0")


def _first(score: float, *, lacking: bool = False) -> Decision:
    agreed = score >= PROTOCOL.screening.include_above and not lacking
    return Decision(
        record="1", verdict=Verdict.INCLUDE if agreed else Verdict.UNSURE, judge=Judge.CLASSIFIER,
        by="classifier", on="2026-11-16", score=score, reasons=(f"Ranked {score}.",),
    )  # fmt: skip


def _weighed(first: Decision, *said: tuple[Met, Met]) -> Decision:
    votes = [_vote(one, f"model-{n}") for n, one in enumerate(said, 1)]
    return weigh(first, votes, PROTOCOL)


@pytest.mark.parametrize(
    ("score", "said", "verdict"),
    [
        (0.9, (IN,), Verdict.INCLUDE),
        (0.9, (OPEN,), Verdict.UNSURE),
        (0.9, (OUT,), Verdict.UNSURE),
        (0.9, (IN, IN), Verdict.INCLUDE),
        (0.9, (IN, OPEN), Verdict.UNSURE),
        (0.9, (IN, OUT), Verdict.UNSURE),
        (0.9, (OUT, OUT), Verdict.UNSURE),
        (0.1, (IN,), Verdict.UNSURE),
        (0.1, (OPEN,), Verdict.UNSURE),
        (0.1, (OUT,), Verdict.UNSURE),
        (0.1, (IN, IN), Verdict.UNSURE),
        (0.1, (IN, IN, IN), Verdict.UNSURE),
        (0.1, (IN, OUT), Verdict.UNSURE),
        (0.1, (OPEN, OUT), Verdict.UNSURE),
        (0.1, (OUT, OUT_TOO), Verdict.UNSURE),
        (0.1, (OUT, OUT), Verdict.EXCLUDE),
    ],
)
def test_models_question_and_take_nothing_in(
    score: float, said: tuple[tuple[Met, Met], ...], verdict: Verdict
) -> None:
    first = _first(score)
    found = _weighed(first, *said)
    assert found.verdict is verdict
    assert (found.judge is Judge.MODEL) is (verdict is not first.verdict)
    assert found.reasons == first.reasons
    assert [vote.model for vote in found.votes] == [f"model-{at + 1}" for at in range(len(said))]
    assert found.criterion == ("outcome" if verdict is Verdict.EXCLUDE else "")


@given(
    st.sampled_from([Verdict.UNSURE, Verdict.EXCLUDE]), st.floats(0, 1),
    st.lists(st.sampled_from([IN, OPEN, OUT, OUT_TOO]), max_size=5),
)  # fmt: skip
def test_no_number_of_models_takes_in_what_the_program_does_not(
    verdict: Verdict, score: float, said: list[tuple[Met, Met]]
) -> None:
    first = replace(_first(score), verdict=verdict)

    assert _weighed(first, *said).verdict is not Verdict.INCLUDE


@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
def test_without_an_opinion_nothing_changes(score: float) -> None:
    assert _weighed(_first(score)) == _first(score)


@pytest.mark.parametrize("said", [(IN,), (IN, IN)])
@pytest.mark.parametrize("score", [0.1, 0.9])
def test_what_the_protocol_keeps_for_a_person_no_model_takes(
    said: tuple[tuple[Met, Met], ...], score: float
) -> None:
    assert _weighed(_first(score, lacking=True), *said).verdict is Verdict.UNSURE


def test_a_classifier_that_ranks_high_protects_from_exclusion() -> None:
    found = _weighed(_first(0.9, lacking=True), OUT, OUT)
    assert found.verdict is Verdict.UNSURE


def test_the_reasons_are_plain_words() -> None:
    found = _weighed(_first(0.9), OUT)
    words = "“Adults drank moon tea”"
    assert decision_reasons(found)[1:] == (
        f"Model model-1: population met ({words}), outcome not met ({words}); it would exclude it.",
        "Rules and classifier would include it. The judges differ: a person decides.",
    )
    assert found.by == "classifier; model-1, prompt 0"


@pytest.mark.parametrize("quote", ["moon tea " * 100, "x" * 900])
def test_a_long_quote_is_cut(quote: str) -> None:
    vote = _vote(OUT, "m")
    long = replace(vote, answers=tuple(replace(answer, quote=quote) for answer in vote.answers))
    found = weigh(_first(0.9), [long], PROTOCOL)
    quotes = [answer.quote for answer in found.votes[0].answers]
    assert [len(quote) <= LONGEST_QUOTE for quote in quotes] == [True, True]
    assert all(quote.endswith(" …") for quote in quotes)


def test_a_quote_cannot_answer_in_the_place_of_another_criterion() -> None:
    vote = ModelVote(
        model="m", prompt="0",
        answers=(CriterionAnswer(criterion="population", met="met", quote="a”), outcome met (“b"),),
    )  # fmt: skip
    (sentence,) = decision_reasons(replace(_first(0.9), votes=(vote,)))[1:]
    assert '(“a"), outcome met ("b”)' in sentence
