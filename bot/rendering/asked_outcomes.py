"""Outcomes that a protocol asks about: their order, and those without a result that counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.claims import Claim, Synthesis
from bot.domain.state import State
from bot.rendering.labels import TermLabels


@dataclass(frozen=True, kw_only=True)
class TimeGap:
    """Outcomes of the protocol without a result in one span of time."""

    time: str
    outcomes: tuple[str, ...]
    every: bool
    """Whether these are all outcomes of the protocol."""


def unreported(synthesis: Synthesis, state: State, names: TermLabels) -> dict[str, int]:
    """Outcomes that the protocol asks about and of which nothing counts, by name.

    Each has the number of its results that wait for a person's check.
    """
    if not names.effects:
        return {}
    reported = {claim.family for claim in synthesis.claims if not is_within(claim, names)}
    studies = (state.studies.get(record.id) for record in state.included)
    waiting = Counter(finding.measure for study in studies if study for finding in study.to_check)
    return {names.region(id): waiting[id] for id in asked_order(names) if id not in reported}


def without_results(synthesis: Synthesis, names: TermLabels) -> list[TimeGap]:
    """Of each span of time, the outcomes of which no trial reports a result then.

    A result without a time may be of any; where no time was read at all, nothing is known.
    """
    seen = {(claim.family, claim.time) for claim in synthesis.claims if not is_within(claim, names)}
    if not (names.effects and any(time for _, time in seen)):
        return []
    asked = [id for id in asked_order(names) if (id, "") not in seen]
    lacking = [
        (span.name, [id for id in asked if (id, span.name) not in seen])
        for span in names.topic.times
    ]
    every = len(asked_order(names))
    return [
        TimeGap(time=name, outcomes=tuple(map(names.region, ids)), every=len(ids) == every)
        for name, ids in lacking
        if ids
    ]


def is_within(claim: Claim, names: TermLabels) -> bool:
    """Whether a claim tells of one group before and after, which is no comparison of arms."""
    return names.topic.comparison(claim.comparison).before_after


def asked_order(names: TermLabels) -> Mapping[str, int]:
    """The place of each outcome that the protocol asks about."""
    terms = names.vocabulary.terms["measure"] if names.vocabulary else {}
    return {id: at for at, id in enumerate(id for id, term in terms.items() if term.asked)}
