"""The interactive brain of the site: nilearn's own view, one for each theme."""

import re
from collections.abc import Iterator, Mapping

from bot.domain.claims import Claim, Synthesis
from bot.domain.studies import Direction
from bot.rendering.answer import theme_of
from bot.rendering.labels import TermLabels

Point = tuple[float, float, float]
COLOURS = {
    Direction.INCREASE: "#d55e00",
    Direction.DECREASE: "#0072b2",
    Direction.POSITIVE_CORRELATION: "#d55e00",
    Direction.NEGATIVE_CORRELATION: "#0072b2",
}
"""Okabe and Ito's vermilion and blue, which people with any colour vision tell apart."""
_SMALLEST, _STEP = 6, 3
_ICON = re.compile(r"<link[^>]*rel=.?(?:shortcut )?icon[^>]*>", re.IGNORECASE)


def brains(
    synthesis: Synthesis, names: TermLabels, places: Mapping[str, Point]
) -> Iterator[tuple[str, str, int, str]]:
    """Yield for each theme its id, its name, the number of dots, and a page of its own."""
    themes: dict[str, list[Claim]] = {}
    for claim in synthesis.claims:
        if claim.direction in COLOURS and claim.region in places:
            themes.setdefault(theme_of(claim, names), []).append(claim)
    for theme, claims in sorted(themes.items()):
        yield theme, names.name("theme", theme), len(claims), _page(claims, names, places)


def _page(claims: list[Claim], names: TermLabels, places: Mapping[str, Point]) -> str:
    # Takes seconds to import, and only a site needs it.
    from nilearn.plotting import view_markers  # noqa: PLC0415 - see above

    view = view_markers(
        [places[claim.region] for claim in claims],
        marker_color=[COLOURS[claim.direction] for claim in claims],
        marker_size=[_SMALLEST + _STEP * claim.total for claim in claims],
        marker_labels=[names.place(claim) for claim in claims],
    )
    # Its icon lies on another server.
    return _ICON.sub("", str(view.get_standalone()))
