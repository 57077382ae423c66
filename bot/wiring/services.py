"""The outside services, built from settings."""

from pathlib import Path

from bot import __version__, settings
from bot.adapters.cache import SqliteCache
from bot.adapters.git import Git
from bot.adapters.git.repository import host_of
from bot.adapters.github import GitHub
from bot.adapters.language_model import URL, ChatModel
from bot.databases.source_set import SourceSet
from bot.domain.protocol import Protocol
from bot.domain.protocol_settings import BackfillPlan
from bot.domain.registrations import REGISTER
from bot.domain.sources import PUBMED, SOURCES
from bot.errors import Mistake
from bot.http_client import Http, Pace
from bot.pipeline.context import Literature
from bot.ports import Forge, Source
from bot.sources import SourceOptions, build
from bot.sources.clinical_trials import ClinicalTrials
from bot.sources.pmc import NAME as CENTRAL
from bot.sources.pmc import PubMedCentral
from bot.sources.pubmed import PubMed
from bot.sources.pubmed import build as build_pubmed
from bot.sources.pubmed.update_files import PubMedUpdates
from bot.wiring.runtime import Runtime

USER_AGENT = f"living-review-bot/{__version__}"


def git(root: Path, runtime: Runtime) -> Git:
    """The repository that holds the review at ``root``."""
    config = settings.from_environment(runtime.environment)
    return Git(
        directory=root,
        environment=runtime.environment,
        date=f"{runtime.today.isoformat()}T00:00:00+0000",
        server_url=config.github_server_url,
        token=config.github_token,
        push=runtime.push,
    )


def _http(service: str, runtime: Runtime, rate: float | None = None) -> Http:
    """A session with a service that allows so many requests a second, if it says."""
    return Http(
        service=service,
        time=runtime.time,
        pace=None if rate is None else Pace(rate, runtime.time),
        headers={"User-Agent": USER_AGENT},
        read_seconds=runtime.read_seconds,
    )


def source(code: str, protocol: Protocol, runtime: Runtime) -> Source:
    """One database, at the pace that it allows."""
    return build(code, _options(code, protocol, runtime))


def _options(code: str, protocol: Protocol, runtime: Runtime) -> SourceOptions:
    config = settings.from_environment(runtime.environment)
    spec, key = SOURCES[code], config.source_keys.get(code, "")
    return SourceOptions(
        http=_http(spec.title, runtime, spec.rate_with_key if key else spec.rate),
        url=config.source_urls[code],
        key=key,
        contact=protocol.contact,
        today=runtime.today,
        progress=runtime.progress,
    )


def pubmed(protocol: Protocol, runtime: Runtime) -> PubMed:
    """PubMed by itself, for what only it can be asked."""
    return build_pubmed(_options(PUBMED, protocol, runtime))


def sources(protocol: Protocol, runtime: Runtime) -> SourceSet:
    """The databases that the protocol names, PubMed first."""
    main, *others = (
        source(code, protocol, runtime) for code in SOURCES if code in protocol.sources
    )
    return SourceSet(main=main, others=tuple(others))


def central(databases: SourceSet) -> PubMedCentral | None:
    """PubMed Central, which shares PubMed's address, key and pace."""
    pubmed = databases.main
    if not isinstance(pubmed, PubMed):
        return None
    http = Http(
        service=CENTRAL,
        time=pubmed.http.time,
        pace=pubmed.http.pace,
        headers=pubmed.http.headers,
        read_seconds=pubmed.http.read_seconds,
    )
    return PubMedCentral(http=http, url=pubmed.url, contact=pubmed.contact, key=pubmed.key)


def literature(protocol: Protocol, cache: Path, runtime: Runtime) -> Literature:
    """The databases, with what was fetched before in the folder ``cache``."""
    databases = sources(protocol, runtime)
    return Literature(
        sources=databases,
        full_texts=central(databases),
        updates=updates(cache, runtime) if protocol.backfill is BackfillPlan.UPDATES else None,
        register=register(protocol, runtime),
        cache=SqliteCache(cache),
    )


def register(protocol: Protocol, runtime: Runtime) -> ClinicalTrials | None:
    """The register of trials, where the protocol looks for planned studies."""
    if not protocol.registrations.strip():
        return None
    url = settings.from_environment(runtime.environment).clinical_trials_url
    return ClinicalTrials(http=_http(REGISTER, runtime, 1.0), url=url)


def updates(cache: Path, runtime: Runtime) -> PubMedUpdates:
    """PubMed's update files, fetched into a folder of ``cache``."""
    config = settings.from_environment(runtime.environment)
    return PubMedUpdates(
        http=_http("NLM", runtime),
        url=config.pubmed_files_url,
        folder=cache / "updatefiles",
        progress=runtime.progress,
    )


def models(protocol: Protocol, cache: Path, runtime: Runtime) -> tuple[ChatModel, ...]:
    """The language models the protocol names, where the environment says how to reach them."""
    config = settings.from_environment(runtime.environment)
    names = protocol.model.names
    if names and not config.answers:
        runtime.report(
            f"Not asking {' and '.join(names)}: OPENAI_API_KEY and OPENAI_BASE_URL are not set"
        )
        return ()
    return tuple(
        ChatModel(
            model=name,
            time=runtime.time,
            cache=cache,
            url=config.openai_base_url or URL,
            key=config.openai_api_key,
        )
        for name in names
    )


def repository_name(repository: Git, config: settings.Settings) -> str:
    """The repository on GitHub as ``owner/name``; empty where it is not there."""
    name = config.github_repository
    if not name and repository.remote_host == host_of(config.github_server_url):
        name = repository.remote_path
    return name if name.count("/") == 1 else ""


def forge(repository: Git, runtime: Runtime) -> Forge | None:
    """GitHub, where a token is set and the repository is known."""
    config = settings.from_environment(runtime.environment)
    if not config.github_token:
        return None
    name = repository_name(repository, config)
    if not name:
        raise Mistake(
            "GITHUB_TOKEN is set and the repository is not known",
            hint="Set GITHUB_REPOSITORY to owner/name, or unset GITHUB_TOKEN.",
        )
    if not repository.remote:
        raise Mistake(
            "GITHUB_TOKEN is set and the repository has no remote",
            hint="`git remote add origin ADDRESS`, or unset GITHUB_TOKEN.",
        )
    http = Http(
        service="GitHub",
        time=runtime.time,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {config.github_token}",
            "User-Agent": USER_AGENT,
            "X-GitHub-Api-Version": "2022-11-28",
        },
        hint="The branch is pushed. Run again later to bring the pull request up to date.",
        read_seconds=runtime.read_seconds,
    )
    return GitHub(http=http, url=config.github_api_url, repository=name)
