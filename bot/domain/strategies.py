"""Search strategies: named lines, and an expression over them in the librarian's style.

    lines        #1 cancer    "Neoplasms"[Mesh] OR cancer*[tiab] OR …
                 #2 pain      pain*[tiab] OR analges*[tiab] OR …
    expression   #1 AND pain NOT (#3 OR #4)

Operators have no precedence and are read from left to right, as PubMed reads them
(PubMed User Guide, "Combining search terms with Boolean operators").
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from bot.domain import STRICT, Strictness

OPERATORS = ("AND", "OR", "NOT")
_TOKEN = re.compile(r"\s*([()]|#?[A-Za-z0-9][\w-]*)")
_TERM = re.compile(r'(?:"([^"]+)"|([\w*-]+))\s*\[([^\]]+)\]')
_TEXT_FIELDS = ("tiab", "ti", "tw", "title", "title/abstract", "text word")


class BadExpression(ValueError):
    """An expression that cannot be read; the message names the place."""


class SearchInterval(StrEnum):
    """How often a strategy is searched."""

    RUN = "run"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def days(self) -> int:
        """Least days between two searches."""
        return {"run": 0, "month": 28, "quarter": 91, "year": 365}[self.value]


@dataclass(frozen=True)
class Expression:
    """A Boolean expression over the names of lines."""

    text: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Names, operators and brackets in order.

        Raises:
            BadExpression: a character that is none of these.
        """
        tokens, at = [], 0
        text = self.text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise BadExpression(f"cannot read {text[at:].strip()[:20]!r}")
            tokens.append(match[1])
            at = match.end()
        return tuple(tokens)

    @property
    def names(self) -> tuple[str, ...]:
        """The line names used, as written."""
        return tuple(token for token in self.tokens if token not in (*OPERATORS, "(", ")"))

    @cached_property
    def negated(self) -> frozenset[str]:
        """The line names that stand under a NOT."""
        negated: set[str] = set()
        signs, negative = [False], False
        for word in self.tokens:
            if word == "(":
                signs.append(signs[-1] ^ negative)
            elif word == ")":
                signs = signs[:-1] or [False]
            elif word not in OPERATORS and signs[-1] ^ negative:
                negated.add(word)
            negative = word == "NOT"
        return frozenset(negated)

    def evaluate(self, value: Callable[[str], bool]) -> bool:
        """Whether the expression holds when ``value`` says which lines do.

        Raises:
            BadExpression: brackets or operators do not fit together.
        """
        rest = list(reversed(self.tokens))
        result = self._chain(rest, value)
        if rest:
            raise BadExpression(f"{rest[-1]!r} stands where AND, OR, NOT or the end should be")
        return result

    def blamed(self, value: Callable[[str], bool]) -> tuple[str, ...]:
        """The names because of which the expression does not hold.

        Those of which any one alone would make it hold; where none would, all that are amiss.
        """
        if self.evaluate(value):
            return ()
        names = tuple(dict.fromkeys(self.names))
        alone = tuple(
            name
            for name in names
            if self.evaluate(lambda other, name=name: value(other) is not (other == name))  # type: ignore[misc]
        )
        return alone or tuple(name for name in names if value(name) is (name in self.negated))

    def _chain(self, rest: list[str], value: Callable[[str], bool]) -> bool:
        result = self._operand(rest, value)
        while rest and rest[-1] in OPERATORS:
            operator, right = rest.pop(), self._operand(rest, value)
            if operator == "OR":
                result = result or right
            else:
                result = result and (right if operator == "AND" else not right)
        return result

    def _operand(self, rest: list[str], value: Callable[[str], bool]) -> bool:
        word = rest.pop() if rest else "the end"
        if word == "(":
            result = self._chain(rest, value)
            if not rest or rest.pop() != ")":
                raise BadExpression("a bracket is opened and not closed")
            return result
        if word in (*OPERATORS, ")", "the end"):
            raise BadExpression(f"a line name is missing before {word}")
        return value(word)

    def written_with(self, replacement: Callable[[str], str]) -> str:
        """The expression with every line name replaced."""
        parts = [
            token if token in (*OPERATORS, "(", ")") else replacement(token)
            for token in self.tokens
        ]
        return " ".join(parts).replace("( ", "(").replace(" )", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """A named search with its own rhythm."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    expression: str
    """Over the lines, for PubMed."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """The same for other databases, by their names and in their own syntax."""
    every: SearchInterval = SearchInterval.RUN
    """How often: ``run``, ``month``, ``quarter`` or ``year``."""
    purpose: str = ""
    """What it is for; printed with the search."""


@dataclass(frozen=True)
class SearchLines:
    """The named search lines of a protocol, in order; line *n* is also called ``#n``."""

    texts: Mapping[str, str]

    def name_of(self, token: str) -> str | None:
        """The line's name for a name or ``#n``; None when there is no such line."""
        if token.startswith("#") and token[1:].isdecimal():
            names = list(self.texts)
            place = int(token[1:]) - 1
            return names[place] if 0 <= place < len(names) else None
        return token if token in self.texts else None

    def number_of(self, token: str) -> str:
        """The line's number in the librarian's style, ``#n``."""
        name = self.name_of(token)
        return f"#{list(self.texts).index(name) + 1}" if name else token

    def query(self, strategy: Strategy) -> str:
        """The strategy as one PubMed query."""
        expression = Expression(strategy.expression)
        return expression.written_with(lambda token: f"({self.text(token)})")

    def numbered(self, strategy: Strategy) -> str:
        """The strategy's expression with numbers for names."""
        return Expression(strategy.expression).written_with(self.number_of)

    def words(self, token: str) -> tuple[str, ...]:
        """The free-text words of a line, ``*`` marking truncation; headings give none."""
        words = []
        for quoted, bare, place in _TERM.findall(self.text(token)):
            if place.split(":")[0].lower() in _TEXT_FIELDS:
                words.append((quoted or bare).lower())
        return tuple(dict.fromkeys(words))

    def text(self, token: str) -> str:
        """What the line searches for; empty where there is no such line."""
        name = self.name_of(token)
        return " ".join(self.texts[name].split()) if name else ""


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of a line's words in running text, as PubMed's [tiab] would.

    ``pain*`` finds words that begin so; a blank stands for a blank or a hyphen.
    """
    branches = []
    for word in sorted(words, key=len, reverse=True):
        stem = r"[\s-]+".join(
            re.escape(part) for part in word.rstrip("*").replace("-", " ").split()
        )
        branches.append(stem + (r"\w*" if word.endswith("*") else ""))
    return re.compile(rf"\b(?:{'|'.join(branches)})\b" if branches else r"(?!)", re.IGNORECASE)
