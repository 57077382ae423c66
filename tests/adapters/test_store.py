"""What the review remembers comes back as it was, or is refused by file and line."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.store import DirectoryStore
from bot.adapters.store.study_files import study_text
from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Correction, Record
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Mistake

RECORD = Record(
    id="900000001", pmid="900000001", doi="10.1000/a", authors=("Luna A",), year=2024,
    title="Moon tea – “quoted”\u2028 & <b>bold</b>", corrections=(Correction(kind="ErratumIn"),),
    has_abstract=True,
)  # fmt: skip
DECISION = Decision(
    record="900000001", verdict=Verdict.INCLUDE, judge=Judge.CLASSIFIER, by="classifier 1",
    on="2026-11-16", reasons=("Names moon tea.",), score=0.75,
)  # fmt: skip
RUN = Run(
    on="2026-11-16", version="1.0", retrieved=1, found=("900000001",),
    searches=(Search(source="pubmed", strategy="weekly", query="x", reported=1),),
)  # fmt: skip
QUOTE = Quote(text="20 patients: 'no' difference, # yes", start=7)
STUDY = Study(
    id="900000001", read_from="abstract", reader="rules 1", text_hash="0123456789012345",
    facts=Facts({"modalities": (Fact(value="mri", quote=QUOTE),)}),
    groups=(Group(label="no", n=20, quote=QUOTE),),
    findings=(
        Finding(
            id="f1", measure="thickness", region="insula", direction=Direction.NONE, quote=QUOTE
        ),
    ),
)  # fmt: skip
STATE = State(records=(RECORD,), decisions=(DECISION,), runs=(RUN,), studies={"900000001": STUDY})
LEDGERS = ("records.jsonl", "decisions.jsonl", "runs.jsonl")


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    """A store that holds one of each."""
    store = DirectoryStore(tmp_path)
    store.append(State(), STATE, {})
    return store


def _ledger(store: DirectoryStore, name: str) -> Path:
    return store.root / "state" / name


def _study_file(store: DirectoryStore) -> Path:
    return store.root / "state" / "studies" / "900000001.yaml"


def _refused(store: DirectoryStore) -> Mistake:
    with pytest.raises(Mistake) as caught:
        store.load()
    assert caught.value.exit_code == 2
    assert caught.value.hint
    return caught.value


def test_an_empty_directory_is_an_empty_review(tmp_path: Path) -> None:
    assert DirectoryStore(tmp_path).load() == State()


def test_the_state_comes_back_as_it_was(store: DirectoryStore) -> None:
    assert store.load() == STATE


# PubMed's texts are stored with single blanks, and YAML takes U+0085 for a line end.
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), max_size=20)
quotes = st.builds(Quote, text=text, start=st.integers(0, 9999))
records = st.builds(
    Record, id=text, title=text, authors=st.lists(text, max_size=3).map(tuple),
    year=st.none() | st.integers(1800, 2100),
    corrections=st.lists(st.builds(Correction, kind=text, citation=text), max_size=2).map(tuple),
    has_abstract=st.booleans(),
)  # fmt: skip
decisions = st.builds(
    Decision, record=text, verdict=st.sampled_from(Verdict), judge=st.sampled_from(Judge), by=text,
    on=text, reasons=st.lists(text, max_size=3).map(tuple), score=st.none() | st.floats(0, 1),
)  # fmt: skip
studies = st.builds(
    Study, id=st.just("900000001"), read_from=text, reader=text, text_hash=text,
    groups=st.lists(
        st.builds(Group, label=text, n=st.integers(0, 9999), quote=quotes), max_size=2
    ).map(tuple),
)  # fmt: skip


@settings(max_examples=40)
@given(
    state=st.builds(
        State,
        records=st.lists(records, max_size=3).map(tuple),
        decisions=st.lists(decisions, max_size=3).map(tuple),
    )
)
def test_any_ledger_comes_back_as_it_was(state: State) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = DirectoryStore(Path(folder))
        store.append(State(), state, {})
        assert store.load() == state


@settings(max_examples=40)
@given(study=studies)
def test_any_study_comes_back_as_it_was(study: Study) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = DirectoryStore(Path(folder))
        store.append(State(), State(studies={study.id: study}), {})
        assert store.load().studies == {study.id: study}


@pytest.mark.parametrize("letter", ["", "–", "\u200b", "\x92", "\x7f", "\ufeff"])
def test_a_long_quote_comes_back_letter_by_letter(store: DirectoryStore, letter: str) -> None:
    """Wherever YAML folds it."""
    words = "Patients drank more moon tea than controls, and their left insula was thinner. " * 3
    quotes = [
        Quote(text=words[:place] + letter + words[place:], start=0) for place in range(len(words))
    ]
    groups = tuple(Group(label="patients", n=20, quote=quote) for quote in quotes)
    _study_file(store).unlink()
    store.append(State(), State(studies={"900000001": replace(STUDY, groups=groups)}), {})
    assert [one.quote for one in store.load().studies["900000001"].groups] == quotes


@settings(max_examples=40)
@given(caption=text)
def test_no_caption_makes_a_study_unreadable(caption: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = DirectoryStore(Path(folder))
        store.append(State(), STATE, {"900000001": caption})
        assert store.load() == STATE


def test_appending_leaves_old_bytes_untouched(store: DirectoryStore) -> None:
    # As another version or a person may have written it: other order, spacing and line end.
    odd = b'{"title": "Old \\u00e9", "id": "900000002"}\r\n\n{ "id":"900000003" }'
    _ledger(store, "records.jsonl").write_bytes(odd)
    study = _study_file(store).read_bytes() + b"# A person's note\n"
    _study_file(store).write_bytes(study)
    before = store.load()
    others = [_ledger(store, name).read_bytes() for name in LEDGERS[1:]]

    store.append(before, before.with_added(records=(RECORD,)), {"900000001": "New caption"})

    assert _ledger(store, "records.jsonl").read_bytes().startswith(odd + b"\n{")
    assert [_ledger(store, name).read_bytes() for name in LEDGERS[1:]] == others
    assert _study_file(store).read_bytes() == study
    assert store.load() == before.with_added(records=(RECORD,))


def test_a_line_is_one_line_without_defaults(store: DirectoryStore) -> None:
    store.append(STATE, STATE.with_added(records=(replace(RECORD, title="a\nb\u2028c"),)), {})
    content = _ledger(store, "records.jsonl").read_bytes()
    assert content.endswith(b"\n")
    first, second = content.decode().rstrip("\n").split("\n")
    assert json.loads(second)["title"] == "a\nb\u2028c"
    assert "vernacular_title" not in json.loads(first)


@pytest.mark.parametrize("file", LEDGERS)
def test_writing_that_is_cut_short_leaves_no_known_paper_undecided(
    tmp_path: Path, file: str
) -> None:
    in_the_way = tmp_path / "state" / file
    in_the_way.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        DirectoryStore(tmp_path).append(State(), STATE, {})
    in_the_way.rmdir()

    left = DirectoryStore(tmp_path).load()

    assert set(left.by_id) <= set(left.current_decisions)


def test_nothing_is_left_beside_the_files(store: DirectoryStore) -> None:
    names = sorted(one.name for one in (store.root / "state").rglob("*") if one.is_file())
    ledgers = ["decisions.jsonl", "format.json", "records.jsonl", "runs.jsonl", "written.jsonl"]
    assert names == ["900000001.yaml", *ledgers]


@pytest.mark.parametrize("name", LEDGERS)
def test_an_unknown_field_is_refused_by_file_line_and_name(
    store: DirectoryStore, name: str
) -> None:
    file = _ledger(store, name)
    line = json.loads(file.read_text("utf-8"))
    with file.open("a", encoding="utf-8") as out:
        out.write("\n" + json.dumps({**line, "colour": "blue"}) + "\n")
    said = _refused(store)
    assert said.message == f"state/{name}, line 3: unknown field 'colour'"
    assert "update the bot" in said.hint


def test_an_unknown_field_deep_inside_is_named_too(store: DirectoryStore) -> None:
    line = '{"id": "900000002", "corrections": [{"kind": "x", "colour": "blue"}]}\n'
    _ledger(store, "records.jsonl").write_text(line, "utf-8")
    assert _refused(store).message == (
        "state/records.jsonl, line 1: unknown field 'corrections.0.colour'"
    )


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('{"id": 900000002}', "'id'"),
        ('{"id": "900000002", "year": "2024"}', "'year'"),
        ('{"title": "No id"}', "'id'"),
        ('{"id": "900000002", "authors": "Luna A"}', "'authors'"),
        ('"900000002"', "an object"),
    ],
)
def test_a_wrong_value_is_refused_by_line_and_field(
    store: DirectoryStore, line: str, field: str
) -> None:
    file = _ledger(store, "records.jsonl")
    file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")
    said = _refused(store).message
    assert said.startswith("state/records.jsonl, line 2: ")
    assert field in said


def test_a_version_of_no_day_is_refused_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "state" / "versions.jsonl"
    file.parent.mkdir()
    file.write_text('{"name": "1", "on": "soon", "evidence": "e", "commit": "c"}\n', "utf-8")
    said = _refused(DirectoryStore(tmp_path))
    assert said.message == "state/versions.jsonl, line 1: 'on' is no ISO date: 'soon'"


@pytest.mark.parametrize(
    "line",
    [b"<<<<<<< HEAD", b"=======", b">>>>>>> theirs", b'{"id": "9000', b"{}}", b"\xff\xfe", b"null,",
     b'{"id": "900000002"},{"id": "900000003"}', b'{"id": "900000002"} {"id": "900000003"}'],
)  # fmt: skip
def test_a_broken_line_is_refused_by_its_number(store: DirectoryStore, line: bytes) -> None:
    file = _ledger(store, "records.jsonl")
    file.write_bytes(file.read_bytes() + line + b"\n" + file.read_bytes())
    assert _refused(store).message == "state/records.jsonl, line 2: not valid JSON"


@pytest.mark.parametrize(
    ("file", "former"),
    [("decisions.jsonl", "reading"), ("decisions.jsonl", "kind of publication"),
     ("acts.jsonl", "said"), ("format.json", "format")],
)  # fmt: skip
def test_a_line_nested_without_end_is_refused_by_its_file(
    store: DirectoryStore, file: str, former: str
) -> None:
    path = store.root / "state" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'{{"{former}": {"[" * 100_000}', "utf-8")

    with pytest.raises(Mistake, match=file.replace(".", r"\.")):
        store.load()


def test_a_record_broken_over_two_lines_is_refused(store: DirectoryStore) -> None:
    _ledger(store, "records.jsonl").write_text('{"id": "900000001"\n"title": "x"}\n', "utf-8")
    assert _refused(store).message == "state/records.jsonl, line 1: not valid JSON"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: '900000001'", "id: '900000002'", "its id is '900000002'"),
        ("id: '900000001'", "id: 900000001", "'id'"),
        ("id: '900000001'", "id: [", "not valid YAML"),
        ("id: '900000001'", "id: '900000001'\nid: '900000001'", "not valid YAML"),
        ("id: '900000001'", "\tid: '900000001'", "not valid YAML"),
        ("direction: none", "direction: sideways", "'findings.0.direction'"),
        ("measure: thickness", "meazure: thickness", "findings.0.me"),
        ("n: 20", "n: twenty", "'groups.0.n'"),
    ],
)
def test_a_bad_study_is_refused_by_its_file(
    store: DirectoryStore, old: str, new: str, says: str
) -> None:
    file = _study_file(store)
    content = file.read_text("utf-8")
    assert content.count(old) == 1
    file.write_text(content.replace(old, new), "utf-8")
    said = _refused(store).message
    assert said.startswith("state/studies/900000001.yaml")
    assert says in said


@pytest.mark.parametrize(
    ("old", "new", "where", "hint"),
    [
        ("findings:", "<<<<<<< HEAD\nfindings:", ", line ", "A merge was left unfinished at line"),
        ("id: '900000001'", "id: '900000001'\nid: '1'", ", line ", "The key stands there twice"),
        ("read_from:", "\tread_from:", ", line ", "YAML takes no tab there"),
    ],
)
def test_a_study_that_is_no_yaml_says_where_and_what_to_do(
    store: DirectoryStore, old: str, new: str, where: str, hint: str
) -> None:
    file = _study_file(store)
    content = file.read_text("utf-8")
    assert content.count(old) == 1
    file.write_text(content.replace(old, new), "utf-8")
    refused = _refused(store)
    assert refused.message.startswith(f"state/studies/900000001.yaml{where}")
    assert "<unicode string>" not in refused.message
    assert hint in refused.hint
    assert "git checkout" in refused.hint


def test_a_study_in_another_encoding_is_said_to_be_in_one(store: DirectoryStore) -> None:
    file = _study_file(store)
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))
    assert _refused(store).message == "state/studies/900000001.yaml: not UTF-8 text"


@pytest.mark.parametrize(
    "content", [b"", b"# only a comment\n", b"- a\n", b"id\n", b"\xff\xfe\xfa"]
)
def test_a_study_file_that_holds_no_study_is_refused(store: DirectoryStore, content: bytes) -> None:
    _study_file(store).write_bytes(content)
    assert _refused(store).message.startswith("state/studies/900000001.yaml: ")


def test_a_persons_note_and_order_in_a_study_do_no_harm(store: DirectoryStore) -> None:
    file = _study_file(store)
    first, *rest = file.read_text("utf-8").split("\n")
    file.write_text("\n".join(["# Checked by Luna", *rest, first, ""]), "utf-8")
    assert store.load() == STATE


@pytest.mark.parametrize(
    "title",
    ["Moon\ntea", "Moon\r\ntea", "Moon\u2028tea\u2029x", "Moon\x85tea", "Moon\x0btea\x0cx",
     "Moon\nid: '900000002'", "Moon # tea: [", "--- Moon", "Moon\x92s tea", "Moon\x7ftea",
     "Moon\x00tea", "Moon\ufffetea"],
)  # fmt: skip
def test_a_caption_is_one_comment_line(tmp_path: Path, title: str) -> None:
    store = DirectoryStore(tmp_path)
    store.append(State(), STATE, {"900000001": f"Luna A 2024. {title}"})
    lines = _study_file(store).read_text("utf-8").splitlines()
    assert lines[0].startswith("# Luna A 2024. ")
    assert lines[1:] == study_text(STUDY, "").splitlines()
    assert store.load() == STATE


def test_a_document_that_is_not_utf_8_is_refused(store: DirectoryStore) -> None:
    (store.root / "REVIEW.md").write_bytes("Mondsüchtig".encode("latin-1"))
    with pytest.raises(Mistake) as caught:
        store.read("REVIEW.md")
    assert caught.value.exit_code == 2
    assert caught.value.message == "REVIEW.md is not UTF-8 text"
    assert "UTF-8" in caught.value.hint


def test_documents_keep_their_line_ends(store: DirectoryStore) -> None:
    assert store.read("REVIEW.md") is None
    store.write("review/deep/REVIEW.md", "one\r\ntwo\n\u2028three")
    assert (store.root / "review/deep/REVIEW.md").read_bytes() == "one\r\ntwo\n\u2028three".encode()
    assert store.read("review/deep/REVIEW.md") == "one\r\ntwo\n\u2028three"


def test_a_rewritten_file_keeps_its_rights(store: DirectoryStore) -> None:
    file = _ledger(store, "records.jsonl")
    assert file.stat().st_mode & 0o777 == 0o644
    file.chmod(0o664)
    store.append(STATE, STATE.with_added(records=(RECORD,)), {})
    assert file.stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("direction: ", "direction: up #", r"line \d+: 'findings.0.direction' is 'up'.*'increase'"),
        ("  direction: ", "  directoin: ", r"line \d+: unknown field .*did you mean 'direction'"),
        ("id: '9", "idd: '9", "did you mean 'id'"),
    ],
)
def test_an_edit_that_does_not_fit_is_told_by_its_line(
    store: DirectoryStore, old: str, new: str, told: str
) -> None:
    file = store.root / "state" / "studies" / "900000001.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(Mistake, match=told):
        store.load()


def test_a_revised_study_keeps_peoples_comments(store: DirectoryStore) -> None:
    file = store.root / "state" / "studies" / "900000001.yaml"
    file.write_text(file.read_text("utf-8") + "# ours\n", "utf-8")
    held = store.load()
    study = replace(held.studies["900000001"], tier="direct", checked=("tier",))

    store.append(held, held.with_added(studies={study.id: study}), {})

    assert store.load().studies[study.id] == study
    assert "# ours" in file.read_text("utf-8")
