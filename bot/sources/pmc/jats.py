"""PubMed Central's XML as full texts: what the sections say, and the tables.

JATS is *Journal Article Tag Suite* (ANSI/NISO Z39.96). Of an article that may not be read this
way the service sends the front matter alone: it has no body, and no text comes of it.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import XMLPullParser, XMLSyntaxError, _Element

from bot.domain.full_texts import FullText, Passage, Role, Table
from bot.sources.pmc.table_grid import TableCell, grid, widened
from bot.sources.pubmed.elements import new_parser, words

_LOG = logging.getLogger(__name__)
_SETS = ("pmc-articleset", "article")
_CHUNK = 1 << 16
_LONGEST_TITLE = 100
_APART = frozenset(
    ("annotation", "boxed-text", "disp-formula", "disp-formula-group", "fig", "fig-group", "fn",
     "graphic", "inline-graphic", "media", "object-id", "supplementary-material", "table-wrap",
     "table-wrap-group", "tex-math", "title")
)  # fmt: skip
"""Elements whose words are no part of the sentence they stand in."""
_NOTES = ("fn", "table-fn", "author-notes")
_MARK = re.compile(r"[a-z*†‡§#¶,\s]{1,3}")
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+)[.:)]?\s+")
_RESULTS = re.compile(r"(?:[\w-]+\s){0,2}(?:results?|findings)\b", re.IGNORECASE)
_METHODS = re.compile(
    r"(?:\w+,?\s(?:and\s)?){0,3}(?:methods?|methodology)\b|materials\b|participants\b|subjects\b"
    r"|patients\sand\b|study\s(?:design|population|participants)\b|experimental\sprocedures?\b"
    r"|procedures?\b|statistical\sanalys[ei]s\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"introduction|background|discussion|conclusions?|limitations|abstract|summary|references"
    r"|acknowledge?ments?|funding|supplement|appendix|abbreviations|author|data availability",
    re.IGNORECASE,
)
_MIXED = re.compile(r"results?\b.*\bdiscussion|discussion\b.*\bresults?", re.IGNORECASE)
_TYPES = {
    "results": Role.RESULTS,
    "methods": Role.METHODS,
    "materials|methods": Role.METHODS,
    "materials": Role.METHODS,
    "subjects": Role.METHODS,
    "intro": Role.OTHER,
    "discussion": Role.OTHER,
    "conclusions": Role.OTHER,
}
"""What JATS' ``sec-type`` says of a section."""
_MAIN = {
    "results": Role.RESULTS,
    "discussion": Role.OTHER,
    "conclusion": Role.OTHER,
    "conclusions": Role.OTHER,
}
"""Titles that only a main section has, wherever it is nested."""


def parse(body: bytes) -> tuple[FullText, ...]:
    """The texts in ``body`` that have anything to read; ``ValueError`` unless it is whole XML."""
    texts = []
    for element in _articles(body):
        try:
            text = _text(element)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
            _LOG.warning("a full text could not be read: %s", error)
        else:
            texts += [text] if text.pmcid and text.passages else []
        # The articles of a large answer must not all stay in memory as trees.
        del element[:]
    return tuple(texts)


def _articles(body: bytes) -> Iterator[_Element]:
    parser = new_parser(("article",))
    body = body.lstrip()
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
            yield from _completed(parser)
        root = parser.close()
    except XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())
        raise ValueError(f"the answer is not whole XML: {reason}") from error
    yield from _completed(parser)
    if root.tag not in _SETS:
        raise ValueError(f"the answer is a {root.tag} document and no set of articles")


def _completed(parser: XMLPullParser) -> Iterator[_Element]:
    return (element for _, element in parser.read_events() if isinstance(element, _Element))


def _text(article: _Element) -> FullText:
    body = article.find("body")
    passages = [] if body is None else list(_passages(body, (), None))
    wraps = [] if body is None else list(body.iter("table-wrap"))
    # A peer's report or a reply travels as an article within the article: it is not looked into.
    wraps += list(article.iterfind("floats-group//table-wrap"))
    return FullText(
        pmcid=_id(article, "pmcid", "pmc"),
        pmid=_id(article, "pmid"),
        passages=_apart(passages),
        tables=tuple(_table(element) for element in wraps if element.find(".//tr") is not None),
    )


def _id(article: _Element, *kinds: str) -> str:
    for kind in kinds:
        text = words(article.find(f"front/article-meta/article-id[@pub-id-type='{kind}']"))
        number = text.upper().removeprefix("PMC")
        if number.isascii() and number.isdigit():
            return number if kind == "pmid" else f"PMC{number}"
    return ""


