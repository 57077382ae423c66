"""The command that pools coordinates says how far it is while there are too few."""

import shutil
from dataclasses import replace
from pathlib import Path

from bot.adapters.store import DirectoryStore
from bot.domain.facts import Fact, Facts
from bot.domain.state import State
from bot.domain.studies import Study
from bot.wiring.maps import draw_maps
from tests import evidence

HERE = Path(__file__).parent.parent


def _review(folder: Path, state: State) -> Path:
    shutil.copy(HERE / "review.yaml", folder / "review.yaml")
    DirectoryStore(folder).append(State(), state, {})
    return folder


def _whole_brain(study: Study) -> Study:
    scope = Fact(value="whole_brain", quote=study.groups[0].quote)
    foci = tuple(replace(one, contrast="pain_vs_hc") for one in study.foci)
    return replace(study, facts=Facts({**study.facts.by_kind, "scopes": (scope,)}), foci=foci)


def test_too_few_experiments_are_counted_and_not_pooled(tmp_path: Path) -> None:
    state = evidence.state()
    whole = {key: _whole_brain(one) for key, one in state.studies.items() if one.foci}
    review = _review(tmp_path, replace(state, studies={**state.studies, **whole}))
    told = list(draw_maps(review, tmp_path / "maps"))
    compared = "Cancer pain versus healthy controls"
    assert told == [f"Not pooled. {compared}: 2 independent experiments, of 20 needed to pool."]
    assert not (tmp_path / "maps").exists()


def test_what_is_left_out_is_told_with_the_reason(tmp_path: Path) -> None:
    told = list(draw_maps(_review(tmp_path, evidence.state()), tmp_path / "maps"))
    assert told
    assert all("whole-brain search" in line for line in told)


def test_no_coordinates_are_said_so(tmp_path: Path) -> None:
    (line,) = draw_maps(_review(tmp_path, State()), tmp_path / "maps")
    assert line.startswith("No study has coordinates yet")
