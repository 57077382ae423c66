"""Clauses that go on about an arm which only the clause before names: ``but had less pain``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.effects.arms import ArmName
from bot.extraction.effects.clauses import Clause

_GOES_ON = re.compile(
    r"(?:but|and|yet|while)?\s?(?:also )?"
    r"(?:(?:had|showed|reported|experienced|needed|required|a|an)\s)*"
    r"(?:\w+ly )?(?:lower|higher|fewer|more|greater|less|better|worse|reduced|increased|decreased"
    r"|improved|shorter|longer|larger|smaller)\b",
    re.IGNORECASE,
)
"""Opens a clause without a subject of its own."""
_SUBJECT = 40
"""Letters within which a sentence names its subject."""


def with_subjects(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield clauses, one that goes on about an arm with it: ``but had lower rates of``."""
    subject: ArmName | None = None
    for clause in clauses:
        opening = clause.part.start + _SUBJECT
        alone = [name for name in clause.names if name.group and name.start < opening]
        goes_on = _GOES_ON.match(clause.part.text)
        if clause.names or not goes_on:
            single = len({name.side for name in clause.names}) == 1
            subject = alone[0] if single and alone else None
        yield replace(clause, subject=subject if goes_on else None)
