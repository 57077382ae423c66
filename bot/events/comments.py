"""Commands in a comment: lines that begin with a slash, where a reader sees them as plain words.

What stands in a code fence, in a quotation, in an HTML comment or in code is shown and not said.
That is for a Markdown parser to tell: rules of thumb about backticks are how others are fooled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.fingerprint import fingerprint

MOST = 50
"""Commands of one comment that are followed."""
LONGEST = 300
"""Characters of one command that are kept."""
_COMMAND = re.compile(r"/([a-z][a-z_-]*)(!?)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCall:
    """One command as a person gave it."""

    name: str
    """In lower case, without the slash."""
    arguments: str = ""
    """All that follows, with single blanks."""
    confirmed: bool = False
    """Whether ``!`` stands behind the name: to be done although there is a warning."""
    by_box: bool = False
    """Whether a ticked box stands for it."""

    @property
    def text(self) -> str:
        """The whole command on one line."""
        return f"/{self.name}{'!' if self.confirmed else ''} {self.arguments}".strip()

    @property
    def fingerprint(self) -> str:
        """Tells one command of a comment from another, however it is moved about in it."""
        return fingerprint(self.text, 10)


def calls(comment: str) -> tuple[CommandCall, ...]:
    """The commands of a comment in their order, each once, at most :data:`MOST`."""
    by_text: dict[str, CommandCall] = {}
    for line in _lines(_MARKDOWN.parse(comment)):
        match = _COMMAND.fullmatch(line[:LONGEST].strip())
        if match:
            call = CommandCall(
                name=match[1].lower(),
                arguments=" ".join((match[3] or "").split()),
                confirmed=bool(match[2]),
            )
            by_text.setdefault(call.text, call)
    return tuple(by_text.values())[:MOST]


def _lines(tokens: list[Token]) -> Iterator[str]:
    """Lines of plain text outside quotations that do not begin in code or markup."""
    depth = 0
    for token in tokens:
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "inline" and not depth:
            yield from _plain(token.children or [])


def _plain(children: list[Token]) -> Iterator[str]:
    line: list[str] = []
    plain = True
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            if plain:
                yield "".join(line)
            line, plain = [], True
        elif child.type in ("text", "text_special"):
            line.append(child.content)
        elif not line and child.type != "link_open":
            # A line that opens with code or HTML shows a command; it does not give one.
            plain = False
        elif child.type == "code_inline":
            line.append(child.content)
    if plain:
        yield "".join(line)
