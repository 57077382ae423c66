"""The thirty invented studies as they come in: two runs a week apart, and a version between."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot import settings
from bot.adapters.templates import renderer
from bot.demo import story
from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.history import as_of
from bot.domain.protocol import Protocol, Target
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.extraction.vocabulary import load
from bot.rendering.documents import documents
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised
from tests import editions, evidence

FIRST, MERGED, SECOND = "2026-11-09", "2026-11-11", "2026-11-16"
FILL = renderer(Path("/nowhere"), "neuroimaging")
VOCABULARY = load("neuroimaging")
TARGETS = (
    Target(
        region="primary_motor_cortex",
        technique="repetitive magnetic stimulation",
        tried="one invented trial of 20 and 20 people (Moss 2021)",
    ),
    Target(region="thalamus", technique="surgery"),
)
_LATE = 22
"""Papers of the first week; the others came in the second."""


def protocol() -> Protocol:
    """The demo's, with two targets."""
    return replace(settings.parse(story.protocol()), targets=TARGETS)


@cache
def state() -> State:
    """All thirty papers, read in two runs; a version was made of the first."""
    whole = _dated(evidence.state())
    first = as_of(whole, MERGED)
    told = changes(synthesised(State(), VOCABULARY), synthesised(first, VOCABULARY))
    made = editions.version(State(), first, told, on=MERGED)
    return replace(whole, versions=(replace(made, home=""),))


def rendered(held: State, prose: str | None = None) -> dict[str, str]:
    """Every document of a state, by path; those of all thirty papers are made once."""
    if held is state() and prose is None:
        return dict(_rendered())
    return documents(held, protocol(), VOCABULARY, FILL, prose)


@cache
def _rendered() -> Mapping[str, str]:
    return documents(state(), protocol(), VOCABULARY, FILL, None)


def _dated(whole: State) -> State:
    first = {one.id for one in whole.records[:_LATE]}
    decisions = (
        replace(one, on=MERGED if one.record in first else SECOND) for one in whole.decisions
    )
    return replace(
        whole,
        decisions=tuple(decisions),
        runs=(
            _run(FIRST, tuple(one.id for one in whole.records[:_LATE])),
            replace(
                _run(SECOND, tuple(one.id for one in whole.records[_LATE:])),
                changed=(evidence.RETRACTED,),
                changes=(RecordChange(record=evidence.RETRACTED, kind=ChangeKind.RETRACTED),),
            ),
        ),
    )


def _run(on: str, found: tuple[str, ...]) -> Run:
    asked = protocol()
    return Run(
        on=on,
        version="0.1.0",
        searches=tuple(
            Search(
                source="pubmed", strategy=name, query=asked.lines.query(one), reported=len(found)
            )
            for name, one in asked.search.strategies.items()
        ),
        retrieved=len(found),
        found=found,
        read=found,
    )
