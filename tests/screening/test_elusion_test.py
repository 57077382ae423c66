"""What a second look at a few excluded papers proves about the rest."""

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Decision
from bot.domain.elusion_tests import ElusionEstimate
from bot.domain.verdicts import Judge, Verdict
from bot.screening.elusion_test import BY, ExcludedPaper, draw, estimate, exclusions, weight_of

ON, LATER = "2026-11-16", "2026-11-23"
REASONS = st.sampled_from(["ranked low", "off topic", "publication type"])
DAYS = st.sampled_from(["2026-11-02", "2026-11-09", ON])
LOTS = st.lists(st.tuples(REASONS, DAYS), max_size=80).map(
    lambda ones: [
        ExcludedPaper(record=str(at), on=on, reason=reason) for at, (reason, on) in enumerate(ones)
    ]
)


def _lot(number: int, reason: str = "ranked low", on: str = ON) -> list[ExcludedPaper]:
    return [ExcludedPaper(record=f"{on} {reason} {n}", on=on, reason=reason) for n in range(number)]


def _looked(
    lot: Sequence[ExcludedPaper], sample: Sequence[str], relevant: Sequence[str] = ()
) -> list[ExcludedPaper]:
    return [
        replace(one, drawn=True, belongs=one.record in relevant) if one.record in sample else one
        for one in lot
    ]


def _stratum(size: int, drawn: int, relevant: int, name: str = "all") -> list[ExcludedPaper]:
    """A stratum of which so many were drawn and so many of them were relevant."""
    return [
        ExcludedPaper(
            record=f"{name} {n}", on=ON, reason=name, drawn=n < drawn,
            belongs=n < relevant if n < drawn else None,
        )
        for n in range(size)
    ]  # fmt: skip


def _said(record: str, verdict: Verdict, on: str, by: str = "classifier") -> Decision:
    person = by == "someone"
    return Decision(
        record=record, verdict=verdict, judge=Judge.PERSON if person else Judge.CLASSIFIER, by=by,
        on=on, reasons=("Because.",), criterion="ranked low" if verdict == "exclude" else "",
    )  # fmt: skip


def test_the_ledger_tells_what_was_excluded_drawn_and_decided() -> None:
    out = [_said(key, Verdict.EXCLUDE, "2026-11-02") for key in "abcdef"]
    ledger = [
        *out,
        *(_said(key, Verdict.UNSURE, "2026-11-09", BY) for key in "abc"),
        _said("a", Verdict.INCLUDE, "2026-11-10", "someone"),
        _said("b", Verdict.EXCLUDE, "2026-11-10", "someone"),
        _said("c", Verdict.UNSURE, "2026-11-10", "someone"),
        _said("d", Verdict.INCLUDE, "2026-11-10", "someone"),
        _said("e", Verdict.UNSURE, "2026-11-10"),
        _said("g", Verdict.UNSURE, "2026-11-02"),
    ]

    found = {one.record: (one.drawn, one.belongs) for one in exclusions(reversed(ledger))}

    assert found == {"a": (True, True), "b": (True, False), "c": (True, None), "f": (False, None)}


def test_what_pubmed_calls_retracted_is_not_audited() -> None:
    gone = replace(_said("a", Verdict.EXCLUDE, ON), criterion="retracted")
    assert exclusions([gone]) == ()


@given(lot=LOTS, count=st.integers(0, 100), seed=st.integers(0, 9))
def test_a_draw_has_its_size_and_comes_from_before(
    lot: list[ExcludedPaper], count: int, seed: int
) -> None:
    sample = draw(lot, count, before=ON, seed=seed)
    earlier = {one.record for one in lot if one.on < ON}
    assert len(sample) == len(set(sample)) == min(count, len(earlier))
    assert set(sample) <= earlier


@given(lot=LOTS, count=st.integers(0, 30), chance=st.randoms(use_true_random=False))
def test_one_seed_draws_one_sample_in_whatever_order_papers_come(
    lot: list[ExcludedPaper], count: int, chance: Random
) -> None:
    mixed = list(lot)
    chance.shuffle(mixed)
    assert draw(mixed, count, before=LATER, seed=3) == draw(lot, count, before=LATER, seed=3)


def test_another_seed_draws_another_sample() -> None:
    lot = _lot(500)
    assert len({draw(lot, 20, before=LATER, seed=seed) for seed in range(4)}) == 4


