"""A vocabulary is read strictly from its files and checked for what would mislead a reader."""

import pytest

from bot.errors import Mistake
from bot.extraction import terms, vocabulary_check
from bot.extraction.vocabulary import NO_WORDS, Vocabulary, load

NEUROIMAGING = load("neuroimaging")


def faults(text: str) -> list[str]:
    return vocabulary_check.faults(Vocabulary.of("small", {"small.yaml": text}))


@pytest.mark.parametrize("kind", NEUROIMAGING.terms)
def test_every_way_of_writing_is_found_in_a_sentence(kind: str) -> None:
    for id, term in NEUROIMAGING.terms[kind].items():
        for alias in (*term.aliases, *term.bound_aliases):
            text = f"Here, it was ({alias}) that we saw."
            found = NEUROIMAGING.find(text, kind)
            assert [(it.id, text[it.span]) for it in found] == [(id, alias)]


def test_the_built_in_vocabulary_is_sound() -> None:
    assert vocabulary_check.faults(NEUROIMAGING) == []


def test_a_synonym_is_one_more_word_in_one_line() -> None:
    line = "regions:\n  - {id: moon, name: Moon, aliases: [moon%s]}\n"
    before, after = (Vocabulary.of("sky", {"a.yaml": line % more}) for more in ("", ", Luna"))
    assert before.find("the Luna", "region") == []
    assert [it.id for it in after.find("the Luna", "region")] == ["moon"]


def test_the_lists_of_one_kind_may_stand_in_several_files() -> None:
    held = Vocabulary.of(
        "sky",
        {
            "a.yaml": "regions:\n  - {id: moon, name: Moon}",
            "b.yaml": "networks:\n  - {id: orbit, name: Orbit}",
        },
    )
    assert {id: (it.kind, it.network) for id, it in held.terms["region"].items()} == {
        "moon": ("region", False),
        "orbit": ("network", True),
    }


def test_every_kind_is_there_even_in_an_empty_vocabulary() -> None:
    assert set(NO_WORDS.terms) == set(NO_WORDS.lexicons) == set(terms.KINDS)


def test_the_centre_of_a_region_is_that_of_its_left_side() -> None:
    insula = NEUROIMAGING.term("region", "insula").mni
    assert insula is not None
    assert insula[0] < 0
    assert NEUROIMAGING.term("region", "frontal_lobe").mni is None


def test_a_region_is_a_part_of_another() -> None:
    assert NEUROIMAGING.term("region", "anterior_insula").parents == ("insula",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "scales: [{id: a, name: A, aliases: [p-sum]}, {id: b, name: B, aliases: [P sum]}]",
            "scale 'b': the alias 'P sum' also stands for 'a'",
        ),
        (
            "scales:\n  - {id: a, name: A, aliases: [sum, sum]}",
            "scale 'a': the alias 'sum' stands twice",
        ),
        (
            "scales:\n  - {id: a, name: A, aliases: ['+']}",
            "scale 'a': the alias '+' holds no letter or figure",
        ),
        (
            "scales:\n  - {id: a, name: A, aliases: [CP]}\nambiguous: {CP: [one, two]}",
            "scale 'a': 'CP' is listed as ambiguous: no alias may be",
        ),
        (
            "scales: [{id: a, name: A, aliases: [CP]}]\npains: [{id: b, name: B, aliases: [CP]}]",
            "scale 'a': 'CP' also stands for pain 'b': take it from both and list it as ambiguous",
        ),
        ("regions:\n  - {id: a, name: A, parents: [b]}", "region 'a': there is no parent 'b'"),
        (
            "regions:\n  - {id: a, name: A, parents: [b]}\n  - {id: b, name: B, parents: [a]}",
            "region 'a' is a part of itself",
        ),
        (
            "regions:\n  - {id: a, name: A, mni: [-20, 0, 99]}",
            "region 'a' has its centre at (-20, 0, 99), outside the brain",
        ),
        (
            "regions:\n  - {id: a, name: A, mni: [20, 0, 0]}",
            "at (20, 0, 0), on the right: give that of the left side, x below 0",
        ),
        (
            "regions:\n  - {id: a, name: A, midline: true, mni: [-20, 0, 0]}",
            "region 'a' has its centre at (-20, 0, 0), off the midline",
        ),
        (
            "networks:\n  - {id: a, name: A, mni: [-20, 0, 0]}",
            "region 'a' has its centre at (-20, 0, 0), and a network has none",
        ),
        (
            "measures:\n  - {id: a, name: A}",
            "measure 'a' has no family: no sign may be compared with another",
        ),
        (
            "pains:\n  - {id: a, name: A, origin: weather}",
            "pain 'a' has the origin 'weather': it may be tumour, treatment, mixed",
        ),
    ],
)
def test_what_would_mislead_is_told(text: str, told: str) -> None:
    assert told in "\n".join(faults(text))


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        ("regions: [", "line 2: not valid YAML", "brackets"),
        ("regions:\n  - {id: a, name: 2024-13-45}", "a date or a number", "in quotes"),
        ("- a", "holds no lists", "regions"),
        ("region:\n  - {id: a, name: A}", "no list called 'region'", "'regions'"),
        ("regions: moon", "'regions' is no list", "- {id: "),
        ("regions:\n  - moon", "moon has no id and name", "- {id: ..., name: ...}"),
        (
            "regions:\n  - {id: a, name: A, alias: [b]}",
            "'a' has the unknown key 'alias'",
            "aliases",
        ),
        (
            "regions:\n  - {id: a, name: A, aliases: [1]}",
            "'aliases' of 'a' is [1]",
            "in quotes",
        ),
        ("regions:\n  - {id: a, name: A, aliases: b}", "'aliases' of 'a' is b", "a list of words"),
        ("regions:\n  - {id: a, name: A, midline: 1}", "'midline' of 'a' is 1", "true or false"),
        ("regions:\n  - {id: 1, name: A}", "'id' of '1' is 1", "text"),
        ("regions:\n  - {id: a, name: A, mni: [1, 2]}", "'mni' of 'a' is [1, 2]", "three numbers"),
        (
            "regions:\n  - {id: a, name: A}\n  - {id: a, name: B}",
            "the id 'a' stands twice among the regions",
            "aliases of one",
        ),
        ("ambiguous: {CP: pain}", "'ambiguous' does not give", "CP: [cancer pain"),
    ],
)
def test_a_slip_says_where_it_is_and_what_to_do(text: str, told: str, hint: str) -> None:
    with pytest.raises(Mistake) as raised:
        Vocabulary.of("sky", {"sky.yaml": text})
    assert str(raised.value).startswith("sky.yaml")
    assert told in str(raised.value)
    assert hint in raised.value.hint