# ── Sections ─────────────────────────────────────────────────────────────────────────────────


def _passages(section: _Element, path: tuple[str, ...], role: Role | None) -> Iterator[Passage]:
    """The passage of a section, then those of its subsections; None is a role not known yet."""
    lines = [line for element in _paragraphs(section) if (line := prose(element))]
    if lines:
        name = path or ("Text",)
        yield Passage(path=name, text="\n".join(lines), role=role or Role.OTHER)
    for child in section.iterchildren("sec"):
        title = prose(child.find("title"))[:_LONGEST_TITLE].strip()
        below = (*path, title or "Untitled")
        yield from _passages(child, below, _role_below(role, child.get("sec-type", ""), title))


def _paragraphs(section: _Element) -> Iterator[_Element]:
    for child in section.iterchildren("p", "list", "def-list"):
        if child.tag == "p":
            yield child
        else:
            yield from child.iterfind(".//p")


def _role_below(role: Role | None, kind: str, title: str) -> Role | None:
    """What a section is for within one whose role is known, or not known yet."""
    if role is None:
        return _role(kind, title)
    # Some articles are marked up with their results and all that follows within the methods.
    main = _MAIN.get(_NUMBER.sub("", title).strip(" .:").lower())
    return main if main and role is not Role.OTHER else role


def _role(kind: str, title: str) -> Role | None:
    """What a section is for by its type or title, None where its subsections may tell."""
    title = _NUMBER.sub("", title)
    if _MIXED.search(title) or _MIXED.search(kind.replace("|", " ")):
        return None
    if kind.lower() in _TYPES:
        return _TYPES[kind.lower()]
    if _CLOSED.match(title):
        return Role.OTHER
    if _RESULTS.match(title):
        return Role.RESULTS
    return Role.METHODS if _METHODS.match(title) else None


def _apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages, a number behind the last title where another has the same path."""
    seen: dict[tuple[str, ...], int] = {}
    parted = []
    for passage in passages:
        seen[passage.path] = number = seen.get(passage.path, 0) + 1
        last = f"{passage.path[-1]} ({number})" if number > 1 else passage.path[-1]
        parted.append(replace(passage, path=(*passage.path[:-1], last)))
    return tuple(parted)


def prose(element: _Element | None) -> str:
    """The words of an element in one line, without what floats in it or points out of it."""
    if element is None:
        return ""
    text = "".join(_pieces(element))
    return " ".join(
        "".join(letter for letter in text if letter.isprintable() or letter.isspace()).split()
    )


def _pieces(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag: object = child.tag
        # Comments, instructions and entities that nobody expanded have no name.
        if isinstance(tag, str) and not _points(child):
            name = tag.rpartition("}")[2]
            if name in ("break", "p", "list-item"):
                yield " "
            if name not in _APART:
                yield from _pieces(child)
        yield child.tail or ""


def _points(element: _Element) -> bool:
    """Whether an element is a raised number or sign that leads to a reference or a note."""
    if element.tag == "xref":
        kind = element.get("ref-type", "")
        return kind in _NOTES or (kind == "bibr" and element.find("sup") is not None)
    return element.tag == "sup" and (
        element.find(".//xref") is not None or bool(_MARK.fullmatch(words(element)))
    )


# ── Tables ───────────────────────────────────────────────────────────────────────────────────


def _table(wrap: _Element) -> Table:
    head = [row for element in wrap.iter("thead") for row in element.iterfind("tr")]
    rows = [row for row in wrap.iter("tr") if row not in head]
    header, body = (
        grid([_cells(element) for element in head]),
        grid([_cells(element) for element in rows]),
    )
    width = max([0, *(len(letter) for letter in (*header[:1], *body[:1]))])
    caption = " ".join(
        prose(element) for element in wrap.iterfind("caption/*") if element.tag in ("title", "p")
    )
    return Table(
        label=prose(wrap.find("label")),
        caption=caption,
        header=widened(header, width) if header else (),
        rows=widened(body, width) if body else (),
        notes=" ".join(prose(element) for element in wrap.iterfind("table-wrap-foot//p")),
        role=_role_around(wrap),
    )


def _cells(row: _Element) -> list[TableCell]:
    return [
        TableCell(prose(element), _span(element, "colspan"), _span(element, "rowspan"))
        for element in row.iterchildren("td", "th")
    ]


def _span(cell: _Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004 - digits of any number that can be meant


def _role_around(wrap: _Element) -> Role:
    role: Role | None = None
    for section in reversed(list(wrap.iterancestors("sec"))):
        role = _role_below(role, section.get("sec-type", ""), prose(section.find("title")))
    return role or Role.OTHER
