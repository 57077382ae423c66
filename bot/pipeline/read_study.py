"""How one paper is read by the rules, wherever a step or a command asks for it."""

from functools import lru_cache

from bot.domain.full_texts import FullText
from bot.domain.records import Article, Record
from bot.domain.studies import Study
from bot.extraction.version import VERSION
from bot.extraction.vocabulary import NO_WORDS, Vocabulary


@lru_cache(maxsize=1024)
def read_study(
    record: Record,
    article: Article,
    vocabulary: Vocabulary | None,
    text: FullText | None = None,
) -> Study:
    """Read a paper by the rules, whose findings go through the checks as those of models do.

    What only a softer check doubts is kept for a person to look at. A job that a push overtook
    reads the same words again, and to read them takes long.
    """
    from bot.extraction.checks.validation import review_own  # noqa: PLC0415 - patterns load slowly
    from bot.extraction.full_text_reader import read_full_text  # noqa: PLC0415
    from bot.extraction.reader import read  # noqa: PLC0415

    vocabulary = vocabulary or NO_WORDS
    title, abstract = record.title, article.abstract
    reading = read(title, abstract, vocabulary)
    kept, rejected = review_own(reading.findings, title, abstract, vocabulary, VERSION)
    study = Study(
        id=record.id,
        read_from="abstract" if article.sections else "title",
        reader=VERSION,
        text_hash=article.record.text_hash,
        facts=reading.facts,
        groups=reading.groups,
        findings=kept,
        rejected=rejected,
        unread=reading.unread,
    )
    return read_full_text(study, title, abstract, text, vocabulary) if text else study
