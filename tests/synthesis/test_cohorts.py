"""Papers about the same people count once; what is not certain is asked."""

from dataclasses import replace
from itertools import permutations

import pytest

from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Correction, Record
from bot.domain.studies import Study
from bot.synthesis.cohorts import Linkage, linkage
from bot.topics.loading import load as load_topic

TOPIC = load_topic("neuroimaging")

QUOTE = Quote(text="Invented.", start=0)
TEAM = ("Mosswood A", "Fernfield B", "Ashstone C", "Rainbrook D")
Pair = tuple[Record, Study]


def paper(
    id: str,
    *,
    authors: tuple[str, ...] = TEAM,
    year: int | None = 2022,
    sizes: tuple[int, ...] = (24, 31),
    cancer: str = "lung_cancer",
    cohort: str = "",
) -> Pair:
    roles = ("pain", "healthy_control")
    study = Study(
        id=id,
        read_from="abstract",
        reader="none",
        text_hash="",
        cohort=cohort,
        facts=Facts(
            {
                "cancers": (Fact(value=cancer, quote=QUOTE),) if cancer else (),
                "modalities": (Fact(value="rs-fMRI", quote=QUOTE),),
            }
        ),
        groups=tuple(
            Group(label=role, role=role, n=n, quote=QUOTE)
            for role, n in zip(roles, sizes, strict=False)
        ),
    )
    return Record(id=id, pmid=id, authors=authors, year=year), study


def groups(*papers: Pair) -> list[tuple[str, ...]]:
    return [one.studies for one in found(*papers).cohorts]


def found(*papers: Pair) -> Linkage:
    first = linkage(papers, TOPIC)
    assert all(linkage(order, TOPIC) == first for order in permutations(papers))
    return first


def asked(*papers: Pair) -> list[tuple[str, str]]:
    return [(one.a, one.b) for one in found(*papers).overlaps]


def counted(*papers: Pair) -> tuple[int, int]:
    """How many independent cohorts there are at least and at most."""
    cohorts = found(*papers).cohorts
    return len({cohort.group for cohort in cohorts}), len(cohorts)


def test_one_team_with_groups_of_one_size_is_one_cohort_and_says_why() -> None:
    linked = found(paper("1"), paper("2", year=2024))
    (cohort,) = linked.cohorts
    assert cohort.id == "1"
    assert cohort.studies == ("1", "2")
    assert cohort.why == (
        ("1 and 2: 4 of 4 authors in common, groups of the same size (24, 31), the same cancer"),
    )
    assert linked.overlaps == ()
    assert linked.possible == frozenset()


@pytest.mark.parametrize(
    "other",
    [
        paper("2", authors=("Saltwood E", "Claybrook F")),
        paper("2", authors=("Saltwood E", *TEAM[1:2], "Claybrook F")),
        paper("2", authors=()),
        paper("2", year=2028),
        paper("2", cancer="breast_cancer", sizes=(40, 41)),
    ],
)
def test_others_are_other_people_and_nobody_is_asked(other: Pair) -> None:
    assert groups(paper("1"), other) == [("1",), ("2",)]
    assert asked(paper("1"), other) == []


@pytest.mark.parametrize(
    "other",
    [
        paper("2", sizes=()),
        paper("2", sizes=(26, 33)),
        paper("2", authors=(*TEAM[:1], "Saltwood E", *TEAM[2:]), sizes=(26, 31), cancer=""),
    ],
)
def test_what_may_be_the_same_people_is_asked_and_counted_apart(other: Pair) -> None:
    assert groups(paper("1"), other) == [("1",), ("2",)]
    assert asked(paper("1"), other) == [("1", "2")]
    assert found(paper("1"), other).overlaps[0].why
    assert counted(paper("1"), other) == (1, 2)


def test_one_author_in_common_says_nothing() -> None:
    lone = ("Nobody N",)
    assert groups(paper("1", authors=lone), paper("2", authors=lone)) == [("1",), ("2",)]


def test_accents_and_points_make_no_other_author() -> None:
    accented = ("Mosswood, A.", "Férnfield B", "Ashstone C", "Rainbrook D")
    assert groups(paper("1"), paper("2", authors=accented)) == [("1", "2")]


def test_a_person_joins_what_nothing_else_does() -> None:
    strangers = ("Saltwood E", "Claybrook F")
    (cohort,) = found(paper("1", cohort="Bay"), paper("2", authors=strangers, cohort="Bay")).cohorts
    assert (cohort.id, cohort.studies) == ("Bay", ("1", "2"))
    assert cohort.why == ("a person named them: Bay",)


def test_a_person_keeps_apart_what_everything_else_joins() -> None:
    east, west = paper("1", cohort="East"), paper("2", cohort="West")
    assert groups(east, west) == [("1",), ("2",)]
    assert asked(east, west) == []


def test_a_third_paper_never_bridges_two_names() -> None:
    east, west, bridge = paper("1", cohort="East"), paper("2", cohort="West"), paper("3")
    assert sorted(groups(east, west, bridge)) == [("1", "3"), ("2",)]
    assert asked(east, west, bridge) == [("2", "3")]


def test_a_registration_number_is_certain() -> None:
    first, second = paper("1"), paper("2", authors=("Saltwood E",), year=2010, cancer="")
    numbered = [
        (replace(record, other_ids=("registration:NCT00000001",)), study)
        for record, study in (first, second)
    ]
    (cohort,) = found(*numbered).cohorts
    assert "the same registration number (NCT00000001)" in cohort.why[0]


@pytest.mark.parametrize(("kind", "joined"), [("ErratumFor", True), ("CommentOn", False)])
def test_a_notice_ties_two_papers_and_a_comment_does_not(kind: str, joined: bool) -> None:  # noqa: FBT001 - a table
    record, study = paper("2", authors=("Saltwood E",))
    other = replace(record, corrections=(Correction(kind=kind, pmid="1"),)), study
    assert (len(groups(paper("1"), other)) == 1) is joined


def test_a_person_asked_of_three_papers_gets_two_questions_and_the_count_is_a_range() -> None:
    team = [paper(id, sizes=sizes) for id, sizes in (("1", (24, 31)), ("2", (12, 15)), ("3", ()))]
    assert len(asked(*team)) == 2
    assert counted(*team) == (1, 3)
    assert found(*team).possible == {("1", "2"), ("1", "3"), ("2", "3")}


def test_what_a_person_named_apart_is_not_possible_and_narrows_the_range() -> None:
    east, west = paper("1", cohort="East", sizes=()), paper("2", cohort="West", sizes=())
    assert counted(east, west) == (2, 2)
    assert found(east, west).possible == frozenset()
    third = paper("3", sizes=())
    assert counted(east, west, third) == (2, 3)


def test_authors_in_another_order_with_a_part_of_the_people_are_asked() -> None:
    """The report of a part of a trial by another member of its team."""
    part = paper("2", authors=(TEAM[3], "Saltwood E", TEAM[1], TEAM[0]), sizes=(11, 10))
    assert asked(paper("1"), part) == [("1", "2")]


def test_animals_are_no_people() -> None:
    record, study = paper("2")
    rat = {"species": (Fact(value="rat", quote=QUOTE),)}
    rats = replace(study, facts=Facts({**study.facts.by_kind, **rat}))
    assert groups(paper("1"), (record, rats)) == [("1",), ("2",)]
