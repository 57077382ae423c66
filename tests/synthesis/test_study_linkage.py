"""How probable it is that two reports are of one study, and where asking and joining begin."""

from dataclasses import replace

import pytest

from bot.domain.claims import Species
from bot.synthesis.study_linkage import (
    CERTAIN,
    LIKELY,
    StudyLink,
    StudyProfile,
    likelihood,
    link_between,
    name_key,
)
from bot.topics.loading import load

RULES = load("neuroimaging").linkage

FIVE = frozenset({"a", "b", "c", "d", "e"})
OURS = StudyProfile(
    id="1", name="", year=2020, authors=FIVE, centres=frozenset(),
    sizes=frozenset({("pain", 24), ("control", 31)}), conditions=frozenset({"lung_cancer"}),
    registered=frozenset(), pmid="1", notices=frozenset(), species=Species.HUMAN,
)  # fmt: skip
THEIRS = replace(OURS, id="2", pmid="2")


def _link(**other: object) -> StudyLink | None:
    return link_between(OURS, replace(THEIRS, **other), RULES)  # type: ignore[arg-type]


def test_a_whole_team_with_groups_of_both_sizes_is_certain() -> None:
    found = _link()
    assert found is not None
    assert found.certain
    assert found.why == (
        "5 of 5 authors in common", "groups of the same size (24, 31)", RULES.same
    )  # fmt: skip


def test_sizes_that_differ_are_asked_as_if_none_were_printed() -> None:
    other, none = _link(sizes=frozenset({("pain", 12), ("control", 15)})), _link(sizes=frozenset())
    assert other is not None
    assert none is not None
    assert other.probability == none.probability
    assert LIKELY <= other.probability < CERTAIN


def test_authors_alone_are_never_certain() -> None:
    assert likelihood(1, 0) < CERTAIN


def test_more_shared_authors_and_equal_sizes_make_it_more_probable() -> None:
    shared = [likelihood(part, 0) for part in (0.2, 0.4, 0.6, 0.8, 1)]
    sizes = [likelihood(0.5, n) for n in (0, 1, 2)]
    assert shared == sorted(set(shared))
    assert sizes == sorted(set(sizes))
    assert likelihood(0.5, 3) == likelihood(0.5, 2)


def test_journals_print_one_name_in_several_ways() -> None:
    assert name_key("Mosswood AB") == name_key("Mosswood, A.") == name_key("Mósswood A. B.")


@pytest.mark.parametrize(
    ("author", "key"),
    [
        ("van der Ash JH", "vanderashj"),
        ("Ash-Reed, Ada", "ashreeda"),
        ("Li X", "lix"),
        ("Pond Study Group", "pondstudygroup"),
        ("沼田 A", "沼田a"),
    ],
)
def test_a_name_is_the_family_and_one_initial(author: str, key: str) -> None:
    assert name_key(author) == key


@pytest.mark.parametrize("shared", [(), ("a",)])
def test_one_author_in_common_is_no_team(shared: tuple[str, ...]) -> None:
    assert _link(authors=frozenset({*shared, "x", "y"})) is None


def test_two_of_many_authors_are_not_asked() -> None:
    many = frozenset({"a", "b", *"uvwxyz"})
    ours = replace(OURS, authors=FIVE | set("mnop"))
    assert link_between(ours, replace(THEIRS, authors=many, sizes=frozenset()), RULES) is None


def test_another_cancer_is_asked_only_with_groups_of_one_size() -> None:
    breast = frozenset({"breast_cancer"})
    asked = _link(conditions=breast)
    assert asked is not None
    assert not asked.certain
    assert _link(conditions=breast, sizes=frozenset()) is None
    both = _link(conditions=breast | OURS.conditions)
    assert both is not None
    assert both.certain


@pytest.mark.parametrize(("year", "asked"), [(2025, True), (2015, True), (2026, False)])
def test_five_years_may_lie_between(year: int, *, asked: bool) -> None:
    assert bool(_link(year=year)) is asked


def test_another_centre_makes_it_less_probable_and_the_same_one_is_named() -> None:
    ours = replace(OURS, centres=frozenset({"lanternhospital"}), sizes=frozenset())
    theirs = replace(THEIRS, centres=frozenset({"pondinstitute"}))
    here = replace(THEIRS, centres=frozenset({"lanternhospital", "pondinstitute"}))
    unknown = link_between(ours, THEIRS, RULES)
    elsewhere, same = link_between(ours, theirs, RULES), link_between(ours, here, RULES)
    assert unknown is not None
    assert elsewhere is not None
    assert same is not None
    assert elsewhere.probability < unknown.probability == same.probability
    assert "the same centre" in same.why


def test_few_names_in_common_at_two_centres_are_not_asked() -> None:
    ours = replace(OURS, centres=frozenset({"lanternhospital"}), sizes=frozenset())
    few = replace(THEIRS, authors=frozenset({"a", "b", "x", "y", "z"}))
    assert link_between(ours, few, RULES) is not None
    elsewhere = replace(few, centres=frozenset({"pondinstitute"}))
    assert link_between(ours, elsewhere, RULES) is None


def test_animals_are_no_people() -> None:
    assert _link(species=Species.ANIMAL) is None


def test_a_number_and_a_notice_are_certain_whoever_wrote_it() -> None:
    number = frozenset({"NCT00000001"})
    strangers = replace(THEIRS, authors=frozenset(), registered=number)
    for found in (
        link_between(replace(OURS, registered=number), strangers, RULES),
        _link(notices=frozenset({"1"}), authors=frozenset()),
    ):
        assert found is not None
        assert found.certain
