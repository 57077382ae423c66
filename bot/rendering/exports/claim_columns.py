"""The columns of ``claims.csv``: what is claimed, how many cohorts report it, and how surely."""

from collections.abc import Callable

from bot.domain.claims import Agreement, Certainty, Claim, Evidence, Species
from bot.domain.estimates import MEAN_DIFFERENCE, RATIOS, RISK_DIFFERENCE, STANDARDISED
from bot.domain.grade import Merit, RatedDown
from bot.domain.studies import Direction
from bot.rendering.exports.columns import VOCABULARY, Column, either, inapplicable_columns, several
from bot.synthesis.pooled_effects import PooledEffect, pooled
from bot.topics.topic import Topic


def _cohorts(direction: Direction) -> Column[Claim]:
    return Column(name=f"cohorts_{direction.value}",
                  value=lambda claim: claim.cohorts.get(direction, 0),
                  meaning=f"Independent cohorts that report: {direction.value}",
                  values="a count")  # fmt: skip


def _lowered(rated: RatedDown) -> str:
    return f"{rated.domain} -{rated.levels}: {', '.join(rated.concerns)}"


def _evidence_id(evidence: Evidence) -> str:
    return f"{evidence.study}/{evidence.finding}"


def _pooled(
    name: str, meaning: str, value: Callable[[PooledEffect], object], values: str = "a number"
) -> Column[Claim]:
    def cell(claim: Claim) -> object:
        effect = pooled(claim)
        return "" if effect is None else value(effect)

    return Column(name=name, meaning=meaning, values=f"{values}; empty: not pooled", value=cell)


def _shortened(value: float) -> float:
    """A computed number, as exact as any use of it may need."""
    return float(f"{value:.6g}")


_CLAIMS: tuple[Column[Claim], ...] = (
    Column(name="id", meaning="The claim's name, the same in every version of the review",
           value=lambda claim: f"none{claim.id[1:]}" if claim.id.startswith("-") else claim.id),
    Column(name="region_b", meaning="The other end of a connection; the region again: within it",
           values=f"{VOCABULARY}, or empty", value=lambda claim: claim.region_b),
    Column(name="family", meaning="Family of measures, the only ones whose signs are comparable",
           value=lambda claim: claim.family),
    Column(name="scale", meaning="What the sign is of, where it is not the family's usual one",
           value=lambda claim: claim.scale),
    Column(name="comparison", meaning="What is compared with what; never pooled",
           values="an id of the vocabulary; empty: not extracted",
           value=lambda claim: claim.comparison),
    Column(name="clinical_variable", meaning="For correlations: with what",
           value=lambda claim: claim.clinical_variable),
    Column(name="intervention", meaning="For effects of treatment: of which intervention",
           values=f"{VOCABULARY}, or empty", value=lambda claim: claim.intervention),
    Column(name="comparator", meaning="For effects of treatment: compared with what",
           values=f"{VOCABULARY}, or empty", value=lambda claim: claim.comparator),
    Column(name="time", meaning="When effects were measured: those of one span count together",
           values="text; empty: not extracted", value=lambda claim: claim.time),
    Column(name="species", meaning="Species examined, people apart from others; never pooled",
           values=either(Species), value=lambda claim: claim.species.value),
    *map(_cohorts, Direction),
    Column(name="cohorts", values="a count",
           meaning="Independent cohorts in all; trials, where they are counted",
           value=lambda claim: claim.total),
    Column(name="participants", meaning="How many are in the groups that are compared, as printed;"
           " each cohort counts once", values="a number; empty: not extracted",
           value=lambda claim: claim.participants or ""),
    Column(name="cohorts_without_size", values="a count",
           meaning="Cohorts whose participants are not among them: no number was extracted",
           value=lambda claim: claim.unsized),
    Column(name="direction", meaning="What most cohorts report; `altered` where no direction leads",
           values=either(Direction), value=lambda claim: claim.direction.value),
    Column(name="agreement", meaning="Agreement between the cohorts",
           values=either(Agreement), value=lambda claim: claim.agreement.value),
    _pooled("pooled_trials", "Trials whose estimates are pooled", lambda effect: len(effect.trials),
            values="a count"),
    _pooled("pooled_measure", "What is pooled", lambda effect: effect.measure,
            values=either((MEAN_DIFFERENCE, STANDARDISED, RISK_DIFFERENCE, *sorted(RATIOS)))),
    _pooled("pooled", "The pooled estimate, by random effects",
            lambda effect: _shortened(effect.value)),
    _pooled("pooled_low", "Lower end of its 95% confidence interval",
            lambda effect: _shortened(effect.low)),
    _pooled("pooled_high", "Upper end of its 95% confidence interval",
            lambda effect: _shortened(effect.high)),
    _pooled("i_squared", "Share of the variation between estimates that is not chance",
            lambda effect: _shortened(effect.i_squared), values="from 0 to 1"),
    Column(name="certainty", meaning="How sure it is, after GRADE", values=either(Certainty),
           value=lambda claim: claim.certainty.value),
    Column(name="rated_down", meaning="Domains of GRADE that lower certainty, each with its levels"
           " and concerns", values="`domain -levels: concern, concern`, separated by `;`",
           value=lambda claim: several(map(_lowered, claim.rated_down))),
    Column(name="rated_up", meaning="What raises certainty", values=f"{either(Merit)}; several"
           " are separated by `;`",
           value=lambda claim: several(rated.merit.value for rated in claim.rated_up)),
    Column(name="randomised", meaning="Whether all of it comes from randomised trials",
           values=either(("yes", "no")),
           value=lambda claim: "yes" if claim.randomised else "no"),
    Column(name="findings", meaning="What it rests on: study and finding, as in `findings.csv`",
           values="`study/finding`, separated by `;`",
           value=lambda claim: several(map(_evidence_id, claim.evidence))),
)  # fmt: skip


def claim_columns(topic: Topic) -> tuple[Column[Claim], ...]:
    """The columns of the table of claims."""
    region: Column[Claim] = Column(
        name="region", meaning=topic.place, values=f"{VOCABULARY}; empty: none named",
        value=lambda claim: claim.region,
    )  # fmt: skip
    columns = (*_CLAIMS[:1], region, *_CLAIMS[1:])
    left_out = inapplicable_columns(topic) | (frozenset() if topic.animals.many else {"species"})
    return tuple(column for column in columns if column.name not in left_out)
