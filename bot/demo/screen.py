"""What the demo shows on the screen: what a run brought, and how documents begin."""

from collections.abc import Callable
from textwrap import shorten

from markdown_it import MarkdownIt

from bot.pipeline.outcome import RunOutcome
from bot.rendering.phrases import counted

Say = Callable[[str], None]

_LONGEST = 9
"""Lines of a document shown on the screen."""
_WIDEST = 300
"""Letters of a line shown on the screen."""
_TEXT = ("text", "text_special", "code_inline")
"""What the parser of Markdown calls words."""


def show_run(outcome: RunOutcome, say: Say) -> None:
    """Say what a run brought, and how its pull request begins."""
    did = outcome.figures
    say(
        f"  {did['hits']} records match the search, {did['new_records']} of them new:"
        f" {did['proposed']} proposed for inclusion, {did['to_decide']} left to a person,"
        f" {did['excluded']} excluded."
    )
    if did["awaiting_decision"] != did["to_decide"]:
        say(
            "  With those left from before, and some drawn at random from the excluded to measure\n"
            "  what the program misses,"
            f" {counted(int(did['awaiting_decision']), 'paper awaits', 'papers await')} a person."
        )
    say(f"\nTHE PULL REQUEST: {outcome.title}\n")
    say(opening(outcome.body, "## What to do"))


def opening(text: str, heading: str) -> str:
    """The first lines under a heading, as plain text without blank lines, cut to the screen."""
    section = text.partition(heading)[2].partition("\n## ")[0]
    lines = [plain for line in section.splitlines() if (plain := _plain(line))]
    return "\n".join(f"  {shorten(line, _WIDEST, placeholder=' …')}" for line in lines[:_LONGEST])


def _plain(line: str) -> str:
    """A line of Markdown without its marks, links and hidden comments."""
    (inline,) = MarkdownIt().parseInline(line.lstrip("# "))
    return "".join(token.content for token in inline.children or () if token.type in _TEXT)
