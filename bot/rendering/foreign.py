"""Text from outside made inert: it is shown and commands nothing.

Titles, quotes and author names come from strangers. GitHub reads ``@name``, ``#12``, links,
images, HTML and comments in Markdown wherever they stand, so everything that a template prints
passes through :func:`markdown` unless our own code vouches for it with :class:`Safe`.
"""

import re
import unicodedata
from urllib.parse import quote

_ESCAPED = re.compile(r"([\\`*_\[\]|~])")
_BREAKERS = (
    # A zero-width space parts what GitHub would otherwise link or notify.
    (re.compile(r"@(?=\w)"), "@&#8203;"),
    (re.compile(r"(?<!&)#(?=\d)"), "#&#8203;"),
    (re.compile(r"\b(GH)-(?=\d)", re.IGNORECASE), r"\1-&#8203;"),
    (re.compile(r"\b([a-z][a-z+.-]*):(?=//)", re.IGNORECASE), r"\1:&#8203;"),
    (re.compile(r"\b(www)\.", re.IGNORECASE), r"\1.&#8203;"),
    # What may be a commit's hash: letters and digits, so that PMIDs stay whole.
    (
        re.compile(r"\b(?=\w*\d)(?=\w*[a-f])([0-9a-f]{6})(?=[0-9a-f]{1,34}\b)", re.IGNORECASE),
        r"\1&#8203;",
    ),
    (re.compile(r"\$"), "<span>$</span>"),
    (re.compile(r":(?=[a-z0-9+-]+:)", re.IGNORECASE), ":&#8203;"),
)


class Safe(str):
    """Markdown that our own code wrote; templates print it as it is."""

    __slots__ = ()


def markdown(value: object) -> str:
    """``value`` for one place inside a line of GitHub-flavoured Markdown or a table cell."""
    if isinstance(value, Safe):
        return value
    if value is None:
        return ""
    text = one_line(str(value))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _ESCAPED.sub(r"\\\1", text)
    for pattern, replacement in _BREAKERS:
        text = pattern.sub(replacement, text)
    return text


def one_line(text: str) -> str:
    """``text`` on one line, without control, direction and other invisible characters."""
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cf"))


def link(text: object, address: str) -> Safe:
    """A Markdown link with foreign text to an address made by our own code."""
    shown = markdown(text)
    # A DOI may hold any printable letter; those that end an address are written in hexadecimal.
    safe = quote(address, safe="/:;.,?=&%+~@!$'-_")
    return Safe(f"[{shown}]({safe})") if address else Safe(shown)


def cell(value: object) -> str:
    """``value`` for a CSV cell: never a formula to a spreadsheet (OWASP, CSV Injection)."""
    text = one_line("" if value is None else str(value))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
