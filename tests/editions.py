"""Invented studies, claims and changes between them, for digests, feeds and mails."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.claims import (
    Agreement,
    Certainty,
    Claim,
    ClaimChange,
    ClaimChangeKind,
    Evidence,
    Species,
    Synthesis,
)
from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Quote
from bot.domain.protocol import Criterion, Protocol, SearchPlan
from bot.domain.protocol_settings import DigestSettings
from bot.domain.records import Correction, Record
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import Version
from bot.extraction.vocabulary import load
from bot.rendering.labels import TermLabels
from bot.rendering.news import counts, news

READER = TermLabels(vocabulary=load("neuroimaging"))
PROTOCOL = Protocol(
    title="Brain imaging of cancer pain",
    question="Which?",
    contact="keeper@example.org",
    search=SearchPlan(
        lines={"pain": "pain[tiab]"}, strategies={"all": Strategy(expression="pain")}
    ),
    criteria={"population": Criterion(include="People")},
    digest=DigestSettings(title="Cancer pain in the brain"),
)
HOME = "https://example.org/review"
UP, DOWN = Direction.INCREASE, Direction.DECREASE


def paper(number: int, *, retracted: bool = False, title: str = "") -> Record:
    """An invented paper."""
    notice = Correction(kind="RetractionIn", citation="J Imaginary Neuroimaging. 2026")
    return Record(
        id=f"9100000{number:02}",
        pmid=f"9100000{number:02}",
        title=title or f"Invented scan number {number} of the insula in invented patients",
        authors=(f"Nobody{number} N",),
        year=2026,
        text_hash="0" * 16,
        publication_types=("Retracted Publication",) if retracted else (),
        corrections=(notice,) if retracted else (),
    )


def study(record: Record, direction: Direction = DOWN) -> Study:
    """What was read from it."""
    quote = Quote(text="The insula was thinner.", start=0)
    return Study(
        id=record.id,
        read_from="abstract",
        reader="rules",
        text_hash=record.text_hash,
        facts=Facts(
            {
                "modalities": (Fact(value="resting_fmri", quote=quote),),
                "cancers": (Fact(value="lung", quote=quote),),
            }
        ),
        findings=(
            Finding(id="f1", measure="gmv", region="insula", direction=direction, quote=quote),
        ),
    )


def state(papers: Sequence[Record], *, waiting: int = 0, on: str = "2026-11-16") -> State:
    """A review of these papers, all read on one day."""
    open_ = [replace(paper(80 + at), id=f"w{at}", pmid="") for at in range(waiting)]
    return State(
        records=(*papers, *open_),
        decisions=tuple(
            Decision(record=one.id, verdict=verdict, judge=Judge.PERSON, by="reviewer", on=on,
                     reasons=("It belongs.",))
            for some, verdict in ((papers, Verdict.INCLUDE), (open_, Verdict.UNSURE))
            for one in some
        ),
        runs=(
            Run(on=on, version="0", searches=(), retrieved=len(papers),
                found=tuple(one.id for one in papers), read=tuple(one.id for one in papers)),
        ),
        studies={one.id: study(one) for one in papers},
    )  # fmt: skip


def claim(
    cohorts: dict[Direction, int],
    *,
    region: str = "insula",
    certainty: Certainty = Certainty.LOW,
    agreement: Agreement = Agreement.CONSISTENT,
    studies: Sequence[str] = ("910000001",),
) -> Claim:
    """Grey matter of one region in people with pain against healthy people."""
    lead = max(cohorts, key=lambda one: cohorts[one])
    return Claim(
        region=region, region_b="", family="structure_gm", comparison="pain_vs_hc",
        clinical_variable="", intervention="", species=Species.HUMAN,
        evidence=tuple(
            Evidence(study=one, finding="f1", cohort=one, direction=lead, measure="GMV")
            for one in studies
        ),
        cohorts=cohorts, total=sum(cohorts.values()),
        fewest=sum(cohorts.values()), at_least=cohorts, direction=lead, agreement=agreement,
        certainty=certainty,
    )  # fmt: skip


def change(
    turn: ClaimChangeKind, before: Claim | None, after: Claim | None, *causes: str
) -> ClaimChange:
    """One turn."""
    return ClaimChange(turn=turn, before=before, after=after, causes=causes or ("910000001",))


def version(
    before: State, after: State, changes: Sequence[ClaimChange], *, on: str = "2026-11-22"
) -> Version:
    """The version that ``after`` makes."""
    found = [one.after for one in changes if one.after]
    return Version(
        name=on.replace("-", "."),
        on=on,
        evidence=after.evidence,
        commit="c" * 40,
        studies=tuple(one.id for one in after.included),
        counts=counts(after, Synthesis(claims=tuple(found))),
        news=news(before, after, changes, READER),
        searched="2026-11-16",
        next_search="2026-11-23",
        home=HOME,
    )
