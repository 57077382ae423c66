"""Arms of which no size is printed: one for each role that is named."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.facts import Quote
from bot.extraction.arms.arm import OTHER_PATIENTS, PARTICIPANTS, PATIENT_ROLES, Arm
from bot.extraction.arms.group_categories import GroupCategory, NamedGroup
from bot.extraction.arms.group_phrase import POINTING, GroupPhrase, Head
from bot.extraction.arms.numbers import FIGURES, SHARE, WORDED, size
from bot.extraction.arms.profile import Profile
from bot.extraction.arms.roles import role_of
from bot.extraction.arms.sizes import within_any
from bot.extraction.text import Span

_COUNT = re.compile(
    rf"(?P<n>{FIGURES}|{WORDED}){SHARE} (?:developed|reported|had|did|stayed|remained)\b",
    re.IGNORECASE,
)


def unsized_arms(
    sized: Sequence[Arm],
    named: Sequence[NamedGroup],
    paper: Profile,
    text: str,
    own: Sequence[Span],
) -> Iterator[Arm]:
    """Yield an arm for each role that is named in a text and has no printed size."""
    known = {arm.role for arm in sized}
    seen = known | {"", PARTICIPANTS}
    if known & {"total", "intervention", "pain", "future_pain"}:
        seen |= {"mixed_cancer", "exposed"}
    if known & {"intervention", "sham", "waitlist"}:
        seen |= PATIENT_ROLES
    counted_first = sorted(named, key=lambda group: not _COUNT.match(text, group.phrase.start))
    for phrase, category in counted_first:
        if category is GroupCategory.COLLECTIVE or _points(phrase):
            continue
        role = role_of(phrase, category, paper)
        counted = any(_overlap(phrase, arm.quote) for arm in sized)
        vague = phrase.head is Head.THOSE and role == OTHER_PATIENTS
        if role not in seen and not (counted or vague) and within_any(phrase.start, own):
            seen.add(role)
            words = text[phrase.start : phrase.end]
            count = _COUNT.match(words)
            yield Arm(
                role=role,
                label=words,
                quote=Quote(text=words, start=phrase.start),
                size=size(count["n"]) if count else None,
            )


def _overlap(phrase: GroupPhrase, quote: Quote) -> bool:
    """Whether a phrase shares letters with the words by which people were counted."""
    return (
        quote.part == "abstract"
        and phrase.start < quote.start + len(quote.text)
        and quote.start < phrase.end
    )


def _points(phrase: GroupPhrase) -> bool:
    """Whether a pronoun stands for people who were named before, and says no more of them."""
    return phrase.head in POINTING or (phrase.head is Head.THOSE and not phrase.trait)
