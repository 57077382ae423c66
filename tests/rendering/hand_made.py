"""Claims, studies and states made by hand, all of them invented."""

from collections import Counter
from collections.abc import Iterable

from bot.domain.claims import (
    Agreement,
    Certainty,
    Claim,
    Cohort,
    Evidence,
    Species,
    Synthesis,
)
from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.grade import Concern, Domain, RatedDown
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Focus, Study
from bot.domain.verdicts import Judge, Verdict

UP, DOWN, NONE, ALTERED = "increase", "decrease", "none", "altered"
QUOTE = Quote(text="Thickness fell in the moon lobe", start=0)
SIGNS = {"increase", "decrease", "positive_correlation", "negative_correlation"}


def claim(  # noqa: PLR0913 - a claim has that many parts
    region: str,
    *found: str,
    family: str = "local_function",
    comparison: str = "pain_vs_hc",
    region_b: str = "",
    species: Species = Species.HUMAN,
    side: str = "",
    clinical_variable: str = "",
    first: int = 1,
) -> Claim:
    """A claim of one cohort for each direction in ``found``."""
    directions = [Direction(one) for one in found]
    counted = Counter(directions)
    signed = [one for one in counted if one in SIGNS]
    agreement = Agreement.CONSISTENT if len(found) > 1 else Agreement.SINGLE
    if len(signed) > 1:
        agreement = Agreement.CONTRADICTED
    elif not signed:
        agreement = Agreement.UNSIGNED
    elif Direction.NONE in counted:
        agreement = Agreement.MIXED
    return Claim(
        region=region, region_b=region_b, family=family, comparison=comparison,
        clinical_variable=clinical_variable, intervention="", species=species,
        evidence=tuple(
            Evidence(study=f"90000000{at}", finding="f1", cohort=f"90000000{at}",
                     direction=one, hemisphere=side)
            for at, one in enumerate(directions, first)
        ),
        cohorts=dict(counted), total=len(found), fewest=len(found), at_least=dict(counted),
        direction=signed[0] if len(signed) == 1 else Direction.ALTERED,
        agreement=agreement, certainty=Certainty.LOW,
        rated_down=(
            RatedDown(domain=Domain.IMPRECISION, levels=1, concerns=(Concern.ONE_COHORT,)),
        ),
    )  # fmt: skip


def record(number: int = 1, **parts: object) -> Record:
    """A record with the id ``90000000N``."""
    values = {
        "id": f"90000000{number}", "pmid": f"90000000{number}", "doi": f"10.1000/a.{number}",
        "title": "Moon tea and the brain", "authors": ("Luna A", "Sol BC"), "year": 2024,
        "journal": "Journal of Moons", "journal_abbreviation": "J Moons",
        "published": "2024 Mar 5", "volume": "3", "issue": "2", "pages": "123-9", **parts,
    }  # fmt: skip
    return Record(**values)  # type: ignore[arg-type] # the test names the parts


def study(
    number: int = 1,
    *,
    foci: Iterable[Focus] = (),
    scope: str = "whole_brain",
    n: int = 20,
    species: str = "human",
) -> Study:
    """A study that reads one finding, and prints ``foci``."""
    facts = Facts(
        {
            "species": (Fact(value=species, quote=QUOTE),),
            "scopes": (Fact(value=scope, quote=QUOTE),) if scope else (),
            "cancers": (
                Fact(value="lung_cancer", quote=QUOTE),
                Fact(value="other:moon", quote=QUOTE),
            ),
            "field_strengths": (Fact(value="3", quote=QUOTE),),
        }
    )
    groups = (
        Group(label="patients", n=n, quote=QUOTE, role="pain"),
        Group(label="controls", n=n + 2, quote=QUOTE, role="healthy_control"),
    )
    finding = Finding(id="f1", measure="ReHo", region="thalamus", direction=Direction.INCREASE,
                      quote=QUOTE, comparison="pain_vs_hc")  # fmt: skip
    return Study(
        id=f"90000000{number}", read_from="abstract", reader="rules 1", text_hash="0",
        facts=facts, groups=groups if n else (), findings=(finding,), foci=tuple(foci),
    )  # fmt: skip


def focus(x: float = -40.0, *, space: str = "MNI", contrast: str = "pain_vs_hc") -> Focus:
    """A peak in the left half of the brain."""
    return Focus(x=x, y=10.5, z=-4.0, space=space, contrast=contrast, source="Table 2")


def state(records: Iterable[Record], studies: Iterable[Study] = ()) -> State:
    """A state that includes ``records``."""
    known = tuple(records)
    decisions = tuple(
        Decision(record=one.id, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="x",
                 on="2026-11-16", reasons=())
        for one in known
    )  # fmt: skip
    return State(records=known, decisions=decisions, studies={one.id: one for one in studies})


def synthesis(*claims: Claim, cohorts: Iterable[Cohort] = ()) -> Synthesis:
    """What the claims say together."""
    return Synthesis(claims=claims, cohorts=tuple(cohorts))
