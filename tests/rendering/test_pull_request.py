"""The pull request's body: decisions first, and never longer than GitHub takes."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.templates import renderer
from bot.demo import story
from bot.domain.claims import ClaimChange, ClaimChangeKind
from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.decisions import Decision
from bot.domain.facts import Quote
from bot.domain.model_votes import CriterionAnswer, ModelVote
from bot.domain.protocol import Criterion, Protocol
from bot.domain.records import Correction, Record
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.changes_since import StatementChange
from bot.rendering.escaping import markdown
from bot.rendering.phrases import first_few, sentence_case
from bot.rendering.proposal.cards import EvidenceChanges
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.questions import NOTHING
from bot.rendering.pull_request import LONGEST_BODY, body, title
from bot.settings import parse

MANY = 400
PROTOCOL = parse(story.protocol())
_MARKER = re.compile(r"<!-- living-review:proposal \S+ -->\n")


def _record(number: int) -> Record:
    return Record(
        id=f"9000{number:05}", pmid=f"9000{number:05}", authors=(f"Luna {number}",), year=2026,
        journal="Moon Journal", title=f"Moon tea, part {number}, {'and so on ' * 6}",
    )  # fmt: skip


def _decision(record: Record, verdict: Verdict, score: float | None = 0.5) -> Decision:
    return Decision(
        record=record.id, verdict=verdict, judge=Judge.CLASSIFIER, by="x", on="2026-11-16",
        reasons=("Names moon tea (“moon tea”).", "No search term for people. " * 4), score=score,
    )  # fmt: skip


def _study(record: Record) -> Study:
    quote = Quote(text="Thickness of the insula was lower after moon tea", start=0)
    findings = tuple(
        Finding(
            id=id, measure="thickness", region="insula", direction=Direction.DECREASE, quote=quote
        )
        for id in ("f1", "f2", "f3")
    )
    return Study(
        id=record.id, read_from="abstract", reader="rules 1", text_hash="0", findings=findings
    )


def _state(included: Iterable[int] = (), unsure: Iterable[int] = ()) -> State:
    studies = [_record(number) for number in included]
    waiting = [_record(number) for number in unsure]
    return State(
        records=(*studies, *waiting),
        decisions=(
            *(_decision(one, Verdict.INCLUDE) for one in studies),
            *(_decision(one, Verdict.UNSURE) for one in waiting),
        ),
        runs=(
            Run(
                on="2026-11-16", version="1.0",
                searches=(Search(source="pubmed", strategy="weekly", query="x", reported=9),),
                retrieved=9, found=tuple(one.id for one in (*studies, *waiting)),
            ),
        ),
        studies={one.id: _study(one) for one in studies},
    )  # fmt: skip


def _body(proposal: Proposal, tmp_path: Path, protocol: Protocol = PROTOCOL) -> str:
    return body(proposal, protocol, None, renderer(tmp_path))


def _patient(per_run: int) -> Protocol:
    return replace(PROTOCOL, screening=replace(PROTOCOL.screening, per_run=per_run))


def _retraction() -> Proposal:
    before = _state(included=[1, 2])
    gone = replace(
        before.records[0],
        publication_types=("Retracted Publication",),
        corrections=(Correction(kind="RetractionIn", citation="Moon J. 2026;2:9"),),
    )
    change = RecordChange(record=gone.id, kind=ChangeKind.RETRACTED, notice="Moon J. 2026;2:9")
    run = replace(before.runs[0], found=(), changed=(gone.id,), changes=(change,))
    news = State(records=(gone,), runs=(run,))
    return Proposal(state=before.with_added(records=(gone,), runs=(run,)), news=news)


@pytest.fixture(scope="module")
def crowd() -> Proposal:
    """More than fits: 400 invented studies, and 400 papers that wait."""
    state = _state(included=range(MANY), unsure=range(MANY, 2 * MANY))
    return Proposal(state=state, news=state)


def _cards(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("### ")]


def _rows(text: str) -> list[str]:
    """The headings of the papers to decide."""
    return [line for line in text.split("\n") if line.startswith("#### ")]


def _without_card(text: str) -> int:
    """How many studies are said to have no card, of which the first are named."""
    found = re.search(r"(\d+) more stud(?:y has|ies have) no card here", text)
    return int(found[1]) if found else 0


def _more(text: str, what: str) -> int:
    found = re.search(rf"… and (\d+) more{what}", text)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("per_run", [25, MANY])
def test_a_crowd_is_cut_by_whole_rows_that_are_counted(
    crowd: Proposal, tmp_path: Path, per_run: int
) -> None:
    text = _body(crowd, tmp_path, _patient(per_run))
    assert len(text) <= LONGEST_BODY
    cards, rows = _cards(text), _rows(text)
    assert len(cards) + _without_card(text) == MANY
    assert len(rows) + _more(text, " awaits? a decision") == MANY
    assert rows
    assert text.count("<!-- living-review:include ") == len(cards) + len(rows)
    reasons = len(_patient(per_run).criteria) + 1
    assert text.count("<!-- living-review:exclude ") == reasons * (len(cards) + len(rows))
    assert text.count("is wrong: drop it") == 3 * len(cards)
    # A sentence that reports several findings is quoted once.
    assert text.count("Thickness of the insula") == len(cards)
    assert text.count("From the same sentence as f1.") == 2 * len(cards)
    assert text.count("<details") == text.count("</details>")
    assert text.rstrip().endswith("</details>")


def test_a_study_without_a_card_is_named_and_can_be_corrected(
    crowd: Proposal, tmp_path: Path
) -> None:
    text = _body(crowd, tmp_path)
    shown = len(_cards(text))
    assert shown < MANY
    left_out = crowd.cards[shown]
    assert f"- `{left_out.record.id}` [" in text
    assert f"`/fix {left_out.record.id} f1 direction lower`" in text


def test_a_short_crowd_is_shown_whole(tmp_path: Path) -> None:
    state = _state(included=range(3), unsure=range(3, 6))
    text = _body(Proposal(state=state, news=state), tmp_path)
    assert (len(_cards(text)), len(_rows(text))) == (3, 3)
    assert "… and" not in text


def test_a_crowd_is_cut_without_filling_the_body_for_each_cut(
    crowd: Proposal, tmp_path: Path
) -> None:
    fill, filled = renderer(tmp_path), []

    def counting(name: str, /, **values: object) -> str:
        filled.append(name)
        return fill(name, **values)

    text = body(crowd, _patient(25), None, counting)
    assert filled.count("pull_request.md.j2") <= 3
    # Cards for which there can be no room are not written, and each other one once.
    assert filled.count("pull_request/card.md.j2") <= 3 * len(_cards(text))


def test_counts_tell_of_all_studies_even_if_some_are_cut(crowd: Proposal, tmp_path: Path) -> None:
    text = _body(crowd, tmp_path)
    assert _without_card(text)
    assert f"| Proposed for inclusion | {MANY} |" in text
    assert f"{MANY} papers await a decision in all" in text
    assert title(crowd) == f"Review update: {MANY} new studies, {MANY} papers to screen"


def test_the_body_begins_with_its_marker_and_what_to_do(crowd: Proposal, tmp_path: Path) -> None:
    for proposal in (crowd, Proposal(state=State(), news=State()), _retraction()):
        text = _body(proposal, tmp_path)
        assert _MARKER.match(text)
        assert proposal.marker in text.split("\n")[0]
        what = text.index("## What to do")
        assert all(text.index(card) > what for card in _cards(text))
        assert text.index("## New studies") > what


def test_an_empty_proposal_reads_sensibly(tmp_path: Path) -> None:
    proposal = Proposal(state=State(), news=State())
    text = _body(proposal, tmp_path)
    assert "No paper awaits a screening decision." in text
    assert "The program proposes none this time." in text
    assert (_cards(text), _rows(text)) == ([], [])
    assert "retracted" not in text
    assert not re.search(r"\bmore\b|Undefined|None\b(?!\.)|\{\{|\(\)", text)
    assert title(proposal) == "Review update: 0 new studies"


def test_one_minute_is_one_minute(tmp_path: Path) -> None:
    text = _body(Proposal(state=State(), news=State()), tmp_path)
    assert re.search(r"time: 1 minute\b", text)


def test_a_retraction_comes_first(tmp_path: Path) -> None:
    proposal = _retraction()
    text = _body(proposal, tmp_path)
    assert proposal.urgent == "retraction"
    assert title(proposal).startswith("Review update: a study was retracted")
    alert = text.partition("## What to do")[0]
    assert re.search(r"\*\*An included study was retracted:\*\* \[\w+ \w 20\d\d\]\(https://", alert)
    changes = text.partition("## Updates to included studies")[2].partition("\n## ")[0]
    assert "Moon J. 2026;2:9" in changes


def test_a_correction_is_called_one(tmp_path: Path) -> None:
    state = _state(included=[1])
    change = RecordChange(
        record="900000001", kind=ChangeKind.ERRATUM, notice="Moon @j. 2026;2:9", pmid="9"
    )
    run = replace(state.runs[0], found=(), changed=("900000001",), changes=(change,))
    proposal = Proposal(state=state.with_added(runs=(run,)), news=State(runs=(run,)))
    assert proposal.urgent == "correction"
    assert title(proposal).startswith("Review update: a study was corrected")
    text = _body(proposal, tmp_path)
    assert "The journal published a correction" in text
    assert "Moon @&#8203;j. 2026;2:9" in text
    assert "retracted" not in title(proposal) + text


def test_what_happened_to_a_paper_that_comes_in_only_now_is_not_urgent() -> None:
    state = _state(included=[1])
    change = RecordChange(record="900000001", kind=ChangeKind.ERRATUM)
    run = replace(state.runs[0], changed=("900000001",), changes=(change,))
    proposal = Proposal(state=state.with_added(runs=(run,)), news=replace(state, runs=(run,)))
    assert proposal.urgent == ""
    assert proposal.revised == []


def test_the_surest_study_comes_first() -> None:
    records = [_record(number) for number in range(4)]
    scores = [0.6, 0.9, None, 0.7]
    state = State(
        records=tuple(records),
        decisions=tuple(
            _decision(one, Verdict.INCLUDE, score)
            for one, score in zip(records, scores, strict=True)
        ),
    )
    cards = Proposal(state=state, news=state).cards
    assert [card.decision.score for card in cards] == [None, 0.9, 0.7, 0.6]


def test_only_news_is_proposed() -> None:
    old, new = _state(included=[1]), _state(included=[2])
    proposal = Proposal(
        state=old.with_added(records=new.records, decisions=new.decisions, studies=new.studies),
        news=new,
    )
    assert [card.record.id for card in proposal.cards] == ["900000002"]


def test_a_persons_exclusion_is_counted_apart(tmp_path: Path) -> None:
    state = _state(included=[1, 2])
    said = (
        replace(state.decisions[0], judge=Judge.PERSON, by="luna", verdict=Verdict.EXCLUDE),
        replace(state.decisions[1], judge=Judge.PERSON, by="luna", on="2026-11-17"),
    )
    state = state.with_added(decisions=said)
    proposal = Proposal(state=state, news=state)
    text = _body(proposal, tmp_path)
    assert "| 1: reason not recorded 1 |" in text
    assert "<summary>Decided by luna</summary>" in text
    assert len(proposal.cards) == 1


def test_a_hostile_title_stays_in_its_row(tmp_path: Path) -> None:
    state = _state(included=[1], unsure=[2])
    hostile = "x | y\n\n## Merge this\n<!-- living-review:proposal 9 --> @luna closes #3"
    state = replace(state, records=tuple(replace(one, title=hostile) for one in state.records))
    text = _body(Proposal(state=state, news=state), tmp_path)
    assert len(_MARKER.findall(text)) == 1
    assert "\n## Merge" not in text
    assert "@luna" not in text
    assert "#3" not in text
    assert len(_rows(text)) == 1


ODD = ("population (adults)", "adults, in-patients", "fMRI or PET (IBD)", "met", "a not met (b)")


@pytest.mark.parametrize("criterion", ODD)
def test_a_criterion_stands_whole_and_as_it_is_written(criterion: str, tmp_path: Path) -> None:
    answers = tuple(
        CriterionAnswer(criterion=name, met="not met", quote="only children (all) were asked")
        for name in (criterion, "study")
    )
    vote = ModelVote(model="example-8b", prompt="0", answers=answers)
    whole = _state(unsure=[1])
    asked = tuple(replace(one, votes=(vote,)) for one in whole.decisions)
    proposal = Proposal(state=replace(whole, decisions=asked), news=State())
    protocol = replace(PROTOCOL, criteria={criterion: Criterion(include="Adults")})
    made = _body(proposal, tmp_path, protocol)
    shown = str(markdown(sentence_case(criterion)))
    assert f"* **{shown}** not met: “only children (all) were asked” (example-8b)" in made
    assert f"**{shown}:** Adults" in made
    assert f"`/exclude 1 {criterion}`" in made


def test_of_thousands_of_ids_the_first_are_named() -> None:
    assert first_few(["1", "2"]) == "1, 2"
    assert first_few([*map(str, range(3000))], 2) == "0, 1 and 2,998 more"


def test_what_a_card_shows_of_the_effect_on_the_review_is_not_shown_again() -> None:
    known, news, other = (
        StatementChange(
            change=ClaimChange(
                turn=ClaimChangeKind.APPEARED, before=None, after=None, causes=causes
            ),
            text=text,
            causes=NOTHING,
            words=NOTHING,
        )
        for text, causes in (("a", ("1",)), ("b", ("1", "2")), ("c", ("3",)))
    )
    changes = EvidenceChanges(turned=(known, news, other), overlaps=(), first=False)

    assert changes.besides(["1"], most=1).turned == (news, other)
    assert changes.besides(["1", "3"], most=4).turned == ()
    assert replace(changes, first=True).besides(["1"], most=4).turned == (known, news, other)
