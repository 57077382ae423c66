"""The doctor's rounds: settings, git, GitHub, PubMed and the language models, one after another."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot import settings
from bot.domain.answers import BadAnswer
from bot.domain.protocol import Protocol
from bot.errors import Foreseen, Mistake
from bot.ports import LanguageModel, Source
from bot.steps.diagnose import Found, hub, token_kind, tried
from bot.wiring.services import forge, git, models, pubmed, sources
from bot.wiring.world import World

_TESTED = "1[pmid]"


def rounds(root: Path, world: World) -> Iterator[Found]:
    """Everything that is looked at, in the order in which it must be right."""
    there = settings.from_environment(world.environment)
    file = root / settings.FILE
    try:
        protocol = settings.parse(file.read_text("utf-8"))
    except Mistake as fault:
        yield Found(what=settings.FILE, fine=False, told=f"{fault.message}. {fault.hint}")
        return
    yield Found(what=settings.FILE, fine=True, told="It can be read.")
    repository = git(root, world)
    yield tried("git", lambda: f"The main branch is {repository.default_branch}.")
    yield from _github(root, world, there.github_token)
    yield tried("PubMed", lambda: _asked(protocol, world))
    for source in sources(protocol, world).others:
        yield tried(source.name, partial(_searched, source, protocol))
    yield from _models(protocol, root, world)


def _github(root: Path, world: World, token: str) -> Iterator[Found]:
    if not token:
        told = "There is no GITHUB_TOKEN: proposals stay on a local branch, and that works, too."
        yield Found(what="GitHub", fine=True, told=told)
        return
    repository = git(root, world)
    try:
        place = forge(repository, world)
        if place is None:
            return
        in_job = bool(world.environment.get("GITHUB_ACTIONS"))
        found = hub(place.look, repository.default_branch, token_kind(token), in_job=in_job)
        yield from found
    except Foreseen as fault:
        yield Found(what="GitHub", fine=False, told=f"{fault.message}. {fault.hint}")


def _asked(protocol: Protocol, world: World) -> str:
    pubmed(protocol, world).search(_TESTED)
    key = settings.from_environment(world.environment).ncbi_api_key
    return "It answers." if key else "It answers; with NCBI_API_KEY it may be asked more often."


def _searched(source: Source, protocol: Protocol) -> str:
    """Whether a database beside PubMed answers the first strategy that is for it."""
    queries = (source.query(one, protocol.lines) for one in protocol.search.strategies.values())
    hits = source.search(next(one for one in queries if one))
    return f"It answers, with {len(hits):,} hits for the first strategy."


def _models(protocol: Protocol, root: Path, world: World) -> Iterator[Found]:
    names = protocol.model.names
    if not names:
        yield Found(what="language model", fine=True, told="None is named; none is needed.")
        return
    asked = models(protocol, root / ".cache", world)
    if not asked:
        told = "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        yield Found(what=f"language model {' and '.join(names)}", fine=False, told=told)
    for one in asked:
        yield tried(f"language model {one.model}", partial(_answers, one, world))


def _answers(model: LanguageModel, world: World) -> str:
    """Ask something small, and new every day: an answer remembered would prove nothing."""
    question = f"Today is {world.today}. Answer with an empty JSON object."
    shape = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    try:
        model.ask(question, shape, "check")
    except BadAnswer:
        return "It answers, though not in the form asked for: expect papers left to people."
    return "It answers."
