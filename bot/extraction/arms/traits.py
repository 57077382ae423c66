"""What the people of a phrase have or lack: ``patients with cancer but no pain``."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.extraction.arms.group_categories import PAIN
from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.nouns import METHOD
from bot.extraction.arms.numbers import AGED
from bot.extraction.arms.phrase_words import REACH, words_behind
from bot.extraction.arms.words import ILLNESS, alternatives

BRACKET = rf"(?:\s?\([^()]{{1,60}}\)|{AGED})?"
"""An aside or the age of people, behind their noun."""
_PEOPLE = re.compile(rf"(?:[\w-]+ )?(?:{alternatives('heads.people', 'heads.doers')})")
"""What no one has: those compared with them, in ``comparing controls with patients``."""
TRAIT = re.compile(
    rf"{BRACKET}\s(?:(?P<lacking>{alternatives('lacking')})"
    rf"|(?P<having>{alternatives('having')}))(?![\w-])"
)
"""Opens what people have or lack."""
_KIN = re.compile(
    r"(?:co-?)?(?:siblings|relatives|offspring|twins|brothers|sisters|children|spouses|caregivers)"
)
_OF_KIN = re.compile(
    rf"{BRACKET}\sof\s(?:[\w'-]+\s){{0,4}}?(?:patients|parents|mothers|fathers|probands|persons"
    r"|individuals|people|adults|children|cases|those)\b"
)
"""Opens whose relatives people are: they have not themselves what these have."""
_OF_DISEASE = re.compile(r"\sof(?:\s(?!with)[\w-]+){1,4}(?=\swith(?:out)?\s)")
_AFTER = re.compile(
    r"\s(?:after|following|on|under)(?:\s(?!with|and\b|or\b|but\b|who\b|than\b|versus\b)[a-z][\w-]*){1,4}"
    r"(?=\s(?:with(?:out)?|but no|free of)\s)"
)
"""What befell people, before what they have or lack: ``women after mastectomy without pain``."""
_WORD = r"(?:(?!with|no\b|not\b|but\b|\d|patients|those|healthy)[\w-]+\s)"
"""A word that may go on with what people have."""
_WITH_MORE = re.compile(r"\swith\s[\w-]+(?:\s[\w-]+)?(?=\s?\()")
"""What makes a kind of a trait that has a short form: ``with migraine with aura (MA)``."""
_THEN_LACKING = re.compile(
    rf"(?:\sand\s{_WORD}{{0,3}}[\w-]+(?=,?\sbut\s))?"
    rf",?\s(?:(?:and |but )?(?:{alternatives('lacking')})|(?:and|but) no|(?:that|which)\s(?:\w+\s)?"
    rf"(?:not|no|never)(?=\s(?:[a-z]+\s)?{PAIN.pattern}))(?![\w-])"
    r"(?!\s(?:\w+\s){0,2}(?:differ|chang|effect|alter|correl|assoc|relation|increas|decreas|reduc))"
)
"""Goes on with what people have not, and not with what was not found."""
_AND_PAIN = re.compile(
    rf"(?:,\s{_WORD}{{1,3}}|\s)(?:and|with|for|because\sof|who\s(?:had|reported))\s{_WORD}{{0,4}}?(?:pain|neuropathy"
    r"|neuralgia|arthralgia|mucositis|cipn|cibp)(?![\w-])"
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
_METHOD = re.compile(METHOD, re.IGNORECASE)
_NEAR = 200
"""Letters within which those without are told apart from a group before them."""
_LACKING_BEFORE = re.compile(rf"(?:^|\s){alternatives('lacking_before')}")


def with_trait(text: str, phrase: GroupPhrase) -> GroupPhrase:
    """Return a phrase with what its people have or lack, told behind their noun or before it."""
    if phrase.head is Head.ALL_GROUPS:
        return phrase
    found = _of_kin(text, phrase) or _whose(text, phrase) or _having(text, phrase)
    if found:
        return found
    if _LACKING_BEFORE.search(phrase.before) or phrase.noun.startswith(("non", "never")):
        return replace(phrase, polarity=Polarity.WITHOUT)
    return phrase


def lacking_the_same(text: str, phrases: Iterable[GroupPhrase]) -> Iterator[GroupPhrase]:
    """Yield phrases; those who are just ``without`` lack what the group before them has."""
    last: GroupPhrase | None = None
    for phrase in phrases:
        bare = not phrase.trait and text.endswith(("without", "not"), phrase.start, phrase.end)
        if last and bare and phrase.start - last.end < _NEAR:
            yield replace(phrase, trait=last.trait)
        else:
            yield phrase
        last = phrase if phrase.polarity is Polarity.WITH and phrase.trait else last


def _of_kin(text: str, phrase: GroupPhrase) -> GroupPhrase | None:
    """Return the phrase of people who are named as kin of others: ``siblings of patients``."""
    kin = _OF_KIN.match(text, phrase.end, phrase.end + REACH) if _KIN.match(phrase.noun) else None
    if kin is None:
        return None
    having = TRAIT.match(text, kin.end(), kin.end() + REACH)
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
    between = (it.match(text, phrase.end, phrase.end + REACH) for it in (_OF_DISEASE, _AFTER))
    found = next(filter(None, between), None)
    begin = found.end() if found else phrase.end
    having = TRAIT.match(text, begin, begin + REACH)
    if having is None:
        return None
    trait, end = words_behind(text, having.end())
    if not having["lacking"] and _METHOD.fullmatch(trait):
        return None
    polarity = Polarity.WITHOUT if having["lacking"] else Polarity.WITH
    more = _AND_PAIN.match(text, end, end + 60) if trait else None
    if more:
        trait, end = text[having.end() : more.end()].strip(), more.end()
    lacks = _THEN_LACKING.match(text, end, end + REACH) if not having["lacking"] else None
    lacked, far = words_behind(text, lacks.end()) if lacks else ("", end)
    # To take no opioids, or to respond to none, is not to have no pain.
    if lacks and not (lacked and PAIN.search(trait) and not PAIN.search(lacked)):
        phrase = replace(phrase, ill=bool(ILLNESS.search(trait)))
        trait, end, polarity = lacked, far, Polarity.WITHOUT
    kind = _WITH_MORE.match(text, end, end + 40) if trait and not lacks else None
    if kind:
        trait, end = text[having.end() : kind.end()].strip(), kind.end()
    named = (trait and not _PEOPLE.fullmatch(trait)) or polarity is Polarity.WITHOUT
    return replace(phrase, end=end, trait=trait, polarity=polarity) if named else None
