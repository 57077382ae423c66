"""Attachments: the files beside the review, its figures and its data, a pure function of state."""

from bot.domain.claims import Synthesis
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.exports.coordinates import coordinates
from bot.rendering.exports.dictionary import data_dictionary
from bot.rendering.exports.items import references_json
from bot.rendering.exports.managers import references_bib, references_ris
from bot.rendering.exports.tables import claims_csv, findings_csv, studies_csv
from bot.rendering.figures.gallery import gallery
from bot.topics.topic import NO_TOPIC, Topic

FOLDER = "review"
FIGURES = f"{FOLDER}/figures"


def attachments(
    state: State, synthesis: Synthesis, vocabulary: Vocabulary | None
) -> dict[str, str]:
    """The text of every file beside the review, by its path."""
    topic = vocabulary.topic if vocabulary else NO_TOPIC
    files = exports(state, synthesis, topic)
    drawn = {
        f"{FIGURES}/{figure.name}.svg": figure.svg()
        for figure in gallery(state, synthesis, vocabulary)
    }
    return {f"{FOLDER}/{name}": text for name, text in files.items()} | drawn


def exports(state: State, synthesis: Synthesis, topic: Topic) -> dict[str, str]:
    """The data of the review, by file name, and the dictionary that explains them."""
    files = {"studies.csv": studies_csv(state, synthesis, topic)}
    if topic:
        files["findings.csv"] = findings_csv(state, topic)
        files["claims.csv"] = claims_csv(synthesis, topic)
    files |= {
        "references.bib": references_bib(state.included),
        "references.ris": references_ris(state.included),
        "references.json": references_json(state.included),
        **(coordinates(state) if topic.coordinates else {}),
    }
    return {**files, "README.md": data_dictionary(files, topic)}
