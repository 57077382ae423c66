"""Pooled maps of coordinates, for each comparison that has the experiments it needs."""

from collections.abc import Iterator
from pathlib import Path

from bot.adapters.maps import pooled_map
from bot.adapters.store import DirectoryStore
from bot.rendering.figures.gallery import compared
from bot.synthesis.pooling import pooling
from bot.synthesis.synthesis import synthesised
from bot.wiring import open_review

ROUNDS = 5_000
"""Random brains that tell how large clusters grow by chance (Eickhoff 2016)."""


def draw_maps(directory: Path, folder: Path, seed: int = 1) -> Iterator[str]:
    """Write a map for each comparison that has enough experiments; a line for every comparison.

    Raises:
        Mistake: NiMARE is needed and not installed.
    """
    review = open_review(directory)
    names = compared(review.vocabulary)
    gathered = pooling(
        review.state,
        synthesised(review.state, review.vocabulary),
        names,
        review.vocabulary.topic.coordinates if review.vocabulary else None,
    )
    store = DirectoryStore(folder)
    for pool in gathered.pools:
        name = names.get(pool.comparison, pool.comparison)
        if not pool.enough:
            yield f"Not pooled. {pool.progress(name)}."
            continue
        folder.mkdir(parents=True, exist_ok=True)
        made = pooled_map(pool, name, folder, rounds=ROUNDS, seed=seed)
        store.write(f"{pool.comparison}-clusters.csv", made.clusters)
        store.write(f"{pool.comparison}-leaving-one-out.csv", made.leaving_one_out)
        store.write(f"{pool.comparison}.txt", f"{made.caption}\n")
        yield f"Wrote {folder / made.file}: {pool.progress(name)}."
    for left_out in gathered.left_out:
        yield f"Left out: {left_out.study}, because {left_out.why}."
    if not gathered.pools and not gathered.left_out:
        yield "No study has coordinates yet: they come from tables of free full texts."
