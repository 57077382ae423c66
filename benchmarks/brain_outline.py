"""Draw the outline of the brain for the figures from nilearn's MNI152 template.

    python benchmarks/brain_outline.py > bot/rendering/figures/outline.json

Three views, each the shadow of the whole brain and its white matter on one slice, as closed lines
in whole millimetres of MNI space. Drawing them once keeps nilearn, which takes seconds to import,
out of the weekly run, and the figures the same on every machine.
"""

import json
import sys
from itertools import pairwise
from math import dist

import numpy as np
import numpy.typing as npt
from contourpy import contour_generator
from nilearn.datasets import load_mni152_brain_mask, load_mni152_wm_template
from scipy.ndimage import gaussian_filter

Array = npt.NDArray[np.float64]

VIEWS = {"side": (0, 1), "top": (2, 6), "back": (1, -18)}
"""The axis that each view looks along, and where on it the inner slice lies, in millimetres."""
RESOLUTION = 2
"""Of the template, in millimetres."""
SHORTEST = 60
"""Millimetres around: smaller lines are specks."""


def outline() -> dict[str, dict[str, list[list[list[int]]]]]:
    """The closed lines of each view: the shadow, and what lies inside."""
    mask = load_mni152_brain_mask(resolution=RESOLUTION)
    white = load_mni152_wm_template(resolution=RESOLUTION)
    views = {}
    for name, (axis, at) in VIEWS.items():
        slice_at = round((at - mask.affine[axis, 3]) / mask.affine[axis, axis])
        shadow = mask.get_fdata().max(axis=axis)
        inner = white.get_fdata().take(slice_at, axis=axis)
        rest = [one for one in range(3) if one != axis]
        views[name] = {
            "shadow": _lines(shadow, mask.affine, rest, blur=1.2, level=0.5),
            "inner": _lines(inner, white.affine, rest, blur=0.9, level=0.5),
        }
    return views


def _lines(
    image: Array, affine: Array, axes: list[int], *, blur: float, level: float
) -> list[list[list[int]]]:
    smooth = gaussian_filter(np.pad(image, 2), blur)
    lines = []
    for found in contour_generator(z=smooth.T).lines(level):
        line = np.asarray(found)
        across, up = ((line[:, n] - 2) * affine[a, a] + affine[a, 3] for n, a in enumerate(axes))
        points = [[round(float(x)), round(float(y))] for x, y in zip(across, up, strict=True)]
        if sum(dist(a, b) for a, b in pairwise(points)) >= SHORTEST:
            lines.append(points[::2])
    return lines


if __name__ == "__main__":
    sys.stdout.write(json.dumps(outline(), separators=(",", ":")) + "\n")
