"""Which score may exclude a paper, and when none may."""

import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screening.audit import Audited, Drawn
from bot.screening.thresholds import (
    Threshold,
    choose,
    choose_surely,
    loosened,
    out_of_fold,
    prequential,
)

SCORES = st.lists(st.floats(0, 1), max_size=120)
TARGETS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


class Remembering:
    """A model whose score of a text is how often it has seen it, and whose lessons are kept."""

    def __init__(self) -> None:
        self.lessons: list[tuple[str, ...]] = []

    def __call__(self, texts: Sequence[str], labels: Sequence[int]) -> "Remembering":
        assert len(texts) == len(labels)
        self.lessons.append(tuple(texts))
        return self

    def score(self, texts: Sequence[str]) -> list[float]:
        return [float(self.lessons[-1].count(text)) for text in texts]


def _audited(score: float | None, *, relevant: bool, probability: float = 0.1) -> Audited:
    drawn = Drawn(record=str(score), stratum="all", of=100, probability=probability, score=score)
    return Audited(drawn=drawn, relevant=relevant)


def _scores(number: int) -> list[float]:
    return [(n + 1) / (number + 1) for n in range(number)]


@pytest.mark.parametrize(
    ("relevant", "target", "rank"),
    [(0, 0.95, 0), (18, 0.95, 0), (19, 0.95, 1), (38, 0.95, 1), (39, 0.95, 2),
     (8, 0.9, 0), (9, 0.9, 1), (98, 0.99, 0), (99, 0.99, 1), (1, 0.5, 1), (19, 0.9, 2)],
)  # fmt: skip
def test_the_rank_is_that_of_conformal_risk_control(
    relevant: int, target: float, rank: int
) -> None:
    scores = _scores(relevant)
    chosen = choose(scores[::-1], target)
    assert chosen.value == (scores[rank - 1] if rank else None)
    assert chosen.relevant == relevant


@pytest.mark.parametrize(
    ("target", "needed"), [(0.5, 1), (0.8, 4), (0.9, 9), (0.95, 19), (0.975, 39), (0.99, 99)]
)
def test_what_is_needed_is_what_suffices(target: float, needed: int) -> None:
    assert choose([], target).needed == needed
    assert choose(_scores(needed), target).value is not None
    assert choose(_scores(needed - 1), target).value is None


@pytest.mark.parametrize(
    ("relevant", "there"), [(0, "there are none"), (1, "there is 1"), (3, "there are 3")]
)
def test_too_few_papers_exclude_nothing_and_it_is_said(relevant: int, there: str) -> None:
    assert choose(_scores(relevant), 0.95).sentence == (
        "Nothing is excluded by score alone: that needs 19 relevant papers decided by people, "
        f"and {there}."
    )


def test_a_threshold_is_said_in_plain_words() -> None:
    assert choose([0.21, *[0.9] * 30], 0.95).sentence == (
        "Papers scored below 0.210 are excluded: on average at least 95 of 100 relevant papers "
        "score that or higher, judged by 31 papers that people found relevant."
    )
    assert "97.5 of 100" in choose(_scores(50), 0.975).sentence


