"""Sentences and clauses keep their place in the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.statements import statements
from bot.extraction.text import Span, any_word, guarded, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Drugs, e.g. Opioids, help. So it is.", ["Drugs, e.g. Opioids, help.", "So it is."]),
        ("Pain vs. Controls was tested.", ["Pain vs. Controls was tested."]),
        ("It rose (p < .05) by 3.4 units. See Fig. 2 for more.", None),
        ("J. Doe scanned them. All went well.", ["J. Doe scanned them.", "All went well."]),
        (
            "All were scanned at 3 T. The rest fell out.",
            ["All were scanned at 3 T.", "The rest fell out."],
        ),
        ("It fell in group B. In group A it rose.", ["It fell in group B.", "In group A it rose."]),
        ("So says T. Adams of it. It is so.", ["So says T. Adams of it.", "It is so."]),
        ("Was it so? Yes! 24 patients came.", ["Was it so?", "Yes!", "24 patients came."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    """Full stops of short forms, initials and numbers end no sentence."""
    found = [span.text for span in sentences(text)]
    if expected is None:
        assert len(found) == 2
    else:
        assert found == expected


def test_sections() -> None:
    """Each sentence knows the label of its section, on its own line or within one."""
    text = "BACKGROUND: Pain hurts.\nMETHODS: We looked. Results: It was so. It stayed."
    assert [(span.section, span.text) for span in sentences(text)] == [
        ("BACKGROUND", "Pain hurts."),
        ("METHODS", "We looked."),
        ("RESULTS", "It was so."),
        ("RESULTS", "It stayed."),
    ]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("BackgroundPain hurts. ResultsIt was so.", ["BACKGROUND", "RESULTS"]),
        ("ObjectiveWe ask. MethodsWe looked. FindingsSo.", ["OBJECTIVE", "METHODS", "FINDINGS"]),
        ("ResultsIt was so. ConclusionsIt is so.", ["RESULTS", "CONCLUSIONS"]),
        ("Ten came. It was so. Highlights They came.", ["", "", "HIGHLIGHTS"]),
        ("**Aims** We ask. **Results** It was so. It is.", ["AIMS", "RESULTS", "RESULTS"]),
        ("**Aims:** We ask. **Methods** We looked.", ["AIMS", "METHODS"]),
        ("Ten came. ResultsFile was the name of it.", ["", ""]),
        ("Highlights They came. It was so.", ["", ""]),
    ],
)
def test_labels_that_lost_their_colons(text: str, sections: list[str]) -> None:
    """One glued word may be a name; where highlights end that open a text is not known."""
    assert [span.section for span in sentences(text)] == sections


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("CBF rose in the insula; it fell in the pons", 2),
        ("CBF rose in the insula, whereas it fell in the pons", 2),
        ("CBF rose in the insula, but not elsewhere", 2),
        ("CBF rose in the insula, and ReHo was lower in the pons", 2),
        ("CBF in the insula, pons, and the thalamus was lower", 1),
        ("CBF rose in the insula and the pons", 1),
        ("CBF rose in the insula (p = 1; r = 2) and the pons", 1),
        ("Despite equal scores in both arms, we found less CBF in the pons", 2),
        ("Although scores, moods, and ages did not differ, CBF was lower in the pons", 2),
        ("Even though nobody felt it (not once, it was said), ReHo was higher", 2),
        ("Although they were ill, and tired, with pain", 1),
    ],
)
def test_statements(text: str, number: int) -> None:
    """A statement ends where another begins, and not within brackets or a list."""
    assert len(statements(Span(text, 0))) == number


@given(st.text())
def test_places(text: str) -> None:
    """Every sentence and statement stands where it says."""
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        for clause in statements(sentence):
            assert text[clause.start : clause.end] == clause.text


@pytest.mark.parametrize(
    "words", ["may|might(?! not)|p\\s?[<(|]", "(?:was|we(?:re)?) (?:not )?seen|saw"]
)
def test_any_word_finds_what_the_plain_pattern_finds(words: str) -> None:
    text = "It may. We might not, p <.5 was seen; mayor, dismay, was not seen, p | we seen"
    plain = re.compile(rf"\b(?:{words})\b")
    assert [hit.span() for hit in any_word(words).finditer(text)] == [
        hit.span() for hit in plain.finditer(text)
    ]


@pytest.mark.parametrize("words", ["may|[ab]c", "may|m?ay", "(?:may|might)? be"])
def test_any_word_wants_a_letter_first(words: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        any_word(words)


def test_a_guarded_pattern_finds_what_holds_the_letters_it_needs() -> None:
    tea = guarded(r"\b(?:moon )?tea\b|\bcups? of \w+", "tea", "cup")
    text = "moon tea and a cup of water"
    assert [match[0] for match in tea.finditer(text)] == ["moon tea", "cup of water"]
    assert tea.search(text)
    assert not tea.search("moon water")
    assert not list(tea.finditer("moon water"))
