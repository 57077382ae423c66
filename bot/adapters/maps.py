"""NiMARE: a pooled map of coordinates, once enough independent experiments have them.

It is an extra (``pip install living-review-bot[maps]``) and takes minutes, so that nothing here is
imported or run before a comparison has the experiments that it needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import Mistake
from bot.synthesis.pooling import NEEDED, Experiment, Pool

VOXEL, CLUSTER, Z_CLUSTER = 0.001, 0.05, 1.6448
"""Below which p a voxel joins a cluster, and a cluster counts (Eickhoff 2016), and its z."""
_LEVEL = "z_desc-size_level-cluster_corr-FWE_method-montecarlo"


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledMap:
    """One comparison's map, as files of a folder, and what must be said beside it."""

    file: str
    """The corrected map, z values in MNI space, as NIfTI."""
    clusters: str
    """The clusters that survive, as CSV."""
    leaving_one_out: str
    """How much of each cluster each experiment carries, as CSV; empty without clusters."""
    caption: str


def pooled_map(pool: Pool, name: str, folder: Path, *, rounds: int, seed: int) -> PooledMap:
    """Write the ALE map of ``pool``; ``name`` is what people call its comparison.

    ``rounds`` random brains tell how large clusters grow by chance.

    Raises:
        Mistake: there are too few experiments, or NiMARE is not installed.
    """
    if not pool.enough:
        raise Mistake(
            f"Coordinates are not pooled yet. {pool.progress(name)}.",
            hint=f"A pooled map needs {NEEDED} independent experiments of one comparison.",
        )
    try:
        from nimare.correct import FWECorrector  # noqa: PLC0415 - an extra
        from nimare.diagnostics import Jackknife  # noqa: PLC0415
        from nimare.meta.cbma.ale import ALE  # noqa: PLC0415
        from nimare.nimads import Studyset  # noqa: PLC0415
    except ImportError as error:
        raise Mistake(
            "Pooled maps need NiMARE, which is not installed.",
            hint="Install it with: pip install 'living-review-bot[maps]'",
        ) from error
    corrector = FWECorrector(method="montecarlo", voxel_thresh=VOXEL, n_iters=rounds)
    judge = Jackknife(target_image=_LEVEL, target_threshold=Z_CLUSTER)
    estimated = ALE(random_state=seed).fit(Studyset(studyset(pool), target="mni152_2mm"))
    result = judge.transform(corrector.transform(estimated))
    file = f"{pool.comparison}.nii.gz"
    result.get_map(_LEVEL).to_filename(folder / file)
    return PooledMap(
        file=file,
        clusters=_table(result.tables, "tab-clust"),
        leaving_one_out=_table(result.tables, "Jackknife"),
        caption=caption(pool, name, rounds),
    )


def studyset(pool: Pool) -> dict[str, object]:
    """The experiments as a NiMADS studyset: each a study of its own, with one analysis."""
    return {
        "id": pool.comparison,
        "name": pool.comparison,
        "studies": [_experiment(experiment) for experiment in pool.experiments],
    }


def caption(pool: Pool, name: str, rounds: int) -> str:
    """What the map shows and does not."""
    foci = sum(len(experiment.foci) for experiment in pool.experiments)
    return (
        f"{name}: where the peaks of {len(pool.experiments)} independent experiments"
        f" ({foci} peaks) lie closer together than chance would put them (activation likelihood"
        f" estimation; voxels at p < {VOXEL}, clusters at p < {CLUSTER} after {rounds:,} random"
        " brains). Only searches of the whole brain enter, each group of participants once. Higher"
        " and lower values are not told apart. The table shows how much of each cluster each"
        " experiment carries: a cluster that one or two carry is theirs alone."
    )


def _experiment(experiment: Experiment) -> dict[str, object]:
    return {
        "id": experiment.cohort,
        "name": experiment.cohort,
        "authors": "",
        "publication": "",
        "metadata": {"studies": list(experiment.studies)},
        "analyses": [
            {
                "id": f"{experiment.cohort}-1",
                "name": experiment.comparison,
                "metadata": {"sample_sizes": [experiment.subjects]},
                "conditions": [{"id": experiment.comparison, "name": experiment.comparison}],
                "weights": [1.0],
                "images": [],
                "points": [
                    {
                        "id": f"{experiment.cohort}-1-{at}",
                        "coordinates": [focus.x, focus.y, focus.z],
                        "space": "TAL" if focus.space.upper().startswith("TAL") else "MNI",
                        "values": [],
                    }
                    for at, focus in enumerate(experiment.foci, 1)
                ],
            }
        ],
    }


def _table(tables: Mapping[str, Any], kind: str) -> str:
    """The tables of a kind as CSV, one below the other; NiMARE has none where nothing survives."""
    some = [
        table for key, table in tables.items() if kind in key and table is not None and len(table)
    ]
    return "\n".join(table.to_csv(index=False, lineterminator="\n") for table in some)
