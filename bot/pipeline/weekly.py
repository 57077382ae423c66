"""Run: the weekly job. The only module that knows the order of the steps."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import __version__
from bot.domain.decisions import Decision, Verdict
from bot.domain.edit_tracking import recognised
from bot.domain.full_texts import FullText
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.runs import FullTextRetrieval, ModelUsage, Reread, Run
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Study
from bot.errors import Foreseen
from bot.extraction.vocabulary import Vocabulary
from bot.model_batch import spent_on
from bot.pipeline.check import Words, check
from bot.pipeline.citation_search import CitationSearchResult, citation_search
from bot.pipeline.dashboard import (
    dashboard_facts,
    find_dashboard,
    proposal_requested,
    update_dashboard,
)
from bot.pipeline.deduplicate import deduplicated
from bot.pipeline.extract import extract, reread
from bot.pipeline.extract_with_models import ModelExtraction, Readers, extract_with_models, missed
from bot.pipeline.known_item_check import known_item_check
from bot.pipeline.propose import Proposed, Text, propose
from bot.pipeline.pull_request_outcomes import PullRequestOutcomes, pull_request_outcomes
from bot.pipeline.recheck_records import RecheckedRecords, recheck_records
from bot.pipeline.remind import remind
from bot.pipeline.render import render
from bot.pipeline.retrieve_full_texts import RetrievedTexts, retrieve_full_texts
from bot.pipeline.screen import (
    Screened,
    not_consulted,
    screen,
    taught_since,
    to_rank_again,
    words_of,
)
from bot.pipeline.screen_with_models import ModelScreening, screen_with_models
from bot.pipeline.search import SearchResult, search
from bot.pipeline.select_batch import Batch, audited, select_batch
from bot.ports import (
    BRANCH,
    Cache,
    Forge,
    FullTexts,
    LanguageModel,
    RenderCache,
    Report,
    Store,
    Workspace,
    silent,
)
from bot.rendering import pull_request
from bot.rendering.dashboard import dashboard
from bot.rendering.documents import REVIEW
from bot.rendering.phrases import lost
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.overwritten_edits import lost as lost_lines
from bot.rendering.regions import edited
from bot.rendering.review import Render
from bot.source_set import SourceSet


@dataclass(frozen=True, kw_only=True)
class RunContext:
    """Everything outside that the job needs."""

    sources: SourceSet
    cache: Cache
    store: Store
    stamp: RenderCache
    workspace: Workspace
    forge: Forge | None
    base: str
    """Name of the main branch."""
    vocabulary: Vocabulary | None
    fill: Render
    today: date
    report: Report
    warn: Report = silent
    models: Sequence[LanguageModel] = ()
    """Asked about papers that the rules leave open; none by default."""
    prompt: Render | None = None
    """Fills the template of a question to them."""
    texts: FullTexts | None = None
    """Where free full texts are; None reads abstracts alone."""
    home: str = ""
    """Address of the review on the update branch, where it has one."""
    again: bool = False
    """Whether a person wants the proposal though it was closed or nobody is to be asked."""
    next_run: str = ""
    """ISO date of the next run, where that is known."""

    @property
    def sent(self) -> int:
        """Requests sent to the sources, repeated ones included."""
        return self.sources.sent + (self.texts.sent if self.texts else 0)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one run did, for the summary that the caller prints."""

    searched: SearchResult
    state: State
    run: Run | None
    """None when the run brought no news."""
    proposed: Proposed
    title: str
    body: str
    faults: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Ids of included or waiting papers that their database gave no record for."""
    partial: tuple[str, ...] = ()
    """Databases beside PubMed that failed, and how; what they have comes with the next run."""
    requests: int = 0
    """Requests sent to the sources, repeated ones included."""

    @property
    def figures(self) -> dict[str, int | str]:
        """The run in figures, by names fit for people and programs alike."""
        found = self.run.found if self.run else ()
        standing, known = self.state.current_decisions, self.state.known_items
        missed = known.missed if known else ()
        verdicts = Counter(standing[key].verdict for key in found if key in standing)
        return {
            "hits": self.searched.retrieved,
            "new records": len(found),
            "proposed": verdicts[Verdict.INCLUDE],
            "to decide": verdicts[Verdict.UNSURE],
            "excluded": verdicts[Verdict.EXCLUDE],
            "read as a whole": self.run.in_full.read if self.run and self.run.in_full else 0,
            "changed by PubMed": len(self.run.changed) if self.run else 0,
            "unreadable, kept pending": len(self.searched.unreadable),
            "known, gone from the databases": len(self.gone),
            "known papers not found": len({missed_item.pmid for missed_item in missed}),
            "requests sent": self.requests,
            "in the review": len(self.state.included),
            "waiting in all": len(self.state.queue),
            "proposal": self.proposed.action,
        }


def run(  # noqa: PLR0915 - the order of the steps, in one place
    protocol: Protocol, context: RunContext, *, dry: bool = False
) -> Outcome:
    """Search, watch, screen, extract, render, propose; ``dry`` stops before anything is sent.

    All writing happens in the workspace, and nothing leaves it before the last step: a run that
    fails or is killed has changed nothing.
    """
    held = context.store.load()
    context.report(f"Searching {' and '.join(source.name for source in context.sources)}")
    searched, chased = _found(protocol, context, held)
    watched = recheck_records(held, context.sources, context.cache)
    unique = deduplicated(_as_they_stand(held, watched), (*searched.articles, *chased.articles))
    searched = replace(searched, articles=unique.articles)
    known = known_item_check(protocol, held, searched.hits, context.sources.main)
    if known and known.missed:
        context.warn(lost(known))
    new = tuple(article.record for article in searched.articles)
    changed = tuple({record.id: record for record in (*watched.changed, *unique.replaced)}.values())
    # That a pull request ended is no news by itself: it comes along with the next.
    is_news = new or unique.records or changed or not held.runs or taught_since(held)
    settled = _settled(context, held) if is_news else PullRequestOutcomes()
    state = held.with_added(
        records=watched.changed + watched.touched + unique.records + new,
        decisions=settled.decisions, acts=settled.actions,
    )  # fmt: skip
    at_hand = {**watched.articles, **{article.record.id: article for article in searched.articles}}

    context.report(f"Screening {len(new)} new records")
    judged = _judged(protocol, context, state, searched, changed, at_hand)
    state = state.with_added(decisions=judged.decisions)
    asked = select_batch(protocol, held, state, context.today)

    context.report("Reading included papers")
    done = _read(protocol, context, state, judged, [record.id for record in changed])

    record = None
    news = (
        new,
        unique.records,
        watched.changed,
        done.studies,
        judged.news,
        asked.more,
        known,
        not held.runs,
        done.reading and done.reading.unanswered,
    )
    if any(news):
        state = held.with_added(
            records=state.records[len(held.records) :],
            decisions=asked.decisions,
            studies={**recognised(held.studies, held.snapshots), **done.studies},
            acts=settled.actions,
        )
        record = replace(
            _record(context, searched, watched, judged, asked),
            pairs=unique.pairs,
            read=tuple(done.studies),
            reread=done.rereads,
            in_full=done.in_full,
            known_items=known,
            chased=chased.routes,
            reading=done.reading,
            audit=audited(state, asked.drawn, context.today),
        )
        state = state.with_added(runs=(record,))
        context.store.append(held, state, captions(state))
    else:
        # What PubMed merely touched up comes along with the next news.
        state = held
    at_hand_now = Words(articles=judged.words, texts=done.texts)
    outcome = _propose(protocol, context, searched, state, at_hand_now, record, dry=dry)
    partial = _partial(context)
    for fault in partial:
        context.warn(f"the run is partial: {fault}. What is missing comes with the next run.")
    outcome = replace(outcome, gone=watched.gone, requests=context.sent, partial=partial)
    if context.forge and not dry:
        _show(context.forge, context, outcome)
    return outcome


def _wished(forge: Forge | None) -> bool:
    """Whether somebody asked on the dashboard to see the proposal again."""
    try:
        return forge is not None and proposal_requested(find_dashboard(forge))
    except Foreseen:
        return False


def _show(forge: Forge, context: RunContext, outcome: Outcome) -> None:
    """Bring the dashboard up to date; where there can be none, the run is as good without it."""
    try:
        issue = find_dashboard(forge)
        seen = dashboard_facts(
            forge, issue, context.today, context.next_run, outcome.requests, outcome.faults
        )
        update_dashboard(forge, issue, dashboard(outcome.state, seen, context.fill))
    except Foreseen as fault:
        context.warn(f"the dashboard was not brought up to date: {fault.message}")


def _found(
    protocol: Protocol, context: RunContext, state: State
) -> tuple[SearchResult, CitationSearchResult]:
    """What searches and citations bring."""
    searched = search(protocol, state, context.sources, context.cache, context.today)
    hits = (one for hit in searched.hits.values() for one in hit)
    return searched, citation_search(
        protocol, state, hits, context.sources, context.cache, context.today
    )


def _as_they_stand(state: State, watched: RecheckedRecords) -> State:
    """What the review knows, with what its papers say of themselves today: of which they are part.

    A preprint may name its article before anything else ties the two.
    """
    revised = watched.changed + watched.touched
    return state.with_added(records=revised) if revised else state


def _partial(context: RunContext) -> tuple[str, ...]:
    return tuple(context.sources.failed.values())


def _settled(context: RunContext, state: State) -> PullRequestOutcomes:
    """What became of earlier pull requests, where there are any."""
    if context.forge is None:
        return PullRequestOutcomes()
    pulls = context.forge.pull_requests(BRANCH)
    news = context.store.added_since(context.workspace)
    return pull_request_outcomes(state, news, pulls, context.forge.pull_request, context.today)


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """What the judges said in one run."""

    decisions: tuple[Decision, ...]
    screened: Screened
    consulted: ModelScreening
    words: Mapping[str, Article]
    """Every paper whose words are at hand."""

    @property
    def news(self) -> bool:
        """Whether anything was decided or learned."""
        return bool(self.decisions or self.screened.learning)


def _judged(
    protocol: Protocol,
    context: RunContext,
    state: State,
    searched: SearchResult,
    changed: Sequence[Record],
    at_hand: Mapping[str, Article],
) -> _Judged:
    """Verdicts on what nobody has decided; nothing is fetched or learned when that is nothing."""
    fresh = [
        article for article in searched.articles if article.record.id not in state.current_decisions
    ]
    again = to_rank_again(state, protocol, {record.id for record in changed})
    today = context.today.isoformat()
    unheard = not_consulted(state, today) if context.models else ()
    wanted = [*(record.id for record in again), *(decision.record for decision in unheard)]
    if fresh or again or taught_since(state):
        wanted += state.human_labels
    words = {**at_hand, **words_of(wanted, state, at_hand, context.sources, context.cache)}
    ranked = [words[record.id] for record in again if record.id in words]
    screened = screen(protocol, state, fresh, ranked, words, today)
    consulted = _consulted(protocol, context, (*unheard, *screened.decisions), words)
    decisions = {
        decision.record: decision for decision in (*screened.decisions, *consulted.decisions)
    }
    return _Judged(
        decisions=tuple(decisions.values()), screened=screened, consulted=consulted, words=words
    )


def _consulted(
    protocol: Protocol,
    context: RunContext,
    decisions: Sequence[Decision],
    words: Mapping[str, Article],
) -> ModelScreening:
    """What language models say, where the protocol names one and it can be asked."""
    if not (context.models and context.prompt and decisions):
        return ModelScreening()
    context.report(
        f"Asking {' and '.join(language_model.model for language_model in context.models)}"
    )
    consulted = screen_with_models(protocol, decisions, words, context.models, context.prompt)
    if consulted.summary and consulted.summary.partial:
        context.warn(f"papers a language model was asked about: {consulted.summary.partial}")
    return consulted


@dataclass(frozen=True, kw_only=True)
class _Done:
    """What was read in one run."""

    studies: Mapping[str, Study]
    """New or read again, sealed."""
    rereads: tuple[Reread, ...]
    texts: Mapping[str, FullText]
    in_full: FullTextRetrieval | None
    reading: ModelUsage | None


def _read(
    protocol: Protocol,
    context: RunContext,
    state: State,
    judged: _Judged,
    changed: Sequence[str],
) -> _Done:
    """Read what is new or changed, as a whole where it is free, by rules and by models."""
    whole = _obtained(protocol, context, state, changed)
    words = {key: article for key, article in judged.words.items() if key not in whole.owed}
    by_rules = extract(state, words, context.vocabulary, whole.texts)
    together = _read_together(protocol, context, state, by_rules, judged)
    studies = {key: study.sealed for key, study in {**by_rules, **together.studies}.items()}
    read_whole = sum(study.read_from == FULL_TEXT for study in studies.values())
    return _Done(
        studies=studies,
        rereads=reread(state, changed, studies, words, context.vocabulary, whole.texts),
        texts=whole.texts,
        in_full=replace(whole.summary, read=read_whole) if whole.summary else None,
        reading=together.summary,
    )


def _obtained(
    protocol: Protocol, context: RunContext, state: State, changed: Sequence[str]
) -> RetrievedTexts:
    """The free full texts that may be read now; without them the run goes on, and says so."""
    if not (context.texts and protocol.full_text and context.vocabulary):
        return RetrievedTexts()
    whole = retrieve_full_texts(state, changed, context.texts, context.cache, context.today)
    if whole.summary and whole.summary.fault:
        context.warn(
            f"{whole.summary.fault}. Papers are read from their abstracts for now, and as a whole"
            " by the next run that gets their texts."
        )
    return whole


def _read_together(
    protocol: Protocol,
    context: RunContext,
    state: State,
    by_rules: Mapping[str, Study],
    judged: _Judged,
) -> ModelExtraction:
    """What language models read, where they can be asked and there is anything they have not."""
    asked = judged.consulted.summary
    # Where the money is spent or the server failed, no question will fare better now.
    if not (context.models and context.prompt and context.vocabulary) or (asked and asked.partial):
        return ModelExtraction()
    readers = Readers(
        protocol=protocol,
        models=context.models,
        fill=context.prompt,
        vocabulary=context.vocabulary,
    )
    spent = spent_on(protocol.model, asked)
    late = missed(
        state,
        readers,
        lambda keys: words_of(keys, state, judged.words, context.sources, context.cache),
    )
    studies = {**by_rules, **{key: state.studies[key] for key in late if key not in by_rules}}
    if studies:
        context.report(f"Reading with {' and '.join(readers.names)}")
    together = extract_with_models(readers, studies, {**late, **judged.words}, spent=spent)
    if together.summary and together.summary.partial:
        context.warn(f"papers a language model was asked to read: {together.summary.partial}")
    return together


def _propose(  # noqa: PLR0913 - the tail of `run`, whose values it needs
    protocol: Protocol,
    context: RunContext,
    searched: SearchResult,
    state: State,
    at_hand: Words,
    record: Run | None,
    *,
    dry: bool,
) -> Outcome:
    theirs = edited(context.store.read(REVIEW) or "")
    # What documents are made of is in these files alone, and in the program.
    if not context.stamp.stands():
        context.report("Writing the review")
        render(state, protocol, context.vocabulary, context.fill, context.store)
        context.stamp.keep()
    faults = check(state, context.vocabulary, at_hand)
    news = context.store.added_since(context.workspace)
    proposal = Proposal(
        state=state, news=news, home=context.home,
        overwritten=lost_lines(theirs, context.store.read(REVIEW) or ""),
    )  # fmt: skip
    text = Text(
        title=pull_request.title(proposal),
        body=pull_request.body(proposal, protocol, context.vocabulary, context.fill),
        marker=proposal.marker,
        urgent=proposal.urgent,
        faults=faults,
    )
    context.report("Proposing")
    quiet = state.quiet_until > context.today.isoformat()
    again = context.again or _wished(context.forge)
    proposed = (
        Proposed(action="none")
        if dry
        else propose(
            context.workspace,
            context.forge,
            context.base,
            text,
            protocol,
            quiet=quiet,
            again=again,
        )
    )
    if context.forge and proposed.pull:
        remind(context.forge, proposed.pull, state, context.today)
    return Outcome(
        searched=searched, state=state, run=record, proposed=proposed, title=text.title,
        body=text.body, faults=faults,
    )  # fmt: skip


def _record(
    context: RunContext,
    searched: SearchResult,
    watched: RecheckedRecords,
    judged: _Judged,
    asked: Batch,
) -> Run:
    """The record of what came of each step before the reading."""
    return Run(
        on=context.today.isoformat(),
        version=__version__,
        searches=searched.searches,
        retrieved=searched.retrieved,
        found=tuple(article.record.id for article in searched.articles),
        changed=tuple(record.id for record in watched.changed),
        changes=watched.changes,
        requests=context.sent,
        partial=_partial(context),
        unreadable=searched.unreadable,
        learning=judged.screened.learning,
        consultation=judged.consulted.summary,
        shown=asked.shown,
        risen=asked.risen,
        pace=asked.pace,
        closed=asked.closed,
    )


def captions(state: State) -> dict[str, str]:
    """By which comment a new study's file says which paper it is."""
    return {
        record.id: f"{record.label}. {record.title} {record.journal_abbreviation}"
        for record in state.included
    }
