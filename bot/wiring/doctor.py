"""The doctor's rounds: settings, git, GitHub, PubMed and the language models, one after another."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot import settings
from bot.domain.protocol import Protocol
from bot.domain.sources import SOURCES
from bot.errors import Foreseen, Mistake
from bot.jobs.diagnose import Diagnosis, hub, token_kind, tried
from bot.model_answers import BadAnswer
from bot.ports import LanguageModel, Source
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git, models, sources

_TESTED = "1[pmid]"


def rounds(root: Path, runtime: Runtime) -> Iterator[Diagnosis]:
    """Everything that is looked at, in the order in which it must be right."""
    config = settings.from_environment(runtime.environment)
    file = root / settings.FILE
    try:
        protocol = settings.parse(file.read_text("utf-8"))
    except Mistake as fault:
        yield Diagnosis(what=settings.FILE, ok=False, advice=f"{fault.message}. {fault.hint}")
        return
    yield _examples(protocol)
    repository = git(root, runtime)
    yield tried(
        "git",
        lambda: (
            f"Version {repository.require_fitness()}; the main branch is"
            f" {repository.default_branch}."
        ),
    )
    yield from _github(root, runtime, config.github_token)
    databases = sources(protocol, runtime)
    main = databases.main
    yield tried(main.name, partial(_asked, main, config.source_keys.get(main.code)))
    for source in databases.others:
        yield tried(source.name, partial(_searched, source, protocol))
    yield from _models(protocol, root, runtime)


def _examples(protocol: Protocol) -> Diagnosis:
    left = settings.examples_left(protocol)
    advice = (
        f"Still the example's, to be replaced with your own: {', '.join(left)}."
        if left
        else "It can be read, and its values make sense."
    )
    return Diagnosis(what=settings.FILE, ok=not left, advice=advice)


def _github(root: Path, runtime: Runtime, token: str) -> Iterator[Diagnosis]:
    if not token:
        advice = "There is no GITHUB_TOKEN: proposals stay on a local branch, and that works, too."
        yield Diagnosis(what="GitHub", ok=True, advice=advice)
        return
    repository = git(root, runtime)
    try:
        place = forge(repository, runtime)
        if place is None:
            return
        in_job = bool(runtime.environment.get("GITHUB_ACTIONS"))
        diagnoses = hub(place.get, repository.default_branch, token_kind(token), in_job=in_job)
        yield from diagnoses
    except Foreseen as fault:
        yield Diagnosis(what="GitHub", ok=False, advice=f"{fault.message}. {fault.hint}")


def _asked(source: Source, key: str | None) -> str:
    source.search(_TESTED)
    variable = SOURCES[source.code].key_variable
    more = f"; with {variable} it may be asked more often" if variable and not key else ""
    return f"It answers{more}."


def _searched(source: Source, protocol: Protocol) -> str:
    """Whether a database beside PubMed answers the first strategy that is for it."""
    queries = (
        source.query(strategy, protocol.lines) for strategy in protocol.search.strategies.values()
    )
    hits = source.search(next(query for query in queries if query))
    return f"It answers, with {len(hits):,} hits for the first strategy."


def _models(protocol: Protocol, root: Path, runtime: Runtime) -> Iterator[Diagnosis]:
    names = protocol.model.names
    if not names:
        yield Diagnosis(what="language model", ok=True, advice="None is named; none is needed.")
        return
    asked = models(protocol, root / ".cache", runtime)
    if not asked:
        advice = "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        yield Diagnosis(what=f"language model {' and '.join(names)}", ok=False, advice=advice)
    for language_model in asked:
        yield tried(
            f"language model {language_model.model}", partial(_answers, language_model, runtime)
        )


def _answers(model: LanguageModel, runtime: Runtime) -> str:
    """Ask something small, and new every day: an answer remembered would prove nothing."""
    question = f"Today is {runtime.today}. Answer with an empty JSON object."
    shape = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    try:
        model.ask(question, shape, "check")
    except BadAnswer:
        return "It answers, though not in the form asked for: expect papers left to people."
    return "It answers."
