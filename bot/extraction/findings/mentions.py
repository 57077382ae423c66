"""What one sentence mentions: places in lists, measures, direction cues, and where clauses end."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.extraction import sections
from bot.extraction.findings import cue_finding
from bot.extraction.findings.changes_with import with_changes
from bot.extraction.findings.cue_vocabulary import words_around
from bot.extraction.findings.cues import Cue, Token, tokens
from bot.extraction.findings.gapping import gaps
from bot.extraction.findings.place import Place
from bot.extraction.findings.presence import with_presence
from bot.extraction.findings.printed_values import with_values
from bot.extraction.lexicon import Match
from bot.extraction.statements import statements
from bot.extraction.text import Span

_LISTED = re.compile(
    r"(?:\s?[(\[][^()\[\]]{0,80}[)\]])?[\s,]*(?:\s?[(\[][^()\[\]]{0,60}[)\]])?\s*"
    r"(?:(?:and|or)\s(?:\(?[ivx\d]{1,3}\)\s)?(?:of|on|within|at|over)\s"
    r"|(?:and|or|and/or|as well as|and also|along with|extending (?:in)?to|/|&|\+)\s?)?"
    r"(?:in\s)?(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by|and|than|but|showed|had|which|that|is"
    r"|are|while|whereas|during|after|before|on|as|when|did|not)\s)[\w-]+\s){0,2}",
    re.IGNORECASE,
)
"""What may stand between two places of one list."""
_CUT = re.compile(
    r":\s|(?<!where)\sbut\s(?!(?:also|rather|not)\b)|,\s(?:and\s)?with\s(?=no\s(?:\w+\s){0,2}differences?\b)"
    r"|,\s(?=with\s(?:[\w-]+\s){1,4}(?:showing|exhibiting|displaying|having|demonstrating)\b)"
    r"|\b(?:first|initially|baseline)\b[^,;.]*,\s(?:and\s)?(?=then\s(?:\w+ly\s)?(?:rose|fell|grew"
    r"|shrank|\w+ed)\b)|,\s(?=initially\s[^,;.]{3,60},\s)"
    r"|\binitially\s[^,;.]{3,60},\s(?=(?:rose|fell|grew|shrank|(?!compared)\w+ed)\b)"
)
"""Where one clause of a sentence ends and another begins, beside its statements."""
_COMPARED = r"\b(?:than|versus|vs\.?|compared (?:with|to)|relative to)\s"
_OTHERWISE = re.compile(
    rf"{_COMPARED}(?:(?!\band\s\w+(?:er|ed)\b)[^,;:.]){{2,60}}?,?\s(?:and|but|as well as)\s"
    r"(?:also\s)?(?=(?:(?!other\b|either\b|whether\b)[a-z-]{2,}er|reduced|increased|decreased"
    rf"|more|less)\s[^;:.]{{0,80}}?{_COMPARED})"
)
"""Where a sentence goes on to compare with others: ``lower than A, and higher than B``."""
_BUT = len("but ")
_APPOSITION = re.compile(
    r",\s(?:an?|the)\s(?:[\w-]+\s){0,4}?(?:tracts?|pathways?|bundles?|regions?|areas?|structures?|hubs?"
    r"|nodes?|parts?|portions?)\s(?:connecting|linking|joining|of|in|within|that|which|known|involved"
    r"|implicated)\s[^,;]{3,90},\s"
)
"""What explains a place: ``the uncinate fasciculus, a tract connecting A and B, was``."""
_ASIDE = re.compile(
    r",?\s?(?:(?:but|and)\s)?not\s[^,;]{2,60},\s(?=(?:was|were|is|are|had|did|correlat\w+|show\w*"
    r"|predict\w*|fell|rose|increased|decreased|differed|changed|remained|declined|dropped)\b|in\b)"
    r"|,?\s?(?:but\s)?not\s(?:in|with|to|of|for)\s[^,;]{2,60},\s"
)
"""What a clause only leaves out, and goes on behind: ``in A, but not in B, correlated``."""
_NOT_THIS = re.compile(r",\s(?:and|but)\snot\s[^,;]{2,60},\s")
"""What a sentence says it does not speak of."""
_OF_TASK = ("-related", "-evoked", "-induced", "-elicited", "-specific", "-dependent", "-locked")
"""Endings of words that tell what made a response: ``heat-evoked``."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceList:
    """Places that stand in one list, and so share what is said of them."""

    places: tuple[Place, ...]

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.places[0].start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.places[-1].after


