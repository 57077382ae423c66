"""All files of the site: a pure function of state, protocol and the review's documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.claims import Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.rendering.answer import slug
from bot.rendering.escaping import Safe
from bot.rendering.labels import TermLabels
from bot.rendering.site.brain import Point, brains
from bot.rendering.site.markup import HOME, MERMAID, html_of, page_path, title_of
from bot.rendering.site.matrix import CONTRADICTED, SIGNS, matrix
from bot.rendering.template_functions import Render
from bot.synthesis.prisma_flow import prisma_flow

ASSETS = ("style.css", "matrix.js")
DOWNLOADS = ("csv", "bib", "ris", "json", "txt", "atom")
VERSIONS = "versions.html"
MATRIX, BRAIN = "matrix.html", "brain.html"
"""Pages that show findings, of a topic that has them."""


FEEDS = {".atom": "application/atom+xml", ".json": "application/feed+json"}
MAIN_FEED = "review/feeds/all"


@dataclass(frozen=True, kw_only=True)
class SiteLink:
    """A page, a file or a feed that one may go to."""

    path: str
    title: str
    type: str = ""
    dots: int = 0


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the pages of one review have in common."""

    state: State
    synthesis: Synthesis
    protocol: Protocol
    names: TermLabels
    render: Render
    documents: Mapping[str, str]
    """The review's own documents, by path."""
    places: Mapping[str, Point]
    """Approximate centres of regions, in millimetres."""

    @property
    def menu(self) -> dict[str, str]:
        """Pages in the menu, and what they are called there."""
        own = self.names.topic.site
        titles = {
            HOME: "The review",
            MATRIX: own.matrix,
            BRAIN: own.brain,
            VERSIONS: "Versions and downloads",
        }
        return {path: title for path, title in titles.items() if title}

    def files(self) -> dict[str, str]:
        """The text of every file by its path."""
        pages = {name: self.render(f"site/{name}") for name in ASSETS}
        for path, text in self.documents.items():
            if path.endswith(".md"):
                pages[page_path(path)] = self._document(path, text)
            else:
                pages[path] = text
        if MATRIX in self.menu:
            pages[MATRIX] = self._matrix()
        if BRAIN in self.menu:
            pages |= self._brains()
        pages[VERSIONS] = self._page(
            "versions",
            VERSIONS,
            self.menu[VERSIONS],
            versions=list(reversed(self.state.versions)),
            downloads=[
                document
                for document in sorted(self.documents)
                if document.startswith("review/") and document.rpartition(".")[2] in DOWNLOADS
            ],
        )
        return pages

    def _document(self, path: str, text: str) -> str:
        drawn = {MERMAID: self.render("site/flow.html.j2", flow=prisma_flow(self.state))}
        content = Safe(html_of(text, drawn))
        return self._page("page", page_path(path), title_of(text), content=content)

    def _matrix(self) -> str:
        table = matrix(self.state, self.synthesis, self.names)
        signs = (*SIGNS.values(), CONTRADICTED)
        return self._page("matrix", MATRIX, self.menu[MATRIX], matrix=table, signs=signs)

    def _brains(self) -> dict[str, str]:
        views, pages = [], {}
        for theme, name, dots, text in brains(self.synthesis, self.names, self.places):
            path = f"brain/{slug(theme)}.html"
            views.append(SiteLink(path=path, title=name, dots=dots))
            pages[path] = text
        page = self._page("brain", BRAIN, self.menu[BRAIN], views=views)
        return {BRAIN: page, **pages}

    def _page(self, template: str, here: str, title: str, **values: object) -> str:
        root = "../" * here.count("/")
        return self.render(
            f"site/{template}.html.j2",
            here=here,
            root=root,
            title=title,
            name=self.protocol.title,
            question=self.protocol.question,
            menu=[SiteLink(path=path, title=text) for path, text in self.menu.items()],
            feeds=self._feeds(),
            version=self.state.version,
            topic=self.names.topic,
            **values,
        )

    def _feeds(self) -> list[SiteLink]:
        return [
            SiteLink(
                path=f"{MAIN_FEED}{ending}", title=f"{self.protocol.title}, all changes", type=kind
            )
            for ending, kind in FEEDS.items()
            if f"{MAIN_FEED}{ending}" in self.documents
        ]
