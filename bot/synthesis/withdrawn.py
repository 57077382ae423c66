"""What a retraction takes from the review: the statements that lose a study, and those that go."""

from dataclasses import dataclass

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import CONFLICT, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One measure in one region of which a retracted study spoke."""

    measure: str
    region: str
    left: int
    """Studies that still speak of it; with none the statement is gone."""


def losses(state: State, record: Record) -> tuple[Loss, ...]:
    """What the review loses with ``record``, what is gone altogether first."""
    study = state.studies.get(record.id)
    if study is None:
        return ()
    lost = dict.fromkeys(cell for one in study.findings for cell in _cells(one))
    others = (state.studies.get(one.id) for one in state.included)
    still = [
        {cell for one in other.findings if one.status != CONFLICT for cell in _cells(one)}
        for other in others
        if other
    ]
    counted = (
        Loss(measure=measure, region=region, left=sum((measure, region) in one for one in still))
        for measure, region in lost
    )
    return tuple(sorted(counted, key=lambda one: (one.left, one.region, one.measure)))


def _cells(finding: Finding) -> tuple[tuple[str, str], ...]:
    """The measure under each of the regions where it is listed: a connection under both ends."""
    ends = dict.fromkeys((finding.region, finding.region_b or finding.region))
    return tuple((finding.measure, region) for region in ends)
