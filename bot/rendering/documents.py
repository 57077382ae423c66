"""All documents of a review: a pure function of state, protocol, templates and people's prose."""

from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import evidence
from bot.rendering.attachments import attachments
from bot.rendering.citation import citation
from bot.rendering.feeds import feeds
from bot.rendering.labels import TermLabels
from bot.rendering.regions import filled
from bot.rendering.review import Render, helpers, regions
from bot.synthesis.synthesis import synthesised

REVIEW = "REVIEW.md"


def documents(
    state: State, protocol: Protocol, vocabulary: Vocabulary | None, fill: Render, prose: str | None
) -> dict[str, str]:
    """The text of every document by its path; ``prose`` is the review as it stands, if it does.

    Raises:
        PersonNeeded: the marks in the review do not pair up.
    """
    synthesis = synthesised(state, vocabulary)
    names = TermLabels(vocabulary=vocabulary)
    skeleton = (
        fill("REVIEW.md.j2", protocol=protocol, topic=names.topic, **helpers())
        if prose is None
        else prose
    )
    contents = regions(state, synthesis, protocol, vocabulary, fill)
    version = state.version
    return {
        REVIEW: filled(skeleton, contents, file=REVIEW),
        **evidence.pages(state, synthesis, names, fill),
        **attachments(state, synthesis, vocabulary),
        **(citation(version, protocol) if version else {}),
        **feeds(state.versions, protocol, names, fill),
    }
