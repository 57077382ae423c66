"""Extract: read every included paper that has no study file yet."""

from collections.abc import Mapping

from bot.domain.records import Article
from bot.domain.state import State
from bot.domain.studies import Study
from bot.extraction.reader import VERSION, read
from bot.extraction.vocabulary import Vocabulary


def extract(
    state: State, articles: Mapping[str, Article], vocabulary: Vocabulary | None
) -> dict[str, Study]:
    """New studies by id; a file that exists, or that a person removed, is left alone."""
    studies: dict[str, Study] = {}
    for record in state.included:
        article = articles.get(record.id)
        if article is None or record.id in state.studies or record.id in state.read_before:
            continue
        reading = read(record.title, article.abstract, vocabulary)
        studies[record.id] = Study(
            id=record.id,
            read_from="abstract" if article.sections else "title",
            reader=VERSION,
            text_hash=article.record.text_hash,
            facts=reading.facts,
            groups=reading.groups,
            findings=reading.findings,
        )
    return studies
