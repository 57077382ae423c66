"""What a statement compares with what, found from the arms of the study.

A comparison follows from the roles of index and comparator. Of a comparator that cannot be made
out none is borrowed: the comparison is then "not specified".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

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
from bot.extraction.arms.comparison_sides import ComparisonSides, comparison_sides, is_group
from bot.extraction.arms.condition_contrasts import by_condition, on_and_off
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.implicit_comparisons import (
    compared_roles,
    condition,
    correlations,
    implicit_comparison,
)
from bot.extraction.arms.interaction_contrasts import by_interaction, of_interaction
from bot.extraction.arms.kind_contrasts import among_people, by_degree_of_pain
from bot.extraction.arms.reading import Arms
from bot.extraction.arms.time_contrasts import (
    changed_alone,
    changes_over_time,
    tells_what_it_did,
    undone_by_treatment,
)
from bot.extraction.arms.words import alternatives
from bot.extraction.text import Span, small

_CORRELATES = re.compile(
    r"\b(?:anti-?)?correlat\w*|\bassociated with\b|\bassociations?\b|\brelated to\b"
    r"|\brelationships?\b|\bpredict\w*|\bcovar\w+|\blinked (?:to|with)\b|\bregress\w*"
)


_QUANTITY = (
    r"(?:ratings?|scores?|levels?|load|severity|age|magnitude|amount|number|degree|intensity|salience"
    r"|expression|duration|rewards?|uncertainty|surprise|confidence)"
)
_VARIES = re.compile(
    rf"\bmodulated by (?:[\w-]+ ){{0,5}}?{_QUANTITY}\b"
    r"|\bvari(?:ed|es) (?:with|according to|as a function of)\b|\bscaled? with\b|\btrack(?:s|ed)\b"
    r"|\bparametrically (?:modulat|track|vari|relat|encod)|\bmonotonic|\bnon-?linear(?:ly)? "
    r"|\blinearly (?:with|relat|modulat)|\bquadratic\b|\bu-shaped?\b"
    r"|\b(?:in proportion|proportional) to\b|\bdose-dependent"
)
"""Words by which something varies with a quantity, and not between groups or conditions."""
_BUT_NOT = re.compile(
    rf"(?:\s(?:{alternatives('treatment', 'heads.groups')}))?,?\s(?:but|and) not\b"
)
"""Stands behind those who alone showed something."""
_CAME_BACK = re.compile(r"\b(?:returned|reverted|recovered|normali[sz]ed)\b")
"""Begins a statement of what became of a change: the times that it names are not those before."""


def contrasts(
    arms: Arms,
    statement: Span,
    *,
    sentence: Span | None = None,
    previous: Sequence[Contrast] = (),
    correlates: bool | None = None,
) -> list[Contrast]:
    """Return what a statement compares, the surest first; several where it names several groups.

    ``previous`` is what the sentence before compared, for a statement that goes on about contrast;
    ``correlates`` tells whether the finding is a correlation, where the caller knows.
    """
    words = small(statement.text)
    if _CORRELATES.search(words) if correlates is None else correlates:
        return correlations(arms, statement, sentence, previous)
    whole = sentence or statement
    relative = statement.text.startswith("who")
    statement = _with_antecedent(arms, statement, whole) if relative else statement
    mentions = arms.mentions(statement)
    # Kinds of people are named once in a sentence: a statement without any is told of those.
    compared = whole if arms.kinds and not mentions else statement
    own = _sides(arms, compared)
    rules: Sequence[Callable[[], Iterable[Contrast]]] = (
        lambda: on_and_off(arms, own, words),
        lambda: by_interaction(arms, own, words, small(whole.text)),
        lambda: changed_alone(arms, own, statement, sentence),
        lambda: by_degree_of_pain(arms, words),
        lambda: _in_control_arm_only(
            arms, whole if words.startswith(("not ", "but not ")) else statement
        ),
        lambda: _explicit(arms, own),
        lambda: _against_the_subject(arms, own, whole) if relative else (),
        lambda: undone_by_treatment(arms, own, words),
        lambda: _explicit(arms, _shared(arms, own, whole)) if whole != statement else (),
        lambda: of_interaction(arms, words),
        lambda: among_people(arms, mentions, words),
        lambda: correlations(arms, statement, sentence, ()) if _VARIES.search(words) else (),
        lambda: by_condition(arms, own, words),
        lambda: _against_the_other_arm(arms, own, words),
        lambda: changes_over_time(arms, own, words, statement.start),
        lambda: _over_time_of(arms, statement, whole) if sentence and not mentions else (),
        lambda: _by_what_was_taken(arms, own, words),
    )
    comparisons = (list(rule()) for rule in rules)
    return next(filter(None, comparisons), None) or implicit_comparison(
        arms, own, statement, previous
    )


def _with_antecedent(arms: Arms, statement: Span, sentence: Span) -> Span:
    """Let a statement that ``who`` opens begin with those of whom it tells."""
    before = Span(sentence.text[: statement.start - sentence.start], sentence.start, "")
    groups = [mention for mention in arms.mentions(before) if is_group(mention)]
    start = groups[-1].start if groups else statement.start
    text = sentence.text[start - sentence.start : statement.end - sentence.start]
    return statement._replace(text=text, start=start)


def _against_the_subject(arms: Arms, own: ComparisonSides, sentence: Span) -> Iterator[Contrast]:
    """Yield what ``who`` tells of those with whom the subject of the sentence was compared."""
    subject = _sides(arms, sentence).index[:1]
    if len(own.index) == 1 and subject and subject[0].roles != own.index[0].roles:
        yield from _explicit(arms, replace(own, comparator=subject))


@lru_cache(maxsize=8)
def _sides(arms: Arms, span: Span) -> ComparisonSides:
    """Return the sides of a stretch, which several rules and the clauses of a sentence ask for."""
    return comparison_sides(span, arms.mentions(span))


def _over_time_of(arms: Arms, statement: Span, sentence: Span) -> Iterator[Contrast]:
    """Yield the comparison of times that the sentence makes for a statement that names nobody."""
    if _CAME_BACK.search(sentence.text, statement.end - sentence.start):
        return
    whole = _sides(arms, sentence)
    for contrast in changes_over_time(arms, whole, small(sentence.text), sentence.start):
        yield replace(contrast, explicit=False)


def _against_the_other_arm(arms: Arms, own: ComparisonSides, words: str) -> Iterator[Contrast]:
    """Yield what a treatment did in a study in which some were given something else."""
    given = [role for role in arms.roles if role in CONTROL_ARMS] or ["sham"] * arms.paper.placebo
    if len(given) == 1 and not own.index and not own.comparator and tells_what_it_did(arms, words):
        name = comparison_of("intervention", given[0], arms.paper)
        yield Contrast(comparison=name, index="intervention", comparator=given[0], explicit=False)


def _by_what_was_taken(arms: Arms, own: ComparisonSides, words: str) -> Iterator[Contrast]:
    """Yield what a treatment did in a study without arms or times: to people on and off it."""
    without_arms = not (own.index or own.comparator or arms.paper.cancer_pain)
    if without_arms and tells_what_it_did(arms, words):
        yield Contrast(comparison=condition(arms), explicit=False)


def _explicit(arms: Arms, parts: ComparisonSides) -> Iterator[Contrast]:
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
            named = known or indexes or [_usual_index(arms, comparator)]
            for index in named:
                yield from _pairs(arms, index, comparator)
    elif untested:
        others = [
            mention
            for mention in indexes
            if mention.roles != untested[0].roles and mention.start < untested[0].start
        ]
        index = (others[-1:] or indexes or [_usual_index(arms, untested[0])])[0]
        if indexes or set(untested[0].roles) & CONTROL_ARMS:
            yield from _in_one_only(arms, index, untested[0])


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


def _in_one_only(arms: Arms, index: ArmMention, comparator: ArmMention) -> Iterator[Contrast]:
    """Yield what one group showed and another did not; of two arms given something, a change."""
    for contrast in _pairs(arms, index, comparator):
        given = (
            contrast.comparator in CONTROL_ARMS and not contrast.reversed and not arms.paper.animals
        )
        if given:
            yield replace(contrast, comparison="post_vs_pre")
        else:
            yield replace(contrast, tested=False)


def _in_control_arm_only(arms: Arms, statement: Span) -> Iterator[Contrast]:
    """Yield what only those showed who were given something else: ``sham but not real``."""
    own = _sides(arms, statement)
    given = own.index[0] if len(own.index) == 1 and not own.comparator else None
    only = given and CONTROL_ARMS.issuperset(given.roles or ("",))
    if given and only and _BUT_NOT.match(small(statement.text), given.end - statement.start):
        yield from _in_one_only(arms, given, _usual_index(arms, given))


def _usual_index(arms: Arms, comparator: ArmMention) -> ArmMention:
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


def _shared(arms: Arms, own: ComparisonSides, sentence: Span) -> ComparisonSides:
    """Fill what a statement leaves open from the other statements of its sentence."""
    groups = [mention for mention in own.index if is_group(mention)]
    if any(mention.everyone for mention in groups):
        return own  # "A rose more than in controls, and B rose in both groups"
    whole = _sides(arms, sentence)
    index = tuple(groups) or whole.index
    comparator = own.comparator or tuple(
        mention for mention in whole.comparator if mention not in index
    )
    return replace(whole, index=index, comparator=comparator)
