"""Render: bring every document of the review up to date with the state."""

from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.ports import Store
from bot.rendering.answer import FOLDER
from bot.rendering.documents import REVIEW, documents
from bot.rendering.review import Render


def render(
    state: State, protocol: Protocol, vocabulary: Vocabulary | None, fill: Render, store: Store
) -> tuple[str, ...]:
    """Write the documents that differ, and remove pages that nothing is left for; their paths.

    Raises:
        PersonNeeded: the marks in the review do not pair up.
    """
    wanted = documents(state, protocol, vocabulary, fill, store.read(REVIEW))
    changed = tuple(path for path, text in wanted.items() if store.read(path) != text)
    for path in changed:
        store.write(path, wanted[path])
    left_over = tuple(path for path in store.paths(FOLDER) if path not in wanted)
    for path in left_over:
        store.remove(path)
    return changed + left_over
