"""From decisions to the rank below which papers are excluded, and when there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import pytest

from bot.screening.thresholds import Threshold
from bot.screening.training import ONE_SIDED, Labelled, train
from tests.invented import Paper, papers

ABOUT = "Imaging of cancer pain"
SEED = 1


def _texts(some: Iterable[Paper]) -> list[str]:
    return [f"{one.title}\n{one.abstract}" for one in some]


PAPERS = papers(910_000_000, 340, Random(3), share=0.4)  # noqa: S311 - invented papers
POOL = _texts(PAPERS[300:310])
BELONGING = _texts(one for one in PAPERS[:300] if one.belongs)
OFF = _texts(one for one in PAPERS[:300] if not one.belongs)
VILLAGES = [one for one in OFF if "in a village" in one]
"""Far from anything that belongs."""
NEAR = [one for one in OFF if "exclusion criterion" in one]
"""Near to what belongs."""


def _people(
    relevant: Sequence[str],
    irrelevant: Sequence[str] = (),
    *,
    on: str = "2026-01-05",
    settled: bool = True,
    stands_for: float = 0.0,
    lacking: bool = False,
) -> list[Labelled]:
    return [
        Labelled(
            text=text, relevant=at < len(relevant), on=on, settled=settled, lacking=lacking,
            stands_for=stands_for if at < len(relevant) else 0.0,
        )
        for at, text in enumerate([*relevant, *irrelevant])
    ]  # fmt: skip


def _over_days(labelled: Sequence[Labelled]) -> list[Labelled]:
    """Both labels decided by turns over four days."""
    ordered = [*labelled]
    Random(1).shuffle(ordered)  # noqa: S311 - a fixed order
    return [
        replace(one, on=f"2026-01-0{1 + 4 * at // len(ordered)}") for at, one in enumerate(ordered)
    ]


def _threshold(labelled: Sequence[Labelled], *, target: float = 0.95) -> Threshold:
    return train(labelled, POOL, about=ABOUT, target=target, seed=SEED).ranking.threshold


def _smallest(labelled: Sequence[Labelled], place: int) -> float | None:
    """The rank at that place among relevant papers, by a target that leaves nothing to a draw."""
    relevant = sum(one.relevant for one in labelled)
    return _threshold(labelled, target=1 - (place + 1e-9) / (relevant + 1)).value


# ── Too little to go by ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("relevant", "there"), [(0, "there are none"), (1, "there is 1"), (18, "there are 18")]
)
def test_too_few_relevant_papers_exclude_nothing_and_it_is_said(relevant: int, there: str) -> None:
    said = _threshold(_people(BELONGING[:relevant], OFF[:30]))
    assert said.value is None
    assert said.sentence == (
        "Nothing is excluded by score alone: that needs 19 eligible papers decided by people, "
        f"and {there}."
    )


def test_the_nineteenth_relevant_paper_makes_a_threshold() -> None:
    assert _threshold(_people(BELONGING[:19], OFF[:19])).value is not None


@pytest.mark.parametrize(("more", "do"), [(1, "1 more does"), (6, "6 more do")])
def test_relevant_papers_do_not_count_before_their_search_is_settled(more: int, do: str) -> None:
    settled = _people(BELONGING[:18], OFF[:30])
    said = _threshold([*settled, *_people(BELONGING[18 : 18 + more], settled=False)])
    assert said.value is None
    assert "and there are 18." in said.sentence
    assert said.sentence.endswith(
        f"{do} not count while papers that came with the same search await a decision."
    )


def test_unsettled_papers_teach_the_model_and_choose_no_threshold() -> None:
    settled, others = _people(BELONGING[:19], OFF[:19]), VILLAGES[-9:]
    learned, alone = (
        train(labelled, [*POOL, *others], about=ABOUT, target=0.95, seed=SEED)
        for labelled in ([*settled, *_people(others, settled=False)], settled)
    )
    assert learned.ranking.threshold.relevant == 19
    assert learned.ranking.threshold.value is not None
    assert learned.model.score(others)[0] > alone.model.score(others)[0]


def test_without_an_irrelevant_paper_nothing_is_excluded() -> None:
    said = _threshold(_people(BELONGING[:25]))
    assert (said.value, said.sentence) == (None, ONE_SIDED)


def test_without_a_relevant_paper_nothing_is_excluded() -> None:
    said = _threshold(_people([], OFF[:25]))
    assert said.value is None
    assert said.relevant == 0


def test_nobodys_decisions_exclude_nothing_and_rank_by_the_protocol() -> None:
    learned = train([], POOL, about=ABOUT, target=0.95, seed=SEED)
    assert learned.ranking.threshold.value is None
    assert learned.model.fitted is None
    assert len(set(learned.model.score(POOL))) > 1


# ── A threshold ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("relevant", "places"), [(19, {1}), (38, {1, 2}), (39, {2}), (59, {3})])
def test_no_more_of_those_who_chose_it_rank_below_than_the_target_lets(
    relevant: int, places: set[int]
) -> None:
    labelled = _people(BELONGING[:relevant], OFF[:30])
    ranks = [_smallest(labelled, place) or 0.0 for place in range(1, max(places) + 2)]
    assert ranks == sorted(ranks)
    assert _threshold(labelled).value in {ranks[place - 1] for place in places}


def test_rounding_stays_until_another_paper_is_found_relevant() -> None:
    """14 papers let 1.5 be missed when a tenth may be."""

    def rounded_up(relevant: Sequence[str], off: int = 14) -> bool:
        labelled = _people(relevant, OFF[:off])
        return _threshold(labelled, target=0.9).value != _smallest(labelled, 1)

    same = {rounded_up(BELONGING[:14], off) for off in (14, 16)}
    others = {rounded_up([*BELONGING[1:14], one]) for one in BELONGING[40:42]}
    assert len(same) == 1
    assert others == {False, True}


def test_a_lower_target_sets_a_higher_threshold() -> None:
    labelled = _people([*BELONGING[:35], *NEAR[-5:]], OFF[:20])
    strict, lax = _threshold(labelled).value, _threshold(labelled, target=0.8).value
    assert strict is not None
    assert lax is not None
    assert strict < lax


def test_relevant_papers_without_a_concept_set_the_threshold_below_zero() -> None:
    lacking = _people(BELONGING[25:27], lacking=True)
    said = _threshold([*_people(BELONGING[:25], OFF[:25]), *lacking])
    assert said.value is not None
    assert said.value < 0
    assert "do not mention a part of the question" in said.sentence


def test_a_harder_batch_later_lowers_the_threshold_below_that_of_folds() -> None:
    """In folds the papers of the batch teach each other; on the day they came, nothing did."""
    easy = _over_days(_people(BELONGING[:40], NEAR[:40]))
    late = _people(VILLAGES[:20], on="2026-02-02")
    at_once = _threshold([replace(one, on="2026-02-02") for one in (*easy, *late)]).value
    in_time = _threshold([*easy, *late]).value
    assert at_once is not None
    assert in_time is not None
    assert in_time < at_once / 2


def test_an_easier_batch_later_does_not_raise_the_threshold() -> None:
    hard = _over_days(_people(VILLAGES[:20], NEAR[:20]))
    late = _people(BELONGING[:20], on="2026-02-02")
    at_once = _threshold([replace(one, on="2026-02-02") for one in (*hard, *late)]).value
    in_time = _threshold([*hard, *late]).value
    assert at_once is not None
    assert in_time is not None
    assert in_time <= at_once


# ── Audits ───────────────────────────────────────────────────────────────────────────────────


def test_what_an_audit_may_find_changes_nothing() -> None:
    found = _people(BELONGING[:40], OFF[:40])
    few, hardly_any = (
        _threshold([*found, *_people(VILLAGES[-1:], stands_for=each)]) for each in (2.0, 0.001)
    )
    assert not few.loosened
    assert few.relevant == 40
    assert few == hardly_any


def test_a_missed_paper_that_stands_for_many_lowers_the_threshold() -> None:
    found = _people(BELONGING[:24], OFF[:24])
    many, hardly_any = (
        _threshold([*found, *_people(NEAR[-1:], stands_for=each)]) for each in (9.0, 0.001)
    )
    assert (many.loosened, hardly_any.loosened) == (True, False)
    assert many.value is not None
    assert hardly_any.value is not None
    assert many.value < hardly_any.value
    assert "Audits suggest that 27.3% " in many.sentence
    assert "The threshold was lowered." in many.sentence


def test_many_missed_papers_remove_the_threshold() -> None:
    missed = _people(VILLAGES[-6:], stands_for=20.0)
    said = _threshold([*_people(BELONGING[:40], OFF[:40]), *missed])
    assert said.loosened
    assert said.value is None
    assert "Audits suggest that 75% " in said.sentence
    assert "until people have decided more papers" in said.sentence


def test_missed_papers_count_though_their_search_is_not_settled() -> None:
    missed = _people(VILLAGES[-6:], stands_for=20.0, settled=False)
    assert _threshold([*_people(BELONGING[:40], OFF[:40]), *missed]).value is None


def test_missed_papers_alone_make_no_threshold() -> None:
    said = _threshold([*_people([], OFF[:30]), *_people(BELONGING[:25], stands_for=2.0)])
    assert said.value is None


def test_a_threshold_that_audits_lowered_says_so_though_time_lowers_it_more() -> None:
    """Else what the old threshold excluded does not come back: see `bot.steps.screen`."""
    found = _over_days(_people(BELONGING[:24], NEAR[:24]))
    late = _people(VILLAGES[:10], on="2026-02-02")
    missed = _people(NEAR[-1:], on="2025-12-01", stands_for=9.0)
    every = [*missed, *found, *late]
    assert _threshold([replace(one, on="2026-02-02") for one in every]).loosened
    assert _threshold(every).loosened


# ── Odd texts ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "\n", "!? —", "a", "\u200b\u200b"])
@pytest.mark.parametrize("pool", [[], [""], ["Moon tea for sleep\nAdults slept."]])
def test_texts_without_a_word_crash_nothing(text: str, pool: list[str]) -> None:
    labelled = _people([text] * 25, [text] * 25)
    learned = train(labelled, pool, about="", target=0.95, seed=SEED)
    assert all(0 <= score <= 1 for score in learned.model.score([text, *pool]))
    assert learned.ranking.threshold.value is None or 0 <= learned.ranking.threshold.value <= 1


def test_one_paper_without_a_word_among_others_is_ranked() -> None:
    learned = train(_people([*BELONGING[:25], ""], OFF[:25]), [*POOL, ""], about=ABOUT,
                    target=0.95, seed=SEED)  # fmt: skip
    assert 0 < learned.model.score([""])[0] < 1


def test_the_same_seed_gives_the_same_threshold_and_the_same_ranks() -> None:
    labelled = _over_days(_people([*BELONGING[:30], *NEAR[-9:]], OFF[:30]))
    one, same = (train(labelled, POOL, about=ABOUT, target=0.95, seed=7) for _ in range(2))
    assert one.ranking.threshold == same.ranking.threshold
    assert list(one.model.score(OFF)) == list(same.model.score(OFF))
    other = train(labelled, POOL, about=ABOUT, target=0.95, seed=8)
    assert other.ranking.threshold.value != one.ranking.threshold.value


def test_papers_without_an_abstract_do_not_move_the_threshold() -> None:
    """They always go to a person, and so tell nothing of what a threshold would miss."""
    bare = [replace(one, rankable=False) for one in _people(BELONGING[30:49], [])]
    assert _threshold([*bare, *_people([], OFF[:40])]).value is None
    whole = _people(BELONGING[:30], OFF[:40])
    assert _threshold([*whole, *bare]).relevant == _threshold(whole).relevant
