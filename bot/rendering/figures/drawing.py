"""Drawing in SVG: a sheet of its own background, in colours that colour-blind readers tell apart.

The pictures are text that we write, not a plotting library's: the same bytes on every machine and
with every version, a few kilobytes each, drawn in milliseconds, and each mark says what it is.
"""

import unicodedata
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.domain.studies import Direction
from bot.rendering.escaping import one_line

INK, PALE, LINE, PAPER = "#1f2328", "#59636e", "#d1d9e0", "#ffffff"
UP, DOWN, NONE, MIXED, CONTRADICTED = "#d55e00", "#0072b2", "#8c959f", "#cc79a7", "#f0e442"
"""Okabe and Ito's colours (2008), which all common forms of colour vision tell apart."""
COLOURS = {
    Direction.INCREASE: UP,
    Direction.POSITIVE_CORRELATION: UP,
    Direction.DECREASE: DOWN,
    Direction.NEGATIVE_CORRELATION: DOWN,
    Direction.NONE: NONE,
    Direction.ALTERED: NONE,
}
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', 'Noto Sans', sans-serif"
_ADVANCES = {
    0.3: "'Ijil", 0.35: " ,./:;\\|·", 0.4: "()-[]ft", 0.45: "!r", 0.5: '"*_`–', 0.55: "?csz“”",
    0.6: "FLkvxy", 0.65: "$0123456789EPSTYabdeghnopqu{}éüµ", 0.7: "ABCKRVXZ", 0.75: "NU",
    0.8: "&DGHOQ", 0.85: "#+<=>^w~↑↓↗↘=≠⇅", 0.9: "M", 1.0: "%@Wm…",
}  # fmt: skip
"""Letters by their width in DejaVu Sans, the widest of the fonts named above, in ems."""
_ADVANCE = {letter: ems for ems, letters in _ADVANCES.items() for letter in letters}
_BOLD = 1.15
"""How much wider its bold letters are."""


class Sheet:
    """An SVG picture under way; its height may be set when all is drawn."""

    def __init__(self, width: float, *, title: str, alt: str) -> None:
        """An empty sheet, with what a screen reader says of it."""
        self.width = width
        put = {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": _FONT}
        self.root = Element("svg", {**put, "aria-labelledby": "title desc"})
        for tag, text in (("title", title), ("desc", alt)):
            SubElement(self.root, tag, id=tag).text = one_line(text)
        self._paper = SubElement(self.root, "rect", rx="6", fill=PAPER, stroke=LINE)

    def hatching(self) -> str:
        """The paint of what is hatched: indirect or animal evidence."""
        units = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        size = {"width": "6", "height": "6"}
        pattern = SubElement(
            SubElement(self.root, "defs"), "pattern", {"id": "hatch", **size, **units}
        )
        stripe = {"width": "1.6", "height": "6", "fill": INK, "fill-opacity": "0.28"}
        SubElement(pattern, "rect", stripe)
        return "url(#hatch)"

    def text(self, x: float, y: float, label: str, *, size: float = 12, **style: str) -> Element:
        """Words with their base line at a point; ``anchor``, ``weight`` and ``fill`` may be set."""
        names = {"anchor": "text-anchor", "weight": "font-weight"}
        put = {names.get(key, key): value for key, value in style.items()}
        put = {"fill": INK, "x": number(x), "y": number(y), "font-size": number(size), **put}
        element = SubElement(self.root, "text", put)
        element.text = one_line(label)
        return element

    def shape(self, tag: str, label: str = "", **put: float | str) -> Element:
        """A shape; ``label`` is shown to whoever points at it. ``_`` in a name stands for ``-``."""
        element = SubElement(
            self.root,
            tag,
            {
                key.replace("_", "-"): value if isinstance(value, str) else number(value)
                for key, value in put.items()
            },
        )
        if label:
            SubElement(element, "title").text = one_line(label)
        return element

    def done(self, height: float) -> str:
        """The picture's text."""
        wide, high = number(self.width), number(height)
        self.root.set("viewBox", f"0 0 {wide} {high}")
        self.root.set("width", wide)
        self.root.set("height", high)
        for key, value in (
            ("x", 0.5),
            ("y", 0.5),
            ("width", self.width - 1),
            ("height", height - 1),
        ):
            self._paper.set(key, number(value))
        for parent in self.root.iter():
            for child in parent:
                child.tail = "\n"
        self.root.text = "\n"
        return tostring(self.root, encoding="unicode") + "\n"


def number(value: float) -> str:
    """A length as SVG writes it: one decimal, and none where it would be 0."""
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """About how wide ``text`` will be; fonts differ, so that it errs on the wide side."""
    return sum(_advance(letter) for letter in text) * size * (_BOLD if bold else 1)


def cut(text: str, room: float, size: float = 12, *, bold: bool = False) -> str:
    """``text``, shortened with an ellipsis where it is wider than ``room``."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, room: float, size: float = 12, *, bold: bool = False) -> list[str]:
    """``text`` in lines no wider than ``room``, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [cut(line, room, size, bold=bold) for line in lines]


def tint(colour: str, strength: float) -> str:
    """``colour`` on white paper, from 0 (white) to 1 (the colour itself)."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02x}" for part in parts)


def _advance(letter: str) -> float:
    if letter in _ADVANCE:
        return _ADVANCE[letter]
    wide = unicodedata.east_asian_width(letter) in "WF"
    return 1.05 if wide else 0.8