def test_no_paper_is_drawn_twice_over_time() -> None:
    lot, already = _lot(50), list[str]()
    for _ in range(8):
        already += draw(_looked(lot, already), 7, before=LATER, seed=1)
    assert sorted(already) == sorted(one.record for one in lot)


def test_drawing_in_parts_is_drawing_at_once() -> None:
    lot = _lot(60)
    first = draw(lot, 7, before=LATER, seed=1)
    rest = draw(_looked(lot, first), 9, before=LATER, seed=1)
    assert (*first, *rest) == draw(lot, 16, before=LATER, seed=1)


def test_every_stratum_gets_its_turn_and_large_ones_more_often() -> None:
    lot = [*_lot(300), *_lot(20, "off topic"), *_lot(2, "ranked low", "2026-11-09")]
    sample = draw(lot, 30, before=LATER, seed=1)
    drawn = [sum(one.record in sample and one.stratum == name for one in lot)
             for name in dict.fromkeys(one.stratum for one in lot)]  # fmt: skip
    assert drawn == [27, 2, 1]


def test_every_paper_is_drawn_as_often_as_any_other_of_its_stratum() -> None:
    lot, draws = _lot(30), 2000
    seen = dict.fromkeys((one.record for one in lot), 0)
    for seed in range(draws):
        for key in draw(lot, 6, before=LATER, seed=seed):
            seen[key] += 1
    spread = math.sqrt(draws * 0.2 * 0.8)
    assert all(abs(number - draws * 0.2) <= 4.5 * spread for number in seen.values())


def test_no_excluded_paper_gives_no_draw() -> None:
    assert draw([], 5, before=LATER, seed=1) == ()
    assert draw(_lot(5), 0, before=LATER, seed=1) == ()
    assert draw(_lot(5), -1, before=LATER, seed=1) == ()


def test_a_relevant_paper_stands_for_those_not_looked_at() -> None:
    weights = weight_of([*_stratum(100, 10, 2), *_stratum(9, 9, 1, "other"), *_lot(3)])
    assert weights == {"all 0": 10, "all 1": 10, "other 0": 1}


def test_none_relevant_is_said_without_comfort() -> None:
    said = estimate(_stratum(1000, 40, 0), 44)
    assert (said.missed_low, said.recall_high) == (0, 1.0)
    assert said.missed_high >= 1000 * (1 - 0.025 ** (1 / 40)) * 0.9
    assert said.sentence == (
        "Of 40 excluded papers that people checked, none were eligible. Too few were checked for a "
        f"precise estimate: recall is between {math.floor(100 * said.recall_low)}% and 100%. "
        f"Of all 1,000, an estimated 0 to {said.missed_high} are eligible "
        "(95% confidence interval)."
    )


def test_all_relevant_is_said_too() -> None:
    said = estimate(_stratum(100, 20, 20), 10)
    assert said.missed_high == 100
    assert said.missed_low >= 80
    assert said.recall_low == pytest.approx(10 / 110, abs=1e-4)


def test_a_narrow_interval_is_said_plainly() -> None:
    said = estimate(_stratum(500, 400, 3), 200)
    assert "too few" not in said.sentence
    assert f"{said.missed_low} to {said.missed_high} are eligible" in said.sentence


def test_without_an_audit_everything_excluded_may_belong() -> None:
    said = estimate(_lot(1000), 50)
    assert (said.audited, said.missed_low, said.missed_high) == (0, 0, 1000)
    assert said.recall_low == pytest.approx(50 / 1050, abs=1e-4)
    assert "is not known" in said.sentence


def test_without_exclusions_nothing_is_missed() -> None:
    said = estimate([], 5)
    assert (said.missed_high, said.recall_low, said.recall_high) == (0, 1.0, 1.0)
    assert estimate([], 0).recall_low == 0.0


def test_where_nothing_relevant_is_known_recall_may_be_anything() -> None:
    said = estimate(_stratum(100, 10, 0), 0)
    assert (said.recall_low, said.recall_high) == (0.0, 1.0)


@pytest.mark.parametrize("relevant", [0, 1, 7])
def test_a_look_at_every_paper_leaves_nothing_open(relevant: int) -> None:
    said = estimate(_stratum(7, 7, relevant), 3)
    assert said.missed_low == said.missed_high == relevant
    assert said.recall_low == said.recall_high
    assert "None is left" in said.sentence


