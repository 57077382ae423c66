"""A review of another subject without a topic: sleep and memory, all papers invented."""

from dataclasses import replace

from bot.adapters.templates import built_in
from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.decisions import Decision
from bot.domain.facts import Group, Quote
from bot.domain.records import Correction, Record
from bot.domain.runs import ModelUsage, Run, Search
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import Version
from bot.rendering.labels import TermLabels
from bot.rendering.news import counts, news
from bot.rendering.proposal.contents import Proposal
from bot.settings import parse
from bot.synthesis.synthesis import synthesised

PROTOCOL = parse(built_in("init/review.yaml").replace("you@example.org", "keeper@example.org"))
NAMES = TermLabels(vocabulary=None)
INCLUDED = ("1", "2", "3", "4")
WAITING, EXCLUDED = ("5", "6"), ("7",)
RETRACTED = "4"


def state() -> State:
    """Two runs, four included papers of which one is retracted, two that wait, and a version."""
    first = replace(_state(retracted=False), runs=(_run("2026-11-16"),))
    version = _version(State(), first, "2026-11-18")
    return replace(
        _state(retracted=True), runs=(_run("2026-11-16"), _second()), versions=(version,)
    )


def proposal() -> Proposal:
    """What the second run proposes."""
    whole = state()
    news_ = State(
        records=whole.records[2:],
        decisions=whole.decisions[2:],
        studies={"3": whole.studies["3"]},
        runs=whole.runs[1:],
    )
    return Proposal(state=whole, news=news_)


def versions() -> tuple[Version, ...]:
    """The first version, one with a retraction, and word that all is well."""
    before, after = _state(retracted=False), _state(retracted=True)
    return (
        _version(State(), before, "2026-11-18"),
        _version(before, after, "2026-11-25"),
        replace(_version(after, after, "2026-12-25"), quiet=True),
    )


def _state(*, retracted: bool) -> State:
    records = tuple(
        _record(number, retracted=retracted and number == RETRACTED)
        for number in (*INCLUDED, *WAITING, *EXCLUDED)
    )
    verdicts = (
        *((number, Verdict.INCLUDE) for number in INCLUDED),
        *((number, Verdict.UNSURE) for number in WAITING),
        *((number, Verdict.EXCLUDE) for number in EXCLUDED),
    )
    return State(
        records=records,
        decisions=tuple(_decision(number, verdict) for number, verdict in verdicts),
        studies={number: _study(number) for number in INCLUDED[:3]},
    )


def _record(number: str, *, retracted: bool) -> Record:
    notice = Correction(kind="RetractionIn", citation="J Invented Sleep. 2026")
    return Record(
        id=number, pmid=f"94000000{number}", title=f"Invented nights of older adults, {number}",
        authors=(f"Dream{number} A",), year=2025, journal_abbreviation="J Invented Sleep",
        has_abstract=number != "6", mesh=("Sleep",), text_hash="0" * 16,
        publication_types=("Retracted Publication",) if retracted else (),
        corrections=(notice,) if retracted else (),
    )  # fmt: skip


def _decision(number: str, verdict: Verdict) -> Decision:
    person = verdict is Verdict.EXCLUDE
    return Decision(
        record=number, verdict=verdict, on="2026-11-16", reasons=("It names sleep and memory.",),
        judge=Judge.PERSON if person else Judge.CLASSIFIER,
        by="octocat" if person else "classifier 1", score=None if person else 0.7,
        criterion="population" if person else "", words=() if person else ("memory",),
    )  # fmt: skip


def _study(number: str) -> Study:
    quote = Quote(text="20 older adults", start=0)
    return Study(
        id=number, read_from="abstract", reader="rules 1", text_hash="0" * 16,
        groups=(Group(label="older adults", n=20, quote=quote),),
    )  # fmt: skip


def _run(on: str) -> Run:
    return Run(
        on=on, version="1.0", retrieved=60, requests=12, found=INCLUDED[:2],
        searches=(Search(source="PubMed", strategy="weekly", query="x", reported=60),),
    )  # fmt: skip


def _second() -> Run:
    gone = RecordChange(record=RETRACTED, kind=ChangeKind.RETRACTED, notice="J Invented Sleep")
    asked = ModelUsage(
        models=("example-8b",), prompt="1", papers=6, asked=6, answered=5, bad=1, tokens_in=42,
        tokens_out=5, partial="the budget was used up",
    )  # fmt: skip
    return replace(
        _run("2026-11-23"), found=("3", *WAITING), changed=(RETRACTED,), changes=(gone,),
        consultation=asked, unreadable=("1",), pace=10,
    )  # fmt: skip


def _version(before: State, after: State, on: str) -> Version:
    return Version(
        name=on.replace("-", "."), on=on, evidence=after.evidence, commit="c" * 40,
        studies=tuple(record.id for record in after.included),
        counts=counts(after, synthesised(after, None)), news=news(before, after, (), NAMES),
        searched="2026-11-16", next_search="2026-11-23", home="https://example.org/review",
    )  # fmt: skip
