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
from bot.rendering.names import Names
from bot.synthesis.pooling import pooling
from bot.synthesis.tiers import Tier, tier


def gallery(
    state: State, synthesis: Synthesis, vocabulary: Vocabulary | None
) -> tuple[Figure, ...]:
    """The figures, undrawn; that of coordinates only where a study prints some."""
    names = Names(vocabulary=vocabulary)
    indirect = frozenset(key for key, one in state.studies.items() if tier(one) is not Tier.DIRECT)
    included = state.included
    figures: list[Figure] = [
        matrix(synthesis.claims, names, indirect),
        brain(synthesis.claims, names, vocabulary.centres if vocabulary else {}),
        connections(synthesis.claims, names),
        timeline({one.id: one.year for one in included}, synthesis.cohorts),
    ]
    if any(state.studies[one.id].foci for one in included if one.id in state.studies):
        comparisons = compared(vocabulary)
        gathered = pooling(state, synthesis, comparisons)
        figures.append(foci(gathered, comparisons, {one.id: one.label for one in included}))
    return tuple(figures)


def compared(vocabulary: Vocabulary | None) -> Mapping[str, str]:
    """The name of each comparison by its id."""
    terms = vocabulary.terms["comparison"] if vocabulary else {}
    return {key: term.name for key, term in terms.items()}
