"""One command for several papers or findings: ``/exclude 5-9 12 study``, ``/drop 3 f1 f2``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.events.command_call import CommandCall

_OF_PAPERS = ("exclude", "include", "unsure")
"""Commands that may name several papers."""
_OF_FINDINGS = ("confirm", "drop")
"""Commands that may name several findings of a paper."""
_MOST_NAMED = 1_000
"""Papers after which nobody reads on; far fewer are followed."""
_DASH = r"[-\u2013\u2014]"
_TO = rf"(?:{_DASH}|\s?(?:{_DASH}|to)\s?(?=#?f?\d+\s*(?:[,;&.]|and\b|$)))"
"""Between the ends of a range; in blanks only where no words follow: ``3 - 12 patients`` is one."""
_END = r"(?=[\s,;:&.]|$)(?::|[\s,;&.]*(?:and\s+(?=[#f]?\d|PM))?)"
"""What parts the names of a list from each other; behind a colon stands no further name."""
_PAPER = re.compile(
    rf"(?:#?(\d{{1,3}})(?:{_TO}#?(\d{{1,3}}))?(?!\.\S)"
    rf"|(?:PMID:?\s?)?(\d{{5,9}}|PMC\d+|10\.\d{{4,9}}/\S*[^\s,;:.])){_END}",
    re.IGNORECASE,
)
"""A number in the pull request, a range of them, or an identifier, which is longer."""
_FINDING = re.compile(rf"#?f?(\d{{1,3}})(?:{_TO}f?(\d{{1,3}}))?(){_END}", re.IGNORECASE)
_PROPOSED = re.compile(r"all proposed(?: (.*))?", re.IGNORECASE)


def expanded(call: CommandCall) -> Iterator[CommandCall]:
    """Yield ``call`` for each paper or finding that it names; itself where it may name but one."""
    if call.name in _OF_PAPERS:
        papers, rest = _listed(_PAPER, call.arguments)
        named = [f"{paper} {rest}".strip() for paper in papers]
    elif call.name in _OF_FINDINGS:
        paper, _, listed = call.arguments.partition(" ")
        findings, rest = _listed(_FINDING, listed)
        named = [f"{paper} f{finding} {rest}".strip() for finding in findings]
    else:
        named = []
    for arguments in named or [call.arguments]:
        yield replace(call, arguments=arguments)


def _listed(name: re.Pattern[str], text: str) -> tuple[Iterable[str], str]:
    """The names that ``text`` opens with, each once, and what stands behind them."""
    names: list[str] = []
    while len(names) < _MOST_NAMED and (match := name.match(text)):
        first, last, identifier = match.groups()
        if identifier:
            names.append(identifier)
        else:
            ends = sorted((int(first), int(last or first)))
            names += map(str, range(ends[0], ends[1] + 1))
        text = text[match.end() :]
    return dict.fromkeys(names), text.lstrip(": ")


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
