"""Studies: facts by kind, in files and under seals that former versions wrote."""

from pathlib import Path

from bot.adapters.store import DirectoryStore
from bot.adapters.store.study_files import revised_text, study_text
from bot.domain.edit_tracking import snapshot
from bot.domain.facts import Fact, Facts, Quote
from bot.domain.records import Record
from bot.domain.studies import Study
from bot.domain.versions import evidence_fingerprint

FORMER = Path(__file__).parents[1] / "data" / "former" / "study.yaml"
"""As the version wrote it whose facts had a field for each kind."""
DIGESTS = {
    "f1": "9aca331201", "species": "bd43fa9ed2", "cancers": "7000bfc5fa",
    "modalities": "b2e6494c25", "field_strengths": "41e0d6fbba", "corrections": "56741c23b7",
    "groups": "974d7e918a",
}  # fmt: skip
"""What that version noted of its parts."""
FINGERPRINT = "fb660610c661dd70"
"""What that version published of its evidence."""


def former(tmp_path: Path) -> Study:
    folder = tmp_path / "state" / "studies"
    folder.mkdir(parents=True)
    (folder / "900000001.yaml").write_bytes(FORMER.read_bytes())
    return DirectoryStore(tmp_path).load().studies["900000001"]


def test_a_study_of_the_former_version_looks_edited_by_nobody(tmp_path: Path) -> None:
    study = former(tmp_path)
    assert study.by_program
    assert snapshot(study).parts == DIGESTS
    assert evidence_fingerprint([Record(id=study.id, title="x")], {study.id: study}) == FINGERPRINT


def test_a_study_of_the_former_version_is_written_as_it_was(tmp_path: Path) -> None:
    text, study = FORMER.read_text("utf-8"), former(tmp_path)
    assert study_text(study, "") == text
    assert revised_text(FORMER.read_bytes(), study) == text


def test_facts_are_asked_for_by_kind() -> None:
    fact = Fact(value="lung cancer", quote=Quote(text="lung cancer", start=0))
    facts = Facts({"cancers": (fact, fact), "designs": ()})
    assert facts.of("cancers") == facts.all == (fact, fact)
    assert facts.values("cancers") == ("lung cancer",)
    assert facts.of("designs") == facts.of("no such kind") == ()


def test_a_kind_without_facts_is_no_kind() -> None:
    assert Facts({"designs": ()}) == Facts()
