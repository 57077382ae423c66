"""How the reader of findings fares with the people of a review: what they confirmed or corrected.

Judged are the findings that people set with ``/fix`` or in a study's file, each beside what the
reader had last written there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.edit_tracking import CONTENT, content
from bot.domain.state import State
from bot.domain.studies import Study


class CorrectionKind(StrEnum):
    """What a person made of a finding, named as the reader's error."""

    CONFIRMED = "confirmed"
    DIRECTION = "wrong direction"
    REGION = "wrong region"
    MEASURE = "wrong measure"
    COMPARISON = "wrong comparison"
    SIDE = "wrong side"
    VARIABLE = "wrong variable"
    INVENTED = "invented"
    """Taken out: the paper does not say it."""
    MISSED = "missed"
    """Added: the reader did not have it."""


_OF_FIELD = dict(
    zip(
        CONTENT,
        (
            *(
                CorrectionKind.DIRECTION,
                CorrectionKind.REGION,
                CorrectionKind.REGION,
                CorrectionKind.MEASURE,
            ),
            *(
                CorrectionKind.COMPARISON,
                CorrectionKind.SIDE,
                CorrectionKind.SIDE,
                CorrectionKind.VARIABLE,
            ),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFinding:
    """A finding that a person set, as the reader had it and as it stands."""

    study: str
    id: str
    read: Mapping[str, str]
    """Empty where the reader had none."""
    now: Mapping[str, str]
    """Empty where a person took it out."""

    @property
    def correction(self) -> CorrectionKind:
        """What became of it; of several fields that changed, the weightiest."""
        if not self.read:
            return CorrectionKind.MISSED
        if not self.now:
            return CorrectionKind.INVENTED
        changed = (name for name in CONTENT if self.read.get(name) != self.now.get(name))
        name = next(changed, "")
        return _OF_FIELD[name] if name else CorrectionKind.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderCorrections:
    """Every finding that people of the review judged."""

    judged: tuple[JudgedFinding, ...]

    @property
    def studies(self) -> int:
        """In how many studies people judged findings."""
        return len({finding.study for finding in self.judged})

    @property
    def confirmed(self) -> int:
        """How many stand as they were read."""
        return self.counts[CorrectionKind.CONFIRMED]

    @property
    def invented(self) -> int:
        """How many a person took out."""
        return self.counts[CorrectionKind.INVENTED]

    @property
    def missed(self) -> int:
        """How many a person added."""
        return self.counts[CorrectionKind.MISSED]

    @property
    def corrected(self) -> int:
        """How many say something else than was read."""
        return len(self.judged) - self.confirmed - self.invented - self.missed

    @property
    def counts(self) -> Counter[CorrectionKind]:
        """How often each correction was made."""
        return Counter(finding.correction for finding in self.judged)

    @property
    def errors(self) -> tuple[JudgedFinding, ...]:
        """All that did not stand as it was read."""
        return tuple(
            finding for finding in self.judged if finding.correction is not CorrectionKind.CONFIRMED
        )

    @property
    def precision(self) -> float | None:
        """The share of what was read that people let stand."""
        return _share(self.confirmed, len(self.judged) - self.missed)

    @property
    def recall(self) -> float | None:
        """The share of what people say the papers report that was read so."""
        return _share(self.confirmed, len(self.judged) - self.invented)


def reader_corrections(state: State) -> ReaderCorrections:
    """What people of the review made of the findings that were read."""
    readings: dict[str, dict[str, Mapping[str, str]]] = {}
    for snapshot in state.snapshots:
        if snapshot.readings:
            # A person's finding leaves the readings: what was last read of it stays known.
            readings.setdefault(snapshot.study, {}).update(snapshot.readings)
    return ReaderCorrections(
        judged=tuple(
            judged
            for key, study in state.studies.items()
            if study.checked and key in readings
            for judged in _judged(study, readings[key])
        )
    )


def _judged(study: Study, read: Mapping[str, Mapping[str, str]]) -> Iterator[JudgedFinding]:
    findings = {finding.id: finding for finding in study.findings}
    for id in study.checked:
        if id in findings or id in read:
            now = content(findings[id]) if id in findings else {}
            yield JudgedFinding(study=study.id, id=id, read=read.get(id, {}), now=now)


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None