def test_papers_that_no_draw_covered_may_all_belong() -> None:
    covered = estimate(_stratum(100, 50, 1), 50)
    more = estimate([*_stratum(100, 50, 1), *_lot(30)], 50)
    assert more.missed_high >= covered.missed_high + 30
    assert more.missed_low == covered.missed_low


def test_papers_not_yet_looked_at_may_all_belong() -> None:
    part = [
        replace(one, belongs=None) if 30 <= at < 40 else one
        for at, one in enumerate(_stratum(400, 40, 0))
    ]
    said = estimate(part, 50)
    assert said.audited == 30
    assert said.missed_high > estimate(_stratum(400, 40, 0), 50).missed_high
    assert said.missed_high >= estimate(_stratum(400, 40, 10), 50).missed_high - 10


@given(data=st.data())
def test_the_interval_is_never_impossible(data: st.DataObject) -> None:
    lot, irrelevant = list[ExcludedPaper](), 0
    for name in range(data.draw(st.integers(1, 4))):
        size = data.draw(st.integers(1, 300))
        drawn = data.draw(st.integers(1, size))
        relevant = data.draw(st.integers(0, drawn))
        lot += _stratum(size, drawn, relevant, str(name))
        irrelevant += drawn - relevant
    said = estimate(lot, 20)
    middle = sum(weight_of(lot).values())
    assert said.relevant <= said.missed_low <= said.missed_high <= len(lot) - irrelevant
    assert said.missed_low <= math.ceil(middle)
    assert math.floor(middle) <= said.missed_high
    assert 0 <= said.recall_low <= said.recall_high <= 1


@given(relevant=st.integers(0, 19))
def test_more_found_or_more_confidence_is_never_less_missed(relevant: int) -> None:
    less, more = (estimate(_stratum(400, 20, n), 50) for n in (relevant, relevant + 1))
    assert less.missed_high <= more.missed_high
    assert less.missed_low <= more.missed_low
    sure = estimate(_stratum(400, 20, relevant), 50, 0.99)
    assert sure.missed_low <= less.missed_low <= less.missed_high <= sure.missed_high


def _chance(size: int, relevant: int, drawn: int, seen: int) -> float:
    """The hypergeometric chance to see so many."""
    ways = math.comb(relevant, seen) * math.comb(size - relevant, drawn - seen)
    return ways / math.comb(size, drawn)


def test_one_stratum_is_covered_whatever_is_missed() -> None:
    """Not simulated but added up, for each number missed."""
    said = [estimate(_stratum(120, 30, seen), 50) for seen in range(31)]
    for missed in range(121):
        covered = sum(
            _chance(120, missed, 30, seen)
            for seen in range(max(0, missed - 90), min(30, missed) + 1)
            if said[seen].missed_low <= missed <= said[seen].missed_high
        )
        assert covered >= 0.95


def test_two_strata_of_unequal_chances_are_covered_however_it_is_spread() -> None:
    said: dict[tuple[int, int], ElusionEstimate] = {
        (low, high): estimate([*_stratum(40, 4, low, "low"), *_stratum(12, 6, high, "high")], 9)
        for low in range(5)
        for high in range(7)
    }
    for in_low in range(41):
        for in_high in range(13):
            covered = sum(
                _chance(40, in_low, 4, low) * _chance(12, in_high, 6, high)
                for (low, high), one in said.items()
                if one.missed_low <= in_low + in_high <= one.missed_high
            )
            assert covered >= 0.95


@pytest.mark.parametrize("hidden", ["low", "high", "spread"])
def test_weeks_of_drift_are_covered(hidden: str) -> None:
    """Audited reviews of ten weeks; the missed papers come late, and hide.

    `benchmarks/audit.py` repeats it two thousand times.
    """
    chance, held, repetitions = Random(7), 0, 20  # noqa: S311 - a simulation
    for seed in range(repetitions):
        lot: list[ExcludedPaper] = []
        relevant: list[str] = []
        sample: list[str] = []
        for week in range(10):
            batch = _lot(40, on=f"2026-02-{week + 10}")
            there = {"low": batch[:13], "high": batch[27:], "spread": batch}[hidden]
            relevant += [one.record for one in chance.sample(there, min(week, 6))]
            lot += batch
            sample += draw(_looked(lot, sample), 6, before=f"2026-02-{week + 11}", seed=seed)
        said = estimate(_looked(lot, sample, relevant), 40)
        held += said.missed_low <= len(relevant) <= said.missed_high
    assert held / repetitions >= 0.95
