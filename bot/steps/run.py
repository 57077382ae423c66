"""Run: the weekly job. The only module that knows the order of the steps."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import __version__
from bot.asking import spent_on
from bot.domain.decisions import Decision, Verdict
from bot.domain.full_texts import FullText
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.runs import Consultation, InFull, Reread, Run
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Study
from bot.domain.written import recognised
from bot.errors import Foreseen
from bot.extraction.vocabulary import Vocabulary
from bot.fetching import Sources
from bot.ports import (
    BRANCH,
    Cache,
    Forge,
    FullTexts,
    LanguageModel,
    Report,
    Stamp,
    Store,
    Workspace,
    silent,
)
from bot.rendering import pull_request
from bot.rendering.dashboard import dashboard
from bot.rendering.documents import REVIEW
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.replaced import lost as lost_lines
from bot.rendering.regions import edited
from bot.rendering.review import Render
from bot.rendering.wording import lost
from bot.steps.ask import Asked, ask, audited
from bot.steps.chase import Chased, chase
from bot.steps.check import Words, check
from bot.steps.consult import Consulted, consult
from bot.steps.extract import extract, reread
from bot.steps.obtain import Obtained, obtain
from bot.steps.probe import probe
from bot.steps.propose import Proposed, Text, propose
from bot.steps.read import Readers, ReadTogether, missed, read
from bot.steps.remind import remind
from bot.steps.render import render
from bot.steps.screen import Screened, not_consulted, screen, taught_since, to_rank_again, words_of
from bot.steps.search import Searched, identify, search
from bot.steps.settle import Settled, settle
from bot.steps.show import found, seen, show, wished
from bot.steps.watch import Watched, watch


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Everything outside that the job needs."""

    sources: Sources
    cache: Cache
    store: Store
    stamp: Stamp
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

    searched: Searched
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
        standing, known = self.state.standing, self.state.known_items
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
            "known papers not found": len({one.pmid for one in missed}),
            "requests sent": self.requests,
            "in the review": len(self.state.included),
            "waiting in all": len(self.state.queue),
            "proposal": self.proposed.action,
        }


def run(  # noqa: PLR0915 - the order of the steps, in one place
    protocol: Protocol, outside: Outside, *, dry: bool = False
) -> Outcome:
    """Search, watch, screen, extract, render, propose; ``dry`` stops before anything is sent.

    All writing happens in the workspace, and nothing leaves it before the last step: a run that
    fails or is killed has changed nothing.
    """
    held = outside.store.load()
    outside.report(f"Searching {' and '.join(one.name for one in outside.sources)}")
    searched, chased = _found(protocol, outside, held)
    watched = watch(held, outside.sources, outside.cache)
    searched = identify(_as_they_stand(held, watched), searched, chased.articles)
    known = probe(protocol, held, searched.hits, outside.sources.main)
    if known and known.missed:
        outside.warn(lost(known))
    new = tuple(one.record for one in searched.articles)
    changed = tuple({one.id: one for one in (*watched.changed, *searched.replaced)}.values())
    # That a pull request ended is no news by itself: it comes along with the next.
    is_news = new or searched.joined or changed or not held.runs or taught_since(held)
    settled = _settled(outside, held) if is_news else Settled()
    state = held.grown(
        records=watched.changed + watched.touched + searched.joined + new,
        decisions=settled.decisions, acts=settled.acts,
    )  # fmt: skip
    at_hand = {**watched.articles, **{one.record.id: one for one in searched.articles}}

    outside.report(f"Screening {len(new)} new records")
    judged = _judged(protocol, outside, state, searched, changed, at_hand)
    state = state.grown(decisions=judged.decisions)
    asked = ask(protocol, held, state, outside.today)

    outside.report("Reading included papers")
    done = _read(protocol, outside, state, judged, [one.id for one in changed])

    record = None
    news = (
        new,
        searched.joined,
        watched.changed,
        done.studies,
        judged.news,
        asked.more,
        known,
        not held.runs,
        done.reading and done.reading.unanswered,
    )
    if any(news):
        state = held.grown(
            records=state.records[len(held.records) :], decisions=asked.decisions,
            studies={**recognised(held.studies, held.written), **done.studies}, acts=settled.acts,
        )  # fmt: skip
        record = replace(
            _record(outside, searched, watched, judged, asked),
            read=tuple(done.studies),
            reread=done.rereads,
            in_full=done.in_full,
            known_items=known,
            chased=chased.routes,
            reading=done.reading,
            audit=audited(state, asked.drawn, outside.today),
        )
        state = state.grown(runs=(record,))
        outside.store.append(held, state, captions(state))
    else:
        # What PubMed merely touched up comes along with the next news.
        state = held
    at_hand_now = Words(articles=judged.words, texts=done.texts)
    outcome = _propose(protocol, outside, searched, state, at_hand_now, record, dry=dry)
    partial = _partial(outside)
    for fault in partial:
        outside.warn(f"the run is partial: {fault}. What is missing comes with the next run.")
    outcome = replace(outcome, gone=watched.gone, requests=outside.sent, partial=partial)
    if outside.forge and not dry:
        _show(outside.forge, outside, outcome)
    return outcome


