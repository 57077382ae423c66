"""The opening of the review: its title and question, which follow ``review.yaml``.

People may word them anew in the document. A hidden mark holds a fingerprint of each paragraph as
the program would write it, so that one that nobody touched is known again.
"""

import re

from bot.domain.fingerprint import fingerprint

_MARK = re.compile(r"<!-- living-review:opening((?: [0-9a-f]{12})*) -->\r?\n?")
_BEHIND = re.compile(r"<!-- living-review:(?:layout|begin) ")
"""What the opening ends at."""
_PARAGRAPH = re.compile(r"\S.*?(?=\s*\Z|\r?\n[ \t]*\r?\n)", re.DOTALL)


def with_opening(text: str, fresh: str) -> str:
    """``text`` with each paragraph of its opening as in ``fresh``, unless a person reworded it.

    ``fresh`` is the review as it would begin today. A document that nothing marks is left, but
    for the mark by which its opening is followed from then on.
    """
    marked = _MARK.search(text)
    plain = _MARK.sub("", text)
    end = _BEHIND.search(plain)
    if not end:
        return text
    opening, rest = plain[: end.start()], plain[end.start() :]
    wanted = _paragraphs(fresh)
    written = marked[1].split() if marked else []
    if len(written) == len(wanted):
        today = dict(zip(written, wanted, strict=True))
        opening = _PARAGRAPH.sub(lambda old: today.get(_seal(old[0]), old[0]), opening)
    newline = "\r\n" if "\r\n" in text else "\n"
    seals = " ".join(_seal(paragraph) for paragraph in wanted)
    return f"{opening}<!-- living-review:opening {seals} -->{newline}{rest}"


def _paragraphs(text: str) -> list[str]:
    end = _BEHIND.search(text)
    return _PARAGRAPH.findall(_MARK.sub("", text[: end.start()] if end else text))


def _seal(paragraph: str) -> str:
    """The fingerprint of a paragraph, whatever its line ends."""
    return fingerprint("\n".join(line.rstrip() for line in paragraph.splitlines()), 12)
