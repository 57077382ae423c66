"""People's corrections are what the reader of findings is measured by."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.cli import execute
from bot.demo import story
from bot.domain.edit_tracking import StudySnapshot, keep_person_edits, snapshot
from bot.domain.state import State
from bot.domain.studies import Direction, Study
from bot.synthesis.reader_corrections import CorrectionKind, ReaderCorrections, reader_corrections
from tests.evidence import finding

READ = Study(
    id="paper-1", read_from="abstract", reader="reader 5", text_hash="0" * 16,
    findings=(
        finding("f1", "ReHo | insula | decrease | pain_vs_hc"),
        finding("f2", "GMV | left putamen | increase | pain_vs_hc"),
        finding("f3", "CBF | thalamus | altered | pain_vs_hc"),
        finding("f4", "FA | fornix | decrease | pain_vs_hc"),
    ),
)  # fmt: skip


def judged(study: Study, *snapshots: StudySnapshot) -> ReaderCorrections:
    return reader_corrections(State(studies={study.id: study}, snapshots=snapshots))


def persons(study: Study) -> Study:
    """``f1`` confirmed, ``f2`` turned round, ``f3`` taken out, ``f5`` added, ``f4`` not judged."""
    first, second, _, fourth = study.findings
    added = finding("f5", "ALFF | caudate | increase | pain_vs_hc")
    turned = replace(second, direction=Direction.DECREASE, hemisphere="right")
    return replace(
        study,
        findings=(first, turned, fourth, added),
        checked=("f1", "f2", "f3", "f5", "cohort"),
    )


def test_what_people_set_is_counted_by_what_was_wrong() -> None:
    corrections = judged(persons(READ), snapshot(READ))

    assert corrections.counts == {
        CorrectionKind.CONFIRMED: 1, CorrectionKind.DIRECTION: 1, CorrectionKind.INVENTED: 1,
        CorrectionKind.MISSED: 1,
    }  # fmt: skip
    assert (corrections.studies, corrections.corrected) == (1, 1)
    assert corrections.precision == pytest.approx(1 / 3, abs=1e-3)
    assert corrections.recall == pytest.approx(1 / 3, abs=1e-3)


def test_a_later_note_of_the_persons_version_hides_no_error() -> None:
    theirs = persons(READ)
    assert judged(theirs, snapshot(READ), snapshot(theirs)).counts == (
        judged(theirs, snapshot(READ)).counts
    )


def test_a_new_reading_counts_only_for_what_people_have_not_set() -> None:
    theirs = persons(READ)
    fresh = replace(
        READ, findings=(*READ.findings[:3], finding("f4", "FA | fornix | increase | pain_vs_hc"))
    )
    joined = keep_person_edits(theirs, fresh)
    corrections = judged(joined, snapshot(READ), snapshot(theirs), snapshot(joined))
    assert corrections.counts == judged(theirs, snapshot(READ)).counts


@pytest.mark.parametrize(
    ("change", "correction"),
    [
        ({"region": "amygdala"}, CorrectionKind.REGION),
        ({"measure": "fALFF"}, CorrectionKind.MEASURE),
        ({"comparison": "cancer_vs_hc"}, CorrectionKind.COMPARISON),
        ({"hemisphere": "right"}, CorrectionKind.SIDE),
        ({"clinical_variable": "pain duration"}, CorrectionKind.VARIABLE),
        ({"region": "amygdala", "direction": Direction.NONE}, CorrectionKind.DIRECTION),
        ({"statistic": "p = 0.01"}, CorrectionKind.CONFIRMED),
    ],
)
def test_a_correction_is_named_after_the_weightiest_field(
    change: dict[str, str], correction: CorrectionKind
) -> None:
    first = replace(READ.findings[0], **change)  # type: ignore[arg-type]
    theirs = replace(READ, findings=(first, *READ.findings[1:]), checked=("f1",))
    assert judged(theirs, snapshot(READ)).counts == {correction: 1}


def test_of_a_study_noted_by_a_former_version_nothing_is_known() -> None:
    former = StudySnapshot(study=READ.id, parts=snapshot(READ).parts)
    assert judged(persons(READ), former).judged == ()


def test_a_review_is_measured_on_the_edits_of_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "review.yaml").write_text(story.protocol(), "utf-8")
    store = DirectoryStore(tmp_path / "review")
    before = store.load()
    store.append(before, before.with_added(studies={READ.id: READ}), {})
    file = tmp_path / "review" / "state" / "studies" / "paper-1.yaml"
    file.write_text(file.read_text("utf-8").replace("direction: increase", "direction: none"))
    capsys.readouterr()

    command = ["evaluate", "extraction", "--review", str(tmp_path / "review"), "--errors"]
    assert execute(command) == 0
    printed = capsys.readouterr().out
    assert "Findings that people judged: 1, in 1 studies" in printed
    assert "paper-1 f2, wrong direction: increase, " in printed

    assert execute([*command, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["precision"], figures["by_kind"]) == (0.0, {"wrong direction": 1})
    assert figures["errors"][0]["now"]["direction"] == "none"


@pytest.mark.parametrize("arguments", [[], ["gold.jsonl", "--review", "."]])
def test_a_file_and_a_review_are_not_measured_at_once(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["evaluate", "extraction", *arguments]) == 2
    assert "--review DIR" in capsys.readouterr().err
