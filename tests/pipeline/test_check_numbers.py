"""``check`` names sizes and places that nothing can have, and merges that nobody finished."""

from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.domain.facts import Group, Quote
from bot.domain.state import State
from bot.domain.studies import Focus, Study
from bot.pipeline.check import check, stale
from bot.pipeline.quote_check import Words
from tests import weeks

QUOTE = Quote(text="words", start=0)


def faults(*, n: int = 12, x: float = 1.0) -> list[str]:
    study = Study(
        id="1", read_from="full text", reader="rules", text_hash="x",
        groups=(Group(label="patients", n=n, quote=QUOTE),),
        foci=(Focus(x=x, y=-20.0, z=3.5, space="MNI", contrast="pain > rest"),),
    )  # fmt: skip
    return [one for one in check(State(studies={"1": study}), None, Words()) if "1.yaml: " in one]


@pytest.mark.parametrize("n", [-12, 0])
def test_a_group_of_nobody_is_a_fault(n: int) -> None:
    assert faults(n=n) == [f"state/studies/1.yaml: the group “patients” has {n} people."]


@pytest.mark.parametrize("x", [nan, inf, -inf, 1e6])
def test_a_focus_outside_of_every_head_is_a_fault(x: float) -> None:
    where = f"a focus of “pain > rest” lies at {x}, -20.0, 3.5"
    assert faults(x=x) == [f"state/studies/1.yaml: {where}, which is no place in a head."]


def test_sizes_and_places_of_people_are_none() -> None:
    assert faults() == []


def test_documents_are_written_in_spite_of_them() -> None:
    state = weeks.state()
    key = next(iter(state.studies))
    foci = (Focus(x=nan, y=inf, z=1.0, space="MNI", contrast="pain > rest"),)
    groups = (Group(label="patients", n=-3, quote=QUOTE),)
    broken = replace(state.studies[key], foci=foci, groups=groups)

    assert weeks.rendered(replace(state, studies={**state.studies, key: broken}))


def test_a_merge_that_nobody_finished_is_found_in_what_people_wrote(tmp_path: Path) -> None:
    text = "# Moon tea\n\nOur own words.\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> main\n"
    store = DirectoryStore(tmp_path)
    store.write("REVIEW.md", text)

    (fault,) = stale(State(), {"REVIEW.md": text, "review/README.md": "| a |\n======= \n"}, store)

    assert fault.startswith("REVIEW.md, line 4: a merge was left unfinished")
