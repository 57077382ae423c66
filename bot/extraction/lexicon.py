"""A lexicon finds the terms of one kind in a text, the longest words first, word by word."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import compress, count
from operator import attrgetter
from typing import NamedTuple

from bot.extraction.text import Span, located

_LONGEST_AS_WRITTEN = 4
"""Letters of a short form in capitals that counts only so."""
_LONGEST_MIXED = 3
"""Letters of one with small letters too: ``Cp`` is not ``CP``, ``SNr`` not ``SNR``."""
_WORD = re.compile(r"([^\W_]+)")
_RANGE = re.compile(r"[(\[][<>~]?\s?\d[\d.,\s\u2010-\u2014\u2212-]{0,16}[kM]?Hz[)\]]")
"""What a name may hold that is no part of it: ``theta (4-8 Hz) power``."""
_GAP = re.compile(rf"[_\s\-\u2010-\u2013'\u2019]{{1,3}}(?:{_RANGE.pattern}\s)?")
_SPELLINGS = {"grey": "gray", "cortices": "cortex", "gyri": "gyrus", "nuclei": "nucleus"}
_SPELLINGS |= {"fasciculi": "fasciculus", "labelling": "labeling", "fibre": "fiber"}
_SPELLINGS |= {"tumour": "tumor", "tumours": "tumor", "tumors": "tumor", "analogue": "analog"}
_SPELLINGS |= {"randomised": "randomized", "oesophageal": "esophageal", "leukaemia": "leukemia"}
_SPELLINGS |= {"haematological": "hematological", "gynaecological": "gynecological"}
_SPELLINGS |= {"behavioural": "behavioral", "sensitisation": "sensitization"}
_SPELLINGS |= {"module": "network", "modules": "network", "subnetwork": "network"}
_SPELLINGS |= {"subnetworks": "network", "haemodynamic": "hemodynamic"}
_SPELLINGS |= {"cancers": "cancer", "carcinomas": "carcinoma", "gliomas": "glioma"}
_SPELLINGS |= {"lymphomas": "lymphoma", "sarcomas": "sarcoma", "rois": "roi"}
_PLURALS = (
    *("lobes", "lobules", "networks", "volumes", "hemispheres", "insulas", "amygdalas", "areas"),
    *("regions", "cortexs", "poles", "tracts", "capsules", "peduncles", "fields", "domains"),
    *("nerves", "values", "responses", "fluctuations", "indexs", "connections"),
)
"""Endings that lose their last letter."""
_SPLIT = re.compile(
    r"(intra|extra|supra|sub|para|peri|retro|pre|post|hypo|orbito|fronto|temporo|parieto|occipito"
    r"|infero|dorso|ventro|medio|latero|antero|postero|rostro|centro)(\w{4,})"
)
"""A word that many write as two: ``intra-parietal``, ``dorso-lateral``."""
_COMBINED = ("o-", "o\u2010", "o\u2011")
"""What a part of a longer word stands behind: ``parieto-occipital``."""
_TAIL = re.compile(
    r"(?:[ -](?:cortex|cortices|gyrus|gyri|areas?|regions?|lobes?|lobules?|nucle(?:us|i)"
    r"|(?:anterior|posterior) lobe|subregions?|crus|networks?|\d)\b)+",
)
"""Words that only say again what kind of thing a region is: ``angular gyrus regions``."""
_CORTEX = re.compile(r" cort(?:ex|ices)\b")
"""The only such word behind a short form: ``S1 cortex``."""

_JOINS = (", ", "and ", "or ", "/", "the ", "left ", "right ", "bilateral ")
"""How a joint ends, and few other words do."""
_JOINT = re.compile(r"(?:, (?:and|or) |, | and | or |/)(?:(?:the|left|right|bilateral) ){0,2}$")
_SIGNS = ("+", "-", "\u2212")
"""End the name of a group, which shares no noun: ``in CP+, the grey matter volume``."""
_HEADS = (("cortex",), ("lobe",), ("gyrus",), ("network",))
_SYSTEMS = frozenset(("network", "domain"))
_GENERAL = frozenset((("area",), ("region",), ("cortex",), ("lobe",)))
_LONGEST_LIST = 130
_SHARING = 3
"""Words of a name that may share the head of the next: ``inferior fronto-occipital and``."""
_LONG_WORD = 7
_SLIP = 0.9
"""How alike two long words are of which one is a slip: ``tempoparietal``."""

_Placed = tuple[tuple[str, ...], Sequence[int], Sequence[int]]
"""The words of a text in their plain spelling, where each begins, and where it ends."""


class Match(NamedTuple):
    """Where a text names a term."""

    id: str
    start: int
    end: int
    bound: bool = False
    """Whether the words count only beside a region."""

    @property
    def span(self) -> slice:
        """The matched stretch of the text."""
        return slice(self.start, self.end)


BY_START = attrgetter("start")
"""Where a match begins: what matches are put in order by."""


def matches_in(span: Span, matches: Sequence[Match]) -> list[Match]:
    """Return those of all matches of an abstract, in order, that lie within a stretch of it."""
    first = bisect_left(matches, span.start, key=BY_START)
    last = bisect_left(matches, span.end, key=BY_START)
    return [match for match in matches[first:last] if match.end <= span.end]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way to write a term, as plain words."""

    words: tuple[str, ...]
    id: str
    bound: bool
    as_written: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The entries of one kind of term, by their words."""

    entries: Mapping[tuple[str, ...], tuple[_Entry, ...]]
    """Those that count only as they are written stand before the one of the same words."""
    lengths: Mapping[str, tuple[int, ...]]
    """By the first word of entries, how many words these have, the most first."""

    @classmethod
    def of(cls, aliases: Iterable[tuple[str, str, bool]]) -> "Lexicon":
        """Build a lexicon from aliases, the ids they stand for, and whether they are bound."""
        known: dict[tuple[str, ...], dict[str, _Entry]] = {}
        for alias, id, bound in aliases:
            written, words = written_so(alias), plain(alias)
            if not words:
                continue
            known.setdefault(words, {}).setdefault(written, _Entry(words, id, bound, written))
        for words, ways in list(known.items()):
            for spelt in _apart(words) if "" in ways else ():
                known.setdefault(spelt, {"": replace(ways[""], words=spelt)})
        lengths: dict[str, set[int]] = {}
        for words in known:
            lengths.setdefault(words[0], set()).add(len(words))
        entries = {
            words: tuple(sorted(ways.values(), key=lambda entry: not entry.as_written))
            for words, ways in known.items()
        }
        longest = {word: tuple(sorted(each, reverse=True)) for word, each in lengths.items()}
        return cls(entries, longest)

    @lru_cache(maxsize=8)  # noqa: B019 - lexicons live as long as the program
    def matches(self, text: str, *, tails: bool = False) -> tuple[Match, ...]:
        """Return the terms that a text names; ``tails`` takes in words such as ``gyrus`` behind."""
        return tuple(self._matches(text, tails=tails))

    def _matches(self, text: str, *, tails: bool) -> Iterator[Match]:
        placed, done = _placed(text), 0
        words, starts, ends = placed
        for at in compress(count(), map(self.lengths.__contains__, words)):
            start = starts[at]
            entry = self._entry(text, placed, at) if start >= done else None
            if entry and not text.endswith(_COMBINED, 0, start):
                end = ends[at + len(entry.words) - 1]
                tail = (_CORTEX if entry.as_written else _TAIL).match(text, end) if tails else None
                done = tail.end() if tail else end
                yield Match(id=entry.id, start=start, end=done, bound=entry.bound)

    def _entry(self, text: str, placed: _Placed, at: int) -> _Entry | None:
        """Return the longest entry that begins at a word of a text."""
        words, starts, ends = placed
        for length in self.lengths[words[at]]:
            for entry in self.entries.get(words[at : at + length], ()):
                if entry.as_written and text[starts[at] : ends[at]] != entry.as_written:
                    continue
                last = at + len(entry.words)
                gaps = zip(ends[at : last - 1], starts[at + 1 : last], strict=True)
                if length == 1 or all(_GAP.fullmatch(text, *gap) for gap in gaps):
                    return entry
        return None

    def named(self, words: str) -> _Entry | None:
        """Return the entry that these words are, whole and as they are written."""
        entries = self.entries.get(plain(words), ())
        return next((entry for entry in entries if entry.as_written in ("", words)), None)

    def _whole(self, words: tuple[str, ...]) -> _Entry | None:
        """Return the entry that these plain words are."""
        entries = self.entries.get(words, ())
        return next((entry for entry in entries if not entry.as_written), None)

    @lru_cache(maxsize=256)  # noqa: B019 - lexicons live as long as the program
    def misspelt(self, words: str) -> str:
        """Return the id of what these words name with a slip in one of them, nothing for others."""
        wanted = plain(words)
        known = (entries for words, entries in self.entries.items() if _alike(wanted, words))
        return next((entries[0].id for entries in known), "")

    def sharing(self, text: str, match: Match, taken: Mapping[int, Match]) -> Iterator[Match]:
        """Yield the terms before a match that share its last words.

        ``taken`` holds the names that are known already by where they end.
        ``superior and middle temporal gyri`` names two, and so does
        ``the sensorimotor and default mode networks``.
        """
        end, low = match.start, max(0, match.start - _LONGEST_LIST)
        if not text.endswith(_JOINS, low, end):
            return
        tokens = plain(text[match.span])
        while len(tokens) > 1 and end > low:
            joint = _JOINT.search(text[max(low, end - 30) : end])
            if not joint or text[end - len(joint[0]) - 1 : end - len(joint[0])] in _SIGNS:
                return
            item = end - len(joint[0])
            known = taken.get(item)
            loose = known is not None and known.bound and tokens[-1] not in _SYSTEMS
            shared = self._shared(text[max(low, item - 60) : item], tokens, loose=loose)
            if shared and (not known or loose or tokens[-1] in _SYSTEMS):
                length, entry = shared
                end = item - length
                yield Match(id=entry.id, start=end, end=item, bound=entry.bound)
            elif known:
                end = known.start
            else:
                return

    def _shared(
        self, before: str, tokens: tuple[str, ...], *, loose: bool
    ) -> tuple[int, _Entry] | None:
        """Return the entry that the last words before a joint make with a head behind it.

        A loose word such as ``frontal`` is a place itself beside one that its head names alone:
        ``frontal and inferior temporal cortex`` names two, ``frontal and other eye fields`` too.
        """
        heads = [tokens[cut:] for cut in range(1, len(tokens))]
        if loose:
            heads = [head for head in heads if head not in _GENERAL and not self._whole(head)]
        elif tokens[-1:] in _GENERAL:
            heads += [tokens[cut:-1] for cut in range(1, len(tokens) - 1)]
            heads += _HEADS
        words, starts, _ = located(_WORD, before)
        own = tuple(map(_plain, words[-_SHARING:]))
        for number, start in enumerate(starts[-_SHARING:]):
            for head in heads:
                entry = self._whole(own[number:] + head)
                if entry:
                    return len(before) - start, entry
        return None


def _alike(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether words are the same but for letters that one of them lacks or turns round."""
    if len(wanted) != len(words) or wanted[-1] != words[-1]:
        return False
    apart = [(a, b) for a, b in zip(wanted, words, strict=True) if a != b]
    if len(apart) != 1:
        return False
    first, second = apart[0]
    if first[0] != second[0] or min(len(first), len(second)) < _LONG_WORD:
        return False
    return sorted(first) == sorted(second) or SequenceMatcher(None, first, second).ratio() > _SLIP


def plain(words: str) -> tuple[str, ...]:
    """Return words in the one spelling that the lexicon uses."""
    return tuple(map(_plain, _WORD.findall(words)))


def _apart(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield plain words with one of them written as two."""
    for number, word in enumerate(words):
        parts = _SPLIT.fullmatch(word)
        if parts:
            yield (*words[:number], *map(_plain, parts.groups()), *words[number + 1 :])


def written_so(alias: str) -> str:
    """Return an alias that counts only in its own capitals, nothing for others."""
    longest = _LONGEST_AS_WRITTEN if alias.isupper() else _LONGEST_MIXED
    return alias if len(alias) <= longest and not alias.islower() else ""


@lru_cache(maxsize=4)
def _placed(text: str) -> _Placed:
    """Return the words of a text in their plain spelling, with their places."""
    if "Hz" in text:
        text = _RANGE.sub(lambda hit: " " * len(hit[0]), text)
    words, starts, ends = located(_WORD, text)
    return tuple(map(_plain, words)), starts, ends


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """Return a word in the one spelling that the lexicon uses."""
    word = word.lower().replace("isation", "ization")
    return _SPELLINGS.get(word) or (word[:-1] if word.endswith(_PLURALS) else word)
