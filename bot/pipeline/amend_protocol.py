"""Amend: note what the protocol says otherwise than before, and reopen what a rule excluded."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.domain.amendments import changed_values, protocol_values
from bot.domain.decisions import OFF_TOPIC, Decision
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.domain.strategies import Expression
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.screening import elusion_test
from bot.screening.metadata_filters import LANGUAGE, PUBLICATION_TYPE, filtered_out


def amend_protocol(draft: RunDraft, context: RunContext) -> RunDraft:
    """Add what changed in the protocol to its ledger; the first run writes down all of it.

    Papers that the program excluded by a changed rule are screened again by ``screen``. What
    people decided stands.
    """
    ledger = draft.state.protocol
    changed = changed_values(ledger, protocol_values(context.protocol), context.today.isoformat())
    if not changed:
        return draft
    draft = replace(draft, state=draft.state.with_added(protocol=changed))
    if not ledger:
        return draft
    keys = tuple(value.key for value in changed)
    reopened = tuple(reopened_by(keys, context.protocol, draft.state))
    if reopened:
        context.messages.report(
            f"The protocol changed ({', '.join(keys)}): {len(reopened)} papers are screened again"
        )
    return draft.with_run(replace(draft.run, amended=keys, reopened=reopened))


def reopened_by(keys: Collection[str], protocol: Protocol, state: State) -> Iterator[str]:
    """Yield ids of papers that the program judged by a rule that a changed key states.

    Those that it excluded, and those that wait and that the rules on metadata now exclude.
    """
    rules = frozenset(_rules(keys, protocol))
    for key, decision in state.current_decisions.items():
        excluded = decision.verdict is Verdict.EXCLUDE and _rule_of(decision) in rules
        waits = decision.verdict is Verdict.UNSURE and decision.judge is not Judge.PERSON
        waits = waits and decision.by != elusion_test.BY
        if excluded or (waits and filtered_out(state.by_id[key], protocol.screening)):
            yield key


def _rule_of(decision: Decision) -> tuple[Judge, str]:
    return decision.judge, decision.criterion


def _rules(keys: Collection[str], protocol: Protocol) -> Iterator[tuple[Judge, str]]:
    """Yield what judged by the changed keys, and under the name of which criterion."""
    if "screening.languages" in keys:
        yield Judge.RULE, LANGUAGE
    if "screening.excluded_types" in keys:
        yield Judge.RULE, PUBLICATION_TYPE
    named = Expression(protocol.screening.must_mention).names
    lines = {f"search.lines.{protocol.lines.name_of(name)}" for name in named}
    if not lines.union(("screening.must_mention",)).isdisjoint(keys):
        yield Judge.CLASSIFIER, OFF_TOPIC
    for name in protocol.criteria:
        if any(key.startswith(f"criteria.{name}.") for key in keys):
            yield Judge.MODEL, name
