"""The protocol is public: a text that repeats its sentences is looked at by a person."""

import pytest

from bot.domain.protocol import Borderline, Criterion, Protocol, SearchPlan
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.records import Article, Record, Section
from bot.domain.verdicts import Judge, Verdict
from bot.screening.copied_protocol import ProtocolWording
from bot.screening.policy import Concepts, Policy

PROTOCOL = Protocol(
    title="Moon tea and sleep",
    question="Does an evening cup of moon tea lengthen the sleep of healthy adults?",
    contact="reviewer@example.org",
    search=SearchPlan(lines={"people": "adult*[tiab]"}, strategies={}),
    criteria={
        "population": Criterion(
            include="Adults of any age who drank a cup of moon tea in the evening.",
            exclude="Experiments in rats, and tea that was drunk before noon on most days.",
        )
    },
    borderline=(
        Borderline(case="Naps of less than an hour in shift workers at night", decision="exclude"),
    ),
    screening=ScreeningSettings(should_mention="people"),
)


def judged(text: str, score: float = 1.0) -> tuple[Verdict, Judge, str]:
    policy = Policy(
        protocol=PROTOCOL, concepts=Concepts.of(PROTOCOL), trained=True, threshold=None,
        on="2026-11-16",
    )  # fmt: skip
    article = Article(
        record=Record(id="1", title="Moon tea in adults"), sections=(Section(text=text),)
    )
    decision = policy.judge(article, score)
    return decision.verdict, decision.judge, decision.reasons[0]


@pytest.mark.parametrize(
    "copied",
    [
        "They were adults of any age who drank a cup of moon tea in the evening.",
        "ADULTS OF ANY AGE, WHO DRANK (A CUP OF) MOON TEA!",
        "Excluded: experiments in rats and tea that was drunk before noon.",
        "Does an evening cup of moon tea lengthen the sleep of healthy adults? We show it.",
        "We saw naps of less than an hour in shift workers at night.",
    ],
)
def test_a_copy_goes_to_a_person_however_high_it_ranks(copied: str) -> None:
    verdict, judge, reason = judged(f"Adults drank tea. {copied}")

    assert (verdict, judge) == (Verdict.UNSURE, Judge.RULE)
    assert "repeats the criteria" in reason


def test_a_paper_about_the_same_is_no_copy() -> None:
    verdict, judge, _ = judged("Sixty adults drank a cup of moon tea each evening and slept well.")

    assert (verdict, judge) == (Verdict.INCLUDE, Judge.CLASSIFIER)


def test_what_is_repeated_is_shown() -> None:
    text = "The tea that was drunk before noon on most days was weak."

    assert ProtocolWording(PROTOCOL).repeated_in(text) == "tea that was drunk before noon on most"
    assert ProtocolWording(PROTOCOL).repeated_in("tea that was drunk") == ""
