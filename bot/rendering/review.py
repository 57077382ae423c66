"""The living review: the content of each marked region of ``REVIEW.md``."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.claims import Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.escaping import Safe
from bot.rendering.labels import TermLabels
from bot.rendering.layout import anchor_of
from bot.rendering.review_view import review_view
from bot.rendering.sections import NEWS, STATUS, sections
from bot.rendering.template_functions import Render, values


def regions(
    state: State,
    synthesis: Synthesis,
    protocol: Protocol,
    vocabulary: Vocabulary | None,
    render: Render,
    headings: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The content of every region by its name; empty where there is nothing to say.

    ``headings`` are those of the document at hand, which people may have reworded.
    """
    order = sections(TermLabels(vocabulary=vocabulary).topic)
    titles = {section.name: section.heading for section in order} | dict(headings or {})
    seen = review_view(state, synthesis, protocol, vocabulary, titles)
    contents = {
        section.name: render(f"review/{section.name}.md.j2", **values(seen))
        for section in order
        if section is not STATUS
    }
    seen = replace(
        seen,
        contents=[
            Safe(f"[{titles[section.name]}](#{anchor_of(titles[section.name])})")
            for section in order[order.index(NEWS) :]
            if contents[section.name].strip()
        ],
    )
    return {STATUS.name: render(f"review/{STATUS.name}.md.j2", **values(seen)), **contents}
