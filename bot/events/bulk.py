"""One command for several papers: ``/exclude 5-9 12 study`` says the same of each."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.events.command_call import CommandCall

BULK = ("exclude", "include", "unsure")
"""Commands that may name several papers, by their numbers in the pull request."""
_NUMBERS = re.compile(r"#?(\d{1,3})(?:[-\u2013]#?(\d{1,3}))?,?")
"""A number or a range; an id of a database is longer."""


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
