"""The interactive brains of the site: nilearn's own view, one for each comparison and theme.

What all views share, the library and the brain's surface, lies in files beside them, so that a
view is a few kilobytes.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from struct import pack

from bot.domain.claims import Claim, Species, Synthesis
from bot.rendering.answer import slug, theme_of
from bot.rendering.escaping import html
from bot.rendering.figures.brain import places
from bot.rendering.figures.drawing import COLOURS
from bot.rendering.figures.naming import spelled
from bot.rendering.labels import NO_COMPARATOR, TermLabels
from bot.rendering.phrases import sentence_case
from bot.synthesis.claims import signed

Point = tuple[float, float, float]
CONFLICT = "#7a2070"
"""The dark purple of conflicts on the evidence map."""
MOST = 24
"""Views that a site has, those of the most findings; the evidence map has all findings."""
MOST_NAMED = 12
"""Dots whose regions are written beside them; with more, a name shows where one points."""
FOLDER = "brain"
_SMALLEST, _STEP, _LARGEST = 6, 3, 24
_SHARED = 20_000
"""Characters from which a script is the library, and not the view."""
_SURFACES = ("pial_left", "pial_right")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_ICON = re.compile(r"<link[^>]*rel=.?(?:shortcut )?icon[^>]*>", re.IGNORECASE)
_DATA = "var connectomeInfo = "
_TITLE = "<title>Nilearn - Connectome plot</title>"
_TEXT = "text: info.marker_labels,"
"""What is changed in nilearn's page."""
_CENTRED = "<style>#connectome-plot { display: grid; justify-content: center; }</style>"


def can_turn() -> bool:
    """Whether the extra ``figures`` is installed: nilearn, and what it draws with."""
    return all(find_spec(name) for name in ("matplotlib", "nilearn"))


@dataclass(frozen=True, kw_only=True)
class BrainView:
    """One view: what is compared, and which part of the answer it shows."""

    comparison: str
    title: str
    path: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True)
class Brains:
    """All views of a site, with their files."""

    views: tuple[BrainView, ...]
    left_out: int
    """Findings that no view shows: connections, and those without a direction or a place."""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def by_comparison(self) -> dict[str, list[BrainView]]:
        """The views under each comparison; two comparisons are never in one view."""
        gathered: dict[str, list[BrainView]] = {}
        for view in self.views:
            gathered.setdefault(view.comparison, []).append(view)
        return gathered


def brains(synthesis: Synthesis, names: TermLabels, centres: Mapping[str, Point]) -> Brains:
    """The views of all findings that have a colour and a place."""
    gathered: dict[tuple[bool, str, str], list[Claim]] = {}
    for claim in synthesis.claims:
        if _colour(claim) and claim.region in centres and not claim.region_b:
            animal = claim.species is Species.ANIMAL
            key = (animal, claim.comparison, theme_of(claim, names))
            gathered.setdefault(key, []).append(claim)
    largest = sorted(gathered, key=lambda key: (-len(gathered[key]), key))[:MOST]
    rank = {key[:2]: at for at, key in reversed(list(enumerate(largest)))}
    order = sorted(largest, key=lambda key: (key[0], rank[key[:2]], largest.index(key)))
    views = tuple(_view(theme, gathered[key], names) for key in order for *_, theme in [key])
    files: dict[str, str] = {}
    if views:
        frame = _frame(files)
        files |= {view.path: _page(view, names, centres, frame) for view in views}
    shown = sum(len(view.claims) for view in views)
    return Brains(views=views, left_out=len(synthesis.claims) - shown, files=files)


def _view(theme: str, claims: list[Claim], names: TermLabels) -> BrainView:
    claim = claims[0]
    animal = claim.species is Species.ANIMAL
    compared = names.name("comparison", claim.comparison)
    stem = slug(f"{claim.comparison or 'other'}-{theme}{f'-{claim.species}' * animal}")
    return BrainView(
        comparison=f"{compared or sentence_case(NO_COMPARATOR)}{names.in_animals(claim)}",
        title=names.name("theme", theme),
        path=f"{FOLDER}/{stem}.html",
        claims=tuple(claims),
    )


