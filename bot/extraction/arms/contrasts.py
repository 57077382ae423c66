"""What a statement compares with what, found from the arms of the study.

A comparison follows from the roles of index and comparator. Of a comparator that cannot be made
out none is borrowed: the comparison is then "not specified".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.extraction.arms.arm import CONTROL_ARMS
from bot.extraction.arms.comparison_ids import comparison_of
from bot.extraction.arms.comparison_sides import ComparisonSides, comparison_sides, is_group
from bot.extraction.arms.condition_contrasts import by_condition, on_and_off
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.explicit_comparisons import explicit, in_one_only, usual_index
from bot.extraction.arms.implicit_comparisons import condition, correlations, implicit_comparison
from bot.extraction.arms.interaction_contrasts import by_interaction, of_interaction
from bot.extraction.arms.kind_contrasts import among_people, by_degree_of_pain
from bot.extraction.arms.reading import Arms
from bot.extraction.arms.time_contrasts import (
    changed_alone,
    changes_over_time,
    eased_by_a_drug,
    of_responders,
    tells_what_it_did,
    undone_by_treatment,
)
from bot.extraction.arms.words import alternatives
from bot.extraction.statements import CAME_BACK
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
_CAME_BACK = re.compile(rf"\b{CAME_BACK}\b")
"""Begins a statement of what became of a change: the times that it names are not those before."""
_GOES_ON = re.compile(r"\b(?:but|and|yet)\s*$")
"""Stands before a statement that has the subject of the one before it."""
_AND_CORRELATED = re.compile(
    r",?\s(?:and|but)\s(?:\w+ly\s)?(?:was\s)?(?:\w+ly\s)?(?:correlated|associated|related)\b"
)
"""Goes on with what a measure that differed goes along with, and in whom."""


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
    both = _AND_CORRELATED.search(words)
    if _CORRELATES.search(words) if correlates is None else correlates:
        part = _from(statement, both.start()) if both else statement
        part = part if arms.mentions(part) else statement
        return correlations(arms, part, sentence, previous)
    if both and correlates is False:
        statement = statement._replace(text=statement.text[: both.start()])
        words = words[: both.start()]
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
        lambda: of_responders(arms, words),
        lambda: eased_by_a_drug(arms, own, words),
        lambda: _in_control_arm_only(
            arms, whole if words.startswith(("not ", "but not ")) else statement
        ),
        lambda: _of_the_subject(arms, own, statement, whole),
        lambda: explicit(arms, own),
        lambda: _against_the_subject(arms, own, whole) if relative else (),
        lambda: undone_by_treatment(arms, own, words),
        lambda: explicit(arms, _shared(arms, own, whole)) if whole != statement else (),
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


def _from(statement: Span, at: int) -> Span:
    return statement._replace(text=statement.text[at:], start=statement.start + at)


def _with_antecedent(arms: Arms, statement: Span, sentence: Span) -> Span:
    """Let a statement that ``who`` opens begin with those of whom it tells."""
    before = Span(sentence.text[: statement.start - sentence.start], sentence.start, "")
    groups = [mention for mention in arms.mentions(before) if is_group(mention)]
    start = groups[-1].start if groups else statement.start
    text = sentence.text[start - sentence.start : statement.end - sentence.start]
    return statement._replace(text=text, start=start)


def _of_the_subject(
    arms: Arms, own: ComparisonSides, statement: Span, sentence: Span
) -> Iterator[Contrast]:
    """Yield what goes on about the subject of its sentence: ``but less of it than controls``."""
    before = Span(sentence.text[: statement.start - sentence.start], sentence.start, "")
    if own.index or not own.comparator or not _GOES_ON.search(before.text):
        return
    subjects = [mention for mention in _sides(arms, before).index if is_group(mention)]
    if len(subjects) == 1 and subjects[0].roles:
        yield from explicit(arms, replace(own, index=tuple(subjects)))


def _against_the_subject(arms: Arms, own: ComparisonSides, sentence: Span) -> Iterator[Contrast]:
    """Yield what ``who`` tells of those with whom the subject of the sentence was compared."""
    subject = _sides(arms, sentence).index[:1]
    if len(own.index) == 1 and subject and subject[0].roles != own.index[0].roles:
        yield from explicit(arms, replace(own, comparator=subject))


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


def _in_control_arm_only(arms: Arms, statement: Span) -> Iterator[Contrast]:
    """Yield what only those showed who were given something else: ``sham but not real``."""
    own = _sides(arms, statement)
    given = own.index[0] if len(own.index) == 1 and not own.comparator else None
    only = given and CONTROL_ARMS.issuperset(given.roles or ("",))
    if given and only and _BUT_NOT.match(small(statement.text), given.end - statement.start):
        yield from in_one_only(arms, given, usual_index(arms, given))


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
