"""An abstract under the vocabulary: its sentences with all they mention, and their candidates."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from bot.extraction.findings import choice, sections
from bot.extraction.findings.candidates import Candidate, candidates
from bot.extraction.findings.choice import ACTIVATION, Context
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.places import Place, PlaceFinder
from bot.extraction.lexicon import Match
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

_LOCAL = frozenset(("ALFF", "fALFF", "dALFF", "ReHo", "CBF", "glucose_metabolism"))
"""Measures that a paper may simply call activity."""
_FDG = re.compile(r"FDG|fluoro\w*gluc|deoxyglucose")
_FMRI = re.compile(r"fMRI|functional (?:magnetic|MRI|MR )|BOLD")
_TASK = re.compile(r"\b(?:tasks?|paradigm|event-related|during (?:the )?stimulation|activations?)\b")
_READ = frozenset((sections.RESULT, sections.CONCLUSION, sections.OPEN, sections.OPENING))


class AbstractMentions:
    """One abstract, read once from its first sentence to its last."""

    def __init__(self, title: str, abstract: str, spans: list[Span], vocabulary: Vocabulary) -> None:
        """Find the places and measures of the whole text."""
        self.title, self.text, self.spans, self.vocabulary = title, abstract, spans, vocabulary
        self.places = PlaceFinder(abstract, vocabulary)
        defined = vocabulary.defined(abstract, "measure")
        self.measures = vocabulary.find(abstract, "measure", defined)

    @cached_property
    def activity(self) -> str:
        """The measure that ``activity`` stands for here."""
        named = {it.id for it in self.measures if it.id in _LOCAL}
        if not named and _FDG.search(self.text) and not _FMRI.search(self.text):
            return "glucose_metabolism"
        return named.pop() if len(named) == 1 and not _TASK.search(self.text) else ACTIVATION

    @cached_property
    def context(self) -> Context:
        """What is known of measures before the first sentence."""
        titled = self.vocabulary.find(self.title, "measure")
        sure = [it for it in self.measures if not it.bound]
        return Context("", choice.usual(sure, titled), self.activity)

    @cached_property
    def sentences(self) -> list[SentenceMentions]:
        """Every sentence that may tell a result."""
        kinds = sections.kinds(self.spans)
        length = max(1, len(self.text))
        found = []
        for span, kind in zip(self.spans, kinds, strict=True):
            if kind not in _READ:
                continue
            measures = self._measures(span)
            places = self.places.within(span, measures)
            found.append(
                SentenceMentions.of(
                    span, self.text, places, measures, kind, span.start / length
                )
            )
        return found

    def _measures(self, span: Span) -> list[Match]:
        first = bisect_left(self.measures, span.start, key=lambda it: it.start)
        last = bisect_left(self.measures, span.end, key=lambda it: it.start)
        own = [it for it in self.measures[first:last] if it.end <= span.end]
        if self.activity == ACTIVATION:
            return own
        return [
            Match(id=self.activity, start=it.start, end=it.end, bound=it.bound)
            if self.text[: it.end].endswith("activity")
            else it
            for it in own
        ]

    @cached_property
    def seed(self) -> Place | None:
        """The one place whose connectivity is studied, where the words say so."""
        return None

    def candidates(self) -> Iterator[Candidate]:
        """Yield the candidates of every sentence, in the order of the text."""
        earlier = ""
        for sentence in self.sentences:
            context = Context(earlier, self.context.usual, self.activity)
            yield from candidates(sentence, context, self.vocabulary, self.seed)
            named = [it.id for it in sentence.measures if not it.bound]
            earlier = named[-1] if named else earlier
