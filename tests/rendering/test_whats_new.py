"""What is new stays in the review when it is published, and nothing of it depends on a day."""

import re
from dataclasses import replace

import pytest

from bot.domain.claims import Agreement, ClaimChangeKind
from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.decisions import Decision
from bot.domain.history import as_of
from bot.domain.records import RETRACTED_TYPE
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import Version
from bot.rendering.changes_since import ChangesSince, StatementChange, baseline
from bot.rendering.documents import REVIEW
from bot.rendering.escaping import Safe
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised
from tests import editions, evidence, weeks

PUBLISHED, LATER, LAST = "2026-11-18", "2026-11-25", "2026-12-02"
INSULA, THALAMUS = "920000007", "920000008"


def _news(state: State) -> str:
    text = weeks.rendered(state)[REVIEW]
    return text.partition("begin changes -->")[2].partition("<!-- living-review:seal")[0]


def _version(before: State, after: State, on: str) -> Version:
    told = changes(synthesised(before, weeks.VOCABULARY), synthesised(after, weeks.VOCABULARY))
    return replace(editions.version(before, after, told, on=on), home="")


def _published(state: State, before: State, on: str) -> State:
    return state.with_added(versions=(_version(before, state, on),))


def _decided(state: State, key: str, verdict: Verdict, on: str) -> State:
    line = Decision(
        record=key, verdict=verdict, judge=Judge.PERSON, by="octocat", on=on, reasons=("Seen.",)
    )
    return state.with_added(decisions=(line,))


def _retracted(state: State, key: str, on: str) -> State:
    gone = replace(state.by_id[key], publication_types=(RETRACTED_TYPE,))
    told = RecordChange(record=key, kind=ChangeKind.RETRACTED)
    run = replace(state.runs[-1], on=on, found=(), read=(), changed=(key,), changes=(told,))
    return state.with_added(records=(gone,), runs=(run,))


@pytest.fixture(scope="module")
def second() -> State:
    """Thirty papers, of which the second version has just been published."""
    state = weeks.state()
    return _published(state, as_of(state, weeks.MERGED), PUBLISHED)


def test_what_was_new_still_stands_after_it_was_published(second: State) -> None:
    news = _news(second)
    assert "**18 November 2026, version 2026.11.18:** " in news
    assert "task-evoked activation" in news.lower()
    assert "An invented paper of the Jade team" in news
    assert "not published yet" not in news
    assert news.index("18 November 2026") < news.index("11 November 2026")


def test_the_news_of_three_versions_stand_and_no_more(second: State) -> None:
    third_made = _decided(second, INSULA, Verdict.EXCLUDE, LATER)
    third = _published(third_made, second, LATER)
    fourth_made = _decided(third, THALAMUS, Verdict.EXCLUDE, LAST)
    fourth = _published(fourth_made, third, LAST)
    news = _news(fourth)
    dates = re.findall(r"^\*\*(\d+ \w+ 2026), version", news, re.MULTILINE)
    assert dates == ["2 December 2026", "25 November 2026", "18 November 2026"]
    assert "What earlier versions brought is in `state/versions.jsonl`" in news


def test_word_that_nothing_changed_is_no_version(second: State) -> None:
    quiet = replace(second.versions[-1], name="2026.12.18", on="2026-12-18", quiet=True, news=())
    assert "18 December" not in _news(second.with_added(versions=(quiet,)))


def test_what_is_not_published_stands_before_what_is(second: State) -> None:
    news = _news(_decided(second, INSULA, Verdict.EXCLUDE, LATER))
    assert news.index("**Since 18 November 2026, not published yet:**") < news.index("version 2026")
    assert "1 study removed" in news
    assert evidence.state().by_id[INSULA].title.rstrip(".") in news


@pytest.mark.parametrize("on", [weeks.SECOND, PUBLISHED])
@pytest.mark.parametrize("verdict", [Verdict.EXCLUDE, Verdict.INCLUDE])
def test_what_people_decided_on_the_branch_is_news_whatever_its_day(
    second: State, on: str, verdict: Verdict
) -> None:
    """The version on the main branch never knew of it, though it bears the same date or a later."""
    if verdict is Verdict.INCLUDE:
        version = replace(
            second.versions[-1],
            studies=tuple(key for key in second.versions[-1].studies if key != INSULA),
        )
        state = replace(second, versions=(*second.versions[:-1], version))
    else:
        state = second
    news = _news(_decided(state, INSULA, verdict, on))
    assert "not published yet" in news
    assert f"gov/{INSULA}/" in news


def test_before_the_first_version_runs_of_one_day_count_as_one() -> None:
    """What people decide between them would else be older than all news."""
    state = replace(weeks.state(), versions=())
    again = state.with_added(runs=(replace(state.runs[-1], found=(), read=()),))
    first = replace(state, runs=tuple(replace(run, on=weeks.SECOND) for run in state.runs))

    assert len(again.news_runs) == len(state.news_runs) + 1
    assert baseline(again)[0] == baseline(state)[0] == weeks.FIRST
    assert len(first.news_runs) > 1
    assert baseline(first) == ("", State())


def test_a_conflict_that_stays_one_is_counted_apart_from_what_got_surer() -> None:
    claims = {
        agreement: editions.claim({editions.DOWN: 2}, agreement=agreement)
        for agreement in (Agreement.CONSISTENT, Agreement.CONTRADICTED)
    }
    turned = tuple(
        StatementChange(
            change=editions.change(ClaimChangeKind.STRENGTHENED, claim, claim),
            text="", causes=Safe(), words=Safe(),
        )
        for claim in claims.values()
    )  # fmt: skip
    told = ChangesSince(day=LATER, turned=turned, new=(), left=(), notices=())
    assert told.counts == "1 finding still conflicting, 1 finding strengthened"


def test_a_retraction_on_the_day_of_a_version_is_news(second: State) -> None:
    news = _news(_retracted(second, INSULA, PUBLISHED))
    assert "1 finding weakened" in news
    (weakened,) = (line for line in news.splitlines() if line.startswith("- Weakened:"))
    assert f"gov/{INSULA}/) (retracted, no longer counted)" in weakened


def test_retractions_stand_before_all_other_news(second: State) -> None:
    made = _retracted(_decided(second, THALAMUS, Verdict.EXCLUDE, LATER), INSULA, LATER)
    pending = _news(made).partition("version 2026")[0]
    assert re.search(r"unpublished|not published yet:\*\* 1 retraction, ", pending)
    assert f"gov/{INSULA}/" in next(line for line in pending.splitlines() if line.startswith("- "))
    told = _news(_published(made, second, LATER))
    assert "**25 November 2026, version 2026.11.25:** 1 retraction" in told
    first = next(line for line in told.splitlines() if line.startswith("- "))
    assert first.startswith("- **Retracted:**")
    assert f"gov/{INSULA}/" in first


def test_a_concern_stays_told_after_the_next_version(second: State) -> None:
    told = RecordChange(record=INSULA, kind=ChangeKind.CONCERN)
    run = replace(second.runs[-1], on=LATER, found=(), read=(), changed=(INSULA,), changes=(told,))
    state = _decided(second.with_added(runs=(run,)), THALAMUS, Verdict.EXCLUDE, LATER)
    assert "expression of concern" in _news(_published(state, second, LATER)).lower()


def test_the_first_version_is_not_told_line_by_line() -> None:
    first = as_of(weeks.state(), weeks.MERGED)
    assert "**11 November 2026, version 2026.11.11:** first version, with" in _news(first)
    assert "\n- " not in _news(first)
