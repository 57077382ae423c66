"""The demo as one page to open in a browser: both pull requests and the review, pictures inside."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape

from markdown_it import MarkdownIt

_PICTURE = re.compile(r'<img src="([^":]+\.svg)"')
_BOX = re.compile(r"<li>(\s*<p>)?\[( |x)\] ")
_MARK = re.compile(r"<!--.*?-->", re.DOTALL)
STYLE = """
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: #1f2328; background: #fff;
       font: 16px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 0; padding: .5rem 0; background: #fff;
      border-bottom: 1px solid #d1d9e0; }
nav a { margin-right: 1.5rem; } h1 { margin-top: 3rem; } a { color: #0969da; }
table { display: block; overflow-x: auto; border-collapse: collapse; }
th, td { padding: 4px 10px; border: 1px solid #d1d9e0; text-align: left; }
blockquote { margin: 0 0 1rem; padding: 0 1rem; color: #59636e; border-left: 4px solid #d1d9e0; }
img { max-width: 100%; } code, pre { background: #f6f8fa; } pre { overflow-x: auto; padding: 1rem; }
"""
"""Roughly as GitHub looks."""


def page(parts: Mapping[str, str], picture: Callable[[str], str]) -> str:
    """One HTML document with each of ``parts``, Markdown by its title, under a heading of its own.

    ``picture`` gives the text of an SVG file by its path in the review.
    """
    links = "".join(f'<a href="#part-{at}">{escape(name)}</a>' for at, name in enumerate(parts))
    bodies = "".join(
        f'<h1 id="part-{at}">{escape(name)}</h1>\n{shown(text, picture)}'
        for at, (name, text) in enumerate(parts.items())
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'; img-src data:\">"
        f"<title>A living review: the demo</title><style>{STYLE}</style></head>\n"
        f"<body><nav>{links}</nav>\n{bodies}</body></html>\n"
    )


def shown(text: str, picture: Callable[[str], str]) -> str:
    """Markdown as GitHub shows it, with what ``picture`` gives for each SVG file inside."""
    # What came from papers was made inert for GitHub, which shows the same few tags.
    made = MarkdownIt("js-default", {"html": True, "linkify": False}).render(_MARK.sub("", text))
    made = _BOX.sub(lambda box: f"<li>{box[1] or ''}{'☑' if box[2] == 'x' else '☐'} ", made)
    return _PICTURE.sub(lambda hit: f'<img src="{_data(picture(hit[1]))}"', made)


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
