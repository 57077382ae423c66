"""A screening session: what one person decides, one paper after the other, until it is saved.

It is a list of actions and nothing else, so that a session cut short is whole again when its
actions are read; what is decided, what was put off and which paper comes next follow from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.verdicts import Verdict


class ActionKind(StrEnum):
    """What a person can do with the paper at hand."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    POSTPONE = "postpone"
    """It comes again when all others are decided."""
    UNDO = "undo"
    """The last action does not count, and its paper comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAction:
    """What a person did with one paper, or the undo of it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: ActionKind
    record: str = ""
    """The paper's id; empty for an undo."""
    criterion: str = ""
    """The criterion that an excluded paper fails."""

    @property
    def decides(self) -> bool:
        """Whether it includes or excludes."""
        return self.kind in (ActionKind.INCLUDE, ActionKind.EXCLUDE)

    @property
    def verdict(self) -> Verdict:
        """What it decides; ``unsure`` where it decides nothing."""
        return Verdict(self.kind) if self.decides else Verdict.UNSURE


@dataclass(frozen=True, kw_only=True)
class ScreeningSession:
    """The actions of one person, in order."""

    by: str
    """The person, as the ledger names them."""
    email: str = ""
    """By which the commit names them, too."""
    on: str = ""
    """ISO date on which it began."""
    actions: tuple[ScreeningAction, ...] = ()

    def with_action(self, action: ScreeningAction) -> "ScreeningSession":
        """The session after one more action; an undo of nothing is none."""
        if action.kind is ActionKind.UNDO and not self.standing:
            return self
        return replace(self, actions=(*self.actions, action))

    @cached_property
    def _replayed(self) -> tuple[tuple[ScreeningAction, ...], tuple[str, ...]]:
        """The actions that count, and the papers that came back, the last to come first."""
        standing: list[ScreeningAction] = []
        returned: list[str] = []
        for action in self.actions:
            if action.kind is ActionKind.UNDO:
                returned.insert(0, standing.pop().record)
            else:
                standing.append(action)
                returned = [record for record in returned if record != action.record]
        return tuple(standing), tuple(returned)

    @property
    def standing(self) -> tuple[ScreeningAction, ...]:
        """The actions that were not undone."""
        return self._replayed[0]

    @cached_property
    def decided(self) -> dict[str, ScreeningAction]:
        """The action that decides each paper, in the order of the decisions."""
        last: dict[str, ScreeningAction] = {}
        for action in self.standing:
            if action.decides:
                last.pop(action.record, None)
                last[action.record] = action
        return last

    def remaining(self, order: Sequence[str]) -> tuple[str, ...]:
        """The papers of ``order`` still to decide: what came back, the others, what was put off."""
        put_off = {
            action.record: at
            for at, action in enumerate(self.standing)
            if action.kind is ActionKind.POSTPONE
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