@pytest.mark.parametrize("target", [0.0, 1.0, -0.5, 1.5])
def test_a_target_that_no_data_can_support_is_refused(target: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        choose([], target)


@given(scores=SCORES, target=TARGETS)
def test_fewer_known_papers_score_below_than_may_be_missed(
    scores: list[float], target: float
) -> None:
    value = choose(scores, target).value
    below = sum(score < value for score in scores) if value is not None else 0
    assert below + 1 <= (1 - target) * (len(scores) + 1) + 1e-9 or value is None


@given(scores=SCORES, target=TARGETS, delta=st.sampled_from([0.05, 0.1, 0.5]))
def test_being_sure_excludes_less(scores: list[float], target: float, delta: float) -> None:
    sure, mean = choose_surely(scores, target, delta=delta), choose(scores, target)
    if delta < 0.5 and sure.value is not None:
        assert mean.value is not None
        assert sure.value <= mean.value
    assert (sure.value is None) == (len(scores) < sure.needed)


@pytest.mark.parametrize(("target", "delta", "needed"), [(0.95, 0.1, 45), (0.9, 0.05, 29)])
def test_being_sure_needs_more(target: float, delta: float, needed: int) -> None:
    assert choose_surely([], target, delta=delta).needed == needed
    assert choose_surely(_scores(needed), target, delta=delta).value == _scores(needed)[0]
    assert "with 9" in choose_surely(_scores(needed), target, delta=delta).sentence


def test_the_sure_rank_is_the_largest_that_holds() -> None:
    number, alpha = 200, 0.05
    tail = [
        sum(math.comb(number, j) * alpha**j * (1 - alpha) ** (number - j) for j in range(k, 201))
        for k in range(201)
    ]
    rank = max(k for k in range(201) if tail[k] >= 0.9)
    assert choose_surely(_scores(number), 0.95).value == _scores(number)[rank - 1]


def test_the_promises_hold_for_papers_to_come() -> None:
    """Scores are uniform: the share missed below a threshold is the threshold."""
    chance, missed, kept = Random(5), 0.0, 0  # noqa: S311 - a simulation
    repetitions = 600
    for _ in range(repetitions):
        scores = [chance.random() for _ in range(79)]
        missed += choose(scores, 0.95).value or 0.0
        kept += (choose_surely(scores, 0.95).value or 0.0) <= 0.05
    assert 0.046 < missed / repetitions < 0.054
    assert kept / repetitions >= 0.88


def test_an_audit_that_finds_nothing_changes_nothing() -> None:
    threshold = choose(_scores(40), 0.95)
    audits = [_audited(0.01, relevant=False)] * 30
    assert loosened(threshold, _scores(40), audits, 0.95) is threshold
    assert loosened(threshold, _scores(40), [], 0.95) is threshold


def test_what_may_be_missed_changes_nothing() -> None:
    scores = _scores(95)
    audits = [_audited(0.001, relevant=True, probability=0.2)]
    assert loosened(choose(scores, 0.95), scores, audits, 0.95) == choose(scores, 0.95)
    more = [_audited(0.001, relevant=True, probability=1 / 6)]
    assert loosened(choose(scores, 0.95), scores, more, 0.95).value is None


def test_papers_excluded_by_rule_do_not_speak_of_scores() -> None:
    threshold = choose(_scores(40), 0.95)
    audits = [_audited(None, relevant=True)] * 9
    assert loosened(threshold, _scores(40), audits, 0.95) is threshold


def test_a_missed_paper_lowers_the_threshold_below_it() -> None:
    scores = [0.3 + n / 1000 for n in range(60)]
    threshold = choose(scores, 0.95)
    audits = [_audited(0.301, relevant=True)]
    lowered = loosened(threshold, scores, [*audits, *audits], 0.95)
    assert threshold.value == pytest.approx(0.302)
    assert lowered.value == pytest.approx(0.301)
    assert "Audits suggest that 25 % " in lowered.sentence
    assert "The threshold was lowered." in lowered.sentence


def test_where_lowering_does_not_help_nothing_is_excluded() -> None:
    scores = [0.3 + n / 1000 for n in range(60)]
    said = loosened(choose(scores, 0.95), scores, [_audited(0.1, relevant=True)], 0.95)
    assert said.value is None
    assert said.sentence == (
        "Audits suggest that 14.3 % of the relevant papers were excluded by score, and 5 % may be. "
        "Nothing is excluded by score alone until more papers are decided by people."
    )


def test_nothing_excluded_cannot_be_loosened() -> None:
    nothing = Threshold(value=None, relevant=3, needed=19, sentence="")
    assert loosened(nothing, _scores(3), [_audited(0.1, relevant=True)], 0.95) is nothing


@given(scores=SCORES, found=st.lists(st.floats(0, 1), max_size=20), target=TARGETS)
def test_an_audit_never_raises_the_threshold(
    scores: list[float], found: list[float], target: float
) -> None:
    before = choose(scores, target)
    below = [score for score in found if before.value is not None and score < before.value]
    audits = [_audited(score, relevant=True, probability=0.5) for score in below]
    after = loosened(before, scores, audits, target)
    assert after.value is None or (before.value is not None and after.value <= before.value)


@given(labels=st.lists(st.integers(0, 1), max_size=40), seed=st.integers(0, 5))
def test_no_model_scores_what_it_learned_from(labels: list[int], seed: int) -> None:
    texts = [str(at) for at in range(len(labels))]
    model = Remembering()
    assert out_of_fold(texts, labels, model, seed=seed) == (0.0,) * len(texts)
    assert sum(len(texts) - len(lesson) for lesson in model.lessons) == len(texts)


def test_every_fold_has_its_part_of_the_relevant_papers() -> None:
    texts, labels = [f"{at % 4 == 0}" for at in range(100)], [int(at % 4 == 0) for at in range(100)]
    model = Remembering()
    out_of_fold(texts, labels, model, seed=1)
    assert [lesson.count("True") for lesson in model.lessons] == [20] * 5


def test_folds_depend_on_the_seed_alone() -> None:
    texts, labels = [str(at) for at in range(30)], [at % 2 for at in range(30)]
    one, same, other = Remembering(), Remembering(), Remembering()
    for model, seed in ((one, 1), (same, 1), (other, 2)):
        out_of_fold(texts, labels, model, seed=seed)
    assert one.lessons == same.lessons != other.lessons


def test_in_time_order_only_earlier_papers_teach() -> None:
    texts, model = [str(at) for at in range(10)], Remembering()
    labels = [0, 0, 0, 0, 1, 0, 0, 0, 1, 0]
    scores = prequential(texts, labels, model, batch=3)
    assert scores == (None,) * 6 + (0.0,) * 4
    assert model.lessons == [tuple(texts[:6]), tuple(texts[:9])]


def test_no_text_has_no_score() -> None:
    assert out_of_fold([], [], Remembering(), seed=1) == ()
    assert prequential([], [], Remembering()) == ()
