"""The outside services, built from settings."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bot import __version__, settings
from bot.adapters.europe_pmc import RATE as EUROPE_PMC_RATE
from bot.adapters.europe_pmc import EuropePmc
from bot.adapters.git import Git, host_of
from bot.adapters.github import GitHub
from bot.adapters.http import Http, Pace
from bot.adapters.language_model import URL, LanguageModel
from bot.adapters.pubmed import RATE, RATE_WITH_KEY, PubMed
from bot.adapters.pubmed.central import NAME as CENTRAL
from bot.adapters.pubmed.central import PubMedCentral
from bot.domain.protocol import Protocol
from bot.errors import Mistake
from bot.fetching import Sources
from bot.ports import Forge, Source
from bot.wiring.world import World

USER_AGENT = f"living-review-bot/{__version__}"


def git(root: Path, world: World) -> Git:
    """The repository that holds the review at ``root``."""
    there = settings.from_environment(world.environment)
    return Git(
        directory=root,
        environment=world.environment,
        date=f"{world.today.isoformat()}T00:00:00+0000",
        server_url=there.github_server_url,
        token=there.github_token,
        push=world.push,
    )


def pubmed(protocol: Protocol, world: World) -> PubMed:
    """PubMed, at the pace its rules allow."""
    there = settings.from_environment(world.environment)
    rate = RATE_WITH_KEY if there.ncbi_api_key else RATE
    http = Http(
        service="PubMed",
        time=world.time,
        pace=Pace(rate, world.time),
        headers={"User-Agent": USER_AGENT},
        read_seconds=world.read_seconds,
    )
    return PubMed(
        http=http,
        url=there.eutils_url,
        contact=protocol.contact,
        today=world.today,
        key=there.ncbi_api_key,
        progress=world.progress,
    )


def europe_pmc(_: Protocol, world: World) -> EuropePmc:
    """Europe PMC, at a pace that disturbs nobody."""
    there = settings.from_environment(world.environment)
    http = Http(
        service=EuropePmc.name,
        time=world.time,
        pace=Pace(EUROPE_PMC_RATE, world.time),
        headers={"User-Agent": USER_AGENT},
        read_seconds=world.read_seconds,
    )
    return EuropePmc(http=http, url=there.europe_pmc_url)


SOURCES: Mapping[type[PubMed | EuropePmc], Callable[[Protocol, World], Source]] = {
    PubMed: pubmed,
    EuropePmc: europe_pmc,
}
"""Every database that can be searched, and how it is built."""


def sources(protocol: Protocol, world: World) -> Sources:
    """The databases that the protocol names."""
    main, *others = (
        build(protocol, world) for kind, build in SOURCES.items() if kind.code in protocol.sources
    )
    return Sources(main=main, others=tuple(others))


def central(databases: Sources) -> PubMedCentral | None:
    """PubMed Central, which shares PubMed's address, key and pace."""
    source = databases.main
    if not isinstance(source, PubMed):
        return None
    http = Http(
        service=CENTRAL,
        time=source.http.time,
        pace=source.http.pace,
        headers=source.http.headers,
        read_seconds=source.http.read_seconds,
    )
    return PubMedCentral(http=http, url=source.url, contact=source.contact, key=source.key)


def models(protocol: Protocol, cache: Path, world: World) -> tuple[LanguageModel, ...]:
    """The language models the protocol names, where the environment says how to reach them."""
    there = settings.from_environment(world.environment)
    names = protocol.model.names
    if names and not there.answers:
        world.report(
            f"Not asking {' and '.join(names)}: OPENAI_API_KEY and OPENAI_BASE_URL are not set"
        )
        return ()
    return tuple(
        LanguageModel(
            model=name,
            time=world.time,
            cache=cache,
            url=there.openai_base_url or URL,
            key=there.openai_api_key,
        )
        for name in names
    )


def forge(repository: Git, world: World) -> Forge | None:
    """GitHub, where a token is set and the repository is known."""
    there = settings.from_environment(world.environment)
    if not there.github_token:
        return None
    name = there.github_repository
    if not name and repository.remote_host == host_of(there.github_server_url):
        name = repository.remote_path
    if name.count("/") != 1:
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
        time=world.time,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {there.github_token}",
            "User-Agent": USER_AGENT,
            "X-GitHub-Api-Version": "2022-11-28",
        },
        hint="The branch is pushed. Run again later to bring the pull request up to date.",
        read_seconds=world.read_seconds,
    )
    return GitHub(http=http, url=there.github_api_url, repository=name)
