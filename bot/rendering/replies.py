"""The one reply to what a person said in a pull request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.escaping import markdown, one_line

LONGEST = 60_000
"""Characters of a reply; GitHub takes 65,536."""
_MARK = re.compile(r"<!-- living-review:reply (\S+)(?: (\S+))? -->")
_DELAYED = "<!-- living-review:delayed -->"
_LONGEST_DETAILS = 6_000
_LONGEST_FENCE = 32
"""Backticks. GitHub counts those of a fence in one byte, and so takes 256 of them for none."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One command and what came of it."""

    command: str
    outcome: str
    """``Done``, ``Nothing to do``, ``Not allowed``, ``Not understood`` or ``Answer``."""
    sentence: str
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a reply opens with, hidden: it is found again by it."""

    place: str
    """What is answered: a comment, or a person's boxes in one pull request."""
    at: str = ""
    """ISO date and time of what is answered; empty where it was not followed yet."""

    @property
    def text(self) -> str:
        """The mark as it is written."""
        return f"<!-- living-review:reply {self.place}{self.at and f' {self.at}'} -->"

    @classmethod
    def of(cls, comment: str) -> "Mark | None":
        """The mark of a comment, None where it is no reply of ours."""
        match = _MARK.match(comment)
        return cls(place=match[1], at=match[2] or "") if match else None


def reply(mark: Mark, entries: Sequence[Entry], after: str = "") -> str:
    """The reply, with text of people and papers made inert; ``after`` is our own last line."""
    lines = [mark.text]
    for entry in entries:
        sentence = markdown(_full(entry.sentence))
        lines.append(f"- {markdown(entry.command)}  \n  **{entry.outcome}.** {sentence}")
        if entry.details:
            lines += ["", *_folded(entry.details), ""]
    if after:
        lines += ["", after]
    text = "\n".join(lines)
    # Whole entries are cut: a half one would say something else.
    if len(text) > LONGEST and len(entries) > 1:
        return reply(mark, entries[: len(entries) * 3 // 4], "Not all is shown here: it was long.")
    return text + "\n"


def delayed(before: str, mark: Mark, note: str) -> str:
    """The reply ``before`` with a note, our own, of why nothing more was done yet."""
    text = before.partition(f"\n{_DELAYED}")[0].rstrip() or mark.text
    return f"{text}\n\n{_DELAYED}\n{note}\n"


def _folded(text: str) -> list[str]:
    shown = "\n".join(_shown(line) for line in text[:_LONGEST_DETAILS].splitlines())
    return [
        "  <details><summary>Show</summary>", "",
        *(f"  {line}" for line in fenced(shown)),
        "", "  </details>",
    ]  # fmt: skip


def fenced(text: str) -> list[str]:
    """The lines of ``text`` in a block of code that nothing in them can end."""
    # Our own parsers look for our marks wherever they stand, in a block of code as well.
    text = text.replace("<!-- living-review", "<! -- living-review")
    text = re.sub(rf"`{{{_LONGEST_FENCE - 1}}}(?=`)", "\\g<0>\u200b", text)
    runs = re.findall(r"`+", text)
    fence = "`" * max(3, *(len(run) + 1 for run in runs)) if runs else "```"
    return [f"{fence}text", *text.split("\n"), fence]


def _shown(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)


def _full(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
