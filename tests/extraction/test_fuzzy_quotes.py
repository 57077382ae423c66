"""Words are found again however they were printed, and always in the paper's own letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.fuzzy_quotes import find, fold, folds_to

ANY = st.text(st.characters()) | st.text("aé\u0301\u0323ﬁ½ \u00a0\u2003\n-–—“”'’\u00ad\u200bÅ가́")
"""Any text at all, surrogates included, and texts dense in what is folded."""


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("lower GMV", "had lower GMV in", "lower GMV"),
        ("lower GMV", "had lower\n  GMV in", "lower\n  GMV"),
        ("lower GMV", "had lower\u00a0GMV in", "lower\u00a0GMV"),
        ("low-frequency", "of low\u2013frequency type", "low\u2013frequency"),
        ("p - 1", "with p \u2212 1 here", "p \u2212 1"),
        ('the "seed" was', "so the “seed” was left", "the “seed” was"),
        ("patients' GMV", "in patients’ GMV", "patients’ GMV"),
        ("first finding", "the ﬁrst ﬁnding", "ﬁrst ﬁnding"),
        ("decreased FC", "de\u00adcreased FC", "de\u00adcreased FC"),
        ("Müller", "by Mu\u0308ller", "Mu\u0308ller"),
        ("Mu\u0308ller", "by Müller", "Müller"),
    ],
)
def test_words_are_found_as_they_were_printed(words: str, text: str, found: str) -> None:
    place = find(words, text)
    assert place
    assert text[slice(*place)] == found


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("", "any text"),
        (" \n", "any text"),
        ("changed in the insula", "GMV was unchanged in the insula"),
        ("significant change", "a non-significant change"),
        ("connectivity fell", "hypo-connectivity fell"),
        ("lower in the insul", "GMV was lower in the insula"),
        ("Lower GMV", "lower GMV"),
        ("in st", "in ﬆates"),
        ("lower GMV", "lower, GMV"),
    ],
)
def test_no_word_is_cut_or_changed(words: str, text: str) -> None:
    assert find(words, text) is None


def test_the_search_begins_where_it_is_told() -> None:
    text = "lower FA; lower FA"
    assert find("lower FA", text) == (0, 8)
    assert find("lower FA", text, 1) == (10, 18)
    assert find("lower FA", text, 11) is None


@given(ANY)
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.places)
    for start, end in folded.places:
        assert 0 <= start < end <= len(text)
    assert "  " not in folded.text


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(ANY)
def test_two_spellings_of_one_text_fold_alike(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert folds_to(unicodedata.normalize(form, text)) == folds_to(text)


@given(ANY, ANY)
def test_what_is_found_folds_to_what_was_sought(words: str, text: str) -> None:
    place = find(words, text)
    if place:
        assert folds_to(text[slice(*place)]) == folds_to(words)


@given(ANY, ANY, ANY)
def test_whole_words_are_found_among_any_others(before: str, words: str, after: str) -> None:
    text = f"{before} . {words} . {after}"
    if folds_to(words) and find(words, f". {words} .") is not None:
        assert find(words, text) is not None
