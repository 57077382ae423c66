"""What a second look at a few excluded papers proves about the rest."""

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screening.audit import Audited, Candidate, Drawn, Estimate, draw, estimate

ON = "2026-11-16"
KINDS = st.sampled_from(["score", "off topic", "kind of publication"])
LOTS = st.lists(
    st.tuples(KINDS, st.none() | st.floats(0, 1)), max_size=80
).map(lambda ones: [Candidate(record=str(at), kind=kind, score=score)
                    for at, (kind, score) in enumerate(ones)])  # fmt: skip


def _lot(number: int, kind: str = "score") -> list[Candidate]:
    return [Candidate(record=f"{kind} {n}", kind=kind, score=n / number) for n in range(number)]


def _looked(sample: Sequence[Drawn], relevant: Sequence[str] = ()) -> list[Audited]:
    return [Audited(drawn=one, relevant=one.record in relevant) for one in sample]


def _stratum(size: int, drawn: int, relevant: int, name: str = "all") -> list[Audited]:
    """A stratum of which so many were drawn and so many of them were relevant."""
    return [
        Audited(
            drawn=Drawn(record=f"{name} {n}", stratum=name, of=size, probability=drawn / size),
            relevant=n < relevant,
        )
        for n in range(drawn)
    ]


@given(lot=LOTS, count=st.integers(0, 100), seed=st.integers(0, 9))
def test_a_draw_has_its_size_and_its_chances_add_up(
    lot: list[Candidate], count: int, seed: int
) -> None:
    sample = draw(lot, count, on=ON, seed=seed)
    assert len(sample) == len({one.record for one in sample}) == min(count, len(lot))
    strata = {one.stratum: one for one in sample}
    if sample:
        assert sum(one.of for one in strata.values()) == len(lot)
    for name, one in strata.items():
        drawn = sum(other.stratum == name for other in sample)
        assert one.probability == pytest.approx(drawn / one.of)
        assert 0 < one.probability <= 1


@given(lot=LOTS, count=st.integers(0, 30), chance=st.randoms(use_true_random=False))
def test_one_seed_draws_one_sample_in_whatever_order_papers_come(
    lot: list[Candidate], count: int, chance: Random
) -> None:
    mixed = list(lot)
    chance.shuffle(mixed)
    assert draw(mixed, count, on=ON, seed=3) == draw(lot, count, on=ON, seed=3)


def test_another_seed_or_day_draws_another_sample() -> None:
    lot = _lot(500)
    samples = {draw(lot, 20, on=on, seed=seed) for on in (ON, "2026-11-23") for seed in (1, 2)}
    assert len(samples) == 4


def test_no_paper_is_drawn_twice_over_time() -> None:
    lot, already = _lot(50), list[str]()
    for week in range(8):
        already += [one.record for one in draw(lot, 7, on=str(week), seed=1, already=already)]
    assert sorted(already) == sorted(one.record for one in lot)


def test_higher_scores_are_drawn_more_often() -> None:
    chances = {one.stratum: one.probability for one in draw(_lot(300), 45, on=ON, seed=1)}
    thirds = [chances[f"{ON} score: {third} scores"] for third in ("low", "middle", "high")]
    assert thirds == pytest.approx([0.1, 0.15, 0.2])


def test_every_paper_is_drawn_as_often_as_its_chance_says() -> None:
    lot, draws = [*_lot(18), *_lot(9, "off topic")], 2000
    seen: dict[str, int] = {}
    chances: dict[str, float] = {}
    for seed in range(draws):
        for one in draw(lot, 18, on=ON, seed=seed):
            seen[one.record] = seen.get(one.record, 0) + 1
            chances[one.record] = one.probability
    assert len(seen) == len(lot)
    for record, chance in chances.items():
        spread = math.sqrt(draws * chance * (1 - chance))
        assert abs(seen[record] - draws * chance) <= 4.5 * spread


