"""Noun phrases that name groups of people or animals, wherever they stand in a text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extraction.arms.assigned_phrases import assigned_phrases
from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.numbers import FIGURES, SHARE, WORDED
from bot.extraction.arms.phrase_words import REACH, words_before, words_behind
from bot.extraction.arms.traits import BRACKET, TRAIT, with_trait
from bot.extraction.arms.words import alternatives, group_openers
from bot.extraction.text import guarded, small

_COLLECTIVE = (
    rf"(?P<all_patients>{alternatives('all_patients')})"
    rf"|(?P<everyone>{alternatives('everyone')})"
    rf"|(?P<all_groups>{alternatives('all_groups')})"
    rf"|(?P<former>{alternatives('pronouns.former')})|(?P<latter>{alternatives('pronouns.latter')})"
    rf"|(?P<other>{alternatives('pronouns.other')})|(?P<others>{alternatives('pronouns.others')})"
    rf"|(?P<those>{alternatives('pronouns.those')}(?=\s(?:with|without|who|whose|having"
    rf"|receiving|treated|taking|given|assigned|in|on|of)\b))"
    rf"|(?P<same>{alternatives('pronouns.same')})|(?P<instead>{alternatives('given_instead')})"
)
_HEADS = re.compile(
    rf"(?<![\w-])(?:{_COLLECTIVE}|(?P<doers>{alternatives('heads.doers')})"
    rf"|(?P<people>{alternatives('heads.people')})|(?P<animals>{alternatives('heads.animals')})"
    rf"|(?P<groups>{alternatives('heads.groups')}))(?![\w-])"
)
_SIGNED = re.compile(
    r"(?<![\w-])(?P<stem>[A-Za-z][\w-]{0,10}\w)\s?(?:\((?P<b>[+\u2212\u2013-])\)"
    r"|(?P<s>[+\u2212\u2013-]))"
    r"(?=[\s,.;:)\]/]|$)"
)
_NO_PEOPLE = frozenset(("CS", "Ca", "Na", "US", "Mg", "Mn"))
"""Stems of what is no group: the conditioned stimulus, ions."""
_WITH_OR_WITHOUT = re.compile(
    rf"{BRACKET}\s(?P<one>with(?:out)?)(?: \([^()]*\))?[\s,]+(?:and|or|vs\.?|versus|and/or"
    rf"|compared (?:to|with))\s(?:those\s)?(?P<two>with(?:out)?)\b(?:\s\([^()]{{1,30}}\))?"
)
_AND_NUMBER = re.compile(
    rf"{BRACKET}\s(?P<one>with(?:out)?)\b{BRACKET},?\s(?:and|or|versus|vs\.?)\s(?=\d|(?:the"
    rf"|those)\s)"
)
_THAN_WITH = re.compile(
    rf"{BRACKET}\s(?:than|versus|vs\.?|relative to)\s(?:(?:in|those|patients)\s)*"
    r"(?P<one>with(?:out)?)\b"
)
"""Goes on with people who have something else: ``patients with mild than with severe pain``."""
_AND_LACKING = re.compile(
    rf"{BRACKET},?\s(?:and|or)\s(?:(?:in|those|patients)\s)*(?P<one>without)\b"
)
"""Goes on with people who lack the same: ``patients with pain (CP) and without pain (NCP)``."""
_HAD_NOT = ("had not", "did not", "had none", "had no such", "stayed free", "remained free")
_HAD_AND_NOT = guarded(
    rf"\b(?P<one>(?:{FIGURES}|{WORDED}){SHARE}"
    r"(?: of (?:them|these|whom)| (?:patients|women|men|survivors|participants))?"
    r"\s(?:had developed|later developed|developed|had|reported|experienced)"
    r"\s(?P<trait>(?:(?!\b(?:whereas|while|but|and|who)\b)[^,;.]){3,60}?))"
    r"\s?(?:,|;|\band\b|\bwhereas\b|\bwhile\b|\bbut\b|\s)+"
    rf"(?P<two>(?:{FIGURES}|{WORDED}){SHARE}(?: patients| women| men| survivors| participants)?"
    rf"\s(?:{'|'.join(_HAD_NOT)}))\b",
    *_HAD_NOT,
)
_OF_TRIAL = re.compile(
    rf"(?:{alternatives('treated', 'control', 'sham', 'waitlist', 'active_control')})\b"
    rf"|\b[a-z]{{2,5}}$"
)


def group_phrases(text: str) -> list[GroupPhrase]:
    """Find the phrases of a text in order; of two that overlap the longer one stays."""
    lowered = small(text)
    phrases = [*_signed(text), *assigned_phrases(lowered), *_counted(lowered)]
    taken = {at for phrase in phrases for at in range(phrase.start, phrase.end)}
    done = 0
    for start in group_openers(lowered):
        hit = _HEADS.match(lowered, start) if start >= done and start not in taken else None
        if hit:
            done = hit.end()
            phrases += _around(lowered, hit)
    phrases.sort(key=lambda phrase: (phrase.start, -phrase.end))
    return phrases


def _counted(text: str) -> Iterator[GroupPhrase]:
    """Yield both groups of ``18 had developed pain, 25 had not``."""
    for hit in _HAD_AND_NOT.finditer(text):
        for name, polarity in (("one", Polarity.WITH), ("two", Polarity.WITHOUT)):
            start, end = hit.span(name)
            trait = hit["trait"].strip()
            yield GroupPhrase(start, end, Head.PEOPLE, "patients", "", trait, polarity)


def _signed(text: str) -> Iterator[GroupPhrase]:
    """Yield ``FoG+`` and ``CP(−)`` where the same letters stand with a plus somewhere."""
    hits = list(_SIGNED.finditer(text)) if "+" in text else []
    stems = {hit["stem"] for hit in hits if "+" in (hit["b"] or hit["s"])} - _NO_PEOPLE
    for hit in hits:
        if hit["stem"] in stems and any(letter.isupper() for letter in hit["stem"]):
            lacks = (hit["b"] or hit["s"]) != "+"
            polarity = Polarity.WITHOUT if lacks else Polarity.WITH
            yield GroupPhrase(
                hit.start(), hit.end(), Head.SIGN, hit[0].lower(), "", hit["stem"].lower(), polarity
            )


def _around(text: str, hit: re.Match[str]) -> Iterator[GroupPhrase]:
    """Yield the phrase, or both phrases of ``with and without``, around one head."""
    head, noun = Head(str(hit.lastgroup)), hit[0]
    before, start = "", hit.start()
    if head in (Head.PEOPLE, Head.DOERS, Head.ANIMALS, Head.GROUPS):
        before, start = words_before(text, hit.start())
    if head is Head.GROUPS and not before and not TRAIT.match(text, hit.end(), hit.end() + REACH):
        return
    if noun.startswith("arm") and not _OF_TRIAL.search(before):
        return
    phrase = GroupPhrase(start, hit.end(), head, noun, before)
    if both := _with_and_without(text, phrase):
        yield from both
        return
    elided = _AND_NUMBER.match(text, hit.end(), hit.end() + REACH)
    if elided:
        yield replace(phrase, end=elided.end("one"), polarity=Polarity(elided["one"]))
        return
    phrase = with_trait(text, phrase)
    if phrase.polarity is Polarity.WITH and (both := _with_and_without(text, phrase)):
        yield from both  # "men with cancer with or without pain"
        return
    yield phrase
    if phrase.trait:
        yield from _with_another(text, phrase)


def _with_and_without(text: str, phrase: GroupPhrase) -> list[GroupPhrase]:
    """Return those with and those without: ``with (n = 9) or without (n = 8) pain``."""
    both = _WITH_OR_WITHOUT.match(text, phrase.end, phrase.end + REACH)
    if both is None or both["one"] == both["two"]:
        return []
    trait, end = words_behind(text, both.end())
    polarities = (Polarity(both[number]) for number in ("one", "two"))
    return [replace(phrase, end=end, trait=trait, polarity=each) for each in polarities]


def _with_another(text: str, phrase: GroupPhrase) -> Iterator[GroupPhrase]:
    """Yield the group that shares the head of another: ``with mild than with severe pain``."""
    opening = phrase.bracket(text)
    compared = _THAN_WITH.match(text, opening, opening + REACH)
    lacking = _AND_LACKING.match(text, opening, opening + REACH)
    other = compared or (lacking if phrase.polarity is Polarity.WITH else None)
    if other is None:
        return
    trait, end = words_behind(text, other.end())
    had, lacked = (name.partition("(")[0].strip() for name in (phrase.trait, trait))
    if compared or had.endswith(lacked):
        start, polarity = other.start("one"), Polarity(other["one"])
        yield replace(phrase, start=start, end=end, trait=trait, polarity=polarity)
