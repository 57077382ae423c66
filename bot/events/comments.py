"""Commands in a comment: lines that begin with a slash, where a reader sees them as plain words.

What stands in a code fence, in a quotation, in an HTML comment or in code is shown and no command,
and what is struck out is taken back.
That is for a Markdown parser to tell: rules of thumb about backticks are how others are fooled.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.events.bulk import expanded
from bot.events.command_call import CommandCall

MOST_READ = 1_000
"""Commands of one comment that are read; how many are followed is another question."""
LONGEST = 300
"""Characters of one command that are kept."""
_LONGEST_LINE = 5_000
"""Characters of one line that are read; it may name many papers."""
_COMMAND = re.compile(
    r"/([a-z][a-z_-]*)(!?)(?:[:,]?(?:\s+|(?=[#\d]))(.*))?[:,]?", re.IGNORECASE | re.DOTALL
)
_ANOTHER = re.compile(r"(?:^|\s)/[a-z][a-z_-]*!?\s+#?\d", re.IGNORECASE)
"""What reads like a second command. It is not followed: a paper's words may stand there."""
_PAPER = re.compile(r"(?:paper|record|number|no\.?|pmid|doi):?\s+(?=#?\d)", re.IGNORECASE)
"""What a paper is called before it is named."""
_AROUND = "\u200b\u2060\ufeff"
"""What nobody sees around words that were copied. Within a line it may part a slash from a word."""
_MARKDOWN = MarkdownIt("commonmark").enable("strikethrough")
_STRIKE = re.compile(r"<(/?)(?:del|s|strike)\b[^>]*>", re.IGNORECASE)
_WORDS = ("text", "text_special")
_ONE_TILDE = re.compile(r"(?<![~\\])~(?!~)")


def calls(comment: str) -> tuple[CommandCall, ...]:
    """The commands of a comment in their order, each once, at most :data:`MOST_READ`."""
    by_text: dict[str, CommandCall] = {}
    # One tilde strikes out on GitHub as two do; our parser knows two.
    for line in _lines(_MARKDOWN.parse(_ONE_TILDE.sub("~~", comment))):
        for call in _calls_of(line.replace("~~", "~").strip().strip(_AROUND)):
            by_text.setdefault(call.text, call)
    return tuple(by_text.values())[:MOST_READ]


def read_call(line: str) -> CommandCall | None:
    """The command that a line is, None where it is none."""
    match = _COMMAND.fullmatch(line.strip())
    if match is None:
        return None
    arguments = " ".join((match[3] or "").split())
    return CommandCall(
        name=match[1].lower(),
        arguments=_PAPER.sub("", arguments, count=1) if _PAPER.match(arguments) else arguments,
        confirmed=bool(match[2]),
    )


def holds_another(call: CommandCall) -> bool:
    """Whether a second command stands in the same line, where nobody can tell what was meant."""
    return bool(_ANOTHER.search(call.arguments))


def _calls_of(line: str) -> Iterator[CommandCall]:
    """The commands of one line, each for one paper."""
    if len(line) > _LONGEST_LINE:
        line = line[:_LONGEST_LINE].rpartition(" ")[0]
    if call := read_call(line):
        for each in expanded(call):
            yield replace(each, arguments=each.arguments[:LONGEST])


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
        elif not line and child.type not in ("link_open", "s_close", "em_open", "strong_open"):
            # A line that opens with code or HTML shows a command; it does not give one.
            plain = False
    if plain:
        yield "".join(line)


def _struck(struck: int, child: Token) -> int:
    """How many strikings-out are open behind ``child``."""
    if child.type == "html_inline":
        return max(0, struck + _strikes(child.content))
    return struck + (child.type == "s_open") - (child.type == "s_close")
