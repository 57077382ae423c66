"""Arms with their sizes as printed, and arms of which no size is printed."""

from collections.abc import Iterator, Sequence

from bot.domain.studies import Quote
from bot.extraction.arms.arm import PARTICIPANTS, Arm
from bot.extraction.arms.phrases import GroupPhrase, Head, group_phrases
from bot.extraction.arms.roles import Profile, role_of
from bot.extraction.arms.sorts import Sort, sort_of
from bot.extraction.groups import groups
from bot.extraction.text import Span


def sized_arms(
    spans: Sequence[Span],
    phrases: Sequence[GroupPhrase],
    sorts: Sequence[Sort],
    paper: Profile,
) -> tuple[Arm, ...]:
    """Return the groups whose size is printed beside them."""
    placed = list(zip(phrases, sorts, strict=True))
    arms = []
    for group in groups(spans):
        start, end = group.quote.start, group.quote.start + len(group.quote.text)
        inside = [pair for pair in placed if pair[0].start < end and start < pair[0].end and pair[1] is not Sort.COLLECTIVE]
        role = next((found for pair in inside if (found := role_of(*pair, paper))), "")
        if not role:
            role = _role_of_label(group.label, paper)
        arms.append(Arm(role=role, label=group.label, quote=group.quote, size=group.n))
    return tuple(arms)


def _role_of_label(label: str, paper: Profile) -> str:
    for phrase in group_phrases(f"patients {label}" if label.startswith("with") else label):
        role = role_of(phrase, sort_of(phrase, treated=False, animals=paper.animals), paper)
        if role:
            return role
    return ""


def unsized_arms(
    sized: Sequence[Arm],
    phrases: Sequence[GroupPhrase],
    sorts: Sequence[Sort],
    paper: Profile,
    text: str,
    own: Sequence[Span],
) -> Iterator[Arm]:
    """Yield an arm for each role that is named and has no printed size."""
    seen = {arm.role for arm in sized} | {"", PARTICIPANTS}
    for phrase, sort in zip(phrases, sorts, strict=True):
        if sort is Sort.COLLECTIVE or phrase.head in (Head.THOSE, Head.SAME, Head.FORMER, Head.LATTER, Head.OTHER):
            continue
        role = role_of(phrase, sort, paper)
        if role not in seen and any(span.start <= phrase.start < span.end for span in own):
            seen.add(role)
            words = text[phrase.start : phrase.end]
            yield Arm(role=role, label=words, quote=Quote(text=words, start=phrase.start))