@dataclass(frozen=True, eq=False)
class SentenceMentions:
    """One sentence with everything that it mentions, in the order of the text."""

    abstract: str
    span: Span
    tokens: tuple[Token, ...]
    places: tuple[Place, ...]
    lists: tuple[PlaceList, ...]
    measures: tuple[Match, ...]
    cues: tuple[Cue, ...]
    cuts: tuple[int, ...]
    """Offsets in the abstract at which another clause begins."""
    gaps: frozenset[int] = frozenset()
    """Those of them at which a clause begins that leaves its verb out."""
    kind: str = ""
    """What part of the paper it reports: see ``sections.kind``."""
    position: float = 0.0
    """How far down the abstract it stands, from 0 to 1."""

    @classmethod
    def of(
        cls,
        span: Span,
        text: str,
        places: Sequence[Place],
        measures: Sequence[Match],
        kind: str = "",
        position: float = 0.0,
    ) -> "SentenceMentions":
        """Take what a sentence mentions from the places and measures of the whole abstract."""
        words = tokens(span.text, span.start)
        own = tuple(_outside_appositions(span, places))
        named = tuple(measures)
        inner = {span.start + match.end() for match in _CUT.finditer(span.text)}
        if " than " in span.text or "ompared" in span.text:
            inner |= {span.start + match.end() for match in _OTHERWISE.finditer(span.text)}
        opened = {part.start for part in statements(span)[1:]}
        parted = opened | {at for at in inner if not opened.intersection(range(at - _BUT, at))}
        found = cue_finding.find(words, in_name=lambda cue: _inside(cue, own, named))
        changed = with_presence(words, list(with_changes(words, found, own, named)))
        cues = with_values(span, words, changed, measures)
        gapped = frozenset(gaps(words, cues, own))
        parted |= gapped
        cuts = tuple(sorted(at for at in parted if not _ASIDE.match(text, at)))
        named = tuple(match for match in named if not _of_another(words, match, own, cues))
        named = _not_aside(span, named)
        lists = _lists(text, own, cues, opened)
        return cls(text, span, words, own, lists, named, cues, cuts, gapped, kind, position)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins."""
        return tuple(token.start for token in self.tokens)

    @cached_property
    def list_of(self) -> Mapping[Place | None, PlaceList]:
        """The list that each place stands in."""
        return {place: listed for listed in self.lists for place in listed.places}

    @cached_property
    def change_starts(self) -> tuple[int, ...]:
        """Where each cue of a change begins."""
        return tuple(cue.start for cue in self.cues if not cue.correlates)

    @cached_property
    def cued(self) -> frozenset[int]:
        """The numbers of the tokens that are part of a direction cue."""
        return frozenset(at for cue in self.cues for at in range(cue.index, cue.after))

    @cached_property
    def small(self) -> str:
        """The sentence in small letters."""
        return self.span.text.lower()

    @cached_property
    def wording(self) -> dict[str, float]:
        """What its words say of its part in the paper."""
        return sections.wording(self.small)

    @cached_property
    def _edges(self) -> tuple[int, ...]:
        return self.span.start, *self.cuts, self.span.end

    def at(self, offset: int) -> int:
        """Return the number of the first token that begins at an offset or behind it."""
        return bisect_left(self.starts, offset)

    def clause(self, offset: int) -> int:
        """Return the number of the clause that an offset lies in."""
        return bisect_left(self.cuts, offset + 1)

    def bounds(self, offset: int) -> tuple[int, int]:
        """Return where the clause around an offset begins and ends."""
        number = self.clause(offset)
        return self._edges[number], self._edges[number + 1]

    def words(self, start: int, end: int) -> list[str]:
        """Return the words and marks between two offsets."""
        return [token.word for token in self.tokens[self.at(start) : self.at(end)]]


def _not_aside(span: Span, measures: tuple[Match, ...]) -> tuple[Match, ...]:
    """Leave out measures of which a sentence says that it is not they: ``and not the FA of A,``."""
    if " not " not in span.text or len(measures) <= 1:
        return measures
    asides = [
        (span.start + match.start(), span.start + match.end())
        for match in _NOT_THIS.finditer(span.text)
    ]
    kept = tuple(
        match for match in measures if not any(low <= match.start < high for low, high in asides)
    )
    return kept or measures


def _outside_appositions(span: Span, places: Sequence[Place]) -> Iterator[Place]:
    """Yield the places of a sentence, but not those by which another one is explained."""
    if len(places) <= 1 or ", " not in span.text:
        yield from places
        return
    aside = [
        (span.start + match.start(), span.start + match.end())
        for match in _APPOSITION.finditer(span.text)
    ]
    for place in places:
        explained = [start for start, end in aside if start < place.start < end]
        if not any(other.after == start for other in places for start in explained):
            yield place


def _inside(cue: Cue, places: Sequence[Place], measures: Sequence[Match]) -> bool:
    """Whether the words of a cue are part of a name: ``superior`` or ``inferior``."""
    if cue.measure or cue.activates or cue.present:
        return False
    inner = any(place.start <= cue.start and cue.end <= place.end for place in places)
    return inner or any(
        measure.start <= cue.start and cue.end <= measure.end and not _ends_name(cue, measure)
        for measure in measures
    )


def _ends_name(cue: Cue, measure: Match) -> bool:
    """Whether the name of a measure ends in a change of it: ``grey matter volume loss``."""
    signed = cue.changes and cue.form == "noun"
    return signed and cue.end == measure.end and cue.start > measure.start


def _lists(
    text: str, places: Sequence[Place], cues: Sequence[Cue], opened: Collection[int]
) -> tuple[PlaceList, ...]:
    """Put together the places between which nothing but a list goes on, and no statement opens."""
    breaks = [*(cue.start for cue in cues if cue.form != "noun"), *opened]
    groups: list[list[Place]] = []
    for place in places:
        last = groups[-1][-1] if groups else None
        apart = last and any(last.after <= at < place.start for at in breaks)
        if last and not apart and _LISTED.fullmatch(text, last.after, place.start):
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(PlaceList(tuple(group)) for group in groups)


def _of_another(
    words: Sequence[Token], measure: Match, places: Sequence[Place], cues: Sequence[Cue]
) -> bool:
    """Whether a loose measure such as ``volume`` is that of something else: ``tumour volume``."""
    at = bisect_left(words, measure.start, key=lambda token: token.start) - 1
    if not measure.bound or at < 0 or not words[at].word[0].isalpha():
        return False
    token = words[at]
    known = [(place.start, place.after) for place in places] + [
        (cue.start, cue.end) for cue in cues
    ]
    of_any = token.word in words_around("of_any_measure") or token.word in words_around("shows")
    if of_any or token.word.endswith(_OF_TASK):
        return False
    return not any(a <= token.start < b for a, b in known)
