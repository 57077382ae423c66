"""What answers a search in the demo's PubMed: see :mod:`bot.screening.local_search`."""

from functools import lru_cache

from bot.domain.paper_words import PaperWords
from bot.screening.local_search import Query
from bot.sources.pubmed.parsing import parse


def matches(term: str, element: bytes) -> bool:
    """Whether the article in ``element`` answers the search ``term``."""
    return _query(term).matches(_words(element))


@lru_cache(maxsize=100)
def _query(term: str) -> Query:
    return Query.read(term)


@lru_cache(maxsize=1_000)
def _words(element: bytes) -> PaperWords:
    (article,) = parse(b"<PubmedArticleSet>" + element + b"</PubmedArticleSet>").articles
    return PaperWords(article)
