"""Slips in PubMed search lines that PubMed itself would pass over in silence.

PubMed drops what it cannot read, so that a misspelt tag or a stray quotation mark changes what
is found without a word (PubMed User Guide, "Search field tags", "Truncation", "Proximity").
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.domain.nearest_name import hint_of_names
from bot.settings.pubmed_values import EXPLODED_TAGS, FIELD_TAGS, PROXIMITY_TAGS

_TAG = re.compile(r"\[([^\[\]]*)\]")
_QUOTED = re.compile(r'"[^"]*"')
_CURLY = re.compile("[\u201c\u201d\u201e\u00ab\u00bb]")
_TERM = re.compile(r'"[^"]*"|[^\s()\[\]"]+')
_SMALL_OPERATOR = re.compile(r"(?<=[\])\"])\s+(and|or|not)\s+", re.IGNORECASE)
_LEAST = 4
"""Letters that must stand before ``*``; PubMed ignores the ``*`` after fewer."""


class QueryFault(NamedTuple):
    """A slip in a search line, and what would be right."""

    message: str
    hint: str


def query_faults(line: str) -> Iterator[QueryFault]:
    """Yield what is wrong with one search line, in PubMed's syntax."""
    if not line.strip():
        yield QueryFault("it is empty", "Write what the line searches for, or delete it.")
    yield from _quote_faults(line)
    if line.count('"') % 2:
        return
    bare = _QUOTED.sub('""', line)
    yield from _bracket_faults(bare)
    for tag in _TAG.findall(bare):
        yield from _tag_faults(tag.strip())
    for term in _TERM.findall(line):
        if "*" in term:
            yield from _truncation_faults(term)
    yield from _operator_faults(bare)


def _quote_faults(line: str) -> Iterator[QueryFault]:
    if curly := _CURLY.search(line):
        yield QueryFault(
            f"{curly[0]} is a curly quotation mark", 'Write straight ones, as in "bone pain".'
        )
    if line.count('"') % 2:
        yield QueryFault("a quotation mark is opened and not closed", "Close it.")


def _operator_faults(bare: str) -> Iterator[QueryFault]:
    for operator in _SMALL_OPERATOR.findall(bare):
        if not operator.isupper():
            yield QueryFault(
                f"'{operator}' between two terms is in small letters",
                f"Write {operator.upper()}: PubMed takes it for a word to search for otherwise.",
            )


def _bracket_faults(bare: str) -> Iterator[QueryFault]:
    for opening, closing in ("()", "[]"):
        depth = 0
        for character in bare:
            depth += (character == opening) - (character == closing)
            if depth < 0:
                break
        if depth:
            which = "opened and not closed" if depth > 0 else "closed and not opened"
            yield QueryFault(f"a bracket {opening}{closing} is {which}", "Count the brackets.")


def _tag_faults(tag: str) -> Iterator[QueryFault]:
    name, colon, modifier = tag.lower().partition(":")
    name, modifier = name.strip(), modifier.strip()
    if name not in FIELD_TAGS:
        # A date range, as 2024:2026[dp], has its colon outside the tag.
        yield QueryFault(
            f"PubMed has no search field [{tag[:40]}]", hint_of_names(name, sorted(FIELD_TAGS))
            if len(name) > 1 else "Title and abstract are [tiab], headings [Mesh].",
        )  # fmt: skip
    elif colon and modifier == "noexp":
        if name not in EXPLODED_TAGS:
            yield QueryFault(f"[{tag}]: only headings take :noexp", f"Write [{name}].")
    elif colon and re.fullmatch(r"~\d{1,4}", modifier):
        if name not in PROXIMITY_TAGS:
            yield QueryFault(
                f"[{tag}]: words near each other are searched in [ti], [tiab] or [ad] only",
                f"Write [tiab:{modifier}].",
            )
    elif colon:
        yield QueryFault(f"[{tag}]: PubMed does not know ':{modifier[:20]}'",
                         "Write :noexp after a heading's tag, or :~N after tiab.")  # fmt: skip


def _truncation_faults(term: str) -> Iterator[QueryFault]:
    text = term.strip('"')
    if "*" in text[:-1].replace("* ", " "):
        yield QueryFault(
            f"{term[:40]}: a * may only end a word", "Write the forms out, joined by OR."
        )
    elif len(text.rstrip("*").strip()) < _LEAST:
        yield QueryFault(
            f"{term[:40]}: fewer than {_LEAST} letters before the *",
            "PubMed ignores it there: write the words out, joined by OR.",
        )
