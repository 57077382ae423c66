"""A proposal to look at: the thirty invented studies, eight of them new, and papers that wait."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.demo import story
from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.decisions import Decision
from bot.domain.model_votes import CriterionAnswer, ModelVote
from bot.domain.records import Record
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.runs import ModelUsage, Run, Search
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.extraction.vocabulary import load
from bot.rendering.proposal.contents import Proposal
from bot.rendering.pull_request import body
from bot.settings import parse
from tests.evidence import CHECKED, PAPERS, RETRACTED, state

NEW = ("920000012", "920000020", "920000022", "920000025", "920000026", CHECKED, "920000030")
PROTOCOL = parse(story.protocol())
VOCABULARY = load("neuroimaging")
_NOWHERE = Path("there-is-no-such-folder")
NAMES_ALL = "Search terms found: cancer (“lung cancer”), pain (“bone pain”), brain imaging (“MRI”)."
NAMES = "Search terms found: cancer (“bone metastases”), brain imaging (“grey matter”)."
VOTE = ModelVote(
    model="example-8b",
    prompt="0",
    answers=(
        CriterionAnswer(
            criterion="population", met="met", quote="patients with lung cancer and bone pain"
        ),
        CriterionAnswer(criterion="outcome", met="not stated"),
        CriterionAnswer(criterion="study", met="not met", quote="a single case"),
    ),
)


def proposed() -> Proposal:
    """What the weekly job would propose after one merged run."""
    whole = state(PAPERS)
    papers = tuple(_paper(number) for number in range(1, 5))
    standing = tuple(_proposed(one) if one.record in NEW else one for one in whole.decisions)
    waiting = tuple(_waits(one) for one in papers)
    runs = (_run("2026-11-16"), _second())
    full = State(
        records=(*whole.records, *papers), decisions=(*standing, *waiting), studies=whole.studies,
        runs=runs, actions=_acts(),
    )  # fmt: skip
    news = State(
        records=papers,
        decisions=(*(one for one in standing if one.record in NEW), *waiting),
        studies={key: one for key, one in whole.studies.items() if key in NEW},
        runs=runs[1:],
    )
    return Proposal(
        state=full, news=news, home="https://github.com/owner/review/blob/branch/REVIEW.md"
    )


def text(proposal: Proposal) -> str:
    """The body of a proposal, from the built-in templates."""
    return body(proposal, PROTOCOL, VOCABULARY, renderer(_NOWHERE, "neuroimaging"))


def _paper(number: int) -> Record:
    return Record(
        id=f"9300000{number:02}", pmid=f"9300000{number:02}", authors=(f"Lantern{number} A",),
        year=2026, journal_abbreviation="J Imag Neuroimaging", has_abstract=number != 4,
        title=f"Grey matter and the glow of lanterns in people with bone metastases, part {number}",
        mesh=() if number != 4 else ("Neoplasms", "Lanterns"), doi=f"10.1000/lantern.{number}",
    )  # fmt: skip


def _proposed(one: Decision) -> Decision:
    return replace(
        one, judge=Judge.CLASSIFIER, by="classifier 1", on="2026-11-23", score=0.91,
        reasons=(NAMES_ALL,),
        words=("bone pain", "grey matter"),
    )  # fmt: skip


def _waits(record: Record) -> Decision:
    if not record.has_abstract:
        reasons: tuple[str, ...] = ("PubMed has no abstract: a person must decide.",)
    elif record.id.endswith("2"):
        reasons = (NAMES, "No search term found for pain.")
    else:
        reasons = (NAMES,)
    return Decision(
        record=record.id, verdict=Verdict.UNSURE, judge=Judge.CLASSIFIER, by="classifier 1",
        on="2026-11-23", score=0.55, reasons=reasons,
        votes=(VOTE,) if reasons == (NAMES,) else (),
    )  # fmt: skip


def _run(on: str) -> Run:
    return Run(
        on=on, version="1.0", retrieved=60, requests=12,
        searches=(Search(source="pubmed", strategy="weekly", query="x", reported=60),),
    )  # fmt: skip


def _second() -> Run:
    gone = RecordChange(
        record=RETRACTED, kind=ChangeKind.RETRACTED, notice="J Imag Neuroimaging. 2025;9:1"
    )
    asked = ModelUsage(
        models=("example-8b",), prompt="1", papers=6, asked=6, answered=6, tokens_in=4200,
        tokens_out=540, usd=0.02,
    )  # fmt: skip
    return replace(
        _run("2026-11-23"), found=tuple(f"9300000{number:02}" for number in range(1, 5)),
        changed=(RETRACTED,), changes=(gone,), consultation=asked,
    )  # fmt: skip


def _acts() -> tuple[ReviewerAction, ...]:
    """Twelve papers in six minutes on one morning."""
    return tuple(
        ReviewerAction(
            id=f"comment-{number}", place=f"comment-{number}", by="reviewer", on="2026-11-16",
            pull=1, command=f"/include {number}", result="Done.", records=(f"9200000{number:02}",),
            at=f"2026-11-16T09:{number // 2:02}:00Z",
        )
        for number in range(1, 13)
    )  # fmt: skip
