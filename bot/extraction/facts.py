"""Facts of a study are read where it speaks of itself: how it was done, on whom, with what.

Each is quoted by the shortest words that tell it. Background, exclusion and speculation give none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.facts import Fact, Facts, Group, Quote
from bot.extraction import phrase_context
from bot.extraction.pains import CANCER_PAIN, composed_pains
from bot.extraction.phrases import KINDS, Phrase, phrases
from bot.extraction.terms import KINDS as LISTS
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

_TESLA = re.compile(
    r"(?=\d)(?<![\w.,=<>/-])(?<![=<>]\s)(?P<n>\d{1,2}(?:\.\d{1,2})?)[\s\u00a0\u2010\u2011-]{0,2}"
    r"(?:T(?![\w-]|\s?[=<>]|\s(?:cells?|lympho|scores?|tests?|stat|values?))|T-(?=MR|scann|magnet)"
    r"|(?i:tesla)\b)"
)
_SCANNED = frozenset(
    (0.2, 0.3, 0.35, 0.5, 0.55, 1, 1.5, 2, 2.35, 3, 4, 4.7, 5, 7, 9.4, 10.5, 11.7, 14, 14.1, 16.4)
)
"""Field strengths, in tesla, of scanners that there are."""
_COIL = re.compile(r"\b(?:coil|stimulator|TMS|gradient)\b")
_SUMS_UP = frozenset(("review", "meta_analysis"))
"""Designs of papers that were not done on people of their own."""
_GENERAL = {
    "cancer": "mixed/unspecified cancer",
    "pain": CANCER_PAIN,
    "correction": "method not named",
    "analgesic": "analgesic",
}
"""What is said only where nothing of its kind is said more closely."""
_NAMES = {LISTS[kind][0]: kind for kind in KINDS}
_AFTER = list(_NAMES).index("modalities") + 1
_NAMES = dict([*_NAMES.items()][:_AFTER]) | {"field_strengths": "field_strength"} | _NAMES
"""What study files call each kind, in the order in which they hold them."""
_ANIMAL = re.compile(
    r"\b(?:rats?|mice|mouse|monkeys?|macaques?|dogs?|pigs?|animals)\b", re.IGNORECASE
)

_Read = dict[str, dict[str, Quote]]
"""Quotes by kind and value."""


def facts(
    title: str,
    abstract: str,
    sentences: Sequence[Span],
    vocabulary: Vocabulary,
    groups: Sequence[Group] = (),
) -> Facts:
    """Read the facts of one study from its title and the sentences of its own in the abstract.

    What both tell is quoted from the abstract.
    """
    read = _read(abstract, sentences, "abstract", vocabulary, title)
    named = _read(title, [Span(title, 0, phrase_context.TITLE)], "title", vocabulary, title)
    sums_up = _SUMS_UP & read["design"].keys()
    if sums_up or _SUMS_UP & named["design"].keys():
        # Its abstract tells of the people and the means of others; its title, of the topic.
        kept = {id: read["design"][id] for id in sums_up}
        read = {kind: kept if kind == "design" else {} for kind in read}
    read = {kind: {**named[kind], **quotes} for kind, quotes in read.items()}
    _settle(read, groups, vocabulary)
    return Facts({name: _facts(read[kind]) for name, kind in _NAMES.items()})


def _read(
    text: str, sentences: Sequence[Span], part: str, vocabulary: Vocabulary, title: str
) -> _Read:
    """Return what sentences of a text tell, each by the first words that do."""
    read: _Read = {kind: {} for kind in (*KINDS, "field_strength")}
    named = phrases(text, vocabulary)
    composed = composed_pains(text, named, title, vocabulary)
    in_order = sorted([*named, *composed], key=lambda phrase: phrase.start)
    for phrase, sentence in _within(in_order, sentences):
        if phrase.id in read[phrase.kind] or not phrase_context.is_asserted(phrase, text, sentence):
            continue
        start, end = phrase_context.supporting_stretch(phrase, text, sentence)
        read[phrase.kind][phrase.id] = Quote(text=text[start:end], start=start, part=part)
    for strength, start, end in _field_strengths(sentences):
        quote = Quote(text=text[start:end], start=start, part=part)
        read["field_strength"].setdefault(strength, quote)
    return read


def _within(phrases: Iterable[Phrase], sentences: Iterable[Span]) -> Iterator[tuple[Phrase, Span]]:
    """Yield each phrase that stands in one of the sentences, with that sentence."""
    todo = iter(sentences)
    sentence = next(todo, None)
    for phrase in phrases:
        while sentence and sentence.end < phrase.end:
            sentence = next(todo, None)
        if sentence and sentence.start <= phrase.start:
            yield phrase, sentence


def _field_strengths(sentences: Iterable[Span]) -> Iterator[tuple[str, int, int]]:
    """Yield the field strengths of scanners, in tesla: ``3.0-T`` and ``3 tesla`` are one."""
    for sentence in sentences:
        hits = list(_TESLA.finditer(sentence.text))
        for hit in hits if not (hits and _COIL.search(sentence.text)) else ():
            strength = float(hit["n"])
            if strength in _SCANNED:
                yield f"{strength:g}", sentence.start + hit.start(), sentence.start + hit.end()


def _narrow(read: _Read, vocabulary: Vocabulary) -> None:
    """Take away what is said more closely by another value of its kind."""
    for kind, general in _GENERAL.items():
        if len(read[kind]) > 1:
            read[kind].pop(general, None)
    for kind in ("analgesic", "modality"):
        for id in list(read[kind]):
            for parent in vocabulary.terms[kind][id].parents:
                read[kind].pop(parent, None)


def _settle(read: _Read, groups: Sequence[Group], vocabulary: Vocabulary) -> None:
    """Take away what is too general, settle the species, and add where a pain comes from."""
    _narrow(read, vocabulary)
    read["species"] = _species(read["species"], groups)
    for id, quote in read["pain"].items():
        origin = vocabulary.terms["pain"][id].origin
        if origin in vocabulary.terms["origin"]:
            read["origin"].setdefault(origin, quote)
    # Whose pain is named nowhere else is told by the group that has it.
    in_pain = next((group.quote for group in groups if group.role == "pain"), None)
    if in_pain and not read["pain"] and CANCER_PAIN in vocabulary.terms["pain"]:
        read["pain"][CANCER_PAIN] = in_pain


def _species(quotes: dict[str, Quote], groups: Sequence[Group]) -> dict[str, Quote]:
    """Return the species of those who were counted, where people and animals are both named."""
    if "human" not in quotes or len(quotes) == 1:
        return quotes
    counted = {bool(_ANIMAL.search(group.label)) for group in groups}
    if counted == {True}:
        return {id: quote for id, quote in quotes.items() if id != "human"}
    if counted == {False}:
        return {"human": quotes["human"]}
    return quotes if counted else {}


def _facts(quotes: dict[str, Quote]) -> tuple[Fact, ...]:
    return tuple(Fact(value=value, quote=quote) for value, quote in quotes.items())
