"""What people wrote between the marks of the review, kept where they will look for it.

The program fills the marked regions anew each time. Lines of somebody's own are shown in the pull
request's body, and stay there as long as it is open, so that they can be moved to a better place.
"""

import re
from collections.abc import Mapping

from bot.rendering.escaping import one_line
from bot.rendering.replies import fenced

BEGIN, END = "<!-- living-review:replaced -->", "<!-- living-review:replaced-end -->"
LONGEST = 4_000
"""Characters of people's lines that are shown."""
_SECTION = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}\n?", re.DOTALL)


def lost(before: Mapping[str, str], after: str) -> dict[str, tuple[str, ...]]:
    """Of edited regions, by name, the lines that the document no longer has anywhere."""
    kept = {line.strip() for line in after.splitlines()}
    gone = {
        name: tuple(line for line in text.splitlines() if line.strip() and line.strip() not in kept)
        for name, text in before.items()
    }
    return {name: lines for name, lines in gone.items() if lines}


def replaced(lines: Mapping[str, tuple[str, ...]]) -> str:
    """The section that shows them, inert, in a block to copy from; empty where there are none."""
    if not lines:
        return ""
    blocks = ["\n".join([f"{name}:", *own]) for name, own in lines.items()]
    text = "\n\n".join(blocks)
    cut = text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0] + "\n…"
    shown = "\n".join(one_line(line) for line in cut.splitlines())
    about = (
        "Text was written in `REVIEW.md` between the program's marks, where the program itself"
        " writes. Nothing is lost: move these lines outside the marks to keep them."
    )
    heading = "## Your lines that were replaced"
    return "\n".join([BEGIN, heading, "", about, "", *fenced(shown), END])


def kept(before: str, after: str) -> str:
    """``after``, with the section of the body ``before`` where it has none of its own."""
    match = _SECTION.search(before)
    if match is None or BEGIN in after:
        return after
    return f"{after.rstrip()}\n\n{match[0].rstrip()}\n"
