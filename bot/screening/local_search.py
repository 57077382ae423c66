"""PubMed's search language over records at hand, as much of it as search lines need.

Operators are read from left to right, as PubMed reads them (PubMed User Guide, "Combining search
terms with Boolean operators"). Headings are compared as they are printed, without the narrower
ones to which PubMed extends them and whether they are major or not; a field that is not known here
matches nothing. So what does not match here may match in PubMed: ask it where that counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.domain.paper_words import PaperWords, places_of
from bot.domain.protocol import Protocol
from bot.domain.strategies import BadExpression, Expression

_TOKEN = re.compile(r'\s*(?:([()])|("[^"]*"|[^\s()\[\]"]+)\s*(?:\[([^\]]*)\])?)')
_WORD = re.compile(r"\w+\*?")
_OPERATORS = ("AND", "OR", "NOT")
_TITLE = ("ti", "title")
_TEXT = ("tiab", "tw", "title/abstract", "text word")
_HEADING = ("mesh", "mh", "mesh terms", "majr", "mesh major topic", "mesh:noexp", "mh:noexp")
_STEM = 4
"""Letters before ``*`` that PubMed asks for at least."""

Test = Callable[[PaperWords], bool]
_OTHER: Mapping[str, Callable[[PaperWords, str], bool]] = {
    "pt": lambda paper, word: word in _lower(paper.article.record.publication_types),
    "publication type": lambda paper, word: word in _lower(paper.article.record.publication_types),
    "la": lambda paper, word: word[:3] in _lower(paper.article.record.languages),
    "language": lambda paper, word: word[:3] in _lower(paper.article.record.languages),
    "uid": lambda paper, word: paper.article.record.pmid == word,
    "pmid": lambda paper, word: paper.article.record.pmid == word,
    "aid": lambda paper, word: paper.article.record.doi == word,
}


@dataclass(frozen=True)
class QueryTerm:
    """One word or phrase with its field."""

    text: str
    """In lower case, without quotation marks."""
    field: str = ""
    near: int | None = None
    """Words that may stand between its words, in whatever order, where it says so."""

    def matches(self, paper: PaperWords) -> bool:
        """Whether the paper has it in that field."""
        if self.field in _TITLE:
            return self._within(paper.title, paper.in_title)
        if self.field in _TEXT:
            return self._within(paper.text, paper.in_text)
        if self.field in _HEADING:
            return self.text in paper.headings
        if not self.field:
            return self._within(paper.text, paper.in_text) or self.text in paper.headings
        test = _OTHER.get(self.field)
        return test is not None and test(paper, self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, a last one with ``*`` where it is truncated."""
        return tuple(_WORD.findall(self.text))

    def _within(self, words: Sequence[str], different: frozenset[str]) -> bool:
        whole = [word for word in self.words if not word.endswith("*")]
        if not self.words or not different.issuperset(whole):
            return False
        if self.near is not None:
            return _are_near(self.words, words, self.near)
        if len(self.words) == 1:
            stem = self.words[0].rstrip("*")
            return bool(whole) or any(word.startswith(stem) for word in different)
        return next(places_of(self.words, words), None) is not None


@dataclass(frozen=True)
class Query:
    """A search that can be asked of a record at hand."""

    test: Test
    terms: tuple[QueryTerm, ...]

    @classmethod
    def read(cls, text: str) -> "Query":
        """The query that ``text`` states.

        Raises:
            BadExpression: it cannot be read.
        """
        tokens = [*reversed([*_tokens(text)])]
        terms: list[QueryTerm] = []
        test = _chain(tokens, terms)
        if tokens:
            raise BadExpression(f"cannot read the term at {tokens[-1]}")
        return cls(test, tuple(terms))

    def matches(self, paper: PaperWords) -> bool:
        """Whether the paper answers the query."""
        return self.test(paper)


