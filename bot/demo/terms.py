"""PubMed's search language, as much of it as a review's search lines need.

Operators are read from left to right, as PubMed reads them. Headings are matched as words and
not exploded; a term without a field is looked for everywhere.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.domain.records import Article
from bot.domain.strategies import pattern
from bot.sources.pubmed.parsing import parse

_TOKEN = re.compile(r'\s*(?:([()])|("[^"]*"|[^\s()\[\]"]+)\s*(?:\[([^\]]*)\])?)')


def matches(term: str, element: bytes) -> bool:
    """Whether the article in ``element`` answers the search ``term``."""
    tokens = list(reversed(list(_tokens(term))))
    return _chain(tokens, _article(element))


def _tokens(term: str) -> Iterator[tuple[str, str]]:
    """Each word or bracket with its field in square brackets, empty where there is none."""
    at = 0
    while at < len(term.rstrip()):
        match = _TOKEN.match(term, at)
        if match is None:
            raise ValueError(f"cannot read the term at {term[at : at + 20]!r}")
        yield match[1] or match[2], (match[3] or "").split(":")[0].lower()
        at = match.end()


@lru_cache(maxsize=1_000)
def _article(element: bytes) -> Article:
    return parse(b"<PubmedArticleSet>" + element + b"</PubmedArticleSet>").articles[0]


def _chain(tokens: list[tuple[str, str]], article: Article) -> bool:
    result = _operand(tokens, article)
    while tokens and tokens[-1][0] != ")":
        operator = tokens.pop()[0] if tokens[-1][0] in ("AND", "OR", "NOT") else "AND"
        right = _operand(tokens, article)
        result = result or right if operator == "OR" else result and right is (operator == "AND")
    return result


def _operand(tokens: list[tuple[str, str]], article: Article) -> bool:
    word, field = tokens.pop()
    if word == "(":
        result = _chain(tokens, article)
        tokens.pop()
        return result
    return _FIELDS.get(field, _anywhere)(article, word.strip('"'))


def _anywhere(article: Article, word: str) -> bool:
    return _in_text(article, word) or _among(article.record.mesh, word)


def _in_text(article: Article, word: str) -> bool:
    return _says(f"{article.record.title}\n{article.abstract}", word)


def _says(text: str, word: str) -> bool:
    return bool(pattern([word.lower()]).search(text))


def _words(text: str) -> str:
    """A text without its signs, which PubMed's index does not have."""
    return " ".join(re.findall(r"\w+", text))


def _among(values: tuple[str, ...], word: str) -> bool:
    return word.lower() in {
        name.lower() for value in values for name in (value, value.split("/")[0])
    }


_FIELDS: dict[str, Callable[[Article, str], bool]] = {
    "tiab": _in_text,
    "ti": lambda article, word: (
        _says(article.record.title, word) or _says(_words(article.record.title), word)
    ),
    "mesh": lambda article, word: _among(article.record.mesh, word),
    "majr": lambda article, word: _among(article.record.mesh, word),
    "pt": lambda article, word: _among(article.record.publication_types, word),
    "uid": lambda article, word: article.record.pmid == word,
    "aid": lambda article, word: article.record.doi == word.lower(),
}
