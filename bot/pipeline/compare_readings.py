"""Compare readings: what reading says differently of papers that were read before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bot.domain.facts import Group
from bot.domain.runs import Reread
from bot.domain.studies import Finding, Study
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.pipeline.read_study import read_study

Part = TypeVar("Part", Finding, Group)


def compare_readings(draft: RunDraft, context: RunContext) -> RunDraft:
    """Note what differs where words changed, or where a newer reader read.

    A study that a person edited keeps every word: what the program reads now is a question.
    """
    keys = dict.fromkeys((*draft.changed, *draft.run.upgraded))
    rereads = tuple(filter(None, (_reread(key, draft, context) for key in keys)))
    return draft.with_run(replace(draft.run, reread=rereads)) if rereads else draft


def _reread(key: str, draft: RunDraft, context: RunContext) -> Reread | None:
    """What one paper says differently; None where it was not read again to be compared."""
    before, article = draft.previous.studies.get(key), draft.articles.get(key)
    if before is None or article is None or key in draft.pending_texts:
        return None
    upgraded = key in draft.run.upgraded
    if not upgraded and before.text_hash == article.record.text_hash:
        return None
    kept = key not in draft.run.read
    now = (
        read_study(article.record, article, context.vocabulary, draft.texts.get(key))
        if kept
        else draft.state.studies[key]
    )
    reread = Reread(
        record=key,
        kept=kept,
        lost=_missing(before.findings, now.findings),
        gained=_missing(now.findings, before.findings),
        groups_lost=_missing(before.groups, now.groups),
        groups_gained=_missing(now.groups, before.groups),
        facts=_differing_facts(before, now),
        upgraded=upgraded,
    )
    # A newer reader reads most papers as the older one did: nobody need look at those.
    return None if upgraded and reread.same else reread


def _differing_facts(before: Study, now: Study) -> tuple[str, ...]:
    """The kinds of facts of which the two state other values."""
    kinds = dict.fromkeys((*before.facts.by_kind, *now.facts.by_kind))
    return tuple(
        kind
        for kind in kinds
        if sorted(before.facts.values(kind)) != sorted(now.facts.values(kind))
    )


def _missing(parts: Iterable[Part], others: Iterable[Part]) -> tuple[Part, ...]:
    """Those of ``parts`` that say what none of ``others`` says, wherever their words stand."""
    left = Counter(map(_meaning, others))
    missing = []
    for part in parts:
        if left[_meaning(part)]:
            left[_meaning(part)] -= 1
        else:
            missing.append(part)
    return tuple(missing)


def _meaning(part: Finding | Group) -> tuple[object, ...]:
    if isinstance(part, Group):
        return part.label, part.n
    return (
        part.measure, part.direction, part.region, part.hemisphere, part.region_b,
        part.hemisphere_b, part.comparison, part.clinical_variable,
    )  # fmt: skip
