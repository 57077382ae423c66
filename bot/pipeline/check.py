"""Check that the state is sound and that everything people read follows from it."""

import re
from collections.abc import Mapping

from bot.domain.edit_tracking import mark_person_edits
from bot.domain.state import State
from bot.events import study_edits
from bot.extraction.vocabulary import Vocabulary
from bot.pipeline.quote_check import Words, compare_quotes
from bot.ports import Store
from bot.synthesis.prisma_flow import prisma_flow

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""What git leaves of two versions that nobody joined, in what people wrote between the regions."""
_FARTHEST = 200.0
"""Millimetres from the origin; heads are smaller."""


def check(state: State, vocabulary: Vocabulary | None, words: Words) -> tuple[str, ...]:
    """What is wrong with the state, one sentence each; nothing when all is well.

    Quotes are compared with ``words``; :func:`compare_quotes` tells what could not be compared.
    """
    faults = [
        *_ledgers(state),
        *_numbers(state),
        *compare_quotes(state, words).faults,
        *_edits(state, vocabulary),
    ]
    if not prisma_flow(state).adds_up:
        faults.append("The counts of the flow of records do not add up.")
    return tuple(faults)


def stale(state: State, wanted: Mapping[str, str], store: Store) -> tuple[str, ...]:
    """Which of the documents differ from those wanted, one sentence each."""
    # Before the first run there may be no documents yet: they come with the first proposal.
    current = {path: store.read(path) for path in wanted}
    outdated = tuple(
        f"{path} does not follow from the state: run `living-review-bot render`."
        for path, text in wanted.items()
        if current[path] != text and (state.runs or current[path] is not None)
    )
    unfinished = tuple(
        f"{path}, line {text.count(chr(10), 0, mark.start()) + 1}: a merge was left unfinished:"
        " keep one side between <<<<<<< and >>>>>>>."
        for path, text in wanted.items()
        if (mark := _CONFLICT.search(text))
    )
    return (*outdated, *unfinished)


def _ledgers(state: State) -> list[str]:
    faults = [
        f"state/decisions.jsonl decides on '{key}', which is not in state/records.jsonl."
        for key in state.current_decisions
        if key not in state.by_id
    ]
    faults += [
        f"state/studies/{key}.yaml stands for no record in state/records.jsonl."
        for key in state.studies
        if key not in state.by_id
    ]
    faults += [
        f"state/records.jsonl: '{key}' has no decision in state/decisions.jsonl."
        for key in state.by_id
        if key not in state.current_decisions
    ]
    return faults


def _edits(state: State, vocabulary: Vocabulary | None) -> list[str]:
    """What people set to a value that the field may not hold."""
    studies = {**state.studies, **mark_person_edits(state.studies, state.snapshots)}
    return [
        f"state/studies/{key}.yaml: {fault}"
        for key, study in studies.items()
        for fault in study_edits.faults(study, vocabulary)
    ]


def _numbers(state: State) -> list[str]:
    """Sizes and places that nothing can have."""
    faults = []
    for key, study in state.studies.items():
        faults += [
            f"state/studies/{key}.yaml: the group “{group.label[:60]}” has {group.n} people."
            for group in study.groups
            if group.n is not None and group.n < 1
        ]
        faults += [
            f"state/studies/{key}.yaml: a focus of “{focus.contrast[:60]}” lies at"
            f" {focus.x}, {focus.y}, {focus.z}, which is no place in a head."
            for focus in study.foci
            # Written so that it holds for a number that is none, too.
            if not all(abs(value) <= _FARTHEST for value in (focus.x, focus.y, focus.z))
        ]
    return faults
