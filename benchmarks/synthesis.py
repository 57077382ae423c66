"""Seconds of processor time for drawing together 5,000 invented studies of eight findings each.

.venv/bin/python benchmarks/synthesis.py
"""

import sys
from random import Random
from time import process_time

from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.extraction.vocabulary import load
from bot.synthesis.synthesis import synthesised

STUDIES, FINDINGS, TEAMS = 5_000, 8, 2_000
REGIONS, MEASURES = 60, 20
"""Most papers speak of few regions by few measures: cells are full, which costs most."""
COMPARISONS = ("pain_vs_hc", "pain_vs_cancer_no_pain", "within_pain_group", "post_vs_pre")
QUOTE = Quote(text="Invented.", start=0)


def invented(studies: int, chance: Random) -> State:
    """So many invented studies of fewer teams, with common names among their authors."""
    vocabulary = load("neuroimaging")
    regions = sorted(vocabulary.terms["region"])[:REGIONS]
    measures = sorted(vocabulary.terms["measure"])[:MEASURES]
    records = tuple(_record(at, chance) for at in range(studies))
    return State(
        records=records,
        decisions=tuple(
            Decision(
                record=one.id,
                verdict=Verdict.INCLUDE,
                judge=Judge.PERSON,
                by="nobody",
                on="2026-11-16",
                reasons=(),
            )
            for one in records
        ),
        studies={one.id: _study(one.id, regions, measures, chance) for one in records},
    )


def _record(at: int, chance: Random) -> Record:
    team = chance.randrange(TEAMS)
    common = tuple(f"Common{chance.randrange(50)} A" for _ in range(3))
    return Record(
        id=f"{9_000_000_000 + at}",
        year=2000 + at % 26,
        authors=(f"First{team} A", *common, f"Second{team} B", f"Last{team} C"),
    )


def _study(id: str, regions: list[str], measures: list[str], chance: Random) -> Study:
    return Study(
        id=id,
        read_from="abstract",
        reader="none",
        text_hash="",
        facts=Facts({"cancers": (Fact(value=chance.choice(("lung", "breast")), quote=QUOTE),)}),
        groups=tuple(
            Group(label=role, role=role, n=chance.randint(10, 60), quote=QUOTE)
            for role in ("pain", "healthy_control")
        ),
        findings=tuple(
            Finding(
                id=f"f{at}",
                measure=chance.choice(measures),
                region=chance.choice(regions),
                hemisphere=chance.choice(("left", "right", "bilateral", "", "")),
                direction=chance.choice(tuple(Direction)[:4]),
                comparison=chance.choice(COMPARISONS),
                quote=QUOTE,
            )
            for at in range(FINDINGS)
        ),
    )


def main() -> None:
    """Draw a state together, and say how long it took and what came out."""
    state = invented(STUDIES, Random(1))  # noqa: S311 - invents studies
    vocabulary = load("neuroimaging")
    start = process_time()
    whole = synthesised(state, vocabulary)
    sys.stdout.write(
        f"{STUDIES:,} studies with {FINDINGS} findings each: {process_time() - start:.1f} s\n"
        f"{len(whole.cohorts):,} cohorts, {len(whole.overlaps):,} to be asked, "
        f"{len(whole.claims):,} claims, {len(whole.conflicts):,} conflicts\n"
    )


if __name__ == "__main__":
    main()
