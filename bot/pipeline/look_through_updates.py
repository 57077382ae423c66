"""Look through updates: what the week's update files of PubMed hold that no search matches."""

from dataclasses import replace
from functools import reduce
from itertools import chain

from bot.domain.protocol_settings import BackfillPlan
from bot.errors import Mistake, ServiceFailed
from bot.pipeline.backfilling import (
    BackfillTerms,
    matched_in_pubmed,
    sample_of,
    scanner_for,
    with_backfill,
)
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import UpdateFiles
from bot.screening.strata import Scan, joined

MOST_FILES = 14
"""Files of one run: those of two weeks. What is left comes with the next run."""
FIRST_FILES = 7
"""Files of the first run: those of about a week."""
BEST, DRAWN = 10, 2
"""Papers of one run: those that score best, and those that chance draws of each stratum."""


def look_through_updates(draft: RunDraft, context: RunContext) -> RunDraft:
    """Take in what the update files since the last run hold, where the protocol asks for it.

    A service that fails makes the run partial: its files come with the next run.
    """
    updates = context.literature.updates
    if context.protocol.backfill is not BackfillPlan.UPDATES or updates is None:
        return draft
    try:
        return _looked_through(draft, context, updates)
    except ServiceFailed as fault:
        context.literature.sources.failed[updates.name] = fault.message
    except Mistake as fault:
        context.messages.warn(f"{updates.name} were not looked through: {fault.message}")
    return draft


def _looked_through(draft: RunDraft, context: RunContext, updates: UpdateFiles) -> RunDraft:
    names = due(draft, updates.names())
    if not names:
        return draft
    context.messages.report(f"Looking through {len(names)} update files")
    terms = BackfillTerms(on=context.today.isoformat(), best=BEST, drawn=DRAWN, weekly=True)
    background = chain.from_iterable(sample_of(updates.entries(name)) for name in names)
    scanner = scanner_for(
        context.protocol, draft.state, context.literature, background, terms.limits
    )
    scans: list[Scan] = []
    faults: dict[str, str] = {}
    for name in names:
        try:
            scans.append(scanner.scan(name, updates.entries(name)))
        except ServiceFailed as fault:
            faults[name] = fault.message
    if faults:
        context.literature.sources.failed[updates.name] = "; ".join(faults.values())
    if not scans:
        return draft
    scan = reduce(joined, scans)
    matched = matched_in_pubmed(context.literature.sources.main, context.protocol, scan)
    taken = with_backfill(draft.state, scan, scanner, terms, matched=matched, failed=faults)
    articles = {paper.article.record.id: paper.article for paper in taken.chosen.papers}
    return replace(
        draft,
        state=taken.state,
        articles={**draft.articles, **articles},
        run=replace(draft.run, found=(*draft.run.found, *articles), backfill=taken.backfill),
    )


def due(draft: RunDraft, names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the files that are there to look through: what failed before, and what is new."""
    past = [run.backfill for run in draft.state.runs if run.backfill and run.backfill.weekly]
    if not past:
        return names[-FIRST_FILES:]
    last = past[-1]
    return tuple(name for name in names if name in last.failed or name > last.last)[:MOST_FILES]
