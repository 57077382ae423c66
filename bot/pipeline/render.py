"""Render: bring every document of the review up to date with the state."""

from dataclasses import replace

from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Store
from bot.rendering.answer import FOLDER
from bot.rendering.attachments import FIGURES
from bot.rendering.documents import REVIEW, documents
from bot.rendering.lists import LISTS
from bot.rendering.proposal.overwritten_edits import lost
from bot.rendering.regions import edited
from bot.rendering.template_functions import Render


def render(draft: RunDraft, context: RunContext) -> RunDraft:
    """Write the documents, and note what people wrote where only the program writes."""
    review = context.review
    before = edited(review.store.read(REVIEW) or "")
    # What documents are made of is in these files alone, and in the program.
    if not review.render_cache.stands():
        context.messages.report("Writing the review")
        write_documents(
            draft.state, context.protocol, context.vocabulary, review.fill, review.store
        )
        review.render_cache.keep()
    return replace(draft, overwritten=lost(before, review.store.read(REVIEW) or ""))


def write_documents(
    state: State, protocol: Protocol, vocabulary: Vocabulary | None, fill: Render, store: Store
) -> tuple[str, ...]:
    """Write the documents that differ, and remove pages and figures of nothing; their paths.

    Raises:
        PersonNeeded: the marks in the review do not pair up.
    """
    wanted = documents(state, protocol, vocabulary, fill, store.read(REVIEW))
    changed = tuple(path for path, text in wanted.items() if store.read(path) != text)
    for path in changed:
        store.write(path, wanted[path])
    made = (*store.paths(FOLDER), *store.paths(FIGURES), *LISTS)
    left_over = tuple(path for path in made if path not in wanted and store.read(path) is not None)
    for path in left_over:
        store.remove(path)
    return changed + left_over
