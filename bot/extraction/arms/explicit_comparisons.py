"""What a statement compares that names both groups, or one of two arms."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.arms.arm import (
    CONTROL_ARMS,
    OTHER_PATIENTS,
    PARTICIPANTS,
    PATIENTS,
    ArmMention,
    MentionKind,
    rank,
)
from bot.extraction.arms.comparison_ids import comparison_of
from bot.extraction.arms.comparison_sides import ComparisonSides, is_group
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.implicit_comparisons import compared_roles
from bot.extraction.arms.reading import Arms


def explicit(arms: Arms, parts: ComparisonSides) -> Iterator[Contrast]:
    """Yield the comparisons of two groups that both are named."""
    indexes, comparators = _named_groups(parts)
    untested = [mention for mention in parts.untested if is_group(mention)]
    if _at_baseline(parts, comparators):
        return
    if comparators:
        for comparator in comparators:
            if not (indexes or comparator.roles) and arms.paper.cancer_pain:
                yield Contrast(comparison="unspecified")  # "the high-dose than the low-dose group"
                continue
            known = [mention for mention in indexes if mention.roles]
            named = known or indexes or [usual_index(arms, comparator)]
            for index in named:
                yield from _pairs(arms, index, comparator)
    elif untested:
        others = [
            mention
            for mention in indexes
            if mention.roles != untested[0].roles and mention.start < untested[0].start
        ]
        index = (others[-1:] or indexes or [usual_index(arms, untested[0])])[0]
        if indexes or set(untested[0].roles) & CONTROL_ARMS:
            yield from in_one_only(arms, index, untested[0])


def _at_baseline(parts: ComparisonSides, comparators: Sequence[ArmMention]) -> bool:
    """Whether a group is compared with itself: ``than in the same group at baseline``."""
    earlier = [mention.start for mention in parts.comparator if mention.kind is MentionKind.EARLIER]
    later = any(mention.kind is MentionKind.LATER for mention in parts.index)
    others = [
        mention
        for mention in comparators
        if "healthy_control" in mention.roles
        or (mention.roles and not later and all(mention.end < start for start in earlier))
    ]
    return bool(earlier) and not others


def _named_groups(parts: ComparisonSides) -> tuple[list[ArmMention], list[ArmMention]]:
    """Return the groups on both sides, those of a trial's arms alone where both kinds are named."""
    comparators = [
        mention for mention in parts.comparator if is_group(mention) and not mention.everyone
    ]
    if any(CONTROL_ARMS & set(mention.roles) for mention in comparators):
        comparators = [mention for mention in comparators if CONTROL_ARMS & set(mention.roles)]
    indexes = [mention for mention in parts.index if is_group(mention) and not mention.everyone]
    if any("intervention" in mention.roles for mention in indexes):  # "children in the A group"
        indexes = [mention for mention in indexes if mention.roles != (PARTICIPANTS,)]
        named = [mention for mention in comparators if mention.roles != (PARTICIPANTS,)]
        comparators = named or comparators
    return indexes, comparators


def in_one_only(arms: Arms, index: ArmMention, comparator: ArmMention) -> Iterator[Contrast]:
    """Yield what one group showed and another did not; of two arms given something, a change."""
    for contrast in _pairs(arms, index, comparator):
        given = (
            contrast.comparator in CONTROL_ARMS and not contrast.reversed and not arms.paper.animals
        )
        if given:
            yield replace(contrast, comparison="post_vs_pre")
        else:
            yield replace(contrast, tested=False)


def usual_index(arms: Arms, comparator: ArmMention) -> ArmMention:
    """The groups that stand against a comparator where the words name only this."""
    others = [role for role in compared_roles(arms) if role not in comparator.roles]
    if CONTROL_ARMS & set(comparator.roles) and "intervention" not in others:
        others = [role for role in others if role != "healthy_control"] or ["intervention"]
    first = [role for role in others if rank(role) == max(map(rank, others))][:1]
    return ArmMention(start=-1, end=-1, roles=tuple(first))


def _pairs(arms: Arms, index: ArmMention, comparator: ArmMention) -> Iterator[Contrast]:
    for role in index.roles or ("",):
        for against in comparator.roles or (PARTICIPANTS if comparator.start >= 0 else "",):
            if comparator.others and against in (role, PARTICIPANTS):
                continue
            if role == against and not (
                index.low
                or comparator.low
                or role in (PATIENTS, OTHER_PATIENTS, PARTICIPANTS, "pain")
            ):
                if role == "healthy_control" and _among_the_healthy(arms, index, comparator):
                    yield Contrast(comparison="other", index=role, comparator=against)
                continue
            yield _contrast(arms, role, against, index, comparator)


def _among_the_healthy(arms: Arms, index: ArmMention, comparator: ArmMention) -> bool:
    """Whether healthy people of two kinds are compared: siblings with controls."""
    two = index.start >= 0 and index.roles == comparator.roles
    return two and index.end < comparator.start and not arms.paper.cancer_pain


def _contrast(
    arms: Arms, role: str, against: str, index: ArmMention, comparator: ArmMention
) -> Contrast:
    turned = bool(role) and bool(against) and rank(role) < rank(against)
    turned = turned or (role == against and index.low and not comparator.low)
    first, second = (against, role) if turned else (role, against)
    # Two groups in pain differ in its degree only where the words say so.
    alike = role == against == "pain" and not (index.graded or comparator.graded)
    return Contrast(
        comparison="unspecified" if alike else comparison_of(first, second, arms.paper),
        index=first,
        comparator=second,
        reversed=turned,
        at=comparator.start if turned else index.start,
    )
