"""One table for each region: who is on which side, what may explain it, and what agrees."""

from bot.domain.claims import ConflictKind
from bot.extraction.vocabulary import load
from bot.synthesis.confounds import DIRECTNESS, PARTICIPANTS
from bot.synthesis.region_conflicts import RegionConflicts, region_conflicts, replicated
from bot.synthesis.synthesis import synthesised
from tests.evidence import Invented, state

VOCABULARY = load("neuroimaging")
HC = "pain_vs_hc"


def paper(team: str, *lines: str, n: int = 30, **facts: str) -> Invented:
    sizes = {"pain": n, "healthy_control": n + 1}
    return Invented(team=team, n=sizes, findings=lines, facts=facts)


def regions(*papers: Invented) -> tuple[RegionConflicts, ...]:
    made = state(papers)
    return region_conflicts(synthesised(made, VOCABULARY), made.studies, VOCABULARY.topic)


def line(way: str, place: str = "insula", measure: str = "GMV") -> str:
    return f"{measure} | {place} | {way} | {HC}"


def test_a_region_has_one_table_and_a_question_one_row_whatever_the_number_of_pairs() -> None:
    (region,) = regions(
        paper("Moss", line("increase")), paper("Fern", line("increase")),
        paper("Rain", line("decrease")), paper("Snow", line("none")),
    )  # fmt: skip
    assert region.region == "insula"
    assert [question.kind for question in region.questions] == [
        ConflictKind.STRICT, ConflictKind.NULL
    ]  # fmt: skip
    strict = region.questions[0]
    assert {one.study for one in strict.a} == {"920000001", "920000002"}
    assert {one.study for one in strict.b} == {"920000003"}


def test_confounds_are_what_differs_and_what_was_not_extracted() -> None:
    (region,) = regions(
        paper("Moss", line("increase"), cancers="lung cancer", modalities="sMRI", analgesics="WHO"),
        paper("Fern", line("decrease"), n=12, cancers="breast cancer", modalities="sMRI"),
    )  # fmt: skip
    confounds = {confound.kind: confound for confound in region.confounds}
    assert confounds["cancers"].values == {
        "920000001": ("lung cancer",), "920000002": ("breast cancer",)
    }  # fmt: skip
    assert confounds["cancers"].differs
    assert confounds["analgesics"].unstated == ("920000002",)
    assert not confounds["analgesics"].differs
    assert confounds[PARTICIPANTS].values["920000002"] == ("12",)
    assert confounds["scopes"].unstated == ("920000001", "920000002")
    assert "modalities" not in confounds


def test_mixed_groups_are_a_confound() -> None:
    (region,) = regions(
        paper("Moss", line("increase"), pains="bone metastasis pain"),
        paper("Fern", line("decrease"), pains="post-mastectomy chronic pain (mixed symptoms)"),
    )
    confound = next(one for one in region.confounds if one.kind == DIRECTNESS)
    assert set(confound.values.values()) == {("direct",), ("indirect",)}


def test_what_independent_cohorts_replicate_is_told_beside_what_conflicts() -> None:
    made = (
        paper("Moss", line("increase"), line("decrease", measure="CBF")),
        paper("Fern", line("decrease"), line("decrease", measure="CBF")),
    )
    (region,) = regions(*made)
    assert [claim.family for claim in region.replicated] == ["perfusion_metabolism"]


def test_reports_that_may_be_of_one_cohort_replicate_nothing() -> None:
    twice = (paper("Moss", line("decrease")), paper("Moss", line("decrease"), n=50))
    whole = synthesised(state(twice), VOCABULARY)
    assert whole.claims[0].total == 2
    assert replicated(whole.claims, VOCABULARY.topic) == ()


def test_regions_with_opposite_results_come_first() -> None:
    found = regions(
        paper("Moss", line("increase"), line("increase", "amygdala")),
        paper("Fern", line("decrease"), line("none", "amygdala")),
    )
    assert [region.region for region in found] == ["insula", "amygdala"]


def test_what_the_comparison_explains_is_told_and_no_conflict() -> None:
    (region,) = regions(
        paper("Moss", line("increase")),
        paper("Fern", "GMV | insula | decrease | pain_vs_cancer_no_pain"),
    )
    assert region.kind is ConflictKind.COMPARATOR
    assert region.kind.explained
