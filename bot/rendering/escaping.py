"""Text from outside made inert: it is shown and commands nothing.

Titles, quotes and author names come from strangers. GitHub reads ``@name``, ``#12``, links,
images, HTML and comments in Markdown wherever they stand, so everything that a template prints
passes through :func:`markdown` unless our own code vouches for it with :class:`Safe`.
"""

import re
import unicodedata
from functools import lru_cache
from html import escape
from typing import Self
from urllib.parse import quote

_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {sign: f"\\{sign}" for sign in "\\`*_[]|~"}
)
_HARMLESS = re.compile(r"[A-Za-z ,()]*")
"""Most of what is printed: nothing in it can mean anything."""
LONGEST = 2_000
"""Characters of one value that are shown: nothing that is read here is longer, and what is must
not take the room of others."""
_BREAK = "&#8203;"
_BREAKERS = (
    # A sign without which the pattern finds nothing, which is looked for first as it takes a tenth
    # of the time; the pattern; and what parts it, a zero-width space where GitHub would otherwise
    # link or notify.
    ("@", re.compile(r"@(?=[\w.-])"), f"@{_BREAK}"),
    ("#", re.compile(r"(?<!&)#(?=\d)"), f"#{_BREAK}"),
    ("-", re.compile(r"(GH)-(?=\d)", re.IGNORECASE), rf"\1-{_BREAK}"),
    ("//", re.compile(r":(?=//)"), f":{_BREAK}"),
    (".", re.compile(r"(www)(?=\.)", re.IGNORECASE), rf"\1{_BREAK}"),
    # What may be a commit's hash: letters and digits, so that PMIDs stay whole.
    ("", re.compile(r"\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{7,40}\b", re.IGNORECASE), "hash"),
    ("$", re.compile(r"\$"), "<span>$</span>"),
    # An emoji's name may end where our own colon follows.
    (":", re.compile(r":(?=[a-z0-9+\\_-]+:|[a-z][a-z_-]*$)", re.IGNORECASE), f":{_BREAK}"),
    # Nobody's reply begins with what a paper would have them say.
    ("/", re.compile(r"^/(?=[a-z])", re.IGNORECASE), f"/{_BREAK}"),
)
_LINE_START = re.compile(
    # What makes a heading, a list, a rule or a table of the line that it opens, or of the last one.
    r"^(?:(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|[-=:][-=:\s]*$)|(\d{1,9})(?=[.)](?:\s|$)))"
)
_SKIPS = re.compile(r"\[(?=\s*(?:skip|no|ci|actions)\b)|\bskip(?=-checks?\b)", re.IGNORECASE)
"""What keeps workflows from running where it stands in a commit message."""
_INNER_FORMULA = re.compile(r"([;|,]['\"]*)(?=[=@]|[+-](?![0-9. ]))")
"""Where a cell would begin in a program that takes another separator than the comma."""
_UNSEEN = re.compile(
    # Fillers and variation selectors: letters and marks by class, invisible by nature.
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_NO_TEXT = ("Cc", "Cf", "Cn", "Co", "Cs")
"""Unicode classes that print nothing: control, format, unassigned, private, surrogate."""


_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=[\w.-])", re.IGNORECASE)
"""Where mail programs would see an address and make a link of it."""
_SCHEMES = ("https://", "http://", "mailto:")


class Address(str):
    """An address made by our own code: mail and feeds print it whole."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take ``text`` where it leads to a page or a mailbox; anything else is empty."""
        # A DOI may hold any printable letter; those that end an address go in hexadecimal.
        sound = quote(text, safe="/:;.,?=&#%+~@!$'()-_") if text.startswith(_SCHEMES) else ""
        return super().__new__(cls, sound)


class Safe(str):
    """Markdown, or HTML, that our own code wrote; templates of that format print it as it is."""

    __slots__ = ()


def markdown(value: object) -> str:
    """``value`` for one place inside a line of GitHub-flavoured Markdown or a table cell."""
    if isinstance(value, Safe):
        return value
    return "" if value is None else _inert(str(value))


@lru_cache(maxsize=10_000)  # the same names and numbers stand in many places
def _inert(text: str) -> str:
    text = one_line(text)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    if _HARMLESS.fullmatch(text):
        return text
    text = text.translate(_ESCAPED)
    for sign, pattern, replacement in _BREAKERS:
        if sign in text:
            text = pattern.sub(_parted if replacement == "hash" else replacement, text)
    return _LINE_START.sub(lambda match: f"{match[1] or ''}\\", text)


def plain(value: object) -> str:
    """``value`` on one line of a plain text in which nothing foreign becomes a link."""
    if value is None:
        return ""
    if isinstance(value, Address):
        return value
    return _LINKED.sub("\u200b", one_line(str(value)))


def html(value: object) -> str:
    """``value`` for text or a quoted attribute of HTML, in which nothing foreign is a link."""
    if isinstance(value, Safe):
        return value
    return escape(plain(value))


def _parted(match: re.Match[str]) -> str:
    """A hash in pieces too short to be one."""
    return _BREAK.join(match[0][at : at + 6] for at in range(0, len(match[0]), 6))


def one_line(text: str) -> str:
    """``text`` on one line, without control, direction and other invisible characters."""
    shown = text if text.isascii() else _UNSEEN.sub("", text)
    if not shown.isprintable():
        # A line end is a control character, too: it becomes a blank before those are dropped.
        shown = "".join(
            letter if letter.isspace() or unicodedata.category(letter) not in _NO_TEXT else ""
            for letter in shown
        )
    return " ".join(shown.split())


@lru_cache(maxsize=10_000, typed=True)  # by type: what is safe is not escaped again
def link(text: object, address: str) -> Safe:
    """A Markdown link with foreign text to an address made by our own code."""
    shown = markdown(text)
    # A DOI may hold any printable letter; those that end an address are written in hexadecimal.
    safe = quote(address, safe="/:;.,?=%+~@!$'-_")
    return Safe(f"[{shown}]({safe})") if address else Safe(shown)


def cell(value: object) -> str:
    """``value`` for a CSV cell: never a formula to a spreadsheet (OWASP, CSV Injection).

    A number is none, whatever its sign; text that looks like one may be.
    """
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else str(value)
    if text.isascii() and text.isalnum():
        return text
    return _inert_cell(text)


@lru_cache(maxsize=10_000)  # as above
def _inert_cell(text: str) -> str:
    text = _INNER_FORMULA.sub(r"\1'", one_line(text))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def code(value: object) -> Safe:
    """``value`` within a code span of our own: what a person copies as part of a command."""
    return Safe(re.sub(r"[`|<>]", "", one_line(str(value))).replace("--", "-"))


def hidden(text: str) -> int:
    """How many characters of ``text`` nobody would see: they are left out wherever it is shown."""
    return sum(
        bool(_UNSEEN.match(letter))
        or (not letter.isspace() and unicodedata.category(letter) in _NO_TEXT)
        for letter in text
    )


def message(text: str) -> str:
    """``text`` for one line of a commit message, in which GitHub mentions and closes nothing."""
    text = plain(text)
    for _, pattern, _ in _BREAKERS[1:3]:
        text = pattern.sub(lambda match: f"{match[0]}\u200b", text)
    return _SKIPS.sub(lambda match: f"{match[0]}\u200b", text)


def command(text: str) -> str:
    """``text`` for one line of a job's log: GitHub Actions obeys lines with ``::`` or ``##[``."""
    return log_text(one_line(text))


def log_text(text: str) -> str:
    """``text`` of any number of lines for a job's log, likewise."""
    return text.replace("::", ": :").replace("##[", "## [")
