"""Select outdated: which studies a newer reader is to read again, a few in each run."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.domain.state import State
from bot.domain.studies import AND, Study
from bot.extraction.version import VERSION
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft

MOST = 25
"""Studies read again in one run: a person looks at what reads differently."""


def select_outdated(draft: RunDraft, context: RunContext) -> RunDraft:
    """Choose among the studies that an older reader read and no person changed.

    What language models had a say in is read again only where models can be asked.
    """
    outdated = [
        key
        for key, study in _older(draft.state)
        if key in draft.articles and (context.models or not study.by_model)
    ]
    return replace(draft, outdated=tuple(_ordered(outdated, context.today)[:MOST]))


def _older(state: State) -> Iterator[tuple[str, Study]]:
    for record in state.included:
        study = state.studies.get(record.id)
        if study and study.reader.split(AND)[0] != VERSION and study.by_program:
            yield record.id, study


def _ordered(keys: list[str], today: date) -> list[str]:
    """In an order of the day: papers whose text is not to be had keep no others waiting."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{today} {key}".encode()).digest())