def _wished(forge: Forge | None) -> bool:
    """Whether somebody asked on the dashboard to see the proposal again."""
    try:
        return forge is not None and wished(found(forge))
    except Foreseen:
        return False


def _show(forge: Forge, outside: Outside, outcome: Outcome) -> None:
    """Bring the dashboard up to date; where there can be none, the run is as good without it."""
    try:
        issue = found(forge)
        told = seen(forge, issue, outside.today, outside.next_run, outcome.requests, outcome.faults)
        show(forge, issue, dashboard(outcome.state, told, outside.fill))
    except Foreseen as fault:
        outside.warn(f"the dashboard was not brought up to date: {fault.message}")


def _found(protocol: Protocol, outside: Outside, held: State) -> tuple[Searched, Chased]:
    """What searches and citations bring."""
    searched = search(protocol, held, outside.sources, outside.cache, outside.today)
    hits = (one for found in searched.hits.values() for one in found)
    main = outside.sources.main
    return searched, chase(protocol, held, hits, main, outside.cache, outside.today)


def _as_they_stand(held: State, watched: Watched) -> State:
    """What the review knows, with what its papers say of themselves today: of which they are part.

    A preprint may name its article before anything else ties the two.
    """
    revised = watched.changed + watched.touched
    return held.grown(records=revised) if revised else held


def _partial(outside: Outside) -> tuple[str, ...]:
    return tuple(outside.sources.failed.values())


def _settled(outside: Outside, held: State) -> Settled:
    """What became of earlier pull requests, where there are any."""
    if outside.forge is None:
        return Settled()
    pulls = outside.forge.pulls(BRANCH)
    news = outside.store.beyond(outside.workspace)
    return settle(held, news, pulls, outside.forge.pull, outside.today)


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """What the judges said in one run."""

    decisions: tuple[Decision, ...]
    screened: Screened
    consulted: Consulted
    words: Mapping[str, Article]
    """Every paper whose words are at hand."""

    @property
    def news(self) -> bool:
        """Whether anything was decided or learned."""
        return bool(self.decisions or self.screened.learning)


def _judged(
    protocol: Protocol,
    outside: Outside,
    state: State,
    searched: Searched,
    changed: Sequence[Record],
    at_hand: Mapping[str, Article],
) -> _Judged:
    """Verdicts on what nobody has decided; nothing is fetched or learned when that is nothing."""
    fresh = [one for one in searched.articles if one.record.id not in state.standing]
    again = to_rank_again(state, protocol, {one.id for one in changed})
    today = outside.today.isoformat()
    unheard = not_consulted(state, today) if outside.models else ()
    wanted = [*(one.id for one in again), *(one.record for one in unheard)]
    if fresh or again or taught_since(state):
        wanted += state.people_said
    words = {**at_hand, **words_of(wanted, state, at_hand, outside.sources, outside.cache)}
    ranked = [words[one.id] for one in again if one.id in words]
    screened = screen(protocol, state, fresh, ranked, words, today)
    consulted = _consulted(protocol, outside, (*unheard, *screened.decisions), words)
    decisions = {one.record: one for one in (*screened.decisions, *consulted.decisions)}
    return _Judged(
        decisions=tuple(decisions.values()), screened=screened, consulted=consulted, words=words
    )


def _consulted(
    protocol: Protocol,
    outside: Outside,
    decisions: Sequence[Decision],
    words: Mapping[str, Article],
) -> Consulted:
    """What language models say, where the protocol names one and it can be asked."""
    if not (outside.models and outside.prompt and decisions):
        return Consulted()
    outside.report(f"Asking {' and '.join(one.model for one in outside.models)}")
    consulted = consult(protocol, decisions, words, outside.models, outside.prompt)
    if consulted.summary and consulted.summary.partial:
        outside.warn(f"papers a language model was asked about: {consulted.summary.partial}")
    return consulted


@dataclass(frozen=True, kw_only=True)
class _Done:
    """What was read in one run."""

    studies: Mapping[str, Study]
    """New or read again, sealed."""
    rereads: tuple[Reread, ...]
    texts: Mapping[str, FullText]
    in_full: InFull | None
    reading: Consultation | None


