"""A review of many invented studies of few regions and measures: its cells are full."""

from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Record
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict

ON = "2026-11-16"
REGIONS = (
    "insula", "anterior_insula", "thalamus", "amygdala", "putamen", "precuneus", "caudate",
    "hippocampus", "primary_somatosensory_cortex", "anterior_cingulate_cortex",
    "periaqueductal_gray", "default_mode_network",
)  # fmt: skip
MEASURES = ("GMV", "FC", "ReHo", "fALFF", "CBF", "FA")
COMPARISONS = ("pain_vs_hc", "pain_vs_cancer_no_pain", "within_pain_group", "post_vs_pre")
WAYS = (
    Direction.DECREASE,
    Direction.DECREASE,
    Direction.DECREASE,
    Direction.INCREASE,
    Direction.NONE,
)
FINDINGS = 5
_QUOTE = Quote(text="Invented words of an invented paper.", start=0)


def state(studies: int) -> State:
    """So many included studies of as many teams, each with five findings."""
    ids = tuple(f"{93_000_0000 + at}" for at in range(studies))
    run = Run(
        on=ON, version="0.1.0", retrieved=studies, found=ids, read=ids,
        searches=(Search(source="PubMed", strategy="weekly", query="x", reported=studies),),
    )  # fmt: skip
    return State(
        records=tuple(_record(at, key) for at, key in enumerate(ids)),
        decisions=tuple(_decision(key) for key in ids),
        studies={key: _study(at, key) for at, key in enumerate(ids)},
        runs=(run,),
    )


def _record(at: int, key: str) -> Record:
    return Record(
        id=key, pmid=key, doi=f"10.1000/many.{at}", title=f"An invented paper, number {at}",
        authors=(f"Team{at} A", f"Last{at} B"), year=2000 + at % 26, has_abstract=True,
        journal_abbreviation="J Invented Imaging", text_hash="0" * 16,
    )  # fmt: skip


def _decision(key: str) -> Decision:
    return Decision(
        record=key, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="octocat", on=ON,
        reasons=("Invented.",),
    )  # fmt: skip


def _study(at: int, key: str) -> Study:
    cancer = ("lung", "breast")[at % 2]
    return Study(
        id=key, read_from="abstract", reader="rules 1", text_hash="0" * 16,
        facts=Facts({"cancers": (Fact(value=cancer, quote=_QUOTE),)}),
        groups=tuple(
            Group(label=role, role=role, n=20 + at % 30, quote=_QUOTE)
            for role in ("pain", "healthy_control")
        ),
        findings=tuple(_finding(at * FINDINGS + number) for number in range(FINDINGS)),
    )  # fmt: skip


def _finding(seed: int) -> Finding:
    comparison = COMPARISONS[seed // 5 % len(COMPARISONS)]
    region, measure = REGIONS[seed * 7 % len(REGIONS)], MEASURES[seed // 3 % len(MEASURES)]
    way = WAYS[seed * 11 % len(WAYS)]
    correlation = comparison == "within_pain_group"
    signs = {
        Direction.DECREASE: Direction.NEGATIVE_CORRELATION,
        Direction.INCREASE: Direction.POSITIVE_CORRELATION,
    }
    return Finding(
        id=f"f{seed % FINDINGS}", measure=measure, region=region, quote=_QUOTE,
        region_b=REGIONS[seed * 5 % len(REGIONS)] if measure == "FC" else "",
        direction=signs.get(way, way) if correlation else way, comparison=comparison,
        clinical_variable="pain intensity" if correlation else "",
    )  # fmt: skip
