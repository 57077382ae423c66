"""What may be told of papers that wait: nothing by which one drawn for an audit could be known.

An audit measures what the program misses by what people decide on papers that it had excluded.
Whoever knew which papers those are would decide otherwise. So of no paper that waits is it told
what the program made of it before, in which name, when, or at which rank.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.decisions import Decision
from bot.domain.verdicts import Judge, Verdict

WITHHELD = "withheld until a person decides"
"""Stands for the name of the program's judge of a paper that waits."""


def disclosed(decisions: Iterable[Decision], current: Decision | None) -> tuple[Decision, ...]:
    """Of the decisions on one paper, those that may be told; ``current`` is the one that counts."""
    if current is None or current.verdict is not Verdict.UNSURE:
        return tuple(decisions)
    people = [decision for decision in decisions if decision.judge is Judge.PERSON]
    return tuple(people) if current.judge is Judge.PERSON else (*people, blinded(current))


def blinded(decision: Decision) -> Decision:
    """The program's decision that a paper waits, with its reasons and the models' answers alone."""
    return replace(
        decision, judge=Judge.RULE, by=WITHHELD, on="", score=None, words=(), threshold=None,
        criterion="",
    )  # fmt: skip