@dataclass(frozen=True)
class LocalSearch:
    """The strategies of a protocol, to be asked of records at hand."""

    strategies: Mapping[str, Query]
    lines: Mapping[str, Query]
    """The lines that a paper must name; those behind a NOT are not among them."""

    @classmethod
    def of(cls, protocol: Protocol) -> "LocalSearch":
        """The searches that ``protocol`` states for PubMed."""
        lines, plan = protocol.lines, protocol.search.strategies
        expressions = [Expression(strategy.expression) for strategy in plan.values()]
        wanted = {
            lines.name_of(token)
            for expression in expressions
            for token in expression.names
            if token not in expression.negated
        }
        return cls(
            {name: Query.read(lines.query(strategy)) for name, strategy in plan.items()},
            {name: Query.read(lines.text(name)) for name in lines.texts if name in wanted},
        )

    def matches(self, paper: PaperWords) -> bool:
        """Whether any strategy finds the paper."""
        return any(query.matches(paper) for query in self.strategies.values())

    def words_by_line(self, paper: PaperWords) -> dict[str, tuple[str, ...]]:
        """For each line the terms of it that the paper has, none where it has none."""
        return {
            name: tuple(dict.fromkeys(term.text for term in query.terms if term.matches(paper)))
            for name, query in self.lines.items()
        }


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Each word or bracket with its field in square brackets, empty where there is none."""
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadExpression(f"cannot read the term at {text[at : at + 20]!r}")
        yield match[1] or match[2], (match[3] or "").strip().lower()
        at = match.end()


def _chain(tokens: list[tuple[str, str]], terms: list[QueryTerm]) -> Test:
    """A chain of operands, of which those that OR joins are tested as one."""
    result = _operand(tokens, terms)
    while tokens and tokens[-1][0] != ")":
        operator = tokens.pop()[0] if tokens[-1][0] in _OPERATORS else "AND"
        if operator == "OR":
            choices = [result, _operand(tokens, terms)]
            while len(tokens) > 1 and tokens[-1][0] == "OR":
                tokens.pop()
                choices.append(_operand(tokens, terms))
            result = _any_of(choices)
        else:
            result = _both(result, _operand(tokens, terms), wanted=operator == "AND")
    return result


def _operand(tokens: list[tuple[str, str]], terms: list[QueryTerm]) -> Test:
    if not tokens:
        raise BadExpression("a term is missing at the end")
    word, field = tokens.pop()
    if word == "(":
        result = _chain(tokens, terms)
        if not tokens:
            raise BadExpression("a bracket is opened and not closed")
        tokens.pop()
        return result
    if word in (")", *_OPERATORS):
        raise BadExpression(f"a term is missing before {word}")
    name, _, near = field.partition(":~")
    term = QueryTerm(word.strip('"').lower(), name, int(near) if near.isdecimal() else None)
    terms.append(term)
    return term.matches


def _both(left: Test, right: Test, *, wanted: bool) -> Test:
    return lambda paper: left(paper) and right(paper) is wanted


def _any_of(choices: Sequence[Test]) -> Test:
    """Any of the choices; single words of the text are looked up together."""
    terms = [_as_term(choice) for choice in choices]
    exact = frozenset(term.text for term in terms if term and _is_plain(term))
    stems = _by_start(
        term.words[0] for term in terms if term and _is_stem(term) and not _is_plain(term)
    )
    rest = [
        choice
        for choice, term in zip(choices, terms, strict=True)
        if term is None or not (_is_plain(term) or _is_stem(term))
    ]

    def test(paper: PaperWords) -> bool:
        words = paper.in_text
        return (
            not exact.isdisjoint(words)
            or _starts_any(words, stems)
            or any(choice(paper) for choice in rest)
        )

    return test


def _as_term(choice: Test) -> QueryTerm | None:
    owner = getattr(choice, "__self__", None)
    return owner if isinstance(owner, QueryTerm) else None


def _is_plain(term: QueryTerm) -> bool:
    return term.field in _TEXT and term.words == (term.text,) and not term.text.endswith("*")


def _is_stem(term: QueryTerm) -> bool:
    return (
        term.field in _TEXT and term.words == (term.text,) and len(term.text.rstrip("*")) >= _STEM
    )


def _by_start(stems: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Truncated words without their ``*``, by their first letters."""
    by_start: dict[str, tuple[str, ...]] = {}
    for word in stems:
        stem = word.rstrip("*")
        by_start[stem[:_STEM]] = (*by_start.get(stem[:_STEM], ()), stem)
    return by_start


def _starts_any(words: frozenset[str], stems: Mapping[str, tuple[str, ...]]) -> bool:
    return any(word.startswith(stems.get(word[:_STEM], _NEVER)) for word in words)


_NEVER = ("\0",)


def _are_near(phrase: Sequence[str], words: Sequence[str], between: int) -> bool:
    """Whether the words of ``phrase`` stand together, in any order, with few words between them."""
    places = [[*places_of((word,), words)] for word in phrase]
    most = between + len(phrase) - 1
    return any(max(spots) - min(spots) <= most for spots in product(*places))


def _lower(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value.lower() for value in values)
