"""The weekly job: the list of steps, and the loop that goes through it.

All writing happens in the workspace. What people did is published at once; nothing else leaves it
before ``propose``: a run that fails or is killed has changed nothing.
"""

from collections.abc import Callable

from bot import __version__
from bot.domain.edit_tracking import mark_person_edits
from bot.domain.runs import Run
from bot.errors import Mistake
from bot.pipeline.amend_protocol import amend_protocol
from bot.pipeline.answer_suggestions import answer_suggestions
from bot.pipeline.apply_reviewer_actions import apply_reviewer_actions
from bot.pipeline.citation_search import citation_search
from bot.pipeline.compare_readings import compare_readings
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard import read_request, refresh_dashboard
from bot.pipeline.deduplicate import deduplicate
from bot.pipeline.draft import RunDraft
from bot.pipeline.estimate_missed import estimate_missed
from bot.pipeline.extract import extract
from bot.pipeline.extract_with_models import extract_with_models
from bot.pipeline.known_item_check import known_item_check
from bot.pipeline.log_search import log_search
from bot.pipeline.look_through_updates import look_through_updates
from bot.pipeline.outcome import RunOutcome
from bot.pipeline.propose import propose
from bot.pipeline.pull_request_outcomes import pull_request_outcomes
from bot.pipeline.recheck_records import recheck_records
from bot.pipeline.record_run import record_run
from bot.pipeline.refresh_proposal import refresh_proposal
from bot.pipeline.remind import remind
from bot.pipeline.render import render
from bot.pipeline.resolve_imports import resolve_imports
from bot.pipeline.retrieve_full_texts import retrieve_full_texts
from bot.pipeline.screen import screen
from bot.pipeline.screen_with_models import screen_with_models
from bot.pipeline.search import search
from bot.pipeline.search_registrations import search_registrations
from bot.pipeline.select_batch import select_batch
from bot.pipeline.select_outdated import select_outdated
from bot.ports import LOG_BRANCH

Step = Callable[[RunDraft, RunContext], RunDraft]

STEPS: tuple[Step, ...] = (
    # What did people do?
    apply_reviewer_actions,
    answer_suggestions,
    refresh_proposal,
    read_request,
    # What is there?
    resolve_imports,
    search,
    citation_search,
    search_registrations,
    recheck_records,
    known_item_check,
    deduplicate,
    pull_request_outcomes,
    amend_protocol,
    # What belongs?
    screen,
    screen_with_models,
    look_through_updates,
    select_batch,
    # What did it find?
    select_outdated,
    retrieve_full_texts,
    extract,
    extract_with_models,
    compare_readings,
    estimate_missed,
    # What do people read of it?
    record_run,
    render,
    propose,
    remind,
    log_search,
    refresh_dashboard,
)


def weekly(context: RunContext) -> RunOutcome:
    """Go through all steps; ``context.target.dry`` keeps those back that write or send.

    Raises:
        Mistake: the state cannot be read, or the day that somebody named lies before the last run.
        ServiceFailed: PubMed, git or GitHub did not answer.
        Overtaken: others moved the branch in the meantime; nothing was done.
    """
    draft = begin(context)
    if context.day_named:
        _refuse_the_past(draft, context)
    for step in STEPS:
        draft = step(draft, context)
    return RunOutcome.of(draft)


def begin(context: RunContext) -> RunDraft:
    """The draft before the first step: the state with quiet searches and people's edits marked."""
    previous = context.review.store.load()
    logged = [run for run in context.review.run_log.read() if run not in previous.runs]
    quiet = tuple(run for run in logged if run.on <= context.today.isoformat())
    if len(quiet) < len(logged):
        context.messages.warn(f"{LOG_BRANCH} tells of searches on days to come: they do not count")
    edited = mark_person_edits(previous.studies, previous.snapshots)
    return RunDraft(
        previous=previous,
        state=previous.with_added(runs=quiet, studies=edited),
        quiet_runs=quiet,
        run=Run(on=context.today.isoformat(), version=__version__, searches=(), retrieved=0),
    )


def _refuse_the_past(draft: RunDraft, context: RunContext) -> None:
    """Let no run be recorded before others: a clock may err, but a day that is named is meant."""
    runs = (*draft.previous.runs, *context.review.run_log.read())
    last, named = max((run.on for run in runs), default=""), context.today.isoformat()
    if named < last:
        raise Mistake(
            f"--today {named} lies before the last run, which was on {last}",
            hint=f"Name {last} or a later day, or none. `living-review-bot render --as-of {named}`"
            " shows the review as it stood then.",
        )
