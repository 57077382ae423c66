"""All documents of a review: a pure function of state, protocol, templates and people's prose."""

from bot.domain.claims import Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.citation import citation
from bot.rendering.exports.tables import findings_csv, studies_csv
from bot.rendering.feeds import feeds
from bot.rendering.regions import filled
from bot.rendering.review import Reader, Render, helpers, regions
from bot.synthesis.synthesis import synthesise

REVIEW = "REVIEW.md"


def documents(
    state: State, protocol: Protocol, vocabulary: Vocabulary | None, fill: Render, prose: str | None
) -> dict[str, str]:
    """The text of every document by its path; ``prose`` is the review as it stands, if it does.

    Raises:
        PersonNeeded: the marks in the review do not pair up.
    """
    skeleton = fill("REVIEW.md.j2", protocol=protocol, **helpers()) if prose is None else prose
    version = state.version
    synthesis = synthesise(state, vocabulary) if vocabulary else Synthesis()
    return {
        REVIEW: filled(skeleton, regions(state, protocol, vocabulary, fill), file=REVIEW),
        "review/studies.csv": studies_csv(state, synthesis),
        "review/findings.csv": findings_csv(state),
        **(citation(version, protocol) if version else {}),
        **feeds(state.versions, protocol, Reader(vocabulary=vocabulary), fill),
    }
