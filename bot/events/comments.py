"""Commands in a comment: lines that begin with a slash, where a reader sees them as plain words.

What stands in a code fence, in a quotation, in an HTML comment or in code is shown and no command,
and what is struck out is taken back.
That is for a Markdown parser to tell: rules of thumb about backticks are how others are fooled.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.events.bulk import expanded
from bot.events.command_call import CommandCall

MOST_READ = 1_000
"""Commands of one comment that are read; how many are followed is another question."""
LONGEST = 300
"""Characters of one command that are kept."""
_COMMAND = re.compile(r"/([a-z][a-z_-]*)(!?)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark").enable("strikethrough")
_STRIKE = re.compile(r"<(/?)(?:del|s|strike)\b[^>]*>", re.IGNORECASE)
_WORDS = ("text", "text_special")
_ONE_TILDE = re.compile(r"(?<![~\\])~(?!~)")


def calls(comment: str) -> tuple[CommandCall, ...]:
    """The commands of a comment in their order, each once, at most :data:`MOST_READ`."""
    by_text: dict[str, CommandCall] = {}
    # One tilde strikes out on GitHub as two do; our parser knows two.
    for line in _lines(_MARKDOWN.parse(_ONE_TILDE.sub("~~", comment))):
        if call := read_call(line[:LONGEST].replace("~~", "~")):
            by_text |= {each.text: each for each in expanded(call) if each.text not in by_text}
    return tuple(by_text.values())[:MOST_READ]


def read_call(line: str) -> CommandCall | None:
    """The command that a line is, None where it is none."""
    match = _COMMAND.fullmatch(line.strip())
    if match is None:
        return None
    return CommandCall(
        name=match[1].lower(),
        arguments=" ".join((match[3] or "").split()),
        confirmed=bool(match[2]),
    )


def _lines(tokens: list[Token]) -> Iterator[str]:
    """Lines of plain text outside quotations that do not begin in code or markup."""
    depth = struck = 0
    for token in tokens:
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "html_block":
            struck = max(0, struck + _strikes(token.content))
        elif token.type == "inline":
            children = token.children or []
            if not depth:
                yield from _plain(children, struck)
            html = "".join(child.content for child in children if child.type == "html_inline")
            struck = max(0, struck + _strikes(html))


def _strikes(html: str) -> int:
    """How many more strikings-out begin than end in ``html``."""
    return sum(-1 if end else 1 for end in _STRIKE.findall(html))


def _plain(children: list[Token], struck: int) -> Iterator[str]:
    """The lines of a paragraph, less what is struck out; ``struck`` counts what strikes it all."""
    line: list[str] = []
    plain = not struck
    for child in children:
        struck = _struck(struck, child)
        if child.type in ("softbreak", "hardbreak"):
            if plain:
                yield "".join(line)
            line, plain = [], not struck
        elif child.type in _WORDS or (child.type == "code_inline" and line):
            line += [] if struck else [child.content]
        elif not line and child.type not in ("link_open", "s_close"):
            # A line that opens with code or HTML shows a command; it does not give one.
            plain = False
    if plain:
        yield "".join(line)


def _struck(struck: int, child: Token) -> int:
    """How many strikings-out are open behind ``child``."""
    if child.type == "html_inline":
        return max(0, struck + _strikes(child.content))
    return struck + (child.type == "s_open") - (child.type == "s_close")
