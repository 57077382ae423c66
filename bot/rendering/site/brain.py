"""The interactive brain of the site: nilearn's own view, one for each theme."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256

from bot.domain.claims import Claim, Synthesis
from bot.domain.studies import Direction
from bot.rendering.answer import theme_of
from bot.rendering.escaping import html
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
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL | re.IGNORECASE)
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
        # They land in a script of the page, which an angle bracket could end.
        marker_labels=[html(names.place(claim)) for claim in claims],
    )
    # Its icon lies on another server.
    return guarded(_ICON.sub("", str(view.get_standalone())))


def guarded(page: str) -> str:
    """``page`` with a policy that runs the scripts it was made with and loads nothing else."""
    scripts = (b64encode(sha256(text.encode()).digest()) for text in _SCRIPT.findall(page))
    allowed = " ".join(f"'sha256-{script.decode()}'" for script in scripts)
    # Plotly compiles its drawing code in the browser, and writes its styles into the page.
    policy = (
        f"default-src 'none'; script-src 'unsafe-eval' {allowed}; style-src 'unsafe-inline';"
        " img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    guard = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace("<head>", f'<head>\n<meta charset="utf-8">\n{guard}', 1)