def _read(
    protocol: Protocol,
    outside: Outside,
    state: State,
    judged: _Judged,
    changed: Sequence[str],
) -> _Done:
    """Read what is new or changed, as a whole where it is free, by rules and by models."""
    whole = _obtained(protocol, outside, state, changed)
    words = {key: one for key, one in judged.words.items() if key not in whole.owed}
    by_rules = extract(state, words, outside.vocabulary, whole.texts)
    together = _read_together(protocol, outside, state, by_rules, judged)
    studies = {key: one.sealed for key, one in {**by_rules, **together.studies}.items()}
    read_whole = sum(one.read_from == FULL_TEXT for one in studies.values())
    return _Done(
        studies=studies,
        rereads=reread(state, changed, studies, words, outside.vocabulary, whole.texts),
        texts=whole.texts,
        in_full=replace(whole.summary, read=read_whole) if whole.summary else None,
        reading=together.summary,
    )


def _obtained(
    protocol: Protocol, outside: Outside, state: State, changed: Sequence[str]
) -> Obtained:
    """The free full texts that may be read now; without them the run goes on, and says so."""
    if not (outside.texts and protocol.full_text and outside.vocabulary):
        return Obtained()
    whole = obtain(state, changed, outside.texts, outside.cache, outside.today)
    if whole.summary and whole.summary.fault:
        outside.warn(
            f"{whole.summary.fault}. Papers are read from their abstracts for now, and as a whole"
            " by the next run that gets their texts."
        )
    return whole


def _read_together(
    protocol: Protocol,
    outside: Outside,
    state: State,
    by_rules: Mapping[str, Study],
    judged: _Judged,
) -> ReadTogether:
    """What language models read, where they can be asked and there is anything they have not."""
    asked = judged.consulted.summary
    # Where the money is spent or the server failed, no question will fare better now.
    if not (outside.models and outside.prompt and outside.vocabulary) or (asked and asked.partial):
        return ReadTogether()
    readers = Readers(
        protocol=protocol,
        models=outside.models,
        fill=outside.prompt,
        vocabulary=outside.vocabulary,
    )
    spent = spent_on(protocol.model, asked)
    late = missed(
        state,
        readers,
        lambda keys: words_of(keys, state, judged.words, outside.sources, outside.cache),
    )
    studies = {**by_rules, **{key: state.studies[key] for key in late if key not in by_rules}}
    if studies:
        outside.report(f"Reading with {' and '.join(readers.names)}")
    together = read(readers, studies, {**late, **judged.words}, spent=spent)
    if together.summary and together.summary.partial:
        outside.warn(f"papers a language model was asked to read: {together.summary.partial}")
    return together


def _propose(  # noqa: PLR0913 - the tail of `run`, whose values it needs
    protocol: Protocol,
    outside: Outside,
    searched: Searched,
    state: State,
    at_hand: Words,
    record: Run | None,
    *,
    dry: bool,
) -> Outcome:
    theirs = edited(outside.store.read(REVIEW) or "")
    # What documents are made of is in these files alone, and in the program.
    if not outside.stamp.stands():
        outside.report("Writing the review")
        render(state, protocol, outside.vocabulary, outside.fill, outside.store)
        outside.stamp.keep()
    faults = check(state, outside.vocabulary, at_hand)
    news = outside.store.beyond(outside.workspace)
    proposal = Proposal(
        state=state, news=news, home=outside.home,
        overwritten=lost_lines(theirs, outside.store.read(REVIEW) or ""),
    )  # fmt: skip
    text = Text(
        title=pull_request.title(proposal),
        body=pull_request.body(proposal, protocol, outside.vocabulary, outside.fill),
        marker=proposal.marker,
        urgent=proposal.urgent,
        faults=faults,
    )
    outside.report("Proposing")
    quiet = state.quiet_until > outside.today.isoformat()
    again = outside.again or _wished(outside.forge)
    proposed = (
        Proposed(action="none")
        if dry
        else propose(
            outside.workspace,
            outside.forge,
            outside.base,
            text,
            protocol,
            quiet=quiet,
            again=again,
        )
    )
    if outside.forge and proposed.pull:
        remind(outside.forge, proposed.pull, state, outside.today)
    return Outcome(
        searched=searched, state=state, run=record, proposed=proposed, title=text.title,
        body=text.body, faults=faults,
    )  # fmt: skip


def _record(
    outside: Outside,
    searched: Searched,
    watched: Watched,
    judged: _Judged,
    asked: Asked,
) -> Run:
    """The record of what came of each step before the reading."""
    return Run(
        on=outside.today.isoformat(),
        version=__version__,
        searches=searched.searches,
        retrieved=searched.retrieved,
        found=tuple(one.record.id for one in searched.articles),
        changed=tuple(one.id for one in watched.changed),
        changes=watched.changes,
        pairs=searched.pairs,
        requests=outside.sent,
        partial=_partial(outside),
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
