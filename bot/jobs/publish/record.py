"""A version is due when the evidence on the main branch is not that of the last one."""

from dataclasses import replace
from datetime import date

from bot.domain.history import as_of_version
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.domain.versions import Stage, Version, next_name
from bot.errors import ServiceFailed
from bot.jobs.publish.context import TRIES, PublishContext, ledger_line
from bot.rendering.documents import REVIEW, documents
from bot.rendering.labels import TermLabels
from bot.rendering.news import counts, news
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised


def record(protocol: Protocol, context: PublishContext) -> Version | None:
    """Commit the version that is due; None where none is, or where another run made it.

    Raises:
        Failure: the main branch does not take commits from the bot.
        ServiceFailed: others were faster every time.
    """
    for _ in range(TRIES):
        version = _due(protocol, context)
        if version is None:
            return None
        context.report(f"Recording version {version.name}")
        before = context.store.load()
        state = before.with_added(
            versions=(version,), deliveries=(ledger_line(context, version.name, Stage.BEGUN),)
        )
        context.store.append(before, state, {})
        made = documents(
            state, protocol, context.vocabulary, context.fill, context.store.read(REVIEW)
        )
        for path, text in made.items():
            context.store.write(path, text)
        if context.mainline.save(f"Publish version {version.name}"):
            return version
        context.mainline.refresh()
    raise ServiceFailed(
        f"the main branch moved {TRIES} times while a version was made",
        hint="Run again when it is calmer. Nothing was sent.",
    )


def _due(protocol: Protocol, context: PublishContext) -> Version | None:
    """The version that the main branch asks for as it stands."""
    state = context.store.load()
    last, today = state.version, context.today.isoformat()
    if last is None and not (state.runs and state.included):
        return None
    synthesis = synthesised(state, context.vocabulary)
    version = Version(
        name=next_name(today, state.versions),
        on=today,
        evidence=state.evidence,
        commit=context.mainline.head,
        studies=tuple(record.id for record in state.included),
        counts=counts(state, synthesis),
        searched=state.with_added(runs=context.run_log.read()).last_search,
        next_search=context.next_search,
        home=context.home,
    )
    if last and last.evidence == state.evidence:
        return replace(version, quiet=True) if _silent(protocol, context, state) else None
    before = _before(context, state, last)
    turned = changes(synthesised(before, context.vocabulary), synthesis)
    news_items = news(before, state, turned, TermLabels(vocabulary=context.vocabulary))
    return context.summarise(replace(version, news=news_items))


def _silent(protocol: Protocol, context: PublishContext, state: State) -> bool:
    """Whether readers have heard nothing of this review for so long that word is due."""
    days = protocol.digest.quiet_after
    last = date.fromisoformat(state.versions[-1].on)
    return days > 0 and (context.today - last).days >= days


def _before(context: PublishContext, state: State, last: Version | None) -> State:
    """The state that the last version was made from."""
    if last is None:
        return State()
    if not context.mainline.check_out(last.commit):
        # The history was cut or rewritten: what dates tell is the next best.
        return as_of_version(state, last)
    try:
        return context.store.load()
    finally:
        context.mainline.check_out(context.mainline.head)
