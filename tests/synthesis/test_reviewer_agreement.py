"""Cohen's kappa with its interval, held against two packages and a published example."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from bot.domain.reviewer_votes import ReviewerVote
from bot.domain.verdicts import Verdict
from bot.synthesis.reviewer_agreement import cohens_kappa, reviewer_agreements

IN, OUT, UNSURE = Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE


def vote(record: str, by: str, verdict: Verdict, on: str = "2026-11-16") -> ReviewerVote:
    return ReviewerVote(record=record, by=by, verdict=verdict, on=on)


def test_a_published_interval() -> None:
    # Two dermatologists on 88 patients: SAS/STAT User's Guide, PROC FREQ, "Agreement Study".
    kappa = cohens_kappa([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
    assert kappa
    assert (round(kappa.value, 4), round(kappa.low, 4), round(kappa.high, 4)) == (
        0.3449, 0.2030, 0.4868,
    )  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=40))
def test_as_scikit_learn_has_it(pairs: list[tuple[bool, bool]]) -> None:
    table = [[pairs.count((row, column)) for column in (True, False)] for row in (True, False)]
    kappa = cohens_kappa(table)
    if kappa is None:
        assert len(set(pairs)) == 1
        return
    ours, theirs = zip(*pairs, strict=True)
    assert kappa.value == pytest.approx(cohen_kappa_score(ours, theirs))
    assert -1 <= kappa.low <= kappa.value <= kappa.high <= 1


def test_as_statsmodels_has_the_interval() -> None:
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    table = [[20, 5], [10, 15]]
    theirs = inter_rater.cohens_kappa(table)
    kappa = cohens_kappa(table)
    assert kappa
    assert (kappa.low, kappa.high) == pytest.approx((theirs.kappa_low, theirs.kappa_upp), abs=1e-6)


def test_without_variety_there_is_no_kappa() -> None:
    assert cohens_kappa([[0, 0], [0, 0]]) is None
    assert cohens_kappa([[7, 0], [0, 0]]) is None
    (found,) = reviewer_agreements([vote("1", "Ada", IN), vote("1", "Bea", IN)])
    assert (found.papers, found.alike, found.kappa) == (1, 1, None)


def test_what_was_said_first_counts_of_the_first_two() -> None:
    votes = [
        vote("1", "Ada", IN), vote("1", "bea", OUT), vote("1", "Ada", OUT), vote("1", "Cleo", IN),
        vote("2", "Bea", IN), vote("2", "Ada", UNSURE), vote("2", "Ada", IN),
        vote("3", "Cleo", IN),
    ]  # fmt: skip
    (found,) = reviewer_agreements(votes)
    assert found.people == ("Ada", "Bea")
    assert (found.papers, found.alike) == (2, 1)
