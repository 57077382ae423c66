"""The gallery: every figure of a review. Which those are, and how they speak, its topic decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.figures.brain import brain
from bot.rendering.figures.connections import connections
from bot.rendering.figures.figure import Figure
from bot.rendering.figures.foci import foci
from bot.rendering.figures.forest import forest
from bot.rendering.figures.matrix import matrix
from bot.rendering.figures.timeline import timeline
from bot.rendering.labels import TermLabels
from bot.rendering.summary_of_findings import summary_rows
from bot.synthesis.directness import indirect_studies
from bot.synthesis.pooling import pooling


@dataclass(frozen=True, kw_only=True)
class FigureData:
    """What figures are drawn from."""

    state: State
    synthesis: Synthesis
    names: TermLabels
    vocabulary: Vocabulary


def gallery(
    state: State, synthesis: Synthesis, vocabulary: Vocabulary | None
) -> tuple[Figure, ...]:
    """The figures that the topic names and that have something to show, undrawn."""
    if vocabulary is None:
        return ()
    names = TermLabels(vocabulary=vocabulary)
    data = FigureData(state=state, synthesis=synthesis, names=names, vocabulary=vocabulary)
    figures = (FIGURES[name](data) for name in vocabulary.topic.figures)
    return tuple(figure for figure in figures if figure)


def compared(vocabulary: Vocabulary | None) -> Mapping[str, str]:
    """The name of each comparison by its id."""
    terms = vocabulary.terms["comparison"] if vocabulary else {}
    return {key: term.name for key, term in terms.items()}


def _matrix(data: FigureData) -> Figure | None:
    indirect = indirect_studies(data.state.studies, data.names.topic)
    return matrix(data.synthesis.claims, data.names, indirect)


def _brain(data: FigureData) -> Figure | None:
    return brain(data.synthesis.claims, data.names, data.vocabulary.centres)


def _connections(data: FigureData) -> Figure | None:
    return connections(data.synthesis.claims, data.names)


def _timeline(data: FigureData) -> Figure | None:
    years = {record.id: record.year for record in data.state.included}
    return timeline(years, data.synthesis.cohorts, data.names.topic.unit)


def _foci(data: FigureData) -> Figure | None:
    state, topic, included = data.state, data.names.topic, data.state.included
    comparisons = compared(data.vocabulary)
    pools = pooling(state, data.synthesis, comparisons, topic.coordinates)
    labels = {record.id: record.label for record in included}
    return foci(pools, comparisons, labels, topic.figures["foci"])


def _forest(data: FigureData) -> Figure | None:
    rows = summary_rows(data.synthesis, data.names)
    return forest(rows, data.state, data.names, data.names.topic.figures["forest"])


FIGURES: Mapping[str, Callable[[FigureData], Figure | None]] = MappingProxyType(
    {
        "matrix": _matrix,
        "brain": _brain,
        "connections": _connections,
        "timeline": _timeline,
        "foci": _foci,
        "forest": _forest,
    }
)
"""Every figure by the name that topics give it; None is said where there is nothing to draw."""
