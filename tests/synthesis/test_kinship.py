"""What each sign of one team's same people weighs, and where asking and joining begin."""

from dataclasses import replace

import pytest

from bot.domain.claims import Species
from bot.synthesis.study_linkage import CERTAIN, LIKELY, StudyProfile, link
from bot.topics.loading import load

RULES = load("neuroimaging").linkage

FIVE = ("a", "b", "c", "d", "e")
OURS = StudyProfile(
    id="1", name="", year=2020, authors=FIVE, sizes=frozenset({("pain", 24), ("control", 31)}),
    methods=frozenset({"rs-fMRI"}), conditions=frozenset({"lung_cancer"}), registered=frozenset(),
    pmid="1", notices=frozenset(), species=Species.HUMAN,
)  # fmt: skip
THEIRS = replace(OURS, id="2", pmid="2")
NOBODY = frozenset[str]()
"""Signs that compare nothing: neither methods nor conditions."""
BARE = {"methods": NOBODY, "conditions": NOBODY}


def _weight(**other: object) -> int:
    """The weight of the tie, 0 where nobody is asked."""
    found = link(OURS, replace(THEIRS, **other), RULES)  # type: ignore[arg-type]
    return -found.rank if found else 0


@pytest.mark.parametrize(
    ("authors", "weight"),
    [
        (FIVE, 4),
        (("a", "b", "c", "d", "y"), 3),  # first, half and four fifths
        (("x", "b", "c", "d", "e"), 3),  # last, half and four fifths
        (("x", "b", "c", "d", "y"), 0),  # three of five are a half alone
        (("a", "b", "y", "z", "e"), 3),  # first, last, half
        (("a", "b", "x", "y", "z"), 0),  # first alone: two of five are no half
        (("a", "b", "c", "y", "z"), 2),  # first and half
        (("x", "y", "z", "b", "c"), 0),
        (("b", "c"), 2),  # of the shorter list
    ],
)
def test_each_sign_of_a_team_weighs_one(authors: tuple[str, ...], weight: int) -> None:
    """Groups of both sizes weigh three; a single sign of a team ties nobody."""
    assert _weight(authors=authors, **BARE) == (3 + weight if weight else 0)


@pytest.mark.parametrize(
    ("sizes", "weight"),
    [
        ({("pain", 24), ("control", 31)}, 3),
        ({("pain", 24)}, 2),
        ({("pain", 24), ("control", 30)}, 1),
        ({("patients", 24)}, 0),
        (set(), 0),
        ({("pain", 23), ("control", 30)}, -2),
    ],
)
def test_groups_of_one_size_weigh_for_it_and_others_against(
    sizes: set[tuple[str, int]], weight: int
) -> None:
    """All five authors weigh four, the method one."""
    expected = 5 + weight
    found = _weight(sizes=frozenset(sizes), conditions=NOBODY)
    assert found == (0 if expected < LIKELY else expected if weight >= 2 else min(expected, 5))


def test_a_method_and_a_cancer_weigh_one_each() -> None:
    assert _weight(**BARE) == 7
    assert _weight(conditions=NOBODY) == _weight(methods=NOBODY) == 8
    assert _weight() == 9


def test_another_cancer_weighs_three_against_it() -> None:
    assert _weight(conditions=frozenset({"breast_cancer"})) == 8 - 3
    assert _weight(conditions=frozenset({"breast_cancer", "lung_cancer"})) == 9


@pytest.mark.parametrize("sizes", [set(), {("patients", 24)}, {("pain", 24), ("control", 30)}])
def test_without_groups_of_one_size_nothing_is_certain(sizes: set[tuple[str, int]]) -> None:
    found = link(OURS, replace(THEIRS, sizes=frozenset(sizes)), RULES)
    assert found is not None
    assert (-found.rank, found.certain) == (CERTAIN - 1, False)


@pytest.mark.parametrize(
    ("sizes", "methods", "weight"),
    [
        (OURS.sizes, OURS.methods, 6),
        (OURS.sizes, NOBODY, 5),
        ({("pain", 24)}, NOBODY, 4),
        ({("pain", 24), ("control", 30)}, NOBODY, 0),
    ],
)
def test_from_four_on_a_person_is_asked_and_from_six_on_nobody(
    sizes: set[tuple[str, int]], methods: frozenset[str], weight: int
) -> None:
    """Both authors of a short list weigh two."""
    two = replace(THEIRS, authors=("b", "c"), sizes=frozenset(sizes), methods=methods)
    found = link(OURS, replace(two, conditions=NOBODY), RULES)
    assert (-found.rank if found else 0) == weight
    assert bool(found and found.certain) is (weight == 6)


@pytest.mark.parametrize(("year", "asked"), [(2023, True), (2017, True), (2024, False)])
def test_three_years_may_lie_between(year: int, asked: bool) -> None:  # noqa: FBT001 - a table
    assert bool(_weight(year=year)) is asked


def test_a_number_and_a_notice_are_more_than_certain() -> None:
    number = frozenset({"NCT00000001"})
    found = link(
        replace(OURS, registered=number), replace(THEIRS, registered=number, authors=()), RULES
    )
    assert found is not None
    assert -found.rank == 2 * CERTAIN
    assert _weight(notices=frozenset({"1"}), authors=()) == 2 * CERTAIN
