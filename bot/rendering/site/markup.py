"""From the review's Markdown to the inside of a page, with links between pages kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from bot.rendering.layout import anchor_of

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PAGE = re.compile(r"^(?![a-z]+:)(?P<path>[^#?]*)\.md(?P<place>#.*)?$")
HOME = "index.html"
_RENAMED = {"REVIEW": "index"}
_LISTED = {"review/feeds": "versions.html#downloads"}
"""Folders, which a site cannot show, and where their files are listed."""
MERMAID = "mermaid"


class _Page(RendererHTML):
    """Writes tables and figures that scroll, headings to link to, and links to pages."""

    def table_open(
        self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, env: EnvType
    ) -> str:
        env["columns"] = []
        return '<div class="wide" tabindex="0" role="region" aria-label="Table">\n<table>\n'

    def table_close(
        self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        """Keep what a column is called for its cells."""
        env["columns"].append(_plain(tokens[at + 1].content))
        return self.renderToken(tokens, at, options, env)

    def tr_open(
        self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, env: EnvType
    ) -> str:
        env["cell"] = 0
        return "<tr>\n"

    def td_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        """Name the column: a phone shows the cells of a row below each other."""
        columns, cell = env["columns"], env["cell"]
        env["cell"] = cell + 1
        if cell < len(columns) and columns[cell]:
            tokens[at].attrSet("data-label", columns[cell])
        return self.renderToken(tokens, at, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A figure, which scrolls where a screen is too small to read it."""
        image = super().image(tokens, idx, options, env)
        return f'<span class="figure" tabindex="0" role="group" aria-label="Figure">{image}</span>'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        drawn: Mapping[str, str] = env["drawn"]
        return drawn.get(tokens[idx].info.strip()) or super().fence(tokens, idx, options, env)

    def heading_open(
        self, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """Name a heading as GitHub does."""
        name = anchor_of(tokens[at + 1].content) or "part"
        count = env["taken"].get(name, 0)
        env["taken"][name] = count + 1
        place = f"{name}-{count}" if count else name
        if tokens[at].tag == "h2":
            env["sections"].append((place, _plain(tokens[at + 1].content)))
        return f'<{tokens[at].tag} id="{escape(place)}">'

    def link_open(
        self, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        address = str(tokens[at].attrs.get("href", ""))
        address = _LISTED.get(address, address)
        match = _PAGE.match(address)
        if match:
            address = page_path(f"{match['path']}.md") + (match["place"] or "")
        return f'<a href="{escape(address)}">'


@dataclass(frozen=True, kw_only=True)
class PageContent:
    """The inside of a page."""

    html: str
    sections: tuple[tuple[str, str], ...]
    """The place and the title of each section."""


def html_of(markdown: str, drawn: Mapping[str, str]) -> str:
    """``markdown`` as HTML; ``drawn`` holds what stands for fenced code of a language."""
    return page_content(markdown, drawn).html


def page_content(markdown: str, drawn: Mapping[str, str]) -> PageContent:
    """``markdown`` as HTML, with its sections."""
    parser = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Page)
    parser.enable(["table", "strikethrough"])
    environment: EnvType = {"drawn": drawn, "taken": {}, "sections": []}
    html = str(parser.render(_COMMENT.sub("", markdown), environment))
    return PageContent(html=html, sections=tuple(environment["sections"]))


def title_of(markdown: str) -> str:
    """The text of the first heading."""
    match = re.search(r"^# (.+)$", markdown, re.MULTILINE)
    return _plain(match[1]) if match else ""


def _plain(markdown: str) -> str:
    """A heading or the head of a column without its marks."""
    return re.sub(r"[\\*_`]", "", markdown)


def page_path(path: str) -> str:
    """The page that a Markdown document becomes."""
    folder, slash, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    return f"{folder}{slash}{_RENAMED.get(stem, stem)}.html"
