"""Noun phrases that name groups of people or animals, wherever they stand in a text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extraction.arms.group_categories import PAIN
from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.numbers import AGED, FIGURES, SHARE, WORDED
from bot.extraction.arms.phrase_words import REACH, words_before, words_behind
from bot.extraction.arms.words import alternatives, group_openers, stops
from bot.extraction.text import holds_any, small

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
_PEOPLE = re.compile(rf"(?:[\w-]+ )?(?:{alternatives('heads.people', 'heads.doers')})")
"""What no one has: those compared with them, in ``comparing controls with patients``."""
_NO_PEOPLE = frozenset(("CS", "Ca", "Na", "US", "Mg", "Mn"))
"""Stems of what is no group: the conditioned stimulus, ions."""
_BRACKET = rf"(?:\s?\([^()]{{1,60}}\)|{AGED})?"
_WITH_OR_WITHOUT = re.compile(
    rf"{_BRACKET}\s(?P<one>with(?:out)?)(?: \([^()]*\))?[\s,]+(?:and|or|vs\.?|versus|and/or"
    rf"|compared (?:to|with))\s(?:those\s)?(?P<two>with(?:out)?)\b"
)
_AND_NUMBER = re.compile(
    rf"{_BRACKET}\s(?P<one>with(?:out)?)\b{_BRACKET},?\s(?:and|or|versus|vs\.?)\s(?=\d|(?:the"
    rf"|those)\s)"
)
_THAN_WITH = re.compile(
    rf"{_BRACKET}\s(?:than|versus|vs\.?|relative to)\s(?:(?:in|those|patients)\s)*"
    r"(?P<one>with(?:out)?)\b"
)
"""Goes on with people who have something else: ``patients with mild than with severe pain``."""
_AND_LACKING = re.compile(
    rf"{_BRACKET},?\s(?:and|or)\s(?:(?:in|those|patients)\s)*(?P<one>without)\b"
)
"""Goes on with people who lack the same: ``patients with pain (CP) and without pain (NCP)``."""
_TRAIT = re.compile(
    rf"{_BRACKET}\s(?:(?P<lacking>{alternatives('lacking')})"
    rf"|(?P<having>{alternatives('having')}))(?![\w-])"
)
_KIN = re.compile(r"(?:co-?)?(?:siblings|relatives|offspring|twins|brothers|sisters|children)")
_OF_KIN = re.compile(
    rf"{_BRACKET}\sof\s(?:[\w'-]+\s){{0,4}}?(?:patients|parents|mothers|fathers|probands|persons"
    r"|individuals|people|adults|children|cases|those)\b"
)
"""Opens whose relatives people are: they have not themselves what these have."""
_OF_DISEASE = re.compile(r"\sof(?:\s(?!with)[\w-]+){1,4}(?=\swith(?:out)?\s)")
_WORD = r"(?:(?!with|no\b|not\b|but\b|\d|patients|those|healthy)[\w-]+\s)"
"""A word that may go on with what people have."""
_THEN_LACKING = re.compile(
    rf"(?:\sand\s{_WORD}{{0,3}}[\w-]+(?=,?\sbut\s))?"
    rf",?\s(?:(?:and |but )?(?:{alternatives('lacking')})|(?:and|but) no|(?:that|which)\s(?:\w+\s)?"
    rf"(?:not|no|never)(?=\s(?:[a-z]+\s)?{PAIN.pattern}))(?![\w-])"
    r"(?!\s(?:\w+\s){0,2}(?:differ|chang|effect|alter|correl|assoc|relation|increas|decreas|reduc))"
)
"""Goes on with what people have not, and not with what was not found."""
_AND_PAIN = re.compile(
    rf"(?:,\s{_WORD}{{1,3}}|\s)(?:and|for|because\sof|who\s(?:had|reported))\s{_WORD}{{0,4}}?(?:pain|neuropathy"
    r"|neuralgia|arthralgia|mucositis|cipn|cibp)\b"
)
_WHOSE = re.compile(
    r"\s(?:whose|in whom)\s(?P<trait>(?:[\w-]+\s){1,3}(?:was|were|had)\s(?:not\s)?[\w-]+"
    r"(?:\s(?:controlled|managed|relieved|treated))?)"
)
_WHOSE_NOT = re.compile(
    r"\s(?:whose|in whom)\s(?P<trait>(?:(?!not\b|never\b)[\w-]+\s){1,3}?"
    rf"(?:(?:(?:did|do|was|were|are)\snot|never)\s(?:cause\s)?{PAIN.pattern}"
    r"|(?:had|has)\s(?:resolved|subsided|ceased|remitted|disappeared)\b))"
)
"""People who lack a pain: ``whose lesions did not hurt``, ``in whom pain had resolved``."""
_LACKING_BEFORE = re.compile(rf"(?:^|\s){alternatives('lacking_before')}")
_ASSIGNED = re.compile(
    rf"\b(?:{alternatives('assigned')})\b(?:[^.;:]|\d:\d){{0,60}}?\s(?:to|into|between|receive"
    rf"|undergo)\s(?P<arms>[^.;:]{{4,200}})"
)
_ITEM_EDGE = re.compile(r",?\s(?:or|and|versus|vs\.?)\s(?:to\s)?|,\s(?![^(]*\))")
_ITEM_LEAD = re.compile(
    r"(?:(?:either|receive|undergo|the|an?|one of|\w+ groups?:|\d+[- ]\w+ of|of|to|in|groups? "
    r"of)\s)*"
)
_ITEM_WORDS = re.compile(r"[^\s(),]+(?:\s[^\s(),]+){0,5}")
_ITEM_END = re.compile(
    r"\s(?:for|over|during|that|which|who|twice|once|daily|on|before|after|using|with|in"
    r"|delivered|at|by)\b"
)
_HAD_NOT = ("had not", "did not", "had none", "had no such", "stayed free", "remained free")
_HAD_AND_NOT = re.compile(
    rf"\b(?P<one>(?:{FIGURES}|{WORDED}){SHARE}"
    r"(?: of (?:them|these|whom)| (?:patients|women|men|survivors|participants))?"
    r"\s(?:had developed|later developed|developed|had|reported|experienced)"
    r"\s(?P<trait>(?:(?!\b(?:whereas|while|but|and|who)\b)[^,;.]){3,60}?))"
    r"\s?(?:,|;|\band\b|\bwhereas\b|\bwhile\b|\bbut\b|\s)+"
    rf"(?P<two>(?:{FIGURES}|{WORDED}){SHARE}(?: patients| women| men| survivors| participants)?"
    rf"\s(?:{'|'.join(_HAD_NOT)}))\b"
)
_OF_TRIAL = re.compile(
    rf"(?:{alternatives('treated', 'control', 'sham', 'waitlist', 'active_control')})\b"
    rf"|\b[a-z]{{2,5}}$"
)


def group_phrases(text: str) -> list[GroupPhrase]:
    """Find the phrases of a text in order; of two that overlap the longer one stays."""
    lowered = small(text)
    phrases = [*_signed(text), *_assigned(lowered), *_counted(lowered)]
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
    for hit in _HAD_AND_NOT.finditer(text) if holds_any(text, _HAD_NOT) else ():
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


def _assigned(text: str) -> Iterator[GroupPhrase]:
    """Yield the arms of ``randomly assigned to A (n = 20) or to B``."""
    if not holds_any(text, ("assigned", "random", "allocated")):
        return
    for match in _ASSIGNED.finditer(text):
        start = match.start("arms")
        edges = [
            start,
            *(
                at
                for edge in _ITEM_EDGE.finditer(text, start, match.end("arms"))
                for at in edge.span()
            ),
        ]
        ends = [*edges[1::2], match.end("arms")]
        items = list(zip(edges[::2], ends, strict=True))[:4]
        arms = [arm for low, high in items if (arm := _item(text, low, high))]
        if len(arms) > 1:
            yield from arms


def _item(text: str, low: int, high: int) -> GroupPhrase | None:
    lead = _ITEM_LEAD.match(text, low, high)
    low = lead.end() if lead else low
    words = _ITEM_WORDS.match(text, low, high)
    if not words or stops(words[0].split()[0]):
        return None
    stop = _ITEM_END.search(text, low, words.end())
    end = stop.start() if stop else words.end()
    name = text[low:end]
    return GroupPhrase(low, end, Head.ASSIGNED, name) if len(name) > 1 else None


def _around(text: str, hit: re.Match[str]) -> Iterator[GroupPhrase]:
    """Yield the phrase, or both phrases of ``with and without``, around one head."""
    head, noun = Head(str(hit.lastgroup)), hit[0]
    before, start = "", hit.start()
    if head in (Head.PEOPLE, Head.DOERS, Head.ANIMALS, Head.GROUPS):
        before, start = words_before(text, hit.start())
    if head is Head.GROUPS and not before and not _TRAIT.match(text, hit.end(), hit.end() + REACH):
        return
    if noun.startswith("arm") and not _OF_TRIAL.search(before):
        return
    phrase = GroupPhrase(start, hit.end(), head, noun, before)
    both = _WITH_OR_WITHOUT.match(text, hit.end(), hit.end() + REACH)
    if both and both["one"] != both["two"]:
        trait, end = words_behind(text, both.end())
        for number in ("one", "two"):
            yield replace(phrase, end=end, trait=trait, polarity=Polarity(both[number]))
        return
    elided = _AND_NUMBER.match(text, hit.end(), hit.end() + REACH)
    if elided:
        yield replace(phrase, end=elided.end("one"), polarity=Polarity(elided["one"]))
        return
    phrase = _of_kin(text, phrase) or _with_trait(text, phrase)
    yield phrase
    if phrase.trait:
        yield from _with_another(text, phrase)


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


def _of_kin(text: str, phrase: GroupPhrase) -> GroupPhrase | None:
    """Return the phrase of people who are named as kin of others: ``siblings of patients``."""
    kin = _OF_KIN.match(text, phrase.end, phrase.end + REACH) if _KIN.match(phrase.noun) else None
    if kin is None:
        return None
    having = _TRAIT.match(text, kin.end(), kin.end() + REACH)
    end = words_behind(text, having.end())[1] if having else kin.end()
    return replace(phrase, end=end, before=f"{phrase.before} unaffected".strip())


def _whose(text: str, phrase: GroupPhrase) -> GroupPhrase | None:
    """Return the phrase of people told apart by how something of theirs was: ``whose pain was``."""
    for pattern, polarity in ((_WHOSE_NOT, Polarity.WITHOUT), (_WHOSE, Polarity.WITH)):
        whose = pattern.match(text, phrase.end, phrase.end + REACH)
        if whose:
            return replace(phrase, end=whose.end(), trait=whose["trait"], polarity=polarity)
    return None


def _having(text: str, phrase: GroupPhrase) -> GroupPhrase | None:
    """Return the phrase of people with what they have, or lack: ``with cancer but no pain``."""
    of = _OF_DISEASE.match(text, phrase.end, phrase.end + REACH)
    begin = of.end() if of else phrase.end
    having = _TRAIT.match(text, begin, begin + REACH)
    if having is None:
        return None
    trait, end = words_behind(text, having.end())
    polarity = Polarity.WITHOUT if having["lacking"] else Polarity.WITH
    more = _AND_PAIN.match(text, end, end + 60) if trait else None
    if more:
        trait, end = text[having.end() : more.end()].strip(), more.end()
    lacks = _THEN_LACKING.match(text, end, end + REACH) if not having["lacking"] else None
    lacked, far = words_behind(text, lacks.end()) if lacks else ("", end)
    # To take no opioids, or to respond to none, is not to have no pain.
    if lacks and not (lacked and PAIN.search(trait) and not PAIN.search(lacked)):
        trait, end, polarity = lacked, far, Polarity.WITHOUT
    told = (trait and not _PEOPLE.fullmatch(trait)) or polarity is Polarity.WITHOUT
    return replace(phrase, end=end, trait=trait, polarity=polarity) if told else None


def _with_trait(text: str, phrase: GroupPhrase) -> GroupPhrase:
    """Return a phrase with what its people have or lack, told behind their noun or before it."""
    if phrase.head is Head.ALL_GROUPS:
        return phrase
    told = _whose(text, phrase) or _having(text, phrase)
    if told:
        return told
    if _LACKING_BEFORE.search(phrase.before) or phrase.noun.startswith(("non", "never")):
        return replace(phrase, polarity=Polarity.WITHOUT)
    return phrase