@pytest.mark.parametrize(("count", "strata"), [(40, 4), (8, 2), (5, 1), (1, 1)])
def test_strata_are_joined_where_the_sample_cannot_fill_them(count: int, strata: int) -> None:
    unscored = [Candidate(record=str(n), kind="retracted") for n in range(20)]
    sample = draw([*_lot(60), *unscored], count, on=ON, seed=1)
    assert len({one.stratum for one in sample}) == strata


def test_no_excluded_paper_gives_no_draw() -> None:
    assert draw([], 5, on=ON, seed=1) == ()
    assert draw(_lot(5), 0, on=ON, seed=1) == ()


def test_none_relevant_is_said_without_comfort() -> None:
    said = estimate(_stratum(1000, 40, 0), 1000, 44)
    assert (said.missed, said.missed_low, said.recall, said.recall_high) == (0.0, 0, 1.0, 1.0)
    assert said.missed_high >= 1000 * (1 - 0.025 ** (1 / 40)) * 0.9
    assert said.sentence == (
        "Of 40 excluded papers that people looked at again, none belonged. That is too few to say "
        f"more than that recall lies between {math.floor(100 * said.recall_low)} % and 100 %. "
        f"With 95 % confidence 0 to {said.missed_high} of all 1,000 belong."
    )


def test_all_relevant_is_said_too() -> None:
    said = estimate(_stratum(100, 20, 20), 100, 10)
    assert (said.missed, said.missed_high) == (100, 100)
    assert said.missed_low >= 80
    assert said.recall == pytest.approx(10 / 110)


def test_a_narrow_interval_is_said_plainly() -> None:
    said = estimate(_stratum(500, 400, 3), 500, 200)
    assert "too few" not in said.sentence
    assert f"{said.missed_low} to {said.missed_high} of all 500 belong" in said.sentence


def test_without_an_audit_everything_excluded_may_belong() -> None:
    said = estimate([], 1000, 50)
    assert (said.missed, said.recall, said.missed_low, said.missed_high) == (None, None, 0, 1000)
    assert said.recall_low == pytest.approx(50 / 1050)
    assert "nothing is known" in said.sentence


def test_without_exclusions_nothing_is_missed() -> None:
    said = estimate([], 0, 5)
    assert (said.missed_high, said.recall_low, said.recall_high) == (0, 1.0, 1.0)
    assert estimate([], 0, 0).recall_low == 0.0


def test_where_nothing_relevant_is_known_recall_may_be_anything() -> None:
    said = estimate(_stratum(100, 10, 0), 100, 0)
    assert (said.recall, said.recall_low, said.recall_high) == (None, 0.0, 1.0)


@pytest.mark.parametrize("relevant", [0, 1, 7])
def test_a_look_at_every_paper_leaves_nothing_open(relevant: int) -> None:
    said = estimate(_stratum(7, 7, relevant), 7, 3)
    assert said.missed_low == said.missed_high == said.missed == relevant
    assert said.recall_low == said.recall_high == said.recall
    assert "No other is left" in said.sentence


def test_a_count_above_the_population_looks_at_all() -> None:
    lot = _lot(10)
    said = estimate(_looked(draw(lot, 99, on=ON, seed=1), ["score 3"]), 10, 9)
    assert (said.missed_low, said.missed_high, said.recall) == (1, 1, 0.9)


def test_papers_that_no_draw_covered_may_all_belong() -> None:
    covered = estimate(_stratum(100, 50, 1), 100, 50)
    more = estimate(_stratum(100, 50, 1), 130, 50)
    assert more.missed_high >= covered.missed_high + 30
    assert more.missed_low == covered.missed_low


def test_papers_not_yet_looked_at_may_all_belong() -> None:
    whole, part = _stratum(400, 40, 0), _stratum(400, 40, 0)[:30]
    said = estimate(part, 400, 50)
    assert said.audited == 30
    assert said.missed_high > estimate(whole, 400, 50).missed_high
    assert said.missed_high >= estimate(_stratum(400, 40, 10), 400, 50).missed_high - 10


