"""The living review: the content of each marked region of ``REVIEW.md``."""

from collections.abc import Mapping

from bot.domain.claims import Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.escaping import Safe
from bot.rendering.findings_view import findings_view
from bot.rendering.labels import TermLabels
from bot.rendering.layout import anchor_of
from bot.rendering.methods_view import methods_view
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
    names = TermLabels(vocabulary=vocabulary)
    order = sections(names.topic)
    titles = {section.name: section.heading for section in order} | dict(headings or {})
    seen = {
        **values(review_view(state, synthesis, protocol, names, titles)),
        **values(findings_view(state, synthesis, protocol, names)),
        **values(methods_view(state, protocol)),
    }
    contents = {
        section.name: render(f"review/{section.name}.md.j2", **seen)
        for section in order
        if section is not STATUS
    }
    seen["contents"] = [
        Safe(f"[{titles[section.name]}](#{anchor_of(titles[section.name])})")
        for section in order[order.index(NEWS) :]
        if contents[section.name].strip()
    ]
    return {STATUS.name: render(f"review/{STATUS.name}.md.j2", **seen), **contents}
