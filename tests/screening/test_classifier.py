"""The classifier learns from people's labels and ranks without them."""

import pytest

from bot.screening import classifier
from bot.screening.classifier import SHOWN, Model, fit

ABOUT = "Moon tea for sleep: does a cup of tea help people to sleep, nap and dream?"
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
    like, unlike, empty = fit(TEXTS, LABELS, about=ABOUT).score(UNSEEN)
    assert like > 0.5 > unlike
    assert like > empty


def _words(model: Model, text: str) -> tuple[str, ...]:
    (words,) = model.words([text])
    return words


def test_the_strongest_telling_words_are_the_reasons() -> None:
    labels = [1, 1, 0, 0]
    texts = ["Tea 12 and sleep", "The tea and the sleep of 12", "Granite", "Granite of the hills"]
    model = fit(texts, labels)

    assert _words(model, texts[1]) == ("tea", "sleep")
    assert _words(model, "Granite of the hills") == ()


def test_scores_lie_between_0_and_1() -> None:
    for labels in (LABELS, [], [1]):
        scores = fit(TEXTS[: len(labels)], labels, about=ABOUT).score(TEXTS + UNSEEN)
        assert scores.shape == (9,)
        assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize("seed", [1, 7])
def test_one_seed_gives_one_ranking(seed: int) -> None:
    one, two = (fit(TEXTS, LABELS, about=ABOUT, seed=seed) for _ in range(2))
    assert one.score(UNSEEN).tolist() == two.score(UNSEEN).tolist()
    assert _words(one, TEXTS[0]) == _words(two, TEXTS[0])


@pytest.mark.parametrize("labels", [[None] * 6, [1, None, None, None, None, None]])
def test_without_labels_of_both_kinds_the_protocols_words_rank(labels: list[int | None]) -> None:
    model = fit(TEXTS, labels, about=ABOUT)
    both, none = model.score(["Tea and a cup; sleep, a nap", "Stars"])
    assert both > 0.5 > none
    assert _words(model, "Tea and sleep") == ()


def test_without_labels_or_words_nothing_ranks() -> None:
    assert fit([], []).score(["Tea", ""]).tolist() == [0.5, 0.5]


def test_unlabelled_papers_teach_too() -> None:
    labels: list[int | None] = [1, None, None, 0, None, None]
    with_them = fit(TEXTS, labels).score(UNSEEN)
    without = fit([TEXTS[0], TEXTS[3]], [1, 0]).score(UNSEEN)
    assert with_them[0] > with_them[1]
    assert with_them.tolist() != without.tolist()


def test_a_model_of_few_labels_learns_from_what_it_ranks() -> None:
    few = fit([TEXTS[0], TEXTS[3]], [1, 0], about=ABOUT)
    together = fit([TEXTS[0], TEXTS[3], *TEXTS], [1, 0, *[None] * 6], about=ABOUT)
    assert few.score(TEXTS).tolist() == together.score(TEXTS).tolist()


def test_it_learns_from_a_part_of_many_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "LARGEST_POOL", 2)
    few = fit([TEXTS[0], TEXTS[3]], [1, 0], about=ABOUT, seed=3)
    scores = few.score(TEXTS + UNSEEN)
    assert scores.shape == (9,)
    assert scores.tolist() == few.score(TEXTS + UNSEEN).tolist()


def test_what_is_like_one_relevant_paper_ranks_higher() -> None:
    """Its other words say nothing: no second paper has them."""
    texts = [*TEXTS, "Herbal infusions soothe infants"]
    model = fit(texts, [*LABELS, 1])
    like, unlike = model.score(["Infusions for infants", "Lanterns for gardens"])
    assert like > unlike


def test_it_learns_without_search_words() -> None:
    like, unlike, _ = fit(TEXTS, LABELS).score(UNSEEN)
    assert like > unlike


@pytest.mark.parametrize("texts", [["", ""], ["the of", "and"], ["Луна", "чай"]])
def test_labelled_papers_without_a_word_to_learn_from_do_not_stop_it(texts: list[str]) -> None:
    """A title alone may be empty or in another script; the protocol's words rank on."""
    scores = fit(texts, [1, 0], about=ABOUT).score(["Tea and sleep"])
    assert scores.shape == (1,)


def test_no_text_has_no_score() -> None:
    assert fit(TEXTS, LABELS).score([]).tolist() == []
    assert fit([], []).score([]).tolist() == []


def test_reasons_are_words_of_the_paper() -> None:
    words = _words(fit(TEXTS, LABELS, about=ABOUT), "Tea lets rockets sleep")
    assert 0 < len(words) <= SHOWN
    assert "sleep" in words
    assert "rockets" not in words
    assert all(part in ("tea", "lets", "sleep") for word in words for part in word.split())
