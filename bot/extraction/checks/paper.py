"""The paper that claims are made of: what its sentences are for, and what they name and compare."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bot.domain.studies import Direction
from bot.extraction import sections
from bot.extraction.arms import Contrast, contrasts, read_arms
from bot.extraction.assertion import level_of
from bot.extraction.assertion.words import NOT_EXPECTED
from bot.extraction.checks.constructions import constructed
from bot.extraction.checks.mention_check import Names
from bot.extraction.speculation import MAYBE, first_guess
from bot.extraction.statements import statements
from bot.extraction.text import SHOWED, Span, sentences, small
from bot.extraction.vocabulary import Vocabulary

_PLANNED = re.compile(
    r"\b(?:aimed|sought|objectives?|purpose|goal|whether|planned|to (?:examine|test|assess"
    r"|determine|explore"
    r"|evaluate|identify|clarify|study|understand|investigate)|(?:was|were) (?:\w+ "
    r")?(?:recruited|enrolled|scanned"
    r"|acquired|collected|administered|performed|calculated|computed|assigned|randomi[sz]ed))\b"
)
_GUESSED = re.compile(
    rf"[^,;]*\b(?:{MAYBE}|hypothes\w+|we (?:suggest|recommend|propose)|indicat\w+ that|imply"
    r"|implies)\b"
)
_INTERPRETS = re.compile(
    r"(?:[\w ]{1,30}, )?(?:these|our|the|such|this)(?: \w+){0,2} (?:results?|findings?|data"
    r"|observations?|evidence|(?:ab)?normalit(?:y|ies)|alterations?|changes?|differences?)(?: \w+)?"
    r" (?:indicat|impl(?:y|ies)|highlight|support|point(?:s|ed)? (?:to|towards)|underlin|underscor"
    r"|reflect|provide|shed|extend|strengthen|add to|argue|corroborat)"
)
"""Opens a sentence that tells what results mean."""
_TELLS = re.compile(
    rf"\b(?:was|were|had|did|is|are|{SHOWED}|correlated"
    r"|differed|fell|rose)\b"
)
"""A verb that has told something before it is guessed why."""
_FOUND = re.compile(
    r"\b(?:we (?:\w+ )?(?:found|observed|show|showed|identified|detected|report)|(?:was|were) "
    r"(?:\w+ )?(?:found|observed|detected|seen)"
    rf"|{SHOWED}|p\s?[<=>])"
)


@dataclass(frozen=True)
class Paper:
    """A title and abstract, and what holds for every claim about them."""

    title: str
    abstract: str
    vocabulary: Vocabulary

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The sentences of the abstract."""
        return sentences(self.abstract)

    @cached_property
    def parts(self) -> dict[Span, str]:
        """What each sentence is for: background, aim, methods, result or conclusion."""
        return dict(zip(self.spans, sections.kinds(self.spans), strict=True))

    def reports(self, sentence: Span) -> bool:
        """Whether a sentence may report a result: by its label, or else by its words."""
        part = self.parts.get(sentence, "")
        if part == sections.RESULT:
            return True
        if part not in (sections.CONCLUSION, sections.OPEN):
            return False
        words = NOT_EXPECTED.sub(lambda hit: "_" * len(hit[0]), small(sentence.text))
        return not (_PLANNED.search(words) or _GUESSED.match(words)) or bool(_FOUND.search(words))

    def speculates(self, sentence: Span) -> bool:
        """Whether a sentence says what results may mean, and no result of its own."""
        if self.parts.get(sentence, "") not in (sections.CONCLUSION, sections.OPEN):
            return False
        first = statements(sentence)[0]
        words, guess = small(first.text), first_guess(first)
        guessed = guess >= 0 and not _TELLS.search(words[:guess])
        return bool(guessed or _INTERPRETS.match(words)) and not _FOUND.search(words)

    @cached_property
    def names(self) -> Names:
        """What the abstract names."""
        return Names(self.vocabulary, self.abstract)

    @cached_property
    def constructed(self) -> Callable[[Span, str], Sequence[tuple[Direction, set[str]]]]:
        """Tells the signs with their places that a sentence constructs of a measure."""
        return cache(lambda sentence, measure: constructed(sentence, measure, self.names))

    @cached_property
    def contrasts(self) -> Callable[[Span, Span, bool], Sequence[Contrast]]:
        """Tells what a clause of a sentence compares, of a correlation or not."""
        arms = read_arms(self.title, self.abstract, self.vocabulary, spans=self.spans)
        return cache(
            lambda clause, sentence, correlates: contrasts(
                arms, clause, sentence=sentence, correlates=correlates
            )
        )

    @cached_property
    def level(self) -> float:
        """The level of significance that the abstract prints, or the usual one."""
        return level_of(self.abstract)
