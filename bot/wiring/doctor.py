"""The doctor's rounds: settings, state, git, GitHub, databases, mail and models, one by one."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from bot import __version__, settings
from bot.adapters.git import Git
from bot.adapters.store import DirectoryStore
from bot.domain.protocol import Protocol
from bot.domain.sources import SOURCES
from bot.errors import Foreseen, Mistake
from bot.extraction.vocabulary import Vocabulary
from bot.jobs.diagnose import Diagnosis, diagnose_github, diagnosis_of, token_kind
from bot.model_answers import BadAnswer
from bot.ports import LanguageModel, Register, Source
from bot.rendering.phrases import counted
from bot.wiring.publishing import mailer
from bot.wiring.review_folder import CACHE, review_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git, models, register, sources
from bot.wiring.starter_files import Standing, StarterFile, watches
from bot.wiring.upgrade import starter_files
from bot.wiring.vocabularies import chosen_vocabulary

_TESTED = "1[pmid]"
_REACH = "Is {variable} right? Does a proxy stand between? Else it may be down: try again later."
"""What to do about a service that does not answer."""


def diagnose(directory: Path, runtime: Runtime) -> Iterator[Diagnosis]:
    """Everything that is looked at, in the order in which it must be right.

    Raises:
        Mistake: there is no review.
    """
    root = review_root(directory)
    try:
        config = settings.from_environment(runtime.environment)
    except Mistake as fault:
        # Every service would be asked by these addresses.
        yield Diagnosis.amiss("environment", fault)
        return
    protocol = None
    try:
        protocol = settings.parse(DirectoryStore(root).read(settings.FILE) or "")
        yield _protocol(protocol, chosen_vocabulary(protocol, root))
    except Mistake as fault:
        yield Diagnosis.amiss(settings.FILE, fault)
    yield diagnosis_of("state", lambda: _state(root))
    yield from _git(root, runtime)
    yield from _workflows(root, runtime)
    yield from _github(root, runtime, config.github_token)
    if protocol is None:
        return
    databases = sources(protocol, runtime)
    main = databases.main
    yield diagnosis_of(
        main.name,
        partial(_asked, main, config.source_keys.get(main.code)),
        hint=_reach(SOURCES[main.code].url_variable),
    )
    for source in databases.others:
        hint = _reach(SOURCES[source.code].url_variable)
        yield diagnosis_of(source.name, partial(_searched, source, protocol), hint=hint)
    if trials := register(protocol, runtime):
        planned = partial(_planned, trials, protocol.registrations, runtime)
        yield diagnosis_of(trials.name, planned, hint=_reach("CLINICAL_TRIALS_URL"))
    yield diagnosis_of("mail", lambda: _mail(protocol, runtime), hint=_reach("SMTP_URL"))
    yield from _models(protocol, root, runtime)


def _reach(variable: str) -> str:
    return _REACH.format(variable=variable)


def _protocol(protocol: Protocol, vocabulary: Vocabulary | None) -> Diagnosis:
    if left := settings.examples_left(protocol):
        fault = f"Still the example's, to be replaced with your own: {', '.join(left)}."
    elif vocabulary and _lacks_interventions(vocabulary):
        fault = (
            "It names no 'interventions', and so no result of a trial counts. Name those that the"
            " review asks about, and how papers write them."
        )
    else:
        fault = ""
    advice = fault or "It can be read, and its values make sense."
    return Diagnosis(what=settings.FILE, ok=not fault, advice=advice)


def _lacks_interventions(vocabulary: Vocabulary) -> bool:
    """Whether the review is about trials, and nothing says of what."""
    return vocabulary.topic.of_effects and not vocabulary.terms["intervention"]


def _state(root: Path) -> str:
    state = DirectoryStore(root).load()
    return (
        f"It can be read: {counted(len(state.by_id), 'record')},"
        f" {counted(len(state.studies), 'study', 'studies')}."
    )


def _git(root: Path, runtime: Runtime) -> Iterator[Diagnosis]:
    repository = git(root, runtime)
    version = diagnosis_of("git", lambda: _fitness(repository))
    yield version
    if version.ok and not runtime.environment.get("GITHUB_ACTIONS"):
        yield diagnosis_of("branch", lambda: _branch(repository))


def _fitness(repository: Git) -> str:
    if not repository.exists:
        raise Mistake(
            "There is no git repository here yet",
            hint="The review lives in git: `git init`, `git add .`, `git commit`.",
        )
    version = repository.require_fitness()
    if not repository.commit_of("HEAD"):
        raise Mistake(
            f"Version {version}; nothing is committed yet",
            hint="The review lives in git: `git init`, `git add .`, `git commit`.",
        )
    return f"Version {version}; the main branch is {repository.default_branch}."


def _branch(repository: Git) -> str:
    main = repository.default_branch
    if not repository.current_branch:
        raise Mistake(
            "a commit is checked out, and no branch (detached HEAD)",
            hint=f"`git checkout {main}`.",
        )
    if repository.run("rev-parse", "--is-shallow-repository").strip() == "true":
        remote = repository.remote or "origin"
        raise Mistake(
            "this clone is shallow: histories cannot be merged in it",
            hint=f"`git fetch --unshallow {remote}`.",
        )
    return f"{repository.current_branch} is checked out."


def _workflows(root: Path, runtime: Runtime) -> Iterator[Diagnosis]:
    """Whether the workflows are those of this version; nothing where none calls it by version."""
    try:
        files = starter_files(root, runtime)
    except Mistake as fault:
        yield Diagnosis.amiss("workflows", fault)
        return
    main = _known_main(root, runtime)
    for file in files:
        if file.path.startswith(".github/workflows/"):
            ok, advice = _workflow(file, main)
            yield Diagnosis(what=file.path, ok=ok, advice=advice)


def _known_main(root: Path, runtime: Runtime) -> str:
    """The main branch as far as this clone knows it, else empty."""
    with suppress(Foreseen):
        if known := git(root, runtime).known_main():
            return known[0]
    return ""


def _workflow(file: StarterFile, main: str) -> tuple[bool, str]:
    if file.standing is Standing.ABSENT:
        return False, "It is not there: `living-review-bot init --github` writes it."
    if main and not watches(file.text, main):
        return False, f"Pushes to {main} do not start it: name {main} under `branches`."
    if file.upgraded != file.text:
        behind = (
            "It calls another version of the bot than this one"
            if file.pin_only
            else (f"It is not as version {__version__} writes it, and nobody edited it")
        )
        return False, f"{behind}: `living-review-bot upgrade`."
    if file.standing is Standing.EDITED:
        return (
            True,
            "A person edited it; `living-review-bot upgrade --dry-run` shows how it differs.",
        )
    return True, f"As version {__version__} writes it."


def _github(root: Path, runtime: Runtime, token: str) -> Iterator[Diagnosis]:
    if not token:
        advice = "There is no GITHUB_TOKEN: proposals stay on a local branch, and that works, too."
        yield Diagnosis(what="GitHub", ok=True, advice=advice)
        return
    repository = git(root, runtime)
    diagnoses: list[Diagnosis] = []

    def looked() -> str:
        place = forge(repository, runtime)
        if place is not None:
            in_job = bool(runtime.environment.get("GITHUB_ACTIONS"))
            diagnoses.extend(
                diagnose_github(
                    place.get, repository.default_branch, token_kind(token), in_job=in_job
                )
            )
        return "It answers."

    yield diagnosis_of("GitHub", looked, hint=_reach("GITHUB_API_URL"))
    yield from diagnoses


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
    query = next((query for query in queries if query), "")
    if not query:
        return "No strategy searches it: it is asked for citations alone."
    return f"It answers, with {len(source.search(query)):,} hits for the first strategy."


def _planned(trials: Register, query: str, runtime: Runtime) -> str:
    studies = trials.running(query, runtime.today.isoformat())
    return f"It answers, with {len(studies):,} planned or running studies."


def _mail(protocol: Protocol, runtime: Runtime) -> str:
    mail = mailer(protocol, runtime)
    if mail is None:
        return "There is no SMTP_URL: nobody gets mail; releases and feeds do without."
    return f"{mail.greet()} answers, and takes the user and the password."


def _models(protocol: Protocol, root: Path, runtime: Runtime) -> Iterator[Diagnosis]:
    names = protocol.model.names
    if not names:
        yield Diagnosis(what="language model", ok=True, advice="None is named; none is needed.")
        return
    language_models = models(protocol, root / CACHE, runtime)
    if not language_models:
        advice = "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        yield Diagnosis(what=f"language model {' and '.join(names)}", ok=False, advice=advice)
    hint = "OPENAI_BASE_URL should be the address that ends in /v1, and the server should run."
    for language_model in language_models:
        yield diagnosis_of(
            f"language model {language_model.model}",
            partial(_answers, language_model, runtime),
            hint=hint if runtime.environment.get("OPENAI_BASE_URL") else "",
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
