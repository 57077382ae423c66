"""The words of a paper, taken apart once for all that looks at them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.records import Article

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PaperWords:
    """A paper, and the words of its title and abstract in lower case."""

    article: Article

    @cached_property
    def title(self) -> tuple[str, ...]:
        """The words of the title in order."""
        return tuple(_WORD.findall(self.article.record.title.lower()))

    @cached_property
    def text(self) -> tuple[str, ...]:
        """The words of title and abstract in order."""
        return (*self.title, *_WORD.findall(self.article.abstract.lower()))

    @cached_property
    def in_title(self) -> frozenset[str]:
        """The different words of the title."""
        return frozenset(self.title)

    @cached_property
    def in_text(self) -> frozenset[str]:
        """The different words of title and abstract."""
        return frozenset(self.text)

    @cached_property
    def headings(self) -> frozenset[str]:
        """Its MeSH headings, with their qualifiers and without, in lower case."""
        mesh = [heading.lower() for heading in self.article.record.mesh]
        return frozenset((*mesh, *(heading.partition("/")[0] for heading in mesh)))


def places_of(phrase: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Where ``phrase`` begins in ``words``; its last word may end in ``*``."""
    *start, last = phrase
    length, stem = len(phrase), last.rstrip("*")
    for at in range(len(words) - length + 1):
        if words[at] != phrase[0] and length > 1:
            continue
        end = words[at + length - 1]
        fits = end.startswith(stem) if last != stem else end == last
        if fits and [*words[at : at + length - 1]] == start:
            yield at
