"""A sitting: what one person decides at the screen, one paper after the other, until it is saved.

It is a list of acts and nothing else, so that a sitting cut short is whole again when its acts are
read; what is decided, what was put off and which paper comes next all follow from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.verdicts import Verdict


class ActKind(StrEnum):
    """What a person can do with the paper at hand."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    POSTPONE = "postpone"
    """It comes again when all others are decided."""
    UNDO = "undo"
    """The last act does not count, and its paper comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAct:
    """One thing that a person did."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: ActKind
    record: str = ""
    """The paper's id; empty for an undo."""
    criterion: str = ""
    """The criterion that an excluded paper fails."""

    @property
    def decides(self) -> bool:
        """Whether it includes or excludes."""
        return self.kind in (ActKind.INCLUDE, ActKind.EXCLUDE)

    @property
    def verdict(self) -> Verdict:
        """What it decides; ``unsure`` where it decides nothing."""
        return Verdict(self.kind) if self.decides else Verdict.UNSURE


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """The acts of one person, in order."""

    by: str
    """The person, as the ledger names them."""
    email: str = ""
    """By which the commit names them, too."""
    on: str = ""
    """ISO date on which it began."""
    acts: tuple[ScreeningAct, ...] = ()

    def with_act(self, act: ScreeningAct) -> "Sitting":
        """The sitting after one more act; an undo of nothing is none."""
        if act.kind is ActKind.UNDO and not self.standing:
            return self
        return replace(self, acts=(*self.acts, act))

    @cached_property
    def _replayed(self) -> tuple[tuple[ScreeningAct, ...], tuple[str, ...]]:
        """The acts that count, and the papers that came back and wait, the last to come first."""
        standing: list[ScreeningAct] = []
        returned: list[str] = []
        for act in self.acts:
            if act.kind is ActKind.UNDO:
                returned.insert(0, standing.pop().record)
            else:
                standing.append(act)
                returned = [record for record in returned if record != act.record]
        return tuple(standing), tuple(returned)

    @property
    def standing(self) -> tuple[ScreeningAct, ...]:
        """The acts that were not undone."""
        return self._replayed[0]

    @cached_property
    def decided(self) -> dict[str, ScreeningAct]:
        """The act that decides each paper, in the order of the decisions."""
        last: dict[str, ScreeningAct] = {}
        for act in self.standing:
            if act.decides:
                last.pop(act.record, None)
                last[act.record] = act
        return last

    def remaining(self, order: Sequence[str]) -> tuple[str, ...]:
        """The papers of ``order`` still to decide: what came back, the others, what was put off."""
        put_off = {
            act.record: at for at, act in enumerate(self.standing) if act.kind is ActKind.POSTPONE
        }
        returned = {record: at for at, record in enumerate(self._replayed[1])}
        undecided = [record for record in order if record not in self.decided]
        return tuple(
            sorted(
                undecided,
                key=lambda record: (
                    returned.get(record, len(returned)),
                    put_off.get(record, -1) if record not in returned else -1,
                ),
            )
        )
