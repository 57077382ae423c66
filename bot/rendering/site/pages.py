"""All files of the site: a pure function of state, protocol and the review's documents."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from bot.domain.claims import Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.domain.versions import Version
from bot.rendering.addresses import file_address
from bot.rendering.answer import place_of
from bot.rendering.attachments import FIGURES
from bot.rendering.crate import CRATE, crate
from bot.rendering.digest import causes, digest
from bot.rendering.escaping import Safe
from bot.rendering.exports.registry import EXPORTS
from bot.rendering.feeds import FOLDER as FEEDS
from bot.rendering.figures.brain import BrainFigure
from bot.rendering.flowchart import flow_rows
from bot.rendering.labels import TermLabels
from bot.rendering.linked_data import structured
from bot.rendering.news import counts
from bot.rendering.phrases import extraction
from bot.rendering.site.brain import Point, brains, can_turn
from bot.rendering.site.markup import HOME, MERMAID, page_content, page_path, title_of
from bot.rendering.site.matrix import KEY, matrix
from bot.rendering.site.search import search_index
from bot.rendering.template_functions import Render
from bot.synthesis.prisma_flow import updated_flow

ASSETS = ("style.css", "site.js", "matrix.js", "search.js")
VERSIONS, SEARCH = "versions.html", "search.html"
MATRIX, BRAIN = "matrix.html", "brain.html"
"""Pages that show findings, of a topic that has them."""
MOST_COLUMNS = 20
"""Measures that a screen has room for side by side: more are set below each other."""
FEED_TYPES = {".atom": "application/atom+xml", ".json": "application/feed+json"}
MAIN_FEED = f"{FEEDS}/all"
LONG = 4
"""Sections from which on a page has contents that stay in reach."""


@dataclass(frozen=True, kw_only=True)
class SiteLink:
    """A page, a file or a feed that one may go to."""

    path: str
    title: str
    type: str = ""
    address: str = ""
    """On the web, where that is known."""


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
            BRAIN: own.brain if can_turn() else "",
            VERSIONS: "Versions and downloads",
        }
        return {path: title for path, title in titles.items() if title}

    @property
    def home(self) -> str:
        """The address of the review, as the standing version knows it."""
        version = self.state.version
        return self.protocol.digest.home or (version.home if version else "")

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
        index = search_index(self.state.lettered, self.synthesis, self.names)
        pages[SEARCH] = self._page("search", SEARCH, "Search", index=index)
        pages[VERSIONS] = self._versions()
        if version := self.state.version:
            pages[CRATE] = crate(version, self.protocol, pages, main=HOME)
        return pages

    def _document(self, path: str, text: str) -> str:
        drawn = {
            MERMAID: self.render("site/flow.html.j2", rows=flow_rows(updated_flow(self.state)))
        }
        content = page_content(text, drawn)
        return self._page(
            "page",
            page_path(path),
            title_of(text),
            content=Safe(content.html),
            sections=content.sections if len(content.sections) >= LONG else (),
        )

    def _matrix(self) -> str:
        table = matrix(self.state, self.synthesis, self.names)
        return self._page(
            "matrix",
            MATRIX,
            self.menu[MATRIX],
            matrix=table,
            studies=_data([dict(study) for study in table.studies]),
            signs=KEY,
            most_columns=MOST_COLUMNS,
        )

    def _brains(self) -> dict[str, str]:
        made = brains(self.synthesis, self.names, self.places)
        picture = f"{FIGURES}/{BrainFigure.name}.svg"
        page = self._page(
            "brain",
            BRAIN,
            self.menu[BRAIN],
            views=made.by_comparison,
            left_out=made.left_out,
            picture=picture if picture in self.documents else "",
        )
        return {BRAIN: page, **made.files}

    def _versions(self) -> str:
        versions = self.state.versions
        return self._page(
            "versions",
            VERSIONS,
            self.menu[VERSIONS],
            editions=[digest(version, versions, self.protocol) for version in reversed(versions)],
            causes=causes,
            places={place_of(claim) for claim in self.synthesis.claims},
            mail=self.protocol.digest,
            topic_feeds=[
                self._link(path, json.loads(text)["title"])
                for path, text in sorted(self.documents.items())
                if path.startswith(f"{FEEDS}/") and path.endswith(".json")
                and path != f"{MAIN_FEED}.json"
            ],
            downloads=self._downloads,
        )  # fmt: skip

    @property
    def _downloads(self) -> dict[str, list[SiteLink]]:
        """The files one may take along, by what they are."""
        about = {"CITATION.cff": "How to cite this version", CRATE: "What the files are (RO-Crate)"}
        return {
            "Data": [
                self._link(f"review/{export.name}", export.meaning)
                for export in EXPORTS
                if f"review/{export.name}" in self.documents
            ],
            "Figures": [
                self._link(path, self._figure_title(path))
                for path in sorted(self.documents)
                if path.startswith(f"{FIGURES}/")
            ],
            "About this version": [
                self._link(path, title) for path, title in about.items() if path in self.documents
            ],
        }

    def _page(self, template: str, here: str, title: str, **values: object) -> str:
        version = self.state.version
        return self.render(
            f"site/{template}.html.j2",
            here=here,
            root="../" * here.count("/"),
            title=title,
            name=self.protocol.title,
            question=self.protocol.question,
            contact=self.protocol.contact,
            licence=self.protocol.license,
            menu=[SiteLink(path=path, title=text) for path, text in self.menu.items()],
            feeds=self._feeds,
            version=version,
            topic=self.names.topic,
            made=self._made,
            structured=self._structured(version) if version and here in (HOME, VERSIONS) else "",
            **values,
        )

    @cached_property
    def _made(self) -> str:
        """How the findings come about."""
        figures = counts(self.state, self.synthesis)
        return extraction(figures["read"], figures["full_texts"])

    def _structured(self, version: Version) -> Safe:
        """What search engines read of the review and its data."""
        files = [(file.path, file.address or file.path) for file in self._downloads["Data"]]
        return _data(structured(version, self.protocol, files))

    @property
    def _feeds(self) -> list[SiteLink]:
        return [
            self._link(f"{MAIN_FEED}{ending}", f"{self.protocol.title}, all changes", kind)
            for ending, kind in FEED_TYPES.items()
            if f"{MAIN_FEED}{ending}" in self.documents
        ]

    def _figure_title(self, path: str) -> str:
        """What the topic calls a figure."""
        words = self.names.topic.figures.get(PurePosixPath(path).stem)
        return words.title if words else ""

    def _link(self, path: str, title: str, media_type: str = "") -> SiteLink:
        return SiteLink(
            path=path, title=title, type=media_type, address=file_address(self.home, path)
        )


def _data(value: object) -> Safe:
    """JSON for a script element, which nothing in it can end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Safe(text.replace("<", "\\u003c"))
