"""How often people overturned what the program had decided (RAISE 2025: report human oversight)."""

from dataclasses import dataclass

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.state import State


@dataclass(frozen=True, kw_only=True)
class Oversight:
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


def oversight(state: State) -> Oversight:
    """The counts, over papers that the program had included or excluded before a person decided."""
    before: dict[str, Decision] = {}
    for one in state.decisions:
        if one.judge is not Judge.PERSON and one.verdict is not Verdict.UNSURE:
            before[one.record] = one
    pairs = [
        (before[key].verdict, said.verdict)
        for key, said in state.people_said.items()
        if key in before
    ]
    return Oversight(
        kept=sum(program is person for program, person in pairs),
        taken_out=sum(pair == (Verdict.INCLUDE, Verdict.EXCLUDE) for pair in pairs),
        taken_in=sum(pair == (Verdict.EXCLUDE, Verdict.INCLUDE) for pair in pairs),
    )
