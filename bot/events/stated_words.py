"""Where a paper says what a person states of it: the quote that stands behind their words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.domain.records import Article
from bot.domain.studies import Finding
from bot.extraction.explanation import because
from bot.extraction.text import sentences
from bot.extraction.vocabulary import Vocabulary

NO_QUOTE = Quote(text="", start=0)
"""Behind what the abstract does not say: the person answers for it."""


def sentence_of_finding(finding: Finding, article: Article, vocabulary: Vocabulary) -> Quote:
    """The sentence of the abstract that names most of a finding, its place and direction at least.

    :data:`NO_QUOTE` where none does, or only one that is too long to be quoted.
    """
    best, most = NO_QUOTE, 0
    needed = {"direction", "region" if finding.region else "measure"}
    for quote in _quotable(article):
        parts = because(replace(finding, quote=quote), vocabulary)
        named = [part.part for part in parts if part.words]
        if needed <= set(named) and len(named) > most:
            best, most = quote, len(named)
    return best


def sentence_of_value(value: str, names: tuple[str, ...], article: Article) -> Quote:
    """The first sentence of the abstract that holds ``value`` or one of its ``names``."""
    spoken = "|".join(re.escape(name) for name in (value, *names) if name)
    pattern = re.compile(rf"(?<![\w.])(?:{spoken})(?![\d]|\.\d)", re.IGNORECASE)
    quotes = (quote for quote in _quotable(article) if pattern.search(quote.text))
    return next(quotes, NO_QUOTE)


def _quotable(article: Article) -> Iterator[Quote]:
    """The sentences of the abstract that are short enough to be quoted."""
    for sentence in sentences(article.abstract):
        text = sentence.text.strip()
        if text and len(text) <= LONGEST_QUOTE:
            yield Quote(text=text, start=sentence.start + sentence.text.index(text))
