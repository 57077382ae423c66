"""Which score may exclude a paper, and when none may."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screening.svm import Label
from bot.screening.thresholds import (
    Threshold,
    choose,
    in_time_order,
    loosened,
    out_of_fold,
)

SCORES = st.lists(st.floats(0, 1), max_size=120)
TARGETS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


class Remembering:
    """A model that scores a paper 1 where it was told the label; its lessons are kept."""

    def __init__(self) -> None:
        self.lessons: list[tuple[Label, ...]] = []

    def __call__(self, labels: Sequence[Label]) -> list[float]:
        self.lessons.append(tuple(labels))
        return [float(label is not None) for label in labels]

    def taught(self) -> list[list[int]]:
        """The places of the papers of each lesson."""
        return [
            [at for at, label in enumerate(lesson) if label is not None] for lesson in self.lessons
        ]


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
        "Nothing is excluded by score alone: that needs 19 eligible papers decided by people, "
        f"and {there}."
    )


def test_a_threshold_is_said_in_plain_words() -> None:
    assert choose([0.21, *[0.9] * 30], 0.95).sentence == (
        "Papers scored below 0.210 are excluded: on average at least 95 of 100 eligible papers "
        "score that or higher, estimated from 31 papers that people included."
    )
    assert "97.5 of 100" in choose(_scores(50), 0.975).sentence


@pytest.mark.parametrize("target", [0.0, 1.0, -0.5, 1.5])
def test_a_target_that_no_data_can_support_is_refused(target: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        choose([], target)


@pytest.mark.parametrize(
    ("relevant", "draw", "rank"),
    [(18, 0.99, 0), (19, 0.99, 1), (29, 0.49, 1), (29, 0.5, 2), (38, 0.04, 1), (38, 0.05, 2)],
)
def test_a_draw_rounds_up_as_often_as_the_fraction_says(
    relevant: int, draw: float, rank: int
) -> None:
    """19 papers make 1 exactly, 29 make 1.5, 38 make 1.95."""
    scores = _scores(relevant)
    assert choose(scores, 0.95, draw=draw).value == (scores[rank - 1] if rank else None)


@given(scores=SCORES, target=TARGETS)
def test_fewer_known_papers_score_below_than_may_be_missed(
    scores: list[float], target: float
) -> None:
    value = choose(scores, target).value
    below = sum(score < value for score in scores) if value is not None else 0
    assert below + 1 <= (1 - target) * (len(scores) + 1) + 1e-9 or value is None


def test_the_promises_hold_for_papers_to_come() -> None:
    """Scores are uniform: the share missed below a threshold is the threshold."""
    chance = Random(5)  # noqa: S311 - a simulation

    def missed(relevant: int, *, drawn: bool) -> float:
        repetitions = 1_000
        total = 0.0
        for _ in range(repetitions):
            scores = [chance.random() for _ in range(relevant)]
            draw = chance.random() if drawn else 0.0
            total += choose(scores, 0.95, draw=draw).value or 0.0
        return total / repetitions

    assert missed(79, drawn=False) == pytest.approx(0.05, abs=0.004)
    # 29 papers let 1.5 be missed: a whole number of them is too careful.
    assert missed(29, drawn=False) == pytest.approx(1 / 30, abs=0.004)
    assert missed(29, drawn=True) == pytest.approx(0.05, abs=0.004)


def test_an_audit_that_finds_nothing_changes_nothing() -> None:
    threshold = choose(_scores(40), 0.95)
    assert loosened(threshold, _scores(40), [], 0.95) is threshold


def test_what_may_be_missed_changes_nothing() -> None:
    scores = _scores(95)
    assert loosened(choose(scores, 0.95), scores, [(0.001, 5)], 0.95) == choose(scores, 0.95)
    assert loosened(choose(scores, 0.95), scores, [(0.001, 6)], 0.95).value is None


def test_a_missed_paper_lowers_the_threshold_below_it() -> None:
    scores = [0.3 + n / 1000 for n in range(60)]
    threshold = choose(scores, 0.95)
    lowered = loosened(threshold, scores, [(0.301, 10.0), (0.301, 10.0)], 0.95)
    assert threshold.value == pytest.approx(0.302)
    assert lowered.value == pytest.approx(0.301)
    assert lowered.loosened
    assert "Audits suggest that 25% " in lowered.sentence
    assert "The threshold was lowered." in lowered.sentence


def test_where_lowering_does_not_help_nothing_is_excluded() -> None:
    scores = [0.3 + n / 1000 for n in range(60)]
    said = loosened(choose(scores, 0.95), scores, [(0.1, 10.0)], 0.95)
    assert said.value is None
    assert said.sentence == (
        "Audits suggest that 14.3% of the eligible papers were excluded by score, and 5% may be. "
        "Nothing is excluded by score alone until people have decided more papers."
    )


def test_nothing_excluded_cannot_be_loosened() -> None:
    nothing = Threshold(value=None, relevant=3, needed=19, reason="")
    assert loosened(nothing, _scores(3), [(0.1, 10.0)], 0.95) is nothing


@given(
    scores=SCORES,
    found=st.lists(st.floats(0, 1), max_size=20),
    target=TARGETS,
    draw=st.floats(0, 1, exclude_max=True),
)
def test_an_audit_never_raises_the_threshold(
    scores: list[float], found: list[float], target: float, draw: float
) -> None:
    before = choose(scores, target, draw=draw)
    below = [score for score in found if before.value is not None and score < before.value]
    after = loosened(before, scores, [(score, 2.0) for score in below], target)
    assert after.value is None or (before.value is not None and after.value <= before.value)


@given(labels=st.lists(st.sampled_from([0, 1, None]), max_size=40), seed=st.integers(0, 5))
def test_no_model_scores_what_it_learned_from(labels: list[Label], seed: int) -> None:
    model = Remembering()
    scores = out_of_fold(labels, model, seed=seed)
    assert scores == tuple(None if label is None else 0.0 for label in labels)
    known = len(labels) - labels.count(None)
    assert sum(known - len(lesson) for lesson in model.taught()) == known


def test_papers_held_back_stay_in_sight() -> None:
    model = Remembering()
    out_of_fold([1, 0] * 10, model, seed=1)
    assert {len(lesson) for lesson in model.lessons} == {20}


def test_every_fold_has_its_part_of_the_relevant_papers() -> None:
    model = Remembering()
    out_of_fold([int(at % 4 == 0) for at in range(100)], model, seed=1)
    assert {lesson.count(1) for lesson in model.lessons} <= {22, 23}


def test_folds_depend_on_the_seed_alone() -> None:
    labels = [at % 2 for at in range(30)]
    one, same, other = Remembering(), Remembering(), Remembering()
    for model, seed in ((one, 1), (same, 1), (other, 2)):
        out_of_fold(labels, model, seed=seed)
    assert one.lessons == same.lessons != other.lessons


def test_in_time_order_only_earlier_days_teach() -> None:
    model = Remembering()
    labels = [0, 1, 0, 0, 1, 0, 0, 0, 1, 0, None]
    days = ["1", "1", "1", "2", "2", "2", "2", "3", "3", "3", ""]
    assert in_time_order(labels, days, model) == (None,) * 3 + (0.0,) * 7 + (None,)
    assert model.taught() == [[0, 1, 2], list(range(7))]


def test_in_time_order_nothing_is_scored_before_both_labels_are_seen() -> None:
    scores = in_time_order([0, 0, 1, 0, 1, 1], ["1", "2", "3", "4", "5", "6"], Remembering())
    assert scores == (None,) * 3 + (0.0,) * 3


def test_no_text_has_no_score() -> None:
    assert out_of_fold([], Remembering(), seed=1) == ()
    assert in_time_order([], [], Remembering()) == ()
    assert in_time_order([0, 1], ["1", "1"], Remembering()) == (None, None)
