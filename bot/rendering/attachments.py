"""Attachments: the files beside the review, its figures and its data, a pure function of state."""

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.exports.dictionary import data_dictionary
from bot.rendering.exports.registry import EXPORTS, ExportData, table_columns
from bot.rendering.figures.gallery import gallery
from bot.rendering.labels import TermLabels

FOLDER = "review"
FIGURES = f"{FOLDER}/figures"


def attachments(
    state: State, synthesis: Synthesis, vocabulary: Vocabulary | None
) -> dict[str, str]:
    """The text of every file beside the review, by its path."""
    files = exports(state, synthesis, vocabulary)
    drawn = {
        f"{FIGURES}/{figure.name}.svg": figure.svg()
        for figure in gallery(state, synthesis, vocabulary)
    }
    return {f"{FOLDER}/{name}": text for name, text in files.items()} | drawn


def exports(state: State, synthesis: Synthesis, vocabulary: Vocabulary | None) -> dict[str, str]:
    """The data of the review, by file name, and the dictionary that explains them."""
    data = ExportData(state=state, synthesis=synthesis, names=TermLabels(vocabulary=vocabulary))
    topic = data.topic
    texts = {export.name: export.text(data) for export in EXPORTS if export.needed(topic)}
    files = {name: text for name, text in texts.items() if text is not None}
    meanings = {export.name: export.meaning for export in EXPORTS if export.name in files}
    return {**files, "README.md": data_dictionary(meanings, table_columns(topic))}
