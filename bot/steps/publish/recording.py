"""A version is due when the evidence on the main branch is not that of the last one."""

from dataclasses import replace
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.domain.versions import Stage, Version, next_name
from bot.errors import ServiceFailed
from bot.rendering.digest import counts, news
from bot.rendering.documents import REVIEW, documents
from bot.rendering.names import Names
from bot.steps.publish.outside import TRIES, Outside, line


def record(protocol: Protocol, outside: Outside) -> Version | None:
    """Commit the version that is due; None where none is, or where another run made it.

    Raises:
        Failure: the main branch does not take commits from the bot.
        ServiceFailed: others were faster every time.
    """
    for _ in range(TRIES):
        version = _due(protocol, outside)
        if version is None:
            return None
        outside.report(f"Recording version {version.name}")
        held = outside.store.load()
        state = held.grown(
            versions=(version,), deliveries=(line(outside, version.name, Stage.BEGUN),)
        )
        outside.store.append(held, state, {})
        made = documents(
            state, protocol, outside.vocabulary, outside.fill, outside.store.read(REVIEW)
        )
        for path, text in made.items():
            outside.store.write(path, text)
        if outside.mainline.save(f"Publish version {version.name}"):
            return version
        outside.mainline.refresh()
    raise ServiceFailed(
        f"the main branch moved {TRIES} times while a version was made",
        hint="Run again when it is calmer. Nothing was sent.",
    )


def _due(protocol: Protocol, outside: Outside) -> Version | None:
    """The version that the main branch asks for as it stands."""
    state = outside.store.load()
    last, today = state.version, outside.today.isoformat()
    if last is None and not (state.runs and state.included):
        return None
    synthesis = outside.synthesise(state, outside.vocabulary)
    version = Version(
        name=next_name(today, state.versions),
        on=today,
        evidence=state.evidence,
        commit=outside.mainline.head,
        studies=tuple(one.id for one in state.included),
        counts=counts(state, synthesis),
        searched=state.runs[-1].on if state.runs else "",
        next_search=outside.next_search,
        home=outside.home,
    )
    if last and last.evidence == state.evidence:
        return replace(version, quiet=True) if _silent(protocol, outside, state) else None
    before = _before(outside, state, last)
    changes = outside.compare(outside.synthesise(before, outside.vocabulary), synthesis)
    told = news(before, state, changes, Names(vocabulary=outside.vocabulary))
    return outside.summarise(replace(version, news=told))


def _silent(protocol: Protocol, outside: Outside, state: State) -> bool:
    """Whether readers have not heard of this review for so long that word is due."""
    days = protocol.digest.quiet_after
    heard = date.fromisoformat(state.versions[-1].on)
    return days > 0 and (outside.today - heard).days >= days


def _before(outside: Outside, state: State, last: Version | None) -> State:
    """The state that the last version was made from."""
    if last is None:
        return State()
    if not outside.mainline.look(last.commit):
        # The history was cut or rewritten: what dates tell is the next best.
        return state.as_of(last.on)
    try:
        return outside.store.load()
    finally:
        outside.mainline.look(outside.mainline.head)
