"""The findings of all included studies, gathered by brain region and measure."""

from dataclasses import dataclass

from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import CONFLICT, Finding


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One finding and the paper that makes it."""

    record: Record
    finding: Finding


@dataclass(frozen=True, kw_only=True)
class Region:
    """All statements about one region."""

    id: str
    statements: tuple[Statement, ...]

    @property
    def studies(self) -> int:
        """Papers with a statement here that no reader contradicts."""
        counted = (one for one in self.statements if one.finding.status != CONFLICT)
        return len({one.record.id for one in counted})


def by_region(state: State) -> tuple[Region, ...]:
    """Regions with the most studies first, findings without one last; by measure, then by year.

    Nothing is pooled: which groups a paper compares decides whether two signs may be counted
    together, and that is not read yet.
    """
    gathered: dict[str, list[Statement]] = {}
    for record in state.included:
        study = state.studies.get(record.id)
        for finding in study.findings if study else ():
            statement = Statement(record=record, finding=finding)
            # A connection stands under both its ends.
            for region in dict.fromkeys((finding.region, finding.region_b or finding.region)):
                gathered.setdefault(region, []).append(statement)
    regions = [
        Region(id=key, statements=tuple(sorted(found, key=_order)))
        for key, found in gathered.items()
    ]
    return tuple(sorted(regions, key=lambda one: (not one.id, -one.studies, one.id)))


def _order(one: Statement) -> tuple[str, int, str, str]:
    return one.finding.measure, -(one.record.year or 0), one.record.label, one.finding.id
