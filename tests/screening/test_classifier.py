"""The classifier learns from people's labels and ranks without them."""

import pytest

from bot.domain.strategies import pattern
from bot.screening.classifier import SHOWN, fit

TEA, SLEEP = pattern(["tea*", "cup"]), pattern(["sleep*", "nap", "dream*"])
TEXTS = [
    "Moon tea lets adults sleep through the night",
    "A cup of tea before a nap and sleep",
    "Tea leaves and dreams during sleep",
    "Stars over the desert and their colours",
    "Engines of rockets and their fuel",
    "A history of telescopes and lenses",
]
LABELS = [1, 1, 1, 0, 0, 0]
UNSEEN = ["Tea and sleep of old adults", "Rockets between stars", ""]


def test_what_is_like_the_relevant_papers_ranks_higher() -> None:
    like, unlike, empty = fit(TEXTS, LABELS, concepts=(TEA, SLEEP)).score(UNSEEN)
    assert like > 0.5 > unlike
    assert like > empty


def test_scores_lie_between_0_and_1() -> None:
    for labels in (LABELS, [], [1]):
        scores = fit(TEXTS[: len(labels)], labels, concepts=(TEA, SLEEP)).score(TEXTS + UNSEEN)
        assert scores.shape == (9,)
        assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize("seed", [1, 7])
def test_one_seed_gives_one_ranking(seed: int) -> None:
    one, two = (fit(TEXTS, LABELS, concepts=(TEA, SLEEP), seed=seed) for _ in range(2))
    assert one.score(UNSEEN).tolist() == two.score(UNSEEN).tolist()
    assert one.words(TEXTS[0]) == two.words(TEXTS[0])


@pytest.mark.parametrize(("texts", "labels"), [([], []), (["tea"], [1]), (["a", "b"], [0, 0])])
def test_without_labels_of_both_kinds_the_search_words_rank(
    texts: list[str], labels: list[int]
) -> None:
    model = fit(texts, labels, concepts=(TEA, SLEEP))
    both, one, none = model.score(["Tea and a cup; sleep, a nap", "Tea, tea, TEA", "Stars"])
    assert both > one > none == 0
    assert model.words("Tea and sleep") == ()


def test_without_labels_or_search_words_nothing_ranks() -> None:
    assert fit([], []).score(["Tea", ""]).tolist() == [0, 0]


def test_it_learns_without_search_words() -> None:
    like, unlike, _ = fit(TEXTS, LABELS).score(UNSEEN)
    assert like > unlike


@pytest.mark.parametrize("texts", [["", ""], ["the of", "and"], ["Луна", "чай"]])
def test_labelled_papers_without_a_word_to_learn_from_do_not_stop_it(texts: list[str]) -> None:
    """A title alone may be empty or in another script; the search lines' words rank on."""
    scores = fit(texts, [1, 0], concepts=(TEA, SLEEP)).score(["Tea and sleep"])
    assert scores.shape == (1,)


def test_no_text_has_no_score() -> None:
    assert fit(TEXTS, LABELS).score([]).tolist() == []
    assert fit([], []).score([]).tolist() == []


def test_reasons_are_words_of_the_paper() -> None:
    words = fit(TEXTS, LABELS, concepts=(TEA, SLEEP)).words("Tea lets rockets sleep")
    assert 0 < len(words) <= SHOWN
    assert "sleep" in words
    assert "rockets" not in words
    assert all(part in ("tea", "lets", "sleep") for word in words for part in word.split())
