"""How well reviewers agree: Cohen's kappa of what two people decided independently.

Kappa is (observed − expected) / (1 − expected) agreement (Cohen, Educ Psychol Meas 1960;20:37–46).
Its interval takes the large-sample standard error of Fleiss, Cohen and Everitt (Psychol Bull
1969;72:323–7), which statistical packages print, too.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.reviewer_votes import ReviewerVote
from bot.domain.verdicts import Verdict

QUANTILE = 1.959964
"""Of the standard normal distribution, for 95%."""
_KINDS = (Verdict.INCLUDE, Verdict.EXCLUDE)


@dataclass(frozen=True, kw_only=True)
class Kappa:
    """Agreement beyond chance, with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class ReviewerAgreement:
    """How well two people agree on the papers that both decided."""

    people: tuple[str, str]
    papers: int
    alike: int
    kappa: Kappa | None
    """None where chance alone would make them agree: both gave every paper the same verdict."""


def reviewer_agreements(votes: Iterable[ReviewerVote]) -> tuple[ReviewerAgreement, ...]:
    """The agreement of each pair of people, the pair with most papers first.

    Of each paper the first two people count, each with what they said first: whoever changed their
    mind, or came third, may have known of a disagreement.
    """
    first: dict[str, dict[str, ReviewerVote]] = {}
    for vote in sorted(votes, key=lambda vote: vote.on):
        if vote.verdict in _KINDS:
            first.setdefault(vote.record, {}).setdefault(vote.person, vote)
    tables: dict[tuple[str, str], list[list[int]]] = {}
    names = {vote.person: vote.by for by in first.values() for vote in by.values()}
    for by_person in first.values():
        pair = sorted(list(by_person.values())[:2], key=lambda vote: vote.person)
        if len(pair) > 1:
            a, b = pair
            table = tables.setdefault((a.person, b.person), [[0, 0], [0, 0]])
            table[_KINDS.index(a.verdict)][_KINDS.index(b.verdict)] += 1
    agreements = [
        ReviewerAgreement(
            people=(names[one], names[other]), papers=sum(map(sum, table)),
            alike=table[0][0] + table[1][1], kappa=cohens_kappa(table),
        )
        for (one, other), table in tables.items()
    ]  # fmt: skip
    return tuple(sorted(agreements, key=lambda agreement: -agreement.papers))


def cohens_kappa(table: Sequence[Sequence[int]]) -> Kappa | None:
    """Kappa of a square table of counts: rows by one person, columns by the other.

    None where it is not defined: all papers in one cell of the diagonal, or none at all.
    """
    total = sum(map(sum, table))
    if not total:
        return None
    places = range(len(table))
    rows = [sum(row) / total for row in table]
    columns = [sum(table[row][column] for row in places) / total for column in places]
    observed = sum(table[place][place] for place in places) / total
    expected = sum(rows[place] * columns[place] for place in places)
    if math.isclose(expected, 1):
        return None
    value = (observed - expected) / (1 - expected)
    on_diagonal = sum(
        table[at][at] / total * (1 - (rows[at] + columns[at]) * (1 - value)) ** 2 for at in places
    )
    off_diagonal = (1 - value) ** 2 * sum(
        table[row][column] / total * (columns[row] + rows[column]) ** 2
        for row in places
        for column in places
        if row != column
    )
    variance = on_diagonal + off_diagonal - (value - expected * (1 - value)) ** 2
    reach = QUANTILE * math.sqrt(max(variance, 0) / total) / (1 - expected)
    return Kappa(value=value, low=max(value - reach, -1), high=min(value + reach, 1))