def _colour(claim: Claim) -> str:
    if claim.conflicting:
        return CONFLICT
    return COLOURS[claim.direction] if signed(claim) else ""


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """nilearn's page without its dots, which each view puts into it.

    nilearn compiles its templates, with the library in them, anew for every page that it makes: a
    quarter of a second for each of two dozen views.
    """

    before: str
    data: dict[str, object]
    """What the page is told of one dot, by nilearn's own names."""
    after: str

    def page(self, title: str, dots: Mapping[str, object]) -> str:
        """A page with its own title and dots."""
        own = json.dumps({"connectome": {**self.data, **dots}})
        head = self.before.replace(_TITLE, f"<title>{html(title)}</title>{_CENTRED}", 1)
        return guarded(f"{head}{_DATA}Object.assign({own}, surfaces){self.after}")


def _frame(files: dict[str, str]) -> _Frame:
    """The frame of all views; what they share becomes ``files``."""
    # Takes seconds to import, and only a site needs it.
    from nilearn.plotting import view_markers  # noqa: PLC0415 - see above

    page = _ICON.sub("", str(view_markers([(0.0, 0.0, 0.0)]).get_standalone()))
    for plain, better in (
        ('<select id="select-view"', '<select id="select-view" aria-label="View"'),
        ('<input id="opacity-range"', '<input id="opacity-range" aria-label="Opacity"'),
        (_TEXT, f"{_TEXT}\n      hovertext: info.marker_notes,\n      hoverinfo: 'text',"),
    ):
        page = page.replace(plain, better, 1)
    before, _, rest = page.partition(_DATA)
    info, end = json.JSONDecoder().raw_decode(rest)
    surfaces = {name: info[name] for name in _SURFACES}
    drawing = before.rindex("<script>")
    shared = _linked(f"var surfaces = {json.dumps(surfaces)};\n", files)
    return _Frame(
        before=f"{_apart(before[:drawing], files)}{shared}\n{before[drawing:]}",
        data=info["connectome"],
        after=_apart(rest[end:], files),
    )


def _apart(page: str, files: dict[str, str]) -> str:
    """A part of the page, with links to its large scripts, which every view has."""
    return _SCRIPT.sub(
        lambda script: _linked(script[1], files) if len(script[1]) > _SHARED else script[0], page
    )


def _page(view: BrainView, names: TermLabels, centres: Mapping[str, Point], frame: _Frame) -> str:
    # A later dot hides an earlier one of the same place: the smaller on top.
    claims = sorted(view.claims, key=lambda claim: (-claim.total, claim.id))
    dots = [(claim, place) for claim in claims for place in places(claim, centres[claim.region])]
    labels = [
        names.place(claim) if len(dots) <= MOST_NAMED and not side else ""
        for claim in claims
        for side, _ in enumerate(places(claim, centres[claim.region]))
    ]
    return frame.page(
        f"{view.title}: {view.comparison}",
        {
            **{
                f"_marker_{axis}": _encoded([place[at] for _, place in dots])
                for at, axis in enumerate("xyz")
            },
            "marker_color": [_colour(claim) for claim, _ in dots],
            "marker_size": [min(_SMALLEST + _STEP * claim.total, _LARGEST) for claim, _ in dots],
            # They land in a script of the page, which an angle bracket could end.
            "marker_labels": [html(label) for label in labels],
            "marker_notes": [html(_note(claim, names)) for claim, _ in dots],
        },
    )


def _encoded(numbers: Sequence[float]) -> str:
    """Numbers as nilearn hands them to its page: 32 bits each, the lowest first, in base 64."""
    return b64encode(pack(f"<{len(numbers)}f", *numbers)).decode()


def _note(claim: Claim, names: TermLabels) -> str:
    """What a dot says when it is pointed at."""
    conflict = "conflicting: " if claim.conflicting else ""
    return f"{names.place(claim)}, {names.quantity(claim)}: {conflict}{spelled(claim, names)}"


def _linked(script: str, files: dict[str, str]) -> str:
    name = f"shared-{sha256(script.encode()).hexdigest()[:8]}.js"
    files[f"{FOLDER}/{name}"] = script
    return f'<script src="{name}"></script>'


def guarded(page: str) -> str:
    """``page`` with a policy that runs the scripts it was made with and loads nothing else."""
    scripts = (b64encode(sha256(text.encode()).digest()) for text in _SCRIPT.findall(page))
    allowed = " ".join(f"'sha256-{script.decode()}'" for script in scripts)
    # Plotly compiles its drawing code in the browser, and writes its styles into the page.
    policy = (
        f"default-src 'none'; script-src 'self' 'unsafe-eval' {allowed};"
        " style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    guard = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace("<head>", f'<head>\n<meta charset="utf-8">\n{guard}', 1)
