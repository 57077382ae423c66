"""How often people overturned what the program had decided (RAISE 2025: report human oversight)."""

from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict


@dataclass(frozen=True, kw_only=True)
class HumanOverrides:
    """The program's verdicts that people looked at, and what they said."""

    kept: int
    taken_out: int
    """Papers that the program proposed and a person excluded."""
    taken_in: int
    """Papers that the program excluded and a person included."""

    @property
    def seen(self) -> int:
        """All verdicts of the program that people looked at."""
        return self.kept + self.taken_out + self.taken_in


def human_overrides(state: State) -> HumanOverrides:
    """The counts, over papers that the program had included or excluded before a person decided."""
    before: dict[str, Decision] = {}
    for decision in state.decisions:
        if decision.judge is not Judge.PERSON and decision.verdict is not Verdict.UNSURE:
            before[decision.record] = decision
    pairs = [
        (before[key].verdict, decision.verdict)
        for key, decision in state.human_labels.items()
        if key in before
    ]
    return HumanOverrides(
        kept=sum(program is person for program, person in pairs),
        taken_out=sum(pair == (Verdict.INCLUDE, Verdict.EXCLUDE) for pair in pairs),
        taken_in=sum(pair == (Verdict.EXCLUDE, Verdict.INCLUDE) for pair in pairs),
    )
