"""One command for several papers: ``/exclude 5-9 12 study``, ``/include all proposed``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.events.command_call import CommandCall

BULK = ("exclude", "include", "unsure")
"""Commands that may name several papers, by their numbers in the pull request."""
_NUMBERS = re.compile(r"#?(\d{1,3})(?:[-\u2013]#?(\d{1,3}))?,?")
"""A number or a range; an id of a database is longer."""
_PROPOSED = re.compile(r"all proposed(?: (.*))?", re.IGNORECASE)


def expanded(call: CommandCall) -> Iterator[CommandCall]:
    """Yield ``call`` for each paper that it names; itself where it names one, or may not do so."""
    words = call.arguments.split(" ") if call.name in BULK else []
    numbers: list[int] = []
    named = 0
    for word in words:
        match = _NUMBERS.fullmatch(word)
        if match is None:
            break
        first = int(match[1])
        numbers += range(first, int(match[2] or first) + 1)
        named += 1
    if not numbers or words[:named] == [str(numbers[0])]:
        yield call
        return
    rest = " ".join(words[named:])
    for number in dict.fromkeys(numbers):
        yield replace(call, arguments=f"{number} {rest}".strip())


def all_proposed(calls: Iterable[CommandCall], proposed: Sequence[str]) -> tuple[CommandCall, ...]:
    """``calls``, with ``/include all proposed`` as one command for each of these papers.

    Where none is proposed it stays as it is, and is answered so.
    """
    by_text: dict[str, CommandCall] = {}
    for call in calls:
        match = _PROPOSED.fullmatch(call.arguments) if call.name == "include" else None
        named = [
            replace(call, arguments=f"{key} {match[1] or ''}".strip()) for key in proposed
        ] if match else []  # fmt: skip
        by_text |= {each.text: each for each in named or [call] if each.text not in by_text}
    return tuple(by_text.values())
