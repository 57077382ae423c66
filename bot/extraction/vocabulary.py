"""A vocabulary is the set of regions, measures and modalities that the reader can name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from bot.errors import Mistake

FOLDER = "vocabularies"
KINDS = {"region": "regions", "measure": "measures", "modality": "modalities"}
"""Kinds of term, and the list of the file that holds each."""

_LONGEST_AS_WRITTEN = 4
_FEWEST_CAPITALS = 2
_GAP = r"[\s\-\u2010-\u2013]{1,3}"
_EQUAL = {"gray": "gr[ae]y", "cortex": "cort(?:ex|ices)", "nucleus": "nucle(?:us|i)"}
_EQUAL |= {"gyrus": "gyr(?:us|i)", "fasciculus": "fascicul(?:us|i)"}
_PLURAL = re.compile(r"(?:lobe|lobule|network|cortical volume|hemisphere|insula|amygdala)$")
_SPELLINGS = {"grey": "gray", "cortices": "cortex", "gyri": "gyrus", "nuclei": "nucleus"}
_SPELLINGS |= {"fasciculi": "fasciculus"}
_DEFINED = re.compile(r"[(\[]\s?([A-Za-z][\w-]{1,9}?)s?\s?[)\]]")
_PLACE = (
    r"(?:superior|middle|medial|inferior|lateral|anterior|posterior|mid|dorsal|ventral|dorsolateral"
    r"|ventrolateral|dorsomedial|ventromedial|primary|secondary)"
)
_SHARED_HEAD = re.compile(
    rf"(?<![\w-])(?:{_PLACE}(?:, and |, | and | or |/)){{1,4}}$", re.IGNORECASE
)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_WORDS = re.compile(r"\w+(?:-\w+)*")
_INITIAL = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One region, measure or modality, with its id and display name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    bound_aliases: tuple[str, ...] = ()
    """Words that name the measure only where a region stands directly beside them."""
    family: str = ""
    """The measures that may be compared with one another."""
    modality: str = ""
    midline: bool = False
    """Whether left and right mean nothing here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
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


