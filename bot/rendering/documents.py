"""All documents of a review: a pure function of state, protocol, templates and people's prose."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.domain.claims import Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import evidence
from bot.rendering.attachments import attachments
from bot.rendering.citation import citation
from bot.rendering.crate import CRATE, crate
from bot.rendering.feeds import feeds
from bot.rendering.labels import TermLabels
from bot.rendering.layout import headings, laid_out
from bot.rendering.lists import lists
from bot.rendering.regions import filled
from bot.rendering.review import regions
from bot.rendering.review_opening import with_opening
from bot.rendering.sections import sections
from bot.rendering.template_functions import Render
from bot.synthesis.synthesis import synthesised

REVIEW = "REVIEW.md"


@dataclass(frozen=True, kw_only=True)
class DocumentData:
    """What documents are made from."""

    state: State
    synthesis: Synthesis
    protocol: Protocol
    vocabulary: Vocabulary | None
    names: TermLabels
    fill: Render
    prose: str | None
    """The review as it stands, None where it does not yet."""


def documents(
    state: State,
    protocol: Protocol,
    vocabulary: Vocabulary | None,
    fill: Render,
    prose: str | None,
    *,
    synthesis: Synthesis | None = None,
) -> dict[str, str]:
    """The text of every document by its path; ``prose`` is the review as it stands, if it does.

    What the studies say together is worked out here, unless ``synthesis`` has it already.

    Raises:
        PersonNeeded: the marks in the review do not pair up.
    """
    data = DocumentData(
        state=state.lettered,
        synthesis=synthesised(state, vocabulary) if synthesis is None else synthesis,
        protocol=protocol,
        vocabulary=vocabulary,
        names=TermLabels(vocabulary=vocabulary),
        fill=fill,
        prose=prose,
    )
    made = {path: text for output in OUTPUTS for path, text in output(data).items()}
    return made | _crate(data, made)


def _review(data: DocumentData) -> dict[str, str]:
    """The review itself; what people wrote outside its marks stays."""
    fresh = data.fill("REVIEW.md.j2", protocol=data.protocol, topic=data.names.topic)
    text = fresh if data.prose is None else data.prose
    order = sections(data.names.topic)
    contents = regions(
        data.state, data.synthesis, data.protocol, data.vocabulary, data.fill,
        headings(text, order, file=REVIEW),
    )  # fmt: skip
    spoken = [name for name, content in contents.items() if content.strip()]
    placed = with_opening(laid_out(text, order, spoken, file=REVIEW), fresh)
    return {REVIEW: filled(placed, contents, file=REVIEW)}


def _lists(data: DocumentData) -> dict[str, str]:
    """The pages of studies and references, where the review itself has no room for them."""
    return lists(data.state, data.names, data.fill)


def _evidence(data: DocumentData) -> dict[str, str]:
    return evidence.pages(data.state, data.synthesis, data.names, data.fill)


def _attachments(data: DocumentData) -> dict[str, str]:
    return attachments(data.state, data.synthesis, data.vocabulary)


def _citation(data: DocumentData) -> dict[str, str]:
    """How the review is cited, once there is a version."""
    return citation(data.state.version, data.protocol) if data.state.version else {}


def _feeds(data: DocumentData) -> dict[str, str]:
    return feeds(data.state.versions, data.protocol, data.names, data.fill)


def _crate(data: DocumentData, made: Iterable[str]) -> dict[str, str]:
    """What the other documents are, once there is a version."""
    version = data.state.version
    return {CRATE: crate(version, data.protocol, made, main=REVIEW)} if version else {}


OUTPUTS: tuple[Callable[[DocumentData], dict[str, str]], ...] = (
    _review,
    _lists,
    _evidence,
    _attachments,
    _citation,
    _feeds,
)
"""Everything that is written, each as texts by path; a new output is a new entry."""
