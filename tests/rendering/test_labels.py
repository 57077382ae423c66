"""Ids of the vocabulary in words, also where no term of their own names them."""

from dataclasses import replace

import pytest

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.vocabulary import load
from bot.rendering.labels import TermLabels
from bot.rendering.sentences import statement
from tests.rendering.hand_made import claim

NAMES = TermLabels(vocabulary=load("neuroimaging"))


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("electrophysiology:frequency", "Peak alpha frequency"),
        ("structure_wm:kurtosis", "Mean kurtosis or kurtosis parameters"),
        ("electrophysiology:band_power", "EEG band power"),
        ("structure_wm", "Fractional anisotropy (FA) or similar"),
    ],
)
def test_a_scale_without_a_name_is_called_by_its_measures(family: str, name: str) -> None:
    assert NAMES.name("family", family) == name


def test_a_measure_of_several_bands_claims_nothing_of_all() -> None:
    of_insula = claim("insula", Direction.INCREASE)
    told = replace(
        of_insula, evidence=tuple(replace(one, measure="EEG_power") for one in of_insula.evidence)
    )
    assert "EEG power (one or more bands) in the insula may be higher" in statement(told, NAMES)


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        ("post_vs_pre", "After versus before radiotherapy"),
        ("intervention_vs_control_change", "Change, radiotherapy versus control"),
        ("intervention_vs_control", "Radiotherapy versus control"),
        ("within_intervention_group", "Within the intervention group, radiotherapy"),
    ],
)
def test_a_comparison_names_its_intervention(comparison: str, words: str) -> None:
    finding = Finding(
        id="f1", measure="GMV", region="insula", direction=Direction.DECREASE,
        comparison=comparison, quote=Quote(text="", start=0),
    )  # fmt: skip
    assert "adiotherapy" not in NAMES.compared(finding)
    assert NAMES.compared(replace(finding, intervention="radiotherapy (palliative)")) == words