@dataclass(frozen=True, slots=True)
class _Index:
    """How the terms of one kind are found: a pattern, and the ids behind its words."""

    pattern: re.Pattern[str]
    ids: Mapping[str, tuple[str, bool]]

    def named(self, words: str) -> tuple[str, bool] | None:
        """Return the id that these words name, and whether they are bound to a region."""
        return self.ids.get(words) or self.ids.get(_plain(words))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of one field of research, by kind and id."""

    name: str
    terms: Mapping[str, Mapping[str, Term]]
    indexes: Mapping[str, _Index]

    def term(self, kind: str, id: str) -> Term:
        """Return one term, for its display name."""
        return self.terms[kind][id]

    def find(self, text: str, kind: str, defined: Mapping[str, str] = _NOTHING) -> list[Match]:
        """Find the terms of one kind in a text, the longest words first, in text order.

        ``defined`` holds the text's own short forms, which win over the vocabulary's.
        """
        index = self.indexes[kind]
        found = [match for match in _matches(text, index) if text[match.span] not in defined]
        found += _short_forms(text, defined)
        found += [other for match in found for other in _sharing_head(text, match, index)]
        return sorted(set(found), key=lambda match: (match.start, -match.end))

    def defined(self, text: str, kind: str) -> dict[str, str]:
        """Return the short forms that a text defines in brackets, and the ids they stand for.

        A short form that the text spells out as something else stands for an empty id:
        the paper's own definition wins over the vocabulary.
        """
        ends = {match.end: match.id for match in self.find(text, kind)}
        found: dict[str, str] = {}
        for bracket in _DEFINED.finditer(text):
            short, end = bracket[1], bracket.start()
            end -= text[end - 1 : end] == " "
            if sum(letter.isupper() for letter in short) < _FEWEST_CAPITALS:
                continue
            if end in ends:
                found.setdefault(short, ends[end])
            elif _spelled_out(text[max(0, end - 90) : end], short):
                found.setdefault(short, "")
        return found


@lru_cache
def load(name: str) -> Vocabulary:
    """Load a built-in vocabulary by name."""
    folder = files("bot.extraction").joinpath(FOLDER)
    built_in = sorted(file.name[:-5] for file in folder.iterdir() if file.name.endswith(".yaml"))
    if name not in built_in:
        raise Mistake(
            f"There is no vocabulary called {name!r}.",
            hint=f"Built-in vocabularies: {', '.join(built_in)}.",
        )
    data = YAML(typ="safe").load(folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    terms = {kind: _terms(data[key]) for kind, key in KINDS.items()}
    indexes = {kind: _index(found) for kind, found in terms.items()}
    return Vocabulary(name, MappingProxyType(terms), MappingProxyType(indexes))


def _matches(text: str, index: _Index) -> Iterator[Match]:
    for hit in index.pattern.finditer(text):
        named = index.named(hit["words"])
        if named:
            yield Match(id=named[0], start=hit.start(), end=hit.end(), bound=named[1])


def _short_forms(text: str, defined: Mapping[str, str]) -> Iterator[Match]:
    """Yield where a text uses its own short forms, alone or joined by hyphens."""
    for words in _WORDS.finditer(text) if defined else ():
        parts = [words.span(), *((words.start() + a, words.start() + b) for a, b in _parts(words))]
        for start, end in parts:
            known = defined.get(re.sub(r"_[LR]$", "", text[start:end]))
            if known:
                yield Match(id=known, start=start, end=end)


def _parts(words: re.Match[str]) -> Iterator[tuple[int, int]]:
    return (part.span() for part in re.finditer(r"[^-]+", words[0]))


def _sharing_head(text: str, match: Match, index: _Index) -> Iterator[Match]:
    """Yield the first terms of ``superior and middle temporal gyri``, found by the last."""
    place, space, head = text[match.span].partition(" ")
    start = max(0, match.start - 90)
    before = _SHARED_HEAD.search(text[start : match.start])
    if before and space and re.fullmatch(_PLACE, place, re.IGNORECASE):
        for other in re.finditer(_PLACE, before[0], re.IGNORECASE):
            named = index.named(f"{other[0]} {head}".lower())
            if named:
                at = start + before.start() + other.start()
                yield Match(id=named[0], start=at, end=at + len(other[0]), bound=named[1])


def _terms(entries: list[dict[str, Any]]) -> Mapping[str, Term]:
    terms = {}
    for entry in entries:
        words = {key: tuple(entry.get(key, ())) for key in ("aliases", "bound_aliases")}
        terms[entry["id"]] = Term(**{**entry, **words})
    return MappingProxyType(terms)


def _index(terms: Mapping[str, Term]) -> _Index:
    ids: dict[str, tuple[str, bool]] = {}
    for term in terms.values():
        for alias in term.aliases:
            ids[alias if _as_written(alias) else _plain(alias)] = (term.id, False)
        for alias in term.bound_aliases:
            ids.setdefault(_plain(alias), (term.id, True))
    ordered = sorted(ids, key=lambda words: (-len(words), words))
    words = "|".join(_pattern(alias) for alias in ordered)
    pattern = re.compile(rf"(?<!\w)(?P<words>{words})(?:_[LR])?(?!\w)", re.IGNORECASE)
    return _Index(pattern, MappingProxyType(ids))


def _pattern(alias: str) -> str:
    if _as_written(alias):
        return f"(?-i:{re.escape(alias)})"
    words = [_EQUAL.get(word, re.escape(word)) for word in alias.split()]
    return _GAP.join(words) + ("s?" if _PLURAL.search(alias) else "")


def _as_written(alias: str) -> bool:
    return len(alias) <= _LONGEST_AS_WRITTEN and alias.isupper()


def _plain(words: str) -> str:
    """Return the words in the one spelling that the index uses."""
    parts = re.split(r"[\s\-\u2010-\u2013]+", words.lower())
    plain = " ".join(_SPELLINGS.get(part, part) for part in parts)
    return plain[:-1] if plain.endswith("s") and _PLURAL.search(plain[:-1]) else plain


def _spelled_out(before: str, short: str) -> bool:
    """Whether the words just before a bracket have the short form's letters as initials."""
    letters = [letter for letter in short.lower() if letter.isalpha()]
    initials = [word[0].lower() for word in _INITIAL.findall(before)]
    return bool(letters) and initials[-len(letters) :] == letters
