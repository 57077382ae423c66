"""What the environment says: addresses, keys, receivers of mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.sources import SOURCES
from bot.errors import Mistake

CLINICAL_TRIALS = "https://clinicaltrials.gov/api/v2/"
PUBMED_FILES = "https://ftp.ncbi.nlm.nih.gov/pubmed/"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the environment says; secrets are never shown by ``repr``."""

    source_urls: Mapping[str, str]
    """The address of each database's service, by the database's code."""
    source_keys: Mapping[str, str]
    """API keys, by the code of the database that takes one."""
    clinical_trials_url: str
    """The address of the register of trials."""
    pubmed_files_url: str
    """The address of the folder in which NLM keeps PubMed's files."""
    github_token: str
    github_repository: str
    github_api_url: str
    github_server_url: str
    openai_api_key: str
    openai_base_url: str
    smtp_url: str
    recipients: tuple[str, ...]
    """Who gets mail one by one; their addresses are nobody else's business."""

    @property
    def answers(self) -> bool:
        """Whether a language model can be asked: servers at home want no key."""
        return bool(self.openai_api_key or self.openai_base_url)

    def __repr__(self) -> str:
        """The class name alone: some of the fields are secrets."""
        return "Settings(…)"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that stand in the environment, defaults for the rest.

    Raises:
        Mistake: an address that is none.
    """

    def value(name: str) -> str:
        return environment.get(name, "").strip()

    addresses = [spec.url_variable for spec in SOURCES.values()]
    for name in (
        *addresses,
        "CLINICAL_TRIALS_URL",
        "PUBMED_FILES_URL",
        "GITHUB_API_URL",
        "GITHUB_SERVER_URL",
    ):
        if value(name) and not value(name).startswith(("http://", "https://")):
            # Not shown: an address may hold a password.
            raise Mistake(f"{name} is no address", hint="It should begin with https://")
    if value("OPENAI_BASE_URL") and not is_address(value("OPENAI_BASE_URL")):
        # Not shown: a key is easily pasted into the wrong one of the two.
        raise Mistake("OPENAI_BASE_URL is no address", hint="It should begin with https://")
    return Settings(
        source_urls={code: value(spec.url_variable) or spec.url for code, spec in SOURCES.items()},
        clinical_trials_url=value("CLINICAL_TRIALS_URL") or CLINICAL_TRIALS,
        source_keys={
            code: value(spec.key_variable) for code, spec in SOURCES.items() if spec.key_variable
        },
        pubmed_files_url=value("PUBMED_FILES_URL") or PUBMED_FILES,
        github_token=value("GITHUB_TOKEN"),
        github_repository=value("GITHUB_REPOSITORY"),
        github_api_url=value("GITHUB_API_URL") or "https://api.github.com",
        github_server_url=value("GITHUB_SERVER_URL") or "https://github.com",
        openai_api_key=value("OPENAI_API_KEY"),
        openai_base_url=value("OPENAI_BASE_URL"),
        smtp_url=value("SMTP_URL"),
        recipients=tuple(dict.fromkeys(value("DIGEST_RECIPIENTS").replace(",", " ").split())),
    )


def is_address(text: str) -> bool:
    """Whether ``text`` is an address that a browser opens, and stands on one line."""
    try:
        parts = urlsplit(text)
        # A line end would be dropped here, and stand in a header of a mail.
        sound = text.isprintable() and " " not in text and parts.scheme in ("http", "https")
        return sound and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