def test_a_paper_handed_in_twice_counts_once() -> None:
    once = _stratum(400, 40, 1)
    assert estimate([*once, *once], 400, 50) == estimate(once, 400, 50)


def test_draws_that_overlap_are_refused() -> None:
    week = _stratum(100, 5, 0)
    again = [replace(one, drawn=replace(one.drawn, stratum="next")) for one in _stratum(100, 5, 0)]
    again = [replace(one, drawn=replace(one.drawn, record=f"{n}")) for n, one in enumerate(again)]
    with pytest.raises(ValueError, match="overlap"):
        estimate([*week, *again], 100, 50)


@settings(max_examples=60)
@given(data=st.data())
def test_the_interval_is_never_impossible_and_holds_the_middle_figure(data: st.DataObject) -> None:
    audits, total, irrelevant = list[Audited](), 0, 0
    for name in range(data.draw(st.integers(1, 4))):
        size = data.draw(st.integers(1, 300))
        drawn = data.draw(st.integers(1, size))
        relevant = data.draw(st.integers(0, drawn))
        audits += _stratum(size, drawn, relevant, str(name))
        total, irrelevant = total + size, irrelevant + drawn - relevant
    said = estimate(audits, total, 20)
    assert said.relevant <= said.missed_low <= said.missed_high <= total - irrelevant
    assert said.missed is not None
    assert said.missed_low <= math.ceil(said.missed)
    assert math.floor(said.missed) <= said.missed_high
    assert 0 <= said.recall_low <= said.recall_high <= 1


@given(relevant=st.integers(0, 19))
def test_more_found_or_more_confidence_is_never_less_missed(relevant: int) -> None:
    less, more = (estimate(_stratum(400, 20, n), 400, 50) for n in (relevant, relevant + 1))
    assert less.missed_high <= more.missed_high
    assert less.missed_low <= more.missed_low
    sure = estimate(_stratum(400, 20, relevant), 400, 50, 0.99)
    assert sure.missed_low <= less.missed_low <= less.missed_high <= sure.missed_high


def _chance(size: int, relevant: int, drawn: int, seen: int) -> float:
    """The hypergeometric chance to see so many."""
    ways = math.comb(relevant, seen) * math.comb(size - relevant, drawn - seen)
    return ways / math.comb(size, drawn)


def test_one_stratum_is_covered_whatever_is_missed() -> None:
    """Not simulated but added up, for each number missed."""
    said = [estimate(_stratum(120, 30, seen), 120, 50) for seen in range(31)]
    for missed in range(121):
        covered = sum(
            _chance(120, missed, 30, seen)
            for seen in range(max(0, missed - 90), min(30, missed) + 1)
            if said[seen].missed_low <= missed <= said[seen].missed_high
        )
        assert covered >= 0.95


def test_two_strata_of_unequal_chances_are_covered_however_it_is_spread() -> None:
    said: dict[tuple[int, int], Estimate] = {
        (low, high): estimate([*_stratum(40, 4, low, "low"), *_stratum(12, 6, high, "high")], 52, 9)
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
    """Three hundred audited reviews of ten weeks; the missed papers come late, and hide."""
    chance, held, repetitions = Random(7), 0, 300  # noqa: S311 - a simulation
    for seed in range(repetitions):
        looked: list[Audited] = []
        missed = total = 0
        for week in range(10):
            lot = [replace(one, record=f"{week} {one.record}") for one in _lot(40)]
            there = {"low": lot[:13], "high": lot[27:], "spread": lot}[hidden]
            relevant = [one.record for one in chance.sample(there, min(week, 6))]
            looked += _looked(draw(lot, 6, on=str(week), seed=seed), relevant)
            missed, total = missed + len(relevant), total + len(lot)
        said = estimate(looked, total, 40)
        held += said.missed_low <= missed <= said.missed_high
    assert held / repetitions >= 0.95
