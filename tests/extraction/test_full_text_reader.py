"""Reading a full text beside the abstract."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import LONGEST_QUOTE
from bot.domain.full_texts import FullText, Passage, Role
from bot.domain.records import Article, Record, Section
from bot.domain.studies import Direction, Study
from bot.extraction.vocabulary import load
from bot.pipeline.read_study import read_study

VOCABULARY = load("neuroimaging")
TITLE = "Grey matter volume in patients with lung cancer and bone pain."
METHODS = "We enrolled 24 patients with cancer pain and 26 healthy controls, scanned at 3 T."
FOUND = "Patients with pain showed reduced grey matter volume in the left insula."
MORE = "Patients with pain showed reduced grey matter volume in the left precuneus."


def article(results: str = FOUND, methods: str = METHODS) -> Article:
    sections = (Section(label="METHODS", text=methods), Section(label="RESULTS", text=results))
    record = Record(id="1", pmid="1", pmcid="PMC1", title=TITLE, has_abstract=True, text_hash="a")
    return Article(record=record, sections=sections)


def text(results: str = MORE, methods: str = "", other: str = "") -> FullText:
    parts = (
        ("Methods", "Participants", methods, Role.METHODS),
        ("Results", "Grey matter", results, Role.RESULTS),
        ("Discussion", "Meaning", other, Role.OTHER),
    )
    return FullText(
        pmcid="PMC1",
        passages=tuple(
            Passage(path=(outer, inner), text=words, role=role)
            for outer, inner, words, role in parts
            if words
        ),
    )


def read(one: FullText | None, paper: Article | None = None) -> Study:
    paper = paper or article()
    return read_study(paper.record, paper, VOCABULARY, one)


def said(study: Study) -> list[tuple[str, str, str]]:
    return [(one.region, str(one.direction), one.quote.part) for one in study.findings]


def quoted(study: Study, paper: Article, one: FullText) -> None:
    """Every quote stands in its part at its place."""
    for quote in study.quotes:
        words = {"title": paper.record.title, "abstract": paper.abstract}.get(quote.part)
        words = one.words_of(quote.part) if words is None else words
        assert words[quote.start : quote.start + len(quote.text)] == quote.text
        assert len(quote.text) <= LONGEST_QUOTE


def test_the_text_adds_what_the_abstract_leaves_out() -> None:
    study = read(text())

    assert said(study) == [
        ("insula", "decrease", "abstract"),
        ("precuneus", "decrease", "full text, Results > Grey matter"),
    ]
    assert [one.id for one in study.findings] == ["f1", "f2"]
    assert study.findings[1].section == "Results > Grey matter"
    assert study.findings[1].checks == study.findings[0].checks
    assert (study.read_from, study.full_text_hash) == ("full text", text().fingerprint)


def test_without_a_text_the_abstract_is_read_as_ever() -> None:
    study = read(None)
    assert (study.read_from, study.full_text_hash, study.foci) == ("abstract", "", ())


def test_what_both_say_is_quoted_from_the_abstract() -> None:
    assert said(read(text(f"{FOUND} {MORE}"))) == said(read(text()))


def test_the_abstracts_findings_stay_though_the_text_is_silent() -> None:
    assert said(read(text("Nothing else was found."))) == [("insula", "decrease", "abstract")]


def test_against_the_abstract_nothing_counts_and_a_person_is_told() -> None:
    study = read(text(FOUND.replace("reduced", "increased")))
    assert said(study) == [("insula", "decrease", "abstract")]
    assert ["a person should look" in one.why for one in study.rejected] == [True]


def test_the_text_says_which_way_where_the_abstract_does_not() -> None:
    vague = "Patients with pain showed altered grey matter volume in the left insula."
    assert [one.direction for one in read(None, article(vague)).findings] == [Direction.ALTERED]
    study = read(text(FOUND), article(vague))
    assert said(study) == [("insula", "decrease", "full text, Results > Grey matter")]


@pytest.mark.parametrize("role", [Role.METHODS, Role.OTHER])
def test_only_results_give_findings(role: Role) -> None:
    one = text()
    passages = (replace(one.passages[0], role=role),)
    assert len(read(replace(one, passages=passages)).findings) == 1


def test_a_discussion_gives_nothing() -> None:
    study = read(text(other=f"{MORE} The scanner had 7 T. We saw 99 controls."))
    assert [one.value for one in study.facts.of("field_strengths")] == ["3"]
    assert len(study.groups) == 2


def test_methods_fill_the_facts_that_the_abstract_does_not_state() -> None:
    study = read(text(methods="A whole-brain analysis in SPM12 was corrected with FWE."))
    facts = study.facts
    assert [one.value for one in facts.of("scopes")] == ["whole_brain"]
    assert [one.value for one in facts.of("corrections")] == ["FWE"]
    assert facts.of("corrections")[0].quote.part == "full text, Methods > Participants"
    assert facts.of("cancers") == read(None).facts.of("cancers")


def test_whom_the_abstract_names_is_not_widened_by_the_methods() -> None:
    study = read(text(methods="Other groups had breast cancer. Rats were examined as well."))
    assert [one.value for one in study.facts.of("cancers")] == ["lung cancer"]
    assert [one.value for one in study.facts.of("species")] == ["human"]


def test_group_sizes_come_from_the_methods_where_the_abstract_has_none() -> None:
    paper = article(methods="Patients with cancer pain and healthy controls were scanned.")
    assert [one.n for one in read(None, paper).groups] == [None, None]
    study = read(text(methods=METHODS), paper)
    assert {(one.role, one.n) for one in study.groups} == {("pain", 24), ("healthy_control", 26)}
    assert {one.quote.part for one in study.groups} == {"full text, Methods > Participants"}


def test_a_role_of_two_sizes_gets_none() -> None:
    paper = article(methods="Patients with cancer pain were scanned.")
    methods = "We enrolled 24 patients with cancer pain. We analysed 22 patients with cancer pain."
    assert [one.n for one in read(text(methods=methods), paper).groups] == [None]


PIECES = st.sampled_from(
    [MORE, FOUND, METHODS, "We used SPM12.", "RESULTS: none.", "A\u00a0b, c.",
     "\u00c4 \U0001f9e0 x.",
     "Compared with controls, ReHo was higher in the right thalamus (p < 0.001).", "## METHODS x"]
)  # fmt: skip
WORDS = st.lists(st.lists(PIECES, min_size=1, max_size=3).map(" ".join), max_size=4).map("\n".join)


@given(methods=WORDS, results=WORDS, other=WORDS)
def test_every_quote_stands_where_it_says(methods: str, results: str, other: str) -> None:
    one, paper = text(results, methods, other), article()
    quoted(read(one, paper), paper, one)


@pytest.mark.parametrize(
    "sentence",
    [
        "Altogether the insula and the thalamus told the groups apart by their altered signal.",
        "A reduced signal of unknown origin was seen near the putamen and the caudate in some.",
        "Of note, whatever was decreased in the amygdala went unexplained in these people.",
    ],
)
def test_a_result_of_the_text_that_gave_nothing_is_kept_as_unread(sentence: str) -> None:
    whole = text(f"{MORE} {sentence}")
    study = read(whole)
    kept = [quote for quote in study.unread if quote.part.startswith("full text")]
    read_of_it = [one for one in study.findings if one.quote.text in sentence]
    assert read_of_it or [quote.text for quote in kept] == [sentence]
    quoted(replace(study, findings=()), article(), whole)
    for quote in kept:
        words = whole.words_of(quote.part)
        assert words[quote.start : quote.start + len(quote.text)] == quote.text


def test_of_a_text_that_is_not_understood_no_more_is_kept_than_people_look_at() -> None:
    odd = " ".join(f"Case {n} had an altered signal near the putamen and so on." for n in range(60))
    assert len(read(text(odd)).unread) <= 20


def test_a_text_without_end_is_read_as_far_as_papers_go() -> None:
    long = "\n".join([*["Filling words stand here."] * 20_000, MORE])
    assert said(read(text(long))) == [("insula", "decrease", "abstract")]
