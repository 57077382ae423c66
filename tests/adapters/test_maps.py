"""A pooled map is drawn by NiMARE from enough experiments, and from no fewer."""

import csv
import io
import json
from pathlib import Path
from random import Random

import pytest

from bot.adapters.maps import caption, pooled_map, studyset
from bot.domain.studies import Focus
from bot.errors import Mistake
from bot.extraction.vocabulary import load
from bot.rendering.attachments import exports
from bot.synthesis.pooling import NEEDED, Experiment, Pool
from tests.rendering.hand_made import focus, record, state, study, synthesis


def _pool(count: int) -> Pool:
    """Experiments of four peaks, of which one lies near the same place in all."""
    chance = Random(1)  # noqa: S311 - invented coordinates
    return Pool(
        comparison="pain_vs_hc",
        experiments=tuple(
            Experiment(
                cohort=f"c{at}", comparison="pain_vs_hc", studies=(f"90000000{at}",), subjects=20,
                foci=(
                    _peak(*(middle + chance.gauss(0, 3) for middle in (-40, 10, 4))),
                    *(_peak(chance.uniform(-50, 50), chance.uniform(-80, 50), 20.0) for _ in "abc"),
                ),
            )
            for at in range(count)
        ),
    )  # fmt: skip


def _peak(x: float, y: float, z: float) -> Focus:
    return Focus(x=x, y=y, z=z, space="MNI", contrast="pain_vs_hc")


def test_too_few_experiments_are_refused_with_their_number(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"not pooled yet\. cancer pain: 19 independent"):
        pooled_map(_pool(NEEDED - 1), "cancer pain", tmp_path, rounds=1, seed=1)
    assert list(tmp_path.iterdir()) == []


def test_an_experiment_is_one_analysis_with_its_smallest_group() -> None:
    made = json.loads(json.dumps(studyset(_pool(2))))["studies"]
    assert [one["analyses"][0]["metadata"] for one in made] == [{"sample_sizes": [20]}] * 2
    assert [len(one["analyses"][0]["points"]) for one in made] == [4, 4]


def test_the_caption_says_what_entered() -> None:
    assert "20 independent experiments (80 peaks)" in caption(_pool(20), "Cancer pain", 5000)


def test_nimare_maps_where_peaks_meet(tmp_path: Path) -> None:
    pytest.importorskip("nimare")
    made = pooled_map(_pool(NEEDED), "cancer pain", tmp_path, rounds=100, seed=1)
    cluster = next(csv.DictReader(io.StringIO(made.clusters)))
    assert abs(float(cluster["X"]) + 40) < 8
    assert (tmp_path / made.file).stat().st_size > 0
    assert "c0" in made.leaving_one_out


def test_nimare_reads_the_exported_coordinates(tmp_path: Path) -> None:
    io_ = pytest.importorskip("nimare.io")
    nimads = pytest.importorskip("nimare.nimads")
    peaks = [focus(), focus(-12, contrast="after: before"), focus(3, space="TAL")]
    files = exports(
        state([record(1), record(2)], [study(1, foci=peaks), study(2)]),
        synthesis(),
        load("neuroimaging"),
    )
    paths = [tmp_path / one for one in ("foci-mni.txt", "foci-talairach.txt")]
    for path in paths:
        path.write_text(files[path.name], encoding="utf-8")
    read = io_.convert_sleuth_to_dict([str(path) for path in paths])
    assert (
        sum(len(one["coords"]["x"]) for it in read.values() for one in it["contrasts"].values())
        >= len(peaks) - 1
    )
    whole = nimads.Studyset(json.loads(files["studyset.json"]))
    points = [p for it in whole.studies for one in it.analyses for p in one.points]
    # NiMARE moves the one of Talairach space into MNI space.
    assert len(points) == len(peaks)
    assert {(-40, 10.5, -4), (-12, 10.5, -4)} < {tuple(p.coordinates) for p in points}
