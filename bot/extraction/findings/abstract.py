"""An abstract under the vocabulary: its sentences with all they mention, and their candidates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from bot.domain.studies import wider
from bot.extraction import sections
from bot.extraction.findings import choice
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.candidates import candidates, following
from bot.extraction.findings.choice import Context
from bot.extraction.findings.covariation import with_covariation
from bot.extraction.findings.measures import ACTIVATION, measures_of
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.findings.places import places_of
from bot.extraction.lexicon import Match
from bot.extraction.text import LONGEST_SENTENCE, Span
from bot.extraction.vocabulary import Vocabulary

_SEED = re.compile(r"\bseed(?:s|ed)?\b")
_SEED_REACH = 60
_FUNCTIONAL = re.compile(
    r"fMRI|[Ff]unctional (?:magnetic|MRI|MR |neuro|near)|BOLD|\bfNIRS\b|PET\b|[Nn]eural(?:ly)?\b"
)
_MOST_CUES = 40
"""What names more directions in one breath is no sentence."""
_READ = frozenset((sections.RESULT, sections.CONCLUSION, sections.OPEN, sections.OPENING))


class AbstractMentions:
    """One abstract, read once from its first sentence to its last."""

    def __init__(
        self, title: str, abstract: str, spans: Sequence[Span], vocabulary: Vocabulary
    ) -> None:
        """Find the places and measures of the whole text."""
        self.title, self.text, self.spans, self.vocabulary = title, abstract, spans, vocabulary
        self.places = places_of(abstract, vocabulary)
        self.measures = measures_of(abstract, vocabulary)
        self._mentioned: dict[int, tuple[list[Match], list[Place]]] = {}

    @cached_property
    def context(self) -> Context:
        """What is known of measures before the first sentence."""
        titled = self.vocabulary.find(self.title, "measure")
        sure = [m for m in self.measures.matches if not m.bound or m.id == ACTIVATION]
        functional = _FUNCTIONAL.search(self.text) or _FUNCTIONAL.search(self.title)
        activity = self.measures.activity
        return Context(
            "", choice.usual(sure, titled), activity if functional else "", None, activity
        )

    @cached_property
    def sentences(self) -> list[SentenceMentions]:
        """Every sentence that may tell a result."""
        kinds = sections.kinds(self.spans)
        length = max(1, len(self.text))
        mentioned = []
        for span, kind in zip(self.spans, kinds, strict=True):
            if kind not in _READ or len(span.text) > LONGEST_SENTENCE:
                continue
            measures, places = self.mentioned(span)
            if not (places or measures):
                continue
            position = span.start / length
            sentence = SentenceMentions.of(span, self.text, places, measures, kind, position)
            if len(sentence.cues) <= _MOST_CUES:
                mentioned.append(with_covariation(sentence))
        return list(_in_one_order(mentioned))

    def mentioned(self, span: Span) -> tuple[list[Match], list[Place]]:
        """Return the measures and the places that a sentence names, looked up once."""
        known = self._mentioned.get(span.start)
        if known is None:
            measures = self.measures.within(span)
            known = self._mentioned[span.start] = measures, self.places.within(span, measures)
        return known

    @cached_property
    def seed(self) -> Place | None:
        """The one place whose connectivity is studied, where the words say so."""
        near: list[Place] = []
        for hit in _SEED.finditer(self.text) if "seed" in self.text else ():
            start, end = max(0, hit.start() - _SEED_REACH), hit.end() + _SEED_REACH
            span = Span(self.text[start:end], start)
            near += self.places.within(span, ())
        ids = {place.id for place in near}
        return replace(near[0], side="") if len(ids) == 1 else self._titled

    @property
    def _titled(self) -> Place | None:
        """The one place of a title that speaks of its connectivity."""
        if "connectiv" not in self.title.lower():
            return None
        named = self.vocabulary.find(self.title, "region")
        ids = {measure.id for measure in named if not measure.bound}
        if len(ids) != 1:
            return None
        network = ids & set(self.vocabulary.terms["region"])
        kind = [self.vocabulary.term("region", id).network for id in network]
        return None if any(kind) else Place(id=ids.pop(), start=-1, end=-1, after=-1)

    def candidates(self) -> Iterator[Candidate]:
        """Yield the candidates of every sentence, in the order of the text."""
        measure, before, last = "", None, None
        for sentence in self.sentences:
            context = replace(self.context, earlier=measure, seed=self.seed)
            yield from candidates(sentence, context, self.vocabulary, before)
            if last:
                yield from following(last, sentence, context)
            last = sentence
            named = [measure.id for measure in sentence.measures if not measure.bound]
            measure = _last(named) or measure
            before = sentence if sentence.places else before


def _last(measures: Sequence[str]) -> str:
    """Return the last of the measures that a sentence names, as wide as their kinds differ."""
    kinds = {id for id in measures if wider(id) == wider(measures[-1])}
    return kinds.pop() if len(kinds) == 1 else wider("".join(measures[-1:]))


def _in_one_order(sentences: Iterable[SentenceMentions]) -> Iterator[SentenceMentions]:
    """Tell ``B > A`` as less of it where ``A > B`` was the contrast before."""
    first: set[tuple[str, ...]] = set()
    for sentence in sentences:
        pairs = {cue: tuple(cue.word.split(" > ")) for cue in sentence.cues if ">" in cue.word}
        reverse = {cue for cue, pair in pairs.items() if pair[::-1] in first}
        first.update(pair for cue, pair in pairs.items() if cue not in reverse)
        cues = (replace(cue, sign="decrease") if cue in reverse else cue for cue in sentence.cues)
        yield replace(sentence, cues=tuple(cues)) if reverse else sentence
