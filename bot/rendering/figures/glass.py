"""A glass brain: three outlines of a standard brain, and where a place in it lies on the sheet."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from bot.rendering.figures.drawing import LINE, NONE, PALE, Sheet, number, tint

Point = tuple[float, float, float]
"""Millimetres in MNI space: right, forward and up are positive."""
Line = tuple[tuple[float, float], ...]

VIEWS = {"side": (1, 2), "top": (0, 1), "back": (0, 2)}
"""The axes that each view shows: across and up."""
NAMES = {"side": "from the right", "top": "from above", "back": "from behind"}
"""Left stands on the left in the last two: as seen from above and from behind."""
MIDDLES = {"side": 110.0, "top": 290.0, "back": 445.0}
"""Where each view lies on the sheet."""
PANEL = 196.0
"""How high the views are."""
_SCALE = 0.95
_CENTRES = {"side": (-18.0, 0.0), "top": (0.0, -18.0), "back": (0.0, 0.0)}


@lru_cache
def outline() -> Mapping[str, Mapping[str, tuple[Line, ...]]]:
    """The lines of each view in millimetres; ``benchmarks/brain_outline.py`` drew them."""
    text = files("bot.rendering.figures").joinpath("outline.json").read_text(encoding="utf-8")
    return {
        view: {
            kind: tuple(tuple((x, y) for x, y in line) for line in lines)
            for kind, lines in kinds.items()
        }
        for view, kinds in json.loads(text).items()
    }


def glass(sheet: Sheet, top: float) -> None:
    """Draw the three views side by side, from ``top`` on downwards."""
    for view in VIEWS:
        _view(sheet, view, top)


def spot(view: str, across: float, up: float, top: float) -> tuple[float, float]:
    """Where a place in millimetres lies on the sheet."""
    middle, height = _CENTRES[view]
    return MIDDLES[view] + (across - middle) * _SCALE, top + PANEL / 2 - (up - height) * _SCALE


def _view(sheet: Sheet, view: str, top: float) -> None:
    for kind, fill, stroke in (("shadow", tint(LINE, 0.28), NONE), ("inner", "none", LINE)):
        for path in _paths(view, kind, top):
            sheet.shape("path", d=path, fill=fill, stroke=stroke, stroke_width=1.3,
                        stroke_linejoin="round")  # fmt: skip
    if view != "side":
        for side, x in (("L", -68.0), ("R", 68.0)):
            across, up = spot(view, x, -88.0 if view == "top" else -58.0, top)
            sheet.text(across, up, side, size=10, anchor="middle", fill=PALE)


@lru_cache
def _paths(view: str, kind: str, top: float) -> tuple[str, ...]:
    """The outlines as SVG writes them: every review has the same, in several figures."""
    return tuple(_path(spot(view, x, y, top) for x, y in line) for line in outline()[view][kind])


def _path(points: Iterable[tuple[float, float]]) -> str:
    return f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in points)}Z"
