"""Short forms that a text gives to its groups: ``healthy controls (HC)``, ``patients with MDD``.

They are followed through the rest of the text, where they stand for people and not for a disease,
a score or a place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import compress, count

from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.traits import with_trait
from bot.extraction.arms.words import alternatives, plain_words, tokens
from bot.extraction.text import SHOWED

_IN_BRACKET = re.compile(
    r"\s?[\[(]\s?(?:n ?= ?\d+[,;] "
    r")?(?P<name>[A-Za-z][\w/]*(?:[-\u2010-\u2013\u2212_/][\w]+)*)(?P<plural>(?<=[A-Z\d])s)?"
    r"(?:\s(?:groups?|patients))?\s?(?=[,;:=)\]]|[nN]\s?=)"
)
_CAPITALS = re.compile(
    r"(?<![\w-])[A-Za-z]*[A-Z][A-Za-z\d]*[A-Z][A-Za-z\d]*(?:[-_][A-Z\d]\w*)*(?![\w-])"
)
_LIKELY = ("HC", "HCs", "NC", "NCs", "HV", "TD")
"""What healthy people are called where a text does not spell it out."""
_FEWEST_CAPITALS = 2
_NAMED_INSIDE = (Head.PEOPLE, Head.GROUPS, Head.ASSIGNED)
_DEFINED = (*_NAMED_INSIDE, Head.DOERS, Head.ANIMALS, Head.THOSE, Head.DISEASE)
# What may stand around a short form that means people.
_BEFORE = re.compile(
    r"(?:^|[.;:,(<>]\s?|\b(?:in|than|to|with|from|for|between|and|or|the|versus|vs\.?|of|among"
    r"|across|both|against|that|matched|young|younger|old|older"
    r"|separated|distinguished|differentiated|discriminated|relative to|either|while"
    r"|whereas|by|on|within|unlike|minus)\s)$",
    re.IGNORECASE,
)
_MEANS_PEOPLE = re.compile(
    r"\b(?:in|than|between|among|both|from|versus|vs\.?|relative to|compared (?:with|to))\s$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"s?(?:$|\s?[.;:,)<>]|\s?[(\[](?:[a-zA-Z]{1,2}\s?[=<>]|[\d\u2212+-]|mean\b|all\b|both\b|corrected|FWE|FDR|Cohen)|\s(?:and|or|versus|vs\.?|than|with(?:out)?|in|during|had|have"
    rf"|has|{SHOWED}|differ(?:ed)?|did|was|were|is|are|compared|relative"
    r"|presented|recruited|activated|who|but|from|for|to|at|after|before|when|while"
    r"|only|minus|also|as|engaged|reported|tended|failed|groups?|patients|subjects|participants"
    r"|individuals|controls|failed|on|off"
    r"|\w+ly)\b)"
)


_LACKS = re.compile(r"[-\u2010-\u2013_](?:[nN](?=[pA-Z])|non?)")


def short_forms(text: str, phrases: Sequence[GroupPhrase]) -> dict[str, GroupPhrase]:
    """Return the short forms of groups, each with the phrase that says who is meant."""
    known: dict[str, GroupPhrase] = {}
    for phrase in phrases:
        if phrase.head in _DEFINED:
            opening = phrase.bracket(text)
            bracket = _IN_BRACKET.match(text, opening, opening + 40)
            if bracket and _is_name(bracket["name"]):
                known.setdefault(bracket["name"], phrase)
    for name, phrase in _within(text, phrases):
        known.setdefault(name, phrase)
    for name in _LIKELY:
        if name in text:
            known.setdefault(name, GroupPhrase(0, 0, Head.PEOPLE, "controls", "healthy"))
    return known


def _within(text: str, phrases: Sequence[GroupPhrase]) -> Iterator[tuple[str, GroupPhrase]]:
    """Yield the short forms inside phrases, but not those of what others lack."""
    without = [phrase for phrase in phrases if phrase.polarity is Polarity.WITHOUT]
    lacked = {phrase.trait for phrase in without if phrase.trait}
    for phrase in phrases:
        had = phrase.polarity is Polarity.WITH and text.endswith(
            phrase.trait.upper(), phrase.start, phrase.end
        )  # "in PTSD" are those with it
        if phrase.head in _NAMED_INSIDE and (had or phrase.trait not in lacked):
            bracketed = phrase in without  # "non-MDD subjects" are not called MDD
            for match in _CAPITALS.finditer(text, phrase.start, phrase.end):
                named = not bracketed or text[match.start() - 1] == "("
                if named:
                    yield match[0], phrase


def _negates(name: str, known: Mapping[str, GroupPhrase]) -> bool:
    """Whether a short form is another one with an N before it: ``nCIBP``."""
    return len(name) > _FEWEST_CAPITALS and name[0] in "nN" and name[1:] in known


def _is_name(words: str) -> bool:
    return sum(map(str.isupper, words)) >= _FEWEST_CAPITALS


_DISEASES = re.compile(alternatives("diseases"))
_GENERAL = plain_words("diseases_in_general")
_TOLD_BY_KIND = _GENERAL | plain_words("cancers")
"""Nouns of diseases to whose names the words before them belong: ``lung cancer``."""
_ALONE = re.compile(r"\s(?:alone|only)\b")
_PAINS = frozenset(("pain", "neuropathy", "neuralgia"))
"""What people may have none of: ``more in mild pain than in no pain``."""
_KIND_OF = re.compile(
    r"\b(?:(?:chronic|painful|painless|episodic|acute|unipolar|bipolar|remitted|current|first-episode|mild|moderate"
    r"|severe|(?:early|late|adult|child)-onset|idiopathic|probable|prodromal|manifest|focal"
    r"|generali[sz]ed|temporal lobe|major|non-?\w+|with\s?-?out)[\s-]){1,2}$"
)
"""What may stand before the name of a disease to say which kind of it people have."""
_WITH_MORE = re.compile(r"\s(?:with|without)\s[\w-]+(?:\s[\w-]+)?(?=\s?\()")
"""What makes a kind of a disease that has a short form: ``migraine with aura (MA)``."""
_LEAD = re.compile(
    r"\d+|both|either|all|each|two|three|these|those|in|with|without|of|and|the|to|than|from|for|between|or|by|an?|on|patients|is|are|as|at|that|no|their"
    r"|\w+ly|\w+ed|(?!eating)\w+ing"
)


def diseases(text: str) -> Iterator[GroupPhrase]:
    """Yield the names of diseases in small letters, to learn their short forms."""
    words, starts, ends = tokens(text)
    for number in compress(count(), map(_is_disease, words)):
        word, start, end = words[number], starts[number], ends[number]
        if word in _TOLD_BY_KIND:
            for lead in range(number - 1, max(-1, number - 4), -1):
                none = words[lead] == "no" and word in _PAINS
                if text[ends[lead] : start].strip() or (_LEAD.fullmatch(words[lead]) and not none):
                    break
                start = starts[lead]
        aura = _WITH_MORE.match(text, end, end + 40)
        end = aura.end() if aura else end
        if start < starts[number] or word not in _GENERAL:
            yield GroupPhrase(start, end, Head.DISEASE, text[start:end])


@lru_cache(maxsize=8192)
def _is_disease(word: str) -> bool:
    return word in _TOLD_BY_KIND or _DISEASES.fullmatch(word) is not None


def diseased(
    text: str, named: Sequence[GroupPhrase], taken: Sequence[GroupPhrase]
) -> Iterator[GroupPhrase]:
    """Yield the diseases that stand for people: ``thinner in epilepsy than in controls``.

    What people have besides, or lack, belongs to them: ``in cancer without pain``.
    """
    covered = {at for phrase in taken for at in range(phrase.start, phrase.end)}
    for phrase in named:
        kind = _KIND_OF.search(text, max(0, phrase.start - 30), phrase.start)
        start = kind.start() if kind else phrase.start
        free = covered.isdisjoint(range(start, phrase.end))
        means = free and _MEANS_PEOPLE.search(text, max(0, start - 14), start)
        alone = _ALONE.match(text, phrase.end)
        if not means or not (alone or _BEHIND.match(text, phrase.end, phrase.end + 30)):
            continue
        people = replace(phrase, start=start, before=text[start : phrase.start].strip())
        if alone:
            yield replace(people, trait="alone", end=alone.end())
        else:
            yield with_trait(text, people)


def mentions_of(
    text: str, known: Mapping[str, GroupPhrase], taken: Sequence[GroupPhrase]
) -> Iterator[GroupPhrase]:
    """Yield where short forms stand for people, outside the phrases that are known already."""
    if not known:
        return
    words = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    covered = {at for phrase in taken for at in range(phrase.start, phrase.end)}
    pattern = rf"(?<![\w+-])(?P<name>{words})(?P<more>(?:[-\u2010-\u2013_]\w+)*)(?=s?(?![\w+]))"
    for match in re.finditer(pattern, text):
        more = match["more"]
        if match.start() in covered or (more and more == more.lower()):
            continue  # "PD-related" names nobody
        before = text[max(0, match.start() - 14) : match.start()]
        if _BEFORE.search(before) and _BEHIND.match(text, match.end(), match.end() + 30):
            meant = replace(known[match["name"]], start=match.start(), end=match.end())
            lacks = bool(_LACKS.match(more)) or _negates(match["name"], known)
            polarity = Polarity.WITHOUT if lacks else meant.polarity
            yield replace(meant, head=Head.ALIAS, polarity=polarity)
