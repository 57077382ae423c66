"""The gallery: every figure of a review."""

from collections.abc import Mapping

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.figures.brain import brain
from bot.rendering.figures.connections import connections
from bot.rendering.figures.figure import Figure
from bot.rendering.figures.foci import foci
from bot.rendering.figures.matrix import matrix
from bot.rendering.figures.timeline import timeline
from bot.rendering.labels import TermLabels
from bot.synthesis.directness import Directness, directness
from bot.synthesis.pooling import pooling


def gallery(
    state: State, synthesis: Synthesis, vocabulary: Vocabulary | None
) -> tuple[Figure, ...]:
    """The figures, undrawn; that of coordinates only where a study prints some."""
    names = TermLabels(vocabulary=vocabulary)
    indirect = frozenset(
        key for key, study in state.studies.items() if directness(study) is not Directness.DIRECT
    )
    included = state.included
    figures: list[Figure] = [
        matrix(synthesis.claims, names, indirect),
        brain(synthesis.claims, names, vocabulary.centres if vocabulary else {}),
        connections(synthesis.claims, names),
        timeline({record.id: record.year for record in included}, synthesis.cohorts),
    ]
    if any(state.studies[record.id].foci for record in included if record.id in state.studies):
        comparisons = compared(vocabulary)
        gathered = pooling(state, synthesis, comparisons)
        figures.append(
            foci(gathered, comparisons, {record.id: record.label for record in included})
        )
    return tuple(figures)


def compared(vocabulary: Vocabulary | None) -> Mapping[str, str]:
    """The name of each comparison by its id."""
    terms = vocabulary.terms["comparison"] if vocabulary else {}
    return {key: term.name for key, term in terms.items()}
