"""A vocabulary is the set of terms that the reader can name, by kind, and how they are written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from bot.domain.studies import OTHER
from bot.extraction import terms
from bot.extraction.lexicon import Lexicon, Match
from bot.extraction.terms import Term
from bot.topics import loading as topics
from bot.topics.topic import NO_TOPIC, Topic

_FEWEST_CAPITALS = 2
_LONGEST_SHORT = 5
_DEFINED = re.compile(r"(?:\(|\[|,\s(?=\w+\)))\s?([A-Za-z][\w.-]{1,9}?)s?\s?[)\],;]")
_DEFINED_TOGETHER = re.compile(
    r"\s\((?P<first>[A-Za-z]*[A-Z]{2}\w*)(?:,?\sand\s|,\s|/)(?P<last>[A-Za-z]*[A-Z]{2}\w*)"
    r"(?:,?\srespectively)?\)"
)
"""Two short forms in one bracket, for the two names before it."""
_TWO_NAMES = re.compile(r",?\s(?:and|or)\s(?:the\s)?(?:(?:left|right|bilateral)\s)?$")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_INITIAL = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The terms of one field of research, by kind and id; every kind is there, if only empty."""

    name: str
    terms: Mapping[str, Mapping[str, Term]]
    lexicons: Mapping[str, Lexicon]
    ambiguous: frozenset[str] = frozenset()
    """Short forms of several meanings: each counts only where a text spells it out."""
    topic: Topic = NO_TOPIC
    """What the field decides beside its words."""

    @classmethod
    def of(cls, name: str, files: Mapping[str, str], topic: Topic = NO_TOPIC) -> "Vocabulary":
        """Read a vocabulary from its YAML files, whose names serve its error messages.

        Raises:
            Mistake: a file that is no vocabulary.
        """
        read = terms.read(files)
        lexicons = {kind: Lexicon.of(aliases_of(by_id)) for kind, by_id in read.terms.items()}
        return cls(name, read.terms, MappingProxyType(lexicons), frozenset(read.ambiguous), topic)

    def term(self, kind: str, id: str) -> Term:
        """Return one term, for its display name; ``other:NAME`` is called as the paper does."""
        known = self.terms[kind].get(id)
        if known is None and id.startswith(OTHER):
            return Term(id=id, name=id.removeprefix(OTHER))
        return self.terms[kind][id]

    @property
    def centres(self) -> dict[str, tuple[float, float, float]]:
        """Approximate centres of places in millimetres (MNI), the left one of two.

        A place too wide for one point to stand for it has none.
        """
        regions = self.terms["region"]
        return {key: term.mni for key, term in regions.items() if term.mni and not term.coarse}

    def find(self, text: str, kind: str, defined: Mapping[str, str] = _NOTHING) -> list[Match]:
        """Find the terms of one kind in a text, the longest words first, in text order.

        ``defined`` holds the text's own short forms, which win over the vocabulary's.
        """
        lexicon = self.lexicons[kind]
        tails = kind == "region"
        matches = [
            match for match in lexicon.matches(text, tails=tails) if text[match.span] not in defined
        ]
        matches += _short_forms(text, defined)
        taken = {match.end: match for match in matches}
        shared = [
            shared_match
            for match in matches
            for shared_match in lexicon.sharing(text, match, taken)
        ]
        shorter = {match.end for match in shared}
        matches = [match for match in matches if match.end not in shorter] + shared
        matches = sorted(dict.fromkeys(matches), key=lambda match: (match.start, -match.end))
        return [
            match
            for match, last in zip(matches, [None, *matches], strict=False)
            if not _inside(match, last)
        ]

    def defined(self, text: str, kind: str, named: Sequence[Match] | None = None) -> dict[str, str]:
        """Return the short forms that a text defines in brackets, and the ids they stand for.

        A short form that the text spells out as something else stands for an empty id:
        the paper's own definition wins over the vocabulary. ``named`` is what :meth:`find` gives.
        """
        named = self.find(text, kind) if named is None else named
        by_end = {match.end: match for match in named if not match.bound}
        ends = {end: match.id for end, match in by_end.items()}
        short_forms: dict[str, str] = {}
        for bracket in _DEFINED.finditer(text):
            short, end = bracket[1], bracket.start()
            plural = f"{short}{text[bracket.end(1) : bracket.end(1) + 1]}"
            if plural.endswith("s") and self.lexicons[kind].named(plural):
                short = plural  # "Ins" is no plural of "In"
            end -= text[end - 1 : end] == " "
            capitals = sum(letter.isupper() for letter in short)
            # "Ins" has one capital and is a short form all the same: the vocabulary has it.
            if capitals < _FEWEST_CAPITALS and not (capitals and self.lexicons[kind].named(short)):
                continue
            if end in ends and not _is_short(text[max(0, end - 7) : end]):
                short_forms.setdefault(short, ends[end])
            elif _spelled_out(text[max(0, end - 90) : end], short):
                short_forms.setdefault(short, "")
        for pair in _DEFINED_TOGETHER.finditer(text):
            last = by_end.get(pair.start())
            first = by_end.get(_before_joint(text, last.start)) if last else None
            if first and last:
                short_forms.setdefault(pair["first"], first.id)
                short_forms.setdefault(pair["last"], last.id)
        return short_forms


@lru_cache
def load(name: str) -> Vocabulary:
    """Load the vocabulary of a built-in topic, with the topic.

    Raises:
        Mistake: there is none of that name.
    """
    files = terms.built_in(name)
    return Vocabulary.of(name, files, topics.load(name))


def _before_joint(text: str, start: int) -> int:
    """Return where the name before ``and`` ends; -1 where there is none."""
    joint = _TWO_NAMES.search(text, max(0, start - 30), start)
    return joint.start() if joint else -1


def _inside(match: Match, last: Match | None) -> bool:
    """Whether a match lies within the one before it."""
    return last is not None and match.end <= last.end


def aliases_of(terms: Mapping[str, Term]) -> Iterator[tuple[str, str, bool]]:
    """Yield every way of writing of some terms, the id it stands for, and whether it is bound."""
    for term in terms.values():
        yield from ((alias, term.id, False) for alias in term.aliases)
    for term in terms.values():
        yield from ((alias, term.id, True) for alias in term.bound_aliases)


def _short_forms(text: str, defined: Mapping[str, str]) -> Iterator[Match]:
    """Yield where a text uses its own short forms, alone or joined by hyphens."""
    known = sorted((short for short, id in defined.items() if id), key=len, reverse=True)
    if known:
        words = "|".join(map(re.escape, known))
        for match in re.finditer(rf"\b(?:{words})(?=_[LR]\b|s?\b)", text):
            yield Match(id=defined[match[0]], start=match.start(), end=match.end())


def _is_short(words: str) -> bool:
    """Whether words end in a short form themselves: ``FC`` in ``FD and FC (FDC)``."""
    last = re.split(r"[\s(/]", words)[-1]
    return len(last) <= _LONGEST_SHORT and last.isupper()


def _spelled_out(before: str, short: str) -> bool:
    """Whether the words just before a bracket have the short form's letters as initials."""
    letters = [letter for letter in short.lower() if letter.isalpha()]
    initials = [word[0].lower() for word in _INITIAL.findall(before)]
    return bool(letters) and initials[-len(letters) :] == letters


NO_WORDS = Vocabulary.of("none", {})
"""The vocabulary of a review that names none: nothing is found by it."""
