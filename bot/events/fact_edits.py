"""Corrections of what a paper says of how it was done: its arms and its facts."""

import re
from dataclasses import replace

from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Article
from bot.domain.studies import OTHER, Study
from bot.events.plain_words import nearest_term
from bot.events.stated_words import NO_QUOTE, sentence_of_value
from bot.events.study_edits import EditRejected, StudyEdit, with_checked
from bot.extraction.vocabulary import Vocabulary

ARM = re.compile(r"arm(\d{1,2})\.(\w+)")
"""The field of an arm, as corrections in plain words give it: ``arm2.size``."""
TIMES = ("recruited", "analysed", "")
NOT_STATED = ("none", "not stated", "not reported", "unknown")
"""Values by which a person says that the paper does not state a fact."""
_LARGEST = 10_000_000
_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*-?\s*([^\W\d_]*)")


def edited_arm(
    study: Study, number: int, field: str, value: str, vocabulary: Vocabulary
) -> StudyEdit:
    """``study`` with the size, label, role or time of one arm set by a person.

    Arms are counted from 1, in the order in which cards and tables show them.

    Raises:
        EditRejected: there is no such arm, or it may not have that value.
    """
    if not 0 < number <= len(study.groups):
        arms = "; ".join(f"{at} is {arm.printed}" for at, arm in enumerate(study.groups, 1))
        raise EditRejected(f"There is no arm {number} here. Arms: {arms or 'none was read'}.")
    arm = study.groups[number - 1]
    changed = _changed(arm, field, value, vocabulary)
    arms_now = (*study.groups[: number - 1], changed, *study.groups[number:])
    return StudyEdit(
        study=with_checked(replace(study, groups=arms_now), "groups"),
        sentence=f"arm {number} was “{_described(arm)}” and is now “{_described(changed)}”",
    )


def edited_fact(
    study: Study, kind: str, value: str, article: Article | None, vocabulary: Vocabulary
) -> StudyEdit:
    """``study`` with one kind of fact set by a person; several values are separated by commas.

    Raises:
        EditRejected: a value is none that this kind may have.
    """
    fact_kind = vocabulary.topic.facts[kind]
    name = fact_kind.term.replace("_", " ")
    parts = [] if value.lower() in NOT_STATED else [part.strip() for part in value.split(",")]
    values = dict.fromkeys(_value(kind, part, vocabulary) for part in parts if part)
    before = {fact.value: fact for fact in study.facts.of(kind)}
    facts = tuple(
        before.get(known) or Fact(value=known, quote=_quote(kind, known, article, vocabulary))
        for known in values
    )
    labels = [_label(kind, known, vocabulary) for known in values]
    was = ", ".join(_label(kind, known, vocabulary) for known in before) or "not extracted"
    return StudyEdit(
        study=with_checked(replace(study, facts=Facts({**study.facts.by_kind, kind: facts})), kind),
        sentence=f"{name} was “{was}” and is now “{', '.join(labels) or 'not stated'}”",
    )


def _changed(arm: Group, field: str, value: str, vocabulary: Vocabulary) -> Group:
    if field == "size":
        if not value.isdecimal() or not 0 < int(value) <= _LARGEST:
            raise EditRejected("The size of an arm is a whole number of people, at least 1.")
        return replace(arm, n=int(value))
    if field == "time":
        if value not in TIMES:
            raise EditRejected("The time of an arm's size is: recruited, or analysed.")
        return replace(arm, time=value)
    if field == "role":
        near = nearest_term("group_role", value, vocabulary)
        if near is None:
            roles = ", ".join(term.name for term in vocabulary.terms["group_role"].values())
            raise EditRejected(f"The role of an arm may be: {roles}.")
        return replace(arm, role=near[0])
    return replace(arm, label=value)


def _described(arm: Group) -> str:
    """An arm as it is printed, with its role and time where it has them."""
    more = (part.replace("_", " ") for part in (arm.role, arm.time) if part)
    return ", ".join((arm.printed, *more))


def _value(kind: str, words: str, vocabulary: Vocabulary) -> str:
    fact_kind = vocabulary.topic.facts[kind]
    if fact_kind.unit:
        match = _NUMBER.fullmatch(words)
        unit = match[2].lower() if match else ""
        if match is None or not (fact_kind.unit.startswith(unit)):
            raise EditRejected(f"{fact_kind.meaning} is a number in {fact_kind.unit}, as in 3.")
        return f"{float(match[1]):g}"
    terms = vocabulary.terms.get(fact_kind.term, {})
    if not terms or words.startswith(OTHER):
        return words
    if near := nearest_term(fact_kind.term, words, vocabulary):
        return near[0]
    names = [term.name for term in terms.values()]
    shown = ", ".join(names[:12]) + (" …" if len(names) > len(names[:12]) else "")
    raise EditRejected(
        f"“{words}” is no {fact_kind.term.replace('_', ' ')} known here. There are: {shown}."
        f" For another write “{OTHER}” before its name."
    )


def _label(kind: str, value: str, vocabulary: Vocabulary) -> str:
    fact_kind = vocabulary.topic.facts[kind]
    term = vocabulary.terms.get(fact_kind.term, {}).get(value)
    name = term.name if term else value.removeprefix(OTHER)
    return f"{name} {fact_kind.unit}".strip()


def _quote(kind: str, value: str, article: Article | None, vocabulary: Vocabulary) -> Quote:
    if article is None:
        return NO_QUOTE
    term = vocabulary.terms.get(vocabulary.topic.facts[kind].term, {}).get(value)
    names = (term.name, term.short, *term.aliases) if term else ()
    return sentence_of_value(value.removeprefix(OTHER), names, article)
