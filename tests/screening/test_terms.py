"""Words and pairs of words are counted as scikit-learn counts them."""

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.screening.terms import Terms, Tokens

TEXTS = [
    "Moon tea, moon tea: a cup of moon tea and the tide\nof a tide",
    "The tea 2 leaves; tea2 and ÉTÉ of the moon",
    "",
    "Луна и чай of Ελλάς",
    "the of",
]
UNSEEN = ["Tea of the tide moon", "Nothing is known here", "", "cup unknown of"]


def _scikit_learn() -> TfidfVectorizer:
    pattern = r"(?u)\b\w\w+\b"
    learned = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=pattern, max_df=0.95
    )
    return learned.fit(TEXTS)


def test_terms_are_those_of_scikit_learn_in_its_order() -> None:
    terms, _ = Terms.fit(Tokens.of(TEXTS))
    names = [terms.name(column) for column in range(len(terms.numbers))]
    assert names == _scikit_learn().get_feature_names_out().tolist()
    assert [names[column] for column in terms.single_words] == [n for n in names if " " not in n]


@pytest.mark.parametrize("texts", [TEXTS, UNSEEN, ["", ""]])
def test_rows_are_those_of_scikit_learn(texts: list[str]) -> None:
    terms, fitted = Terms.fit(Tokens.of(TEXTS))
    rows = terms.of(Tokens.of(texts)).toarray()
    assert texts != TEXTS or (rows == fitted.toarray()).all()
    assert rows == pytest.approx(_scikit_learn().transform(texts).toarray(), abs=1e-15)


@pytest.mark.parametrize("texts", [[], ["", ""], ["a b", "1"], ["tea", "tea"]])
def test_texts_that_no_word_tells_apart_have_no_terms(texts: list[str]) -> None:
    with pytest.raises(ValueError, match="No text"):
        Terms.fit(Tokens.of(texts))
