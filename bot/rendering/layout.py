"""The sections of the review: their order, their headings, and people's text around them.

A section is a heading and a marked region. It stands in the document once it has something to say.
A hidden mark names the sections that the document has been offered, so that one that a person took
out stays out, and the layout by which they were put in order, so that this happens once.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.rendering.regions import edited, region_marks, spans
from bot.topics.topic import ReviewSection

LAYOUT = 2
"""The present order of sections. Documents without a mark have the first."""
FIRST = (
    "status", "changes", "guide", "answer", "glance", "disagreements", "correlations",
    "interventions", "targets", "gaps", "studies", "waiting", "methods", "excluded", "references",
)  # fmt: skip
"""The sections of every document of the first layout: one that is absent, a person took out."""
FORMER_INTRODUCTION = re.compile(
    r"This review is kept up to date\. Every week a program asks PubMed for new papers, reads them"
    r" and\s+proposes changes; people check each proposal before it appears here\. The text outside"
    r" the marked\s+regions belongs to people: write what you like there, the program never touches"
    r" it\.\s+"
)
"""What the first layout printed under the question; the methods say it now."""
_MARK = re.compile(r"<!-- living-review:layout (\d+)((?: [a-z][a-z0-9-]*)*) -->\r?\n?")
_HEADING = re.compile(r"^## +(.*?)[ #]*\r?$", re.MULTILINE)
_UNSLUGGED = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, kw_only=True)
class _Block:
    """One section with all the text that people wrote behind it."""

    section: ReviewSection
    text: str


def anchor_of(heading: str) -> str:
    """The name by which GitHub, and the site, link to a heading."""
    return _UNSLUGGED.sub("", heading.strip().lower()).replace(" ", "-")


def headings(text: str, sections: Sequence[ReviewSection], *, file: str) -> dict[str, str]:
    """The heading of each section: a person's own where there is one.

    Raises:
        PersonNeeded: the marks do not pair up.
    """
    own = {block.section.name: _heading(block) for block in _parted(text, sections, file)[1]}
    return {
        section.name: section.heading
        if own.get(section.name, "") in ("", *section.formerly)
        else own[section.name]
        for section in sections
    }


def laid_out(
    text: str, sections: Sequence[ReviewSection], spoken: Collection[str], *, file: str
) -> str:
    """``text`` with a place for every section of ``spoken``, and none for what says nothing.

    Sections that a person took out stay out; what people wrote stays, and moves with the section
    that it follows. Where the document has another layout than today's, its sections are put in
    order once.

    Raises:
        PersonNeeded: the marks do not pair up.
    """
    mark = _MARK.search(text)
    plain = _MARK.sub("", text)
    head, blocks = _parted(plain, sections, file)
    if not (mark or blocks):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    present = {block.section.name for block in blocks}
    offered = set(mark[2].split()) if mark else set(FIRST)
    refused = offered - present
    blocks = [_renamed(block) for block in blocks]
    if not mark or int(mark[1]) < LAYOUT:
        head = FORMER_INTRODUCTION.sub("", head)
        place = {section.name: at for at, section in enumerate(sections)}
        blocks.sort(key=lambda block: place[block.section.name])
        blocks = [_ended(block, newline) for block in blocks]
    changed = edited(plain, file=file)
    kept = [
        block
        for block in blocks
        if block.section.name in spoken or block.section.name in changed or not _ours(block)
    ]
    blocks = _with_new(kept, sections, [*spoken], refused, newline)
    names = sorted(refused | {block.section.name for block in blocks})
    layout = f"<!-- living-review:layout {' '.join([str(LAYOUT), *names])} -->{newline}"
    body = "".join(block.text for block in blocks)
    return f"{head}{layout}{body}".rstrip("\r\n") + newline


def _parted(text: str, sections: Sequence[ReviewSection], file: str) -> tuple[str, list[_Block]]:
    """What stands before all sections, and each section up to where the next one begins."""
    known = {section.name: section for section in sections}
    starts: list[tuple[int, ReviewSection]] = []
    before = 0
    for name, opened, closed in spans(text, file):
        begins = text.rindex("<!--", 0, opened)
        if name in known:
            above = [match.start() for match in _HEADING.finditer(text, before, begins)]
            titled = above and known[name].heading
            starts.append((above[-1] if titled else begins, known[name]))
        before = text.index("-->", closed) + len("-->")
    if not starts:
        return text, []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    blocks = [
        _Block(section=section, text=text[start:end])
        for (start, section), end in zip(starts, ends, strict=True)
    ]
    return text[: starts[0][0]], blocks


def _heading(block: _Block) -> str:
    """The heading above the section's marks, empty where there is none."""
    above = block.text.partition("<!-- living-review:begin")[0]
    match = _HEADING.match(above)
    return match[1] if match else ""


def _renamed(block: _Block) -> _Block:
    """The section with today's heading where it has one that the program once wrote."""
    former = _heading(block)
    if former not in block.section.formerly:
        return block
    return replace(block, text=block.text.replace(f"## {former}", f"## {block.section.heading}", 1))


def _ended(block: _Block, newline: str) -> _Block:
    """The section with an empty line behind it, so that any other may follow."""
    return replace(block, text=block.text.rstrip("\r\n") + newline * 2)


def _ours(block: _Block) -> bool:
    """Whether the program wrote everything here outside the marks, so that it may take it away."""
    start, end = region_marks(block.section.name)
    above, _, rest = block.text.partition(start)
    heading = f"## {block.section.heading}" if block.section.heading else ""
    return above.strip() == heading and not rest.partition(end)[2].strip()


def _with_new(
    blocks: Sequence[_Block],
    sections: Sequence[ReviewSection],
    spoken: Sequence[str],
    refused: Collection[str],
    newline: str,
) -> list[_Block]:
    """The sections with those that are missing, each behind the nearest that goes before it."""
    standing = list(blocks)
    order = [section.name for section in sections]
    for at, section in enumerate(sections):
        present = [block.section.name for block in standing]
        if section.name not in spoken or section.name in (*present, *refused):
            continue
        earlier = [here for here, name in enumerate(present) if name in order[:at]]
        after = max(earlier, key=lambda here: order.index(present[here]), default=-1) + 1
        if after:
            standing[after - 1] = _ended(standing[after - 1], newline)
        heading = (f"## {section.heading}", "") if section.heading else ()
        lines = (*heading, *region_marks(section.name), "", "")
        standing.insert(after, _Block(section=section, text=newline.join(lines)))
    return standing
