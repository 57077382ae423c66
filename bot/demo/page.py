"""The demo as one page to open in a browser: the pull requests, the review and its evidence."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path, PurePosixPath

from bot.rendering.site.markup import HOME, MERMAID, html_of

REVIEW, EVIDENCE = "The review", "Evidence"
_PICTURE = re.compile(r'<img src="([^":]+\.svg)"')
_BOX = re.compile(r"<li>(\s*<p>)?\[( |x)\] ")
_MARK = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r'href="(?P<path>[^":#]+)(?P<place>#[^"]*)?"')
_HEADING_ID = re.compile(r'(<h\d) id="[^"]*"')
_FLOW = "<p>GitHub draws a flow chart here; the table has the same numbers.</p>\n"
STYLE = """
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: #1f2328; background: #fff;
       font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
nav { position: sticky; top: 0; padding: .5rem 0; background: #fff;
      border-bottom: 1px solid #d1d9e0; }
nav a { margin-right: 1.5rem; } h1 { margin-top: 3rem; } a { color: #0969da; }
[id] { scroll-margin-top: 5rem; }
table { display: block; overflow-x: auto; border-collapse: collapse; }
th, td { padding: 4px 10px; border: 1px solid #d1d9e0; text-align: left; }
blockquote { margin: 0 0 1rem; padding: 0 1rem; color: #59636e; border-left: 4px solid #d1d9e0; }
.pull p { white-space: pre-line; }
.figure { display: block; overflow-x: auto; } img { max-width: 100%; }
code, pre { background: #f6f8fa; } pre { overflow-x: auto; padding: 1rem; }
@media (max-width: 40rem) { .figure img { max-width: none; } }
"""
"""Roughly as GitHub looks."""


def page(pull_requests: Mapping[str, str], review: Path, folder: str) -> str:
    """One HTML document with each pull request, the review, and the quotes behind its sentences.

    ``review`` is where the review lies with its evidence and figures; ``folder`` is the same as
    the page calls it.
    """
    quotes = {file.stem: file for file in sorted((review / "review" / "evidence").glob("*.md"))}

    def linked(html: str) -> str:
        return _LINK.sub(lambda link: f'href="{_target(link, quotes, folder)}"', html)

    def picture(path: str) -> str:
        return (review / path).read_text("utf-8")

    # In a pull request, unlike a file, GitHub keeps the ends of lines.
    bodies = {
        name: '<div class="pull">' + _HEADING_ID.sub(r"\1", shown(text, picture)) + "</div>"
        for name, text in pull_requests.items()
    }
    bodies[REVIEW] = linked(shown((review / "REVIEW.md").read_text("utf-8"), picture))
    bodies[EVIDENCE] = "".join(
        f'<section id="{_page_id(name)}">\n{linked(_below(file.read_text("utf-8")))}</section>\n'
        for name, file in quotes.items()
    )
    links = "".join(f'<a href="#{_part(name)}">{escape(name)}</a>' for name in bodies)
    parts = "".join(
        f'<h1 id="{_part(name)}">{escape(name)}</h1>\n{body}' for name, body in bodies.items()
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'; img-src data:\">"
        f"<title>A living review: the demo</title><style>{STYLE}</style></head>\n"
        f"<body><nav>{links}</nav>\n{parts}</body></html>\n"
    )


def shown(text: str, picture: Callable[[str], str]) -> str:
    """Markdown as GitHub shows it, with what ``picture`` gives for each SVG file inside."""
    # What came from papers was made inert for GitHub, which shows the same few tags.
    made = html_of(_MARK.sub("", text), {MERMAID: _FLOW})
    made = _BOX.sub(lambda box: f"<li>{box[1] or ''}{'☑' if box[2] == 'x' else '☐'} ", made)
    return _PICTURE.sub(lambda hit: f'<img src="{_data(picture(hit[1]))}"', made)


def _below(markdown: str) -> str:
    """A page of evidence under the heading of all of them; its sentences alone can be linked."""
    return _HEADING_ID.sub(r"\1", html_of(re.sub(r"^#", "##", markdown, flags=re.MULTILINE), {}))


def _target(link: re.Match[str], quotes: Mapping[str, Path], folder: str) -> str:
    """Where a link of the review leads: to evidence within the page, else to the file."""
    path, place = link["path"], link["place"] or ""
    name = PurePosixPath(path).stem
    if path.endswith(HOME):
        return f"#{_part(REVIEW)}"
    if path.endswith(".html") and name in quotes:
        return place or f"#{_page_id(name)}"
    return f"{folder}/{re.sub(r'[.]html$', '.md', path)}{place}"


def _part(name: str) -> str:
    return f"part-{re.sub(r'[^a-z0-9]+', '-', name.lower())}"


def _page_id(name: str) -> str:
    return f"page-{escape(name)}"


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
